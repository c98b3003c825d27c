"""What the pages of decisions show."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import request, url_for

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.clearance import covering
from changeportal.domain.errors import NotFound
from changeportal.domain.key_notices import LABELS, PARAGRAPHS, NoticeKind
from changeportal.domain.permission_facts import ConditionFacts, MeetingFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.resolutions import VERB_WORDS
from changeportal.domain.terms import Act, Gateway, Outcome
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import decisions as reads
from changeportal.queries.clearance import period_list
from changeportal.queries.history import brought_in_decisions, conditions, rounds
from changeportal.queries.lawful import Planned
from changeportal.queries.lawful import forward_plan as plan
from changeportal.queries.paging import paging_from
from changeportal.queries.returned import asked_of
from changeportal.services.telling import outcome_words
from changeportal.web.areas.decisions import lawful_pages
from changeportal.web.areas.decisions.forms import ConditionForm, CorrectionForm
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import day
from changeportal.web.proposal_frame import frame

BLOCKS = {
    "next_gateway": "the next gateway",
    "implementation": "starting the work",
    "nothing": "nothing",
}


def _wanted() -> reads.Wanted:
    names = ("body", "gateway", "outcome", "year")
    return reads.Wanted(
        words=request.args.get("q", "").strip()[:200], **{name: request.args.get(name, "") for name in names}
    )


def _address(**changes: str) -> str:
    kept = {name: value for name, value in request.args.items() if value and name not in {"page", "format"}} | changes
    return f"{url_for('decisions.register')}?{urlencode(kept)}"


def register() -> dict[str, Any]:
    """The register and its filters."""
    wanted, paging = _wanted(), paging_from(request.args.get("page"), request.args.get("size"))
    return {
        "page": reads.register(current_actor(), wanted, paging),
        "wanted": wanted,
        "filters": [
            ("gateway", "Gateway", [(one.value, f"Gateway {one.value[1]}") for one in Gateway], wanted.gateway),
            (
                "outcome",
                "Outcome",
                [(one.value, outcome_words(one).capitalize()) for one in Outcome],
                wanted.outcome,
            ),
            ("body", "Who decided", [(one, one) for one in reads.bodies()], wanted.body),
        ],
        "outcome_words": outcome_words,
        "excel": _address(format="xlsx"),
        "csv": _address(format="csv"),
        "href": f"{_address()}&page=",
    }


def register_table() -> Table:
    """The same rows as a file, all pages."""
    rows: list[list[Cell]] = [
        [
            one.number,
            one.decided_at,
            one.ref,
            one.title,
            f"Gateway {one.gateway.value[1]}",
            outcome_words(one.outcome).capitalize(),
            one.body,
            one.key_decision,
            one.public,
            one.conditions,
            one.open_conditions,
        ]
        for one in reads.all_decisions(current_actor(), _wanted())
    ]
    columns = [
        *(Column(one) for one in ("Decision", "Made", "Reference", "Proposal", "Gateway", "Outcome", "Who decided")),
        Column("Key decision", Kind.YES_NO),
        Column("Published", Kind.YES_NO),
        Column("Conditions", Kind.COUNT),
        Column("Conditions open", Kind.COUNT),
    ]
    return Table("decisions", "Decisions", columns, rows)


def one(number: str, form: CorrectionForm | None = None) -> dict[str, Any]:
    """One decision, said in a sentence."""
    page = reads.one(current_actor(), number)
    made = page.decision
    facts, dissent = MeetingFacts(board_id=made.board_id), made.detail.get("dissent") or []
    return {
        "page": page,
        "made": made,
        "sentence": f"{page.title}: {outcome_words(made.outcome)} at gateway {made.gateway.value[1]}",
        "conditions": [row for row in conditions(made.proposal_id) if row.decision == number],
        "asked": [(row, BY_CODE[row.section].label) for row in asked_of(made.proposal_id) if row.decision == number],
        "blocks": BLOCKS,
        "verb_words": VERB_WORDS,
        "seat_rows": [
            [{"text": name, "note": f"{substitute} sat in their place" if substitute else ""}, said]
            for name, substitute, said in made.voting.get("by_seat", ())
        ],
        "dissents": [dissent] if isinstance(dissent, str) and dissent else dissent,
        "may_correct": may(current_actor(), Permission.DECISION_CORRECT, facts),
        "form": form or CorrectionForm(),
        "back_href": url_for("decisions.register"),
    }


def of_proposal(ref: str) -> dict[str, Any]:
    """A proposal's decisions and conditions."""
    found, context = frame(ref, "decisions")
    held = conditions(found.id)
    return {
        **context,
        **lawful_pages.of_proposal(found),
        "rounds": rounds(found.id),
        "brought_in": brought_in_decisions(found.id),
        "conditions": held,
        "overdue": [one for one in held if one.met_at is None and one.due < today()],
        "blocks": BLOCKS,
        "outcome_words": outcome_words,
        "today": today(),
    }


def condition(ref: str, condition_id: UUID, form: ConditionForm | None = None) -> dict[str, Any]:
    """Closing a condition."""
    found, context = frame(ref, "decisions")
    row = next((one for one in conditions(found.id) if one.id == condition_id), None)
    if row is None:
        raise NotFound
    acts = frozenset({(Act.OWNS_CONDITION, row.owner_id)})
    return {
        **context,
        "row": row,
        "blocks": BLOCKS,
        "may": may(current_actor(), Permission.CONDITION_CLOSE, ConditionFacts(proposal=found.facts, acts=acts)),
        "form": form or ConditionForm(data={"version": row.version}),
        "back_href": url_for("decisions.of_proposal", ref=ref),
    }


def forward_plan() -> dict[str, Any]:
    """Coming key decisions with what their notices say, and those that are short of 28 clear days."""
    rows = plan(current_actor(), today())
    return {
        "rows": rows,
        "short": len([one for one in rows if one.short]),
        "notice_words": _notice_words,
        "paragraphs": PARAGRAPHS,
        "period_of": partial(covering, period_list()),
    }


def _notice_words(one: Planned) -> str:
    if one.notice is None:
        return "No notice is published yet"
    words = f"{LABELS[NoticeKind(one.notice.kind)]}. Published {day(one.notice.published_on)}"
    given = f", {one.days} clear days before the decision" if one.days is not None else ""
    return f"{words}{given}" + (f", agreed by {one.notice.agreed_by}" if one.notice.agreed_by else "")


def forward_plan_table() -> Table:
    """The same as a file."""
    rows: list[list[Cell]] = [
        [
            one.ref,
            one.notice.matter if one.notice else one.title,
            one.body,
            one.decided_on,
            one.notice.documents if one.notice else "",
            one.notice.contact if one.notice else "",
            _notice_words(one),
            one.short,
            f"{one.private.paragraph}: {one.private.public_interest}" if one.private else "In public",
            one.rule,
            one.why,
        ]
        for one in plan(current_actor(), today())
    ]
    columns = [
        *(Column(one) for one in ("Reference", "Decision to be made", "Decision maker")),
        Column("Date", Kind.DATE),
        *(Column(one) for one in ("Documents", "Contact", "Notice")),
        Column("Short of 28 clear days", Kind.YES_NO),
        *(Column(one) for one in ("Private", "Rule", "Why it is a key decision")),
    ]
    return Table("forward-plan", "Forward plan of key decisions and private meetings", columns, rows)


def all_conditions() -> dict[str, Any]:
    """Every condition that is open."""
    return {"rows": reads.open_conditions(current_actor()), "blocks": BLOCKS, "today": today()}


def conditions_table() -> Table:
    """The same as a file."""
    rows: list[list[Cell]] = [
        [one.ref, one.title, one.text, one.owner, one.due, BLOCKS[one.blocks], one.decision]
        for one in reads.open_conditions(current_actor())
    ]
    columns = [
        Column("Reference"),
        Column("Proposal"),
        Column("Condition"),
        Column("Who must do it"),
        Column("Due", Kind.DATE),
        Column("Blocks"),
        Column("Decision"),
    ]
    return Table("conditions", "Open conditions", columns, rows)
