"""Evidence and risks as kinds of rows: evidence may bring a file, and begins beside the section from which one came."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request

from changeportal.services.case_parts import SaveRow, save_evidence
from changeportal.services.context import Context
from changeportal.web.areas.cases.file_forms import chosen_file
from changeportal.web.areas.cases.part_forms import PartForm
from changeportal.web.areas.cases.part_kinds import Kind
from changeportal.web.areas.cases.row_forms import WHOLE_CASE, EvidenceForm, NewEvidenceForm, RiskForm


@dataclass(frozen=True, slots=True)
class EvidenceKind(Kind):
    """An item of evidence."""

    def fresh(self, proposal_id: UUID, row_id: UUID | None, data: dict[str, Any] | None = None) -> PartForm:
        """Only a new item takes a file here; those of an old one have their own page."""
        if row_id:
            return EvidenceForm(data=data)
        return NewEvidenceForm(data=data or {"section": request.args.get("section", "")})

    def held(self, proposal_id: UUID, row_id: UUID) -> dict[str, Any]:
        """What the form begins with; the case as a whole is the blank choice."""
        row = Kind.held(self, proposal_id, row_id)
        return {**row, "section": "" if row["section"] == WHOLE_CASE else row["section"]}

    def save(self, ctx: Context, ref: str, form: PartForm, row_id: UUID | None) -> UUID:
        """Add or change it; its id."""
        file = chosen_file(form.file.data, form.title.data) if isinstance(form, NewEvidenceForm) else None
        return save_evidence(ctx, SaveRow(ref, self.part, form.values(), row_id, form.expected_version()), file)


OF_ROWS = (
    EvidenceKind("evidence", "piece of evidence", "evidence", EvidenceForm),
    Kind("risks", "risk", "risks", RiskForm),
)
