"""Word and Excel files as packages: whole, without macros, and no larger when unpacked than a document would be."""

import stat
from collections.abc import Iterator
from enum import Enum
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from changeportal.domain.errors import Invalid

MOST_PARTS = 2_000
MOST_UNPACKED = 96 * 1024 * 1024
MOST_RATIO, RATIO_FROM = 200, 1024 * 1024
_DEEPEST = 1
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = "[Content_Types].xml"
_PROGRAMS = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class OfficeKind(Enum):
    """Which of the two it is, with the type that it is served as."""

    WORD = f"{_OFFICE}wordprocessingml.document"
    EXCEL = f"{_OFFICE}spreadsheetml.sheet"

    @property
    def media_type(self) -> str:
        """The media type."""
        return self.value


def _no(words: str) -> Invalid:
    return Invalid({"file": words})


def read_package(body: bytes, depth: int = 0) -> OfficeKind:
    """Which kind it is. Invalid for anything that is no plain document: archives, macros, bombs, links, paths, passwords."""
    try:
        with ZipFile(BytesIO(body)) as package:
            _measure(package.infolist(), len(body))
            types = _types(package)
            for part, head in _heads(package):
                _look_at(package, part, head, depth)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, UnicodeDecodeError) as fault:
        raise _no("The selected file is damaged, or it is no Word or Excel file. Save it again") from fault
    return _kind(types)


def _measure(parts: list[ZipInfo], size: int) -> None:
    """By what the package says of itself; reading it later stops where it has lied."""
    unpacked = sum(part.file_size for part in parts)
    bombs = any(part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or bombs or sum(part.compress_size for part in parts) > size:
        raise _no("The selected file is too large when it is unpacked. Take out what is not needed")
    for part in parts:
        _stands_plainly(part)


def _stands_plainly(part: ZipInfo) -> None:
    path = PurePosixPath(part.filename)
    if part.flag_bits & 0x1:
        raise _no("The selected file is password protected. Save it without a password")
    if path.is_absolute() or ".." in path.parts or "\\" in part.filename or stat.S_ISLNK(part.external_attr >> 16):
        raise _no("The selected file leads outside itself, so it is not taken. Save it again")


def _types(package: ZipFile) -> str:
    if _TYPES not in package.namelist() or len(set(package.namelist())) != len(package.namelist()):
        raise _no("The selected file is an archive, not a Word or Excel file. Choose the files in it one by one")
    return package.read(_TYPES).decode("utf-8-sig")


def _heads(package: ZipFile) -> Iterator[tuple[ZipInfo, bytes]]:
    """Each part with its first bytes, read to its end so that a false size or sum is found."""
    left = MOST_UNPACKED
    for part in package.infolist():
        head = b""
        with package.open(part) as opened:
            while piece := opened.read(65_536):
                head, left = head or piece, left - len(piece)
                if left < 0:
                    raise _no("The selected file is too large when it is unpacked. Take out what is not needed")
        yield part, head


def _look_at(package: ZipFile, part: ZipInfo, head: bytes, depth: int) -> None:
    path = PurePosixPath(part.filename.lower())
    if path.name.startswith("vbaproject") or path.suffix in {".exe", ".dll", ".js", ".vbs", ".bat", ".ps1"}:
        raise _no("The selected file holds macros or programs. Save it without them, as .docx or .xlsx")
    if path.suffix in {".xml", ".rels"} and b"<!doctype" in head.lower() + head.replace(b"\0", b"").lower():
        raise _no("The selected file refers to things outside it. Save it again in Word or Excel")
    if not head.startswith(_PROGRAMS):
        return
    if depth >= _DEEPEST or "embeddings" not in path.parts or path.suffix not in {".xlsx", ".docx"}:
        raise _no("The selected file holds other files inside it. Add them one by one")
    read_package(package.read(part), depth + 1)


def _kind(types: str) -> OfficeKind:
    if "macroenabled" in types.lower():
        raise _no("The selected file holds macros or programs. Save it without them, as .docx or .xlsx")
    found = [kind for kind in OfficeKind if f'"{kind.value}.main+xml"' in types]
    if len(found) != 1:
        raise _no("The selected file is an archive, not a Word or Excel file. Choose the files in it one by one")
    return found[0]
