"""The form of the commitments that a proposal serves: the leading one, and up to three more."""

from collections.abc import Sequence
from typing import Any

from changeportal.queries.commitments import ServedRow, choices
from changeportal.services.commitments import MOST, Serves
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.validators import MaxWords, Required

ALSO = tuple(f"also_{n}" for n in range(1, MOST))
NAMES = ("lead", *ALSO)
_ADDS = "How much of its target does it bring, and by when?"


def _members() -> dict[str, Any]:
    members: dict[str, Any] = {
        "lead": SelectField(
            "Which commitment does it help most?", [Required("Select the commitment that it helps most")]
        ),
        "lead_adds": TextAreaField(
            _ADDS,
            [Required("Say how much of its target it brings, and by when"), MaxWords(60, "What it adds")],
            rows=2,
            hint="For example, 150 of the 600 homes, by March 2028",
        ),
    }
    for n, name in enumerate(ALSO, start=2):
        members[name] = SelectField(f"Commitment {n} (optional)")
        members[f"{name}_adds"] = TextAreaField(_ADDS, [MaxWords(60, "What it adds")], rows=2)
    return members


class CommitmentsForm(type("CommitmentFields", (VersionedForm,), _members())):  # type: ignore[misc]  # fields made in a loop
    """Commitments and contributions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        listed = choices()
        for name in NAMES:
            self[name].choices = listed

    def wanted(self) -> list[Serves]:
        """What was chosen, the leading one first."""
        chosen = [(self[name].data, self[f"{name}_adds"].data or "") for name in NAMES]
        return [Serves(code, adds) for code, adds in chosen if code]


def held_data(rows: Sequence[ServedRow], version: int) -> dict[str, Any]:
    """What the form begins with."""
    data: dict[str, Any] = {"version": version}
    for name, row in zip(NAMES, rows, strict=False):
        data |= {name: row.code, f"{name}_adds": row.contribution}
    return data
