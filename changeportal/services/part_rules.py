"""Which kinds of rows a case has: where each is kept, what it may point to, and the rule that takes or refuses it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data import case_part_rows
from changeportal.data.models import case_rows as tables
from changeportal.data.models.cases import Evidence, Risk
from changeportal.data.models.people import Person
from changeportal.data.models.reference import Commitment
from changeportal.domain import consultations, measures, milestones, risks, theory
from changeportal.services.transaction import Transaction

Values = Mapping[str, Any]
Rule = Callable[[Transaction, UUID, UUID | None, Values], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of row. ``inside`` are columns that point to rows of the same case, ``goes_with`` those of which it is a part.

    ``whole``: its section has no texts, and is complete while there is a row."""

    model: Any
    section: str
    rule: Rule
    inside: Mapping[str, Any]
    outside: Mapping[str, Any]
    goes_with: Sequence[tuple[Any, str]] = ()
    whole: bool = False


def _measure(_tx: Transaction, _proposal: UUID, _row: UUID | None, values: Values) -> dict[str, str]:
    names = ("baseline_value", "baseline_text", "baseline_on", "target_value", "target_text", "target_on")
    return measures.promise_faults(
        measures.Promise(
            effect=measures.Effect(values["effect"]),
            direction=measures.Direction(values["direction"]),
            **{name: values[name] for name in names},
        )
    )


def _milestone(tx: Transaction, proposal: UUID, row: UUID | None, values: Values) -> dict[str, str]:
    new = milestones.Milestone(str(row or "new"), values["title"], values["due"], str(values["after_id"] or ""))
    return milestones.faults(new, case_part_rows.milestones_of(tx.session, proposal))


def _consultation(_tx: Transaction, _proposal: UUID, _row: UUID | None, values: Values) -> dict[str, str]:
    return consultations.faults(values["opened"], values["closed"])


def _answer(tx: Transaction, proposal: UUID, row: UUID | None, values: Values) -> dict[str, str]:
    there = case_part_rows.live(tx.session, tables.ConsultationAnswer, proposal)
    wanted = (values["consultation_id"], values["group_name"].casefold())
    same = any((one.consultation_id, one.group_name.casefold()) == wanted and one.id != row for one in there)
    return {"group_name": "This group is counted already. Change its number instead"} if same else {}


def _any(_tx: Transaction, _proposal: UUID, _row: UUID | None, _values: Values) -> dict[str, str]:
    return {}


def _risk(_tx: Transaction, _proposal: UUID, _row: UUID | None, values: Values) -> dict[str, str]:
    return risks.faults(risks.RiskGiven(**{one.name: values[one.name] for one in fields(risks.RiskGiven)}))


def _step(tx: Transaction, proposal: UUID, row: UUID | None, values: Values) -> dict[str, str]:
    new = theory.Step(str(row or "new"), theory.Column(values["stands_in"]), values["title"])
    return theory.step_faults(new, case_part_rows.theory_of(tx.session, proposal))


def _link(tx: Transaction, proposal: UUID, row: UUID | None, values: Values) -> dict[str, str]:
    new = theory.Link(str(row or "new"), str(values["start_id"]), str(values["end_id"]), values["assumption"])
    return theory.link_faults(new, case_part_rows.theory_of(tx.session, proposal))


OF_CONSULTATION = {"consultation_id": tables.Consultation}
PARTS: dict[str, Part] = {
    "evidence": Part(Evidence, "evidence", _any, {}, {}, whole=True),
    "risks": Part(Risk, "risks", _risk, {}, {"owner_id": Person}, whole=True),
    "measures": Part(tables.CaseMeasure, "measures", _measure, {}, {"owner_id": Person, "commitment_id": Commitment}),
    "milestones": Part(tables.Milestone, "delivery", _milestone, {"after_id": tables.Milestone}, {"lead_id": Person}),
    "consultations": Part(
        tables.Consultation,
        "consultation",
        _consultation,
        {},
        {},
        ((tables.ConsultationAnswer, "consultation_id"), (tables.ConsultationChange, "consultation_id")),
    ),
    "answers": Part(tables.ConsultationAnswer, "consultation", _answer, OF_CONSULTATION, {}),
    "changes": Part(tables.ConsultationChange, "consultation", _any, OF_CONSULTATION, {}),
    "steps": Part(
        tables.TheoryStep, "theory", _step, {}, {}, ((tables.TheoryLink, "start_id"), (tables.TheoryLink, "end_id"))
    ),
    "links": Part(tables.TheoryLink, "theory", _link, {"start_id": tables.TheoryStep, "end_id": tables.TheoryStep}, {}),
}


def strangers(tx: Transaction, part: Part, proposal: UUID, values: Values) -> dict[str, str]:
    """Columns that point to what is not there, or not in this case."""
    wrong = {}
    for name, model in {**part.inside, **part.outside}.items():
        if values[name] is None:
            continue
        there = select(model.id).where(model.id == values[name])
        if name in part.inside:
            there = there.where(model.proposal_id == proposal, model.removed_at.is_(None))
        if tx.session.execute(there).first() is None:
            wrong[name] = "Choose from the list"
    return wrong
