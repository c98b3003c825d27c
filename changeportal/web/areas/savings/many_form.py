"""The form that verifies several actuals of a month: a row for each, with what is agreed and the evidence for it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.people import Actor
from changeportal.domain.verification import Verifying, check_verification
from changeportal.queries.verifying import Waiting
from changeportal.services.savings.verifying import Verify
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import CheckboxesField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.figure_fields import MoneyField
from changeportal.web.forms.validators import MaxLength

NAMES = {"pence": "pence", "evidence_kind": "kind", "reference": "reference"}


class _Many(PageForm):
    """What is the same for every row."""

    pick = CheckboxesField("Which savings do you verify?")
    reference_all = TextField(
        "Reference for the chosen savings that have none of their own (optional)",
        [MaxLength(120, "The reference")],
        hint="For example, the month’s ledger report",
    )

    rows: Sequence[Waiting] = ()

    def picked(self) -> list[Waiting]:
        """The rows that were chosen."""
        held = set(self.pick.held())
        return [one for one in self.rows if str(one.entry_id) in held]

    def of_row(self, row: Waiting, name: str) -> Any:
        """A field of a row."""
        return self[f"{name}_{row.entry_id.hex}"]

    def reference_of(self, row: Waiting) -> str:
        """The row’s own reference, else the one for all."""
        return str(self.of_row(row, "reference").data or self.reference_all.data or "")

    def check(self, actor: Actor) -> bool:
        """Whether what was chosen may be verified so; a row that was not chosen is not looked at."""
        self.validate()
        chosen = self.picked()
        for row in self.rows:
            if row not in chosen:
                for name in NAMES.values():
                    self.of_row(row, name).errors = []
        if not chosen and not self.pick.errors:
            self.pick.errors = ["Select at least one saving to verify"]
        for row in chosen:
            self._check_row(actor, row)
        return not self.error_list

    def _check_row(self, actor: Actor, row: Waiting) -> None:
        pence = self.of_row(row, "pence")
        if pence.errors:
            return
        if pence.data is None:
            pence.errors = [f"Enter how much you verify of {row.ref}"]
            return
        said = Verifying(
            by=actor.id,
            entered_by=row.by_id,
            actual_pence=row.pence,
            agreed_pence=pence.data,
            evidence_kind=str(self.of_row(row, "kind").data or ""),
            reference=self.reference_of(row),
        )
        try:
            check_verification(said, row.rule)
        except Invalid as wrong:
            for name, message in wrong.fields.items():
                self.of_row(row, NAMES[name]).errors = [f"{row.ref}: {message[0].lower()}{message[1:]}"]
        except Refused as refused:
            self.pick.errors = [*self.pick.errors, f"{row.ref}: {refused.message}"]

    def commands(self) -> list[Verify]:
        """What is to be verified."""
        return [
            Verify(
                row.ref,
                row.entry_id,
                self.of_row(row, "pence").data,
                str(self.of_row(row, "kind").data),
                self.reference_of(row),
            )
            for row in self.picked()
        ]


def many_form(rows: Sequence[Waiting], **kwargs: Any) -> Any:
    """The form with a place for each row."""
    fields: dict[str, Any] = {"rows": rows}
    for row in rows:
        key = row.entry_id.hex
        fields[f"pence_{key}"] = MoneyField(f"{row.ref}, amount agreed", negative=True)
        fields[f"kind_{key}"] = SelectField(
            f"{row.ref}, evidence", choices=list(row.rule.delivered.items()), blank="Choose what you saw"
        )
        fields[f"reference_{key}"] = TextField(f"{row.ref}, reference", [MaxLength(120, f"{row.ref}: the reference")])
    made = type("ManyForm", (_Many,), fields)
    data = {f"pence_{row.entry_id.hex}": row.pence for row in rows}
    form = made(data={**data, **kwargs})
    form.pick.choices = [Choice(str(row.entry_id), row.ref) for row in rows]
    return form


def ids_of(words: Sequence[str]) -> list[UUID]:
    """The entries that were named; what is no id is left out."""
    found = []
    for one in words:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
