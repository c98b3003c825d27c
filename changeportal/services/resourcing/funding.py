"""Asking a pot for money for a proposal, taking it back, answering, and saying what was used."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.holders import holders
from changeportal.data.models.lines import ProfileLine
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.pots import FundingReply, FundingRequest, Pot, PotYear
from changeportal.data.models.proposals import Proposal
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.domain.calendar import year_label
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.funding_terms import FundingAnswer, FundingState
from changeportal.domain.money import format_pounds
from changeportal.domain.permission_facts import PotFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.pots import FundingAsked, answering_problems, asking_problems, is_ongoing_saving
from changeportal.domain.terms import ENDED_STATUSES, Part, Role
from changeportal.services import events
from changeportal.services.context import Context
from changeportal.services.resourcing.asking import Asked, askable, tell_asked
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPot:
    """Money asked of a pot in a year; flexible use of capital receipts names the saving that it brings."""

    ref: str
    pot: str
    year: int
    pence: int
    why: str
    saving_line: UUID | None = None


@dataclass(frozen=True, slots=True)
class AnswerPot:
    """What the holder of a pot says, at the version they saw."""

    request_id: UUID
    expected_version: int | None
    answer: FundingAnswer
    reason: str = ""


def ask_for_money(ctx: Context, command: AskPot) -> UUID:
    """Ask a pot; whoever holds it is told."""
    with transaction(ctx) as tx:
        held = askable(tx, command.ref)
        pot = tx.session.execute(select(Pot).where(Pot.slug == command.pot, Pot.ends.is_(None))).scalar_one_or_none()
        if pot is None:
            raise Invalid({"pot": "Select which pot you ask"})
        line = _saving(tx, held.row.id, command.saving_line)
        ongoing = line is not None and is_ongoing_saving(line.kind, line.recurrence)
        asked = FundingAsked(
            kind=pot.kind, year=command.year, pence=command.pence, why=command.why, ongoing_saving=ongoing
        )
        problems = asking_problems(asked)
        if problems:
            raise Invalid(problems)
        made = FundingRequest(
            proposal_id=held.row.id,
            pot_id=pot.id,
            year=command.year,
            pence=command.pence,
            why=command.why.strip(),
            saving_line_id=line.id if line else None,
            state=FundingState.ASKED,
            asked_by_id=ctx.actor.id,
            asked_at=ctx.now,
        )
        tx.add(made)
        words = f"Asked {pot.name} for {format_pounds(command.pence)} in {year_label(command.year)}"
        events.record(tx, held.row, "asked_for_money", words, payload={"pot": pot.slug, "year": command.year})
        _tell_holders(tx, held.row, pot, made.id)
        return made.id


def withdraw_money(ctx: Context, ref: str, request_id: UUID) -> None:
    """The money is no longer wanted; what was confirmed is free again."""
    with transaction(ctx) as tx:
        held = askable(tx, ref)
        row = _locked(tx, request_id, None)
        if row.proposal_id != held.row.id:
            raise NotFound
        if row.used_pence:
            raise Refused("used", "Some of this money was used, so the request stays.")
        pot = tx.session.get_one(Pot, row.pot_id)
        row.state, row.used_pence = FundingState.WITHDRAWN, None
        row.version += 1
        words = f"No longer asks {pot.name} for {format_pounds(row.pence)} in {year_label(row.year)}"
        events.record(tx, held.row, "withdrew_money", words, payload={"pot": pot.slug, "year": row.year})


def answer_money(ctx: Context, command: AnswerPot) -> str:
    """Answer a request; the author hears it. No more is confirmed than the pot has left. Returns the pot's slug."""
    with transaction(ctx) as tx:
        row = _locked(tx, command.request_id, command.expected_version)
        pot, proposal = tx.session.get_one(Pot, row.pot_id), tx.session.get_one(Proposal, row.proposal_id)
        said = require(ctx.actor, Permission.FUNDING_ANSWER, PotFacts(holder_id=pot.holder_id))
        _open(row, proposal)
        problems = answering_problems(command.answer, command.reason, row.pence, *_left(tx, row))
        if problems:
            raise Invalid(problems)
        tx.add(
            FundingReply(
                request_id=row.id,
                answer=command.answer,
                reason=command.reason.strip(),
                by_id=ctx.actor.id,
                on_behalf_of_id=said.acting_for,
                at=ctx.now,
            )
        )
        row.state = FundingState(command.answer)
        row.version += 1
        words = f"{pot.name}, {year_label(row.year)}: {command.answer.value}"
        events.record(tx, proposal, "answered_money", words, payload={"pot": pot.slug}, acting_for=said.acting_for)
        _tell_author(tx, proposal, words, command.reason)
        return pot.slug


def record_use(ctx: Context, request_id: UUID, expected_version: int | None, used_pence: int) -> str:
    """Say how much of what was confirmed has been used. Returns the pot's slug."""
    with transaction(ctx) as tx:
        row = _locked(tx, request_id, expected_version)
        pot = tx.session.get_one(Pot, row.pot_id)
        require(ctx.actor, Permission.FUNDING_ANSWER, PotFacts(holder_id=pot.holder_id))
        if row.state is not FundingState.CONFIRMED:
            raise Refused("not_confirmed", "Only money that is confirmed can be used.")
        if used_pence > row.pence:
            raise Invalid({"used": f"Only {format_pounds(row.pence)} is confirmed. Ask the pot for more first"})
        before, row.used_pence = row.used_pence, used_pence
        row.version += 1
        tx.audit("money_used", "funding_request", row.id, {"before": before, "after": used_pence})
        return pot.slug


def _open(row: FundingRequest, proposal: Proposal) -> None:
    if row.state is FundingState.WITHDRAWN or proposal.status in ENDED_STATUSES:
        raise Refused("not_open", "This request is no longer open, so it needs no answer.")
    if row.used_pence:
        raise Refused("used", "Some of this money was used, so the answer stays.")


def _locked(tx: Transaction, request_id: UUID, expected_version: int | None) -> FundingRequest:
    row = tx.session.execute(
        select(FundingRequest).where(FundingRequest.id == request_id).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise Stale("This request has changed since you opened the page.")
    return row


def _left(tx: Transaction, row: FundingRequest) -> tuple[int, int]:
    """What the pot has in the year, under lock, and what is confirmed from it to others."""
    year = tx.session.execute(
        select(PotYear).where(PotYear.pot_id == row.pot_id, PotYear.year == row.year).with_for_update()
    ).scalar_one_or_none()
    confirmed = tx.session.execute(
        select(func.coalesce(func.sum(FundingRequest.pence), 0)).where(
            FundingRequest.pot_id == row.pot_id,
            FundingRequest.year == row.year,
            FundingRequest.state == FundingState.CONFIRMED,
            FundingRequest.id != row.id,
        )
    ).scalar_one()
    return year.available if year else 0, int(confirmed)


def _saving(tx: Transaction, proposal_id: UUID, line_id: UUID | None) -> ProfileLine | None:
    if line_id is None:
        return None
    line = tx.session.get(ProfileLine, line_id)
    return line if line and line.proposal_id == proposal_id and line.removed_at is None else None


def _tell_holders(tx: Transaction, proposal: Proposal, pot: Pot, request_id: UUID) -> None:
    body = "Someone has asked for money. Confirm it, or say why not."
    asked = Asked(f"Can {pot.name} pay for", body, f"/resources/money/{request_id}")
    tell_asked(tx, proposal, _holders(tx, pot), asked)


def _holders(tx: Transaction, pot: Pot) -> list[UUID]:
    if pot.holder_id:
        return [pot.holder_id]
    return holders(tx.session, tx.ctx.today, RoleGrant.role == Role.SECTION_151)


def _tell_author(tx: Transaction, proposal: Proposal, words: str, reason: str) -> None:
    facts = facts_of(tx.session.execute(facts_statement(tx.ctx.today, Proposal.id == proposal.id)).one())
    for person_id in sorted({person for person, part in facts.parts if part in (Part.AUTHOR, Part.PROPOSER)}):
        tx.notify(
            person_id,
            kind="request_answered",
            subject=f"{proposal.ref}: your request for money was answered",
            body="Sign in to read it." if proposal.restricted else f"{words}. {reason}".strip(),
            href=f"/proposals/{proposal.ref}/resources/money",
            proposal_id=proposal.id,
        )
