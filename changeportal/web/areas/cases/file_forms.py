"""Forms of files behind evidence, and what is said of those that look at them."""

from typing import Any

from flask import current_app

from changeportal.adapters.scanner import Means, means
from changeportal.domain.file_content import ENDINGS, MB, TAKEN
from changeportal.services.attachments import NewFile
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.figure_fields import FileField
from changeportal.web.forms.validators import MaxLength, Required

_SCAN_WORDS = {
    Means.SCANNER: "",
    Means.EXAMPLE: "No virus scanner is set up in this example. A built-in check looks at files, and knows the test virus alone.",
    Means.NOTHING: "No virus scanner is set up. Files are kept, and nobody can open them until one is. Tell the administrator.",
}


def most_bytes() -> int:
    """How large a file may be."""
    return int(current_app.config["FILES_MOST_BYTES"])


def scan_words() -> str:
    """What a person has to know of how files are looked at here; nothing where a scanner does it."""
    return _SCAN_WORDS[means()]


class SizedFileField(FileField):
    """A file whose hint says how large it may be under these settings."""

    def __init__(self, label: str = "", validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.hint = f"{TAKEN[0].upper()}{TAKEN[1:]}, smaller than {most_bytes() // MB}MB"


def file_field(label: str, *, needed: bool) -> SizedFileField:
    """The box for a file of evidence."""
    return SizedFileField(label, [Required("Choose a file")] if needed else [], kinds=ENDINGS, kinds_said=TAKEN)


def title_field() -> TextField:
    """The box for what it is to be called."""
    return TextField(
        "Name this file (optional)",
        [MaxLength(80, "The name of the file")],
        hint="For example, Survey of tenants 2026. Without it the file keeps the name that it has on your computer",
    )


def chosen_file(sent: Any, title: str | None) -> NewFile | None:
    """What was chosen, read no further than one byte over the limit; nothing where nothing was."""
    return NewFile(sent.filename, sent.read(most_bytes() + 1), title or "") if sent is not None else None


class FileForm(PageForm):
    """One more file."""

    file = file_field("Choose a file", needed=True)
    title = title_field()

    def new_file(self) -> NewFile:
        """The file."""
        found = chosen_file(self.file.data, self.title.data)
        assert found is not None
        return found
