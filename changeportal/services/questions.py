"""Questions on a case: anybody who may see it asks, its author or a contributor answers; all of it stays."""

from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import Question
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Part
from changeportal.services import events
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction

WRITERS = (Part.AUTHOR, Part.CONTRIBUTOR)
LONGEST = 2000


def ask_question(
    ctx: Context, ref: str, section: str, text: str, item_id: UUID | None = None, *, comment: bool = False
) -> None:
    """Ask, or leave a comment that needs no answer; the writers are told. With an item of an agenda the question and its
    answer stay with that item."""
    if not text.strip():
        raise Invalid({"text": "Enter your question"})
    if len(text) > LONGEST:
        raise Invalid({"text": f"Your question must be {LONGEST:,} characters or fewer"})
    with transaction(ctx) as tx:
        held = hold(tx, ref)
        require(ctx.actor, Permission.PROPOSAL_VIEW, held.facts)
        asked = Question(
            proposal_id=held.row.id,
            item_id=item_id,
            section=section,
            text=text.strip(),
            needs_answer=not comment,
            by_id=ctx.actor.id,
            at=ctx.now,
        )
        tx.add(asked)
        words = "Left a comment" if comment else "Asked a question"
        events.record(tx, held.row, "asked_question", f"{words}: {text.strip()[:200]}")
        said = f"a {'comment was left' if comment else 'question was asked'} about your case"
        for person_id in _writers(held):
            _tell(tx, held, person_id, said, text.strip())


def answer_question(ctx: Context, ref: str, question_id: UUID, text: str) -> None:
    """Answer, once; who asked is told. A later word is a new question or answer of its own."""
    if not text.strip():
        raise Invalid({"answer": "Enter your answer"})
    with transaction(ctx) as tx:
        held = hold(tx, ref)
        require(ctx.actor, Permission.RESOURCE_ASK, held.facts)
        row = tx.session.execute(
            select(Question).where(Question.id == question_id, Question.proposal_id == held.row.id).with_for_update()
        ).scalar_one_or_none()
        if row is None:
            raise NotFound
        if row.answered_at is not None:
            raise Refused("answered", "Somebody has answered this question already.")
        row.answer, row.answered_by_id, row.answered_at = text.strip(), ctx.actor.id, ctx.now
        events.record(tx, held.row, "answered_question", f"Answered a question: {row.text[:200]}")
        _tell(tx, held, row.by_id, "your question was answered", f"{row.text}\n\n{text.strip()}")


def _writers(held: Held) -> list[UUID]:
    return sorted({person for person, part in held.facts.parts if part in WRITERS})


def _tell(tx: Transaction, held: Held, person_id: UUID, what: str, body: str) -> None:
    tx.notify(
        person_id,
        kind="question",
        subject=f"{held.row.ref}: {what}",
        body="Sign in to read it." if held.row.restricted else body,
        href=f"/proposals/{held.row.ref}/questions",
        proposal_id=held.row.id,
    )
