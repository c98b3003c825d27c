"""Answering what the checks of a case found. An answer is kept for the board, and falls when the finding changes."""

from dataclasses import dataclass

from changeportal.data import finding_rows
from changeportal.data.models.findings import FindingAnswer
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.findings import findings, unanswered
from changeportal.domain.terms import Act
from changeportal.services import events, quality
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import Held, remember_act
from changeportal.services.transaction import Transaction, transaction

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """The answer to a finding, by its key, as it read when the page was made."""

    ref: str
    finding: str
    answer: str


def answer_finding(ctx: Context, command: AnswerFinding) -> None:
    """Keep the answer beside the words that it answers."""
    if not command.answer.strip():
        raise Invalid({"answer": "Say how you know, or what you did about it"})
    if len(command.answer) > LONGEST:
        raise Invalid({"answer": f"Answer in no more than {LONGEST:,} characters"})
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        found = findings(finding_rows.check_facts(tx.session, held.row.id, ctx.today))
        one = next((each for each in found if each.key == command.finding), None)
        if one is None:
            raise Refused("gone", "This is no longer found in the case, so it needs no answer.")
        tx.add(
            FindingAnswer(
                proposal_id=held.row.id,
                finding=one.key,
                said_then=one.words,
                answer=command.answer.strip(),
                by_id=ctx.actor.id,
                at=ctx.now,
            )
        )
        remember_act(tx, held, Act.WROTE)
        events.record(tx, held.row, "finding_answered", f"Answered: {one.words}", payload={"answer": command.answer})
        quality.restate(tx, held.row)


def open_findings(tx: Transaction, held: Held) -> tuple[str, ...]:
    """Serious findings that nobody has answered as they read now."""
    found = findings(finding_rows.check_facts(tx.session, held.row.id, tx.ctx.today))
    said = {key: row.said_then for key, row in finding_rows.answers(tx.session, held.row.id).items()}
    return tuple(one.words for one in unanswered(found, said))
