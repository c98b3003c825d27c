"""A criterion of the options: its form has a score and a reason for each option."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from changeportal.domain.option_scores import MOST_WEIGHT, SCORE_WORDS, USUAL_WEIGHT, Given
from changeportal.queries.cases import options
from changeportal.queries.option_scores import criterion
from changeportal.services.context import Context
from changeportal.services.option_scores import SaveCriterion, remove_criterion, save_criterion
from changeportal.web.areas.cases.part_forms import PartForm
from changeportal.web.areas.cases.part_kinds import Kind
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import IntegerField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required

SCORES = [(str(score), words) for score, words in SCORE_WORDS.items()]


class CriterionForm(PartForm):
    """The criterion itself; the boxes of the options are added for each case."""

    title = TextField(
        "What are the options judged by?", [Required("Enter a name for the criterion"), MaxLength(80, "The name")]
    )
    weight = IntegerField(
        "How much does it weigh, from 1 to 100?",
        [Required("Enter its weight")],
        least=1,
        most=MOST_WEIGHT,
        said="The weight",
        hint="Only the shares count: 20 for each of five criteria is the same as 1 for each",
    )

    def given(self) -> dict[UUID, Given]:
        """The score and the reason of each option."""
        boxes = {one.short_name: one.data for one in self.page_fields()}
        keys = [name.removeprefix("score_") for name in boxes if name.startswith("score_")]
        return {
            UUID(key): Given(
                int(boxes[f"score_{key}"]) if boxes[f"score_{key}"] else None, boxes[f"reason_{key}"] or ""
            )
            for key in keys
        }


@dataclass(frozen=True, slots=True)
class CriterionKind(Kind):
    """Criteria are kept with their scores."""

    def fresh(self, proposal_id: UUID, row_id: UUID | None, data: dict[str, Any] | None = None) -> PartForm:
        """The form with two boxes for each option."""
        members: dict[str, Any] = {}
        for one in options(proposal_id):
            members[f"score_{one.id}"] = SelectField(f"Score of ‘{one.title}’", choices=SCORES, blank="Not scored yet")
            members[f"reason_{one.id}"] = TextAreaField(
                f"Why does ‘{one.title}’ have this score?", [MaxWords(50, "The reason")], rows=2
            )
        kind: type[PartForm] = type("CriterionForm", (CriterionForm,), members)
        return kind(data=data or {"weight": USUAL_WEIGHT})

    def held(self, proposal_id: UUID, row_id: UUID) -> dict[str, Any]:
        """The criterion and its scores."""
        row = criterion(proposal_id, row_id)
        scores = {f"score_{key}": str(given.score) for key, given in row.scores.items()}
        reasons = {f"reason_{key}": given.reason for key, given in row.scores.items()}
        return {"title": row.title, "weight": row.weight, "version": row.version, **scores, **reasons}

    def save(self, ctx: Context, ref: str, form: PartForm, row_id: UUID | None) -> UUID:
        """Add or change it; its id."""
        assert isinstance(form, CriterionForm)
        title, weight = form.title.data, form.weight.data
        return save_criterion(ctx, SaveCriterion(ref, title, weight, form.given(), row_id, form.expected_version()))

    def remove(self, ctx: Context, ref: str, row_id: UUID) -> None:
        """Take it off the list."""
        remove_criterion(ctx, ref, row_id)


CRITERIA = CriterionKind("criteria", "criterion", "options", CriterionForm)
