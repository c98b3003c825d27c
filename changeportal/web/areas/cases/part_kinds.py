"""The kinds of rows that have a form page of their own, with the words of those pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from changeportal.queries import case_parts as reads
from changeportal.services.case_parts import SaveRow, remove_part, save_row
from changeportal.services.context import Context
from changeportal.web.areas.cases import part_forms as forms
from changeportal.web.areas.cases.part_forms import PartForm


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: its name in words, the section on whose page it is listed, and its form."""

    part: str
    one: str
    section: str
    form: type[PartForm]

    def fresh(self, proposal_id: UUID, row_id: UUID | None, data: dict[str, Any] | None = None) -> PartForm:
        """The form with its lists; ``data`` is what it begins with."""
        form = self.form(data=data)
        form.offer(proposal_id, row_id)
        return form

    def held(self, proposal_id: UUID, row_id: UUID) -> dict[str, Any]:
        """What the form of a row begins with. NotFound for one that is not there."""
        row = reads.held(proposal_id, self.part, row_id)
        return {**row, "commitment_id": row.get("commitment_id") or forms.NONE}

    def save(self, ctx: Context, ref: str, form: PartForm, row_id: UUID | None) -> UUID:
        """Add or change it; its id."""
        return save_row(ctx, SaveRow(ref, self.part, form.values(), row_id, form.expected_version()))

    def remove(self, ctx: Context, ref: str, row_id: UUID) -> None:
        """Take it off the list."""
        remove_part(ctx, ref, self.part, row_id)


PLAIN = (
    Kind("measures", "measure", "measures", forms.MeasureForm),
    Kind("milestones", "milestone", "delivery", forms.MilestoneForm),
    Kind("consultations", "consultation", "consultation", forms.ConsultationForm),
    Kind("answers", "number of answers", "consultation", forms.AnswerForm),
    Kind("changes", "“you said, we did”", "consultation", forms.ChangeForm),
    Kind("steps", "step", "theory", forms.StepForm),
    Kind("links", "link", "theory", forms.LinkForm),
)
