"""The name of an uploaded file as it is shown: never a path, never a trick. Files are stored under random keys."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 100
NAMELESS = "file"
_NOT_IN_NAMES = frozenset('<>:"|?*;')


def extension_of(name: str) -> str:
    """The letters after the last dot, in lower case, without it."""
    return PurePosixPath(_last_part(name)).suffix.lower().lstrip(".")


def shown_name(name: str, title: str = "") -> str:
    """The cleaned name, or the title that its owner gave with the same extension; at most 100 characters."""
    extension = extension_of(name)
    ending = f".{extension}" if extension else ""
    stem = _cleaned(title) or PurePosixPath(_last_part(name)).stem
    stem = stem.strip(" .").removesuffix(ending).strip(" .") or NAMELESS
    return stem[: LONGEST - len(ending)].strip() + ending


def _last_part(name: str) -> str:
    """What stands after the last slash of either kind, without letters that nobody sees or that turn the reading round."""
    return _cleaned(name.replace("\\", "/").rsplit("/", 1)[-1])


def _cleaned(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if unicodedata.category(one).startswith("Z") else one for one in composed)
    kept = (one for one in spaced if not unicodedata.category(one).startswith("C") and one not in _NOT_IN_NAMES)
    return " ".join("".join(kept).replace("/", " ").replace("\\", " ").split())
