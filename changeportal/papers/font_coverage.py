"""Which characters the papers' own font can print; the rest are written by their names, so that nothing is lost."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_FIRST_HEADER, _TABLE_RECORD, _SUBTABLE_RECORD, _GROUP = 12, 16, 8, 12
_SEGMENTED = 12
_KEPT = frozenset("\n\u200b")


@cache
def covered() -> frozenset[int]:
    """The code points of the text font, read from its character map (OpenType cmap, format 12)."""
    held = (FONTS / "SourceSans3-Regular.ttf").read_bytes()
    start = _table(held, b"cmap")
    (count,) = struct.unpack_from(">H", held, start + 2)
    places = [struct.unpack_from(">HHL", held, start + 4 + n * _SUBTABLE_RECORD)[2] for n in range(count)]
    wanted = next(start + one for one in places if struct.unpack_from(">H", held, start + one)[0] == _SEGMENTED)
    (groups,) = struct.unpack_from(">L", held, wanted + _FIRST_HEADER)
    spans = (struct.unpack_from(">LL", held, wanted + 16 + n * _GROUP) for n in range(groups))
    return frozenset(point for first, last in spans for point in range(first, last + 1))


def _table(held: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", held, 4)
    records = (struct.unpack_from(">4sLLL", held, _FIRST_HEADER + n * _TABLE_RECORD) for n in range(count))
    return next(int(offset) for tag, _sum, offset, _length in records if tag == name)


def printable(text: str) -> str:
    """The text with every character that the font lacks written by its name, as in "[grinning face]"."""
    known = covered()
    composed = unicodedata.normalize("NFC", text)
    return "".join(one if ord(one) in known or one in _KEPT else _named(one) for one in composed)


def _named(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Cf", "Cc", "Zl", "Zp"}:
        return " " if character.isspace() else ""
    return f"[{unicodedata.name(character, f'character {ord(character):x}').lower()}]"
