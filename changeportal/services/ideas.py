"""Putting an idea in: a draft from its first answer, saved question by question, submitted once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from changeportal.data.models.proposals import Idea, Proposal, ProposalAct, ProposalPerson
from changeportal.data.models.reference import Mission, Service
from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.gateway_facts import Request
from changeportal.domain.idea_form import ASKED, NAME_LIMIT, Question, missing, problems
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Act, Action, Gateway, Part, Reach
from changeportal.services import asking, case_document, gateway_state, gateways, rounds, telling
from changeportal.services.context import Context
from changeportal.services.gateways import Telling
from changeportal.services.held import Held, hold
from changeportal.services.references import next_reference
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class SaveAnswer:
    """The answer to one question, with what goes with it, at the version the person saw."""

    ref: str
    question: Question
    answers: Mapping[str, Any]
    expected_version: int | None = None


def start_idea(ctx: Context, name: str) -> str:
    """Begin a draft with its name; the reference."""
    wrong = problems(Question.NAME, {"name": name.strip()})
    if wrong:
        raise Invalid(wrong)
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.IDEA_SUBMIT)
        row = Proposal(
            ref=next_reference(tx, "CP", ctx.today),
            title=name.strip()[:NAME_LIMIT],
            entered_status_at=ctx.now,
            created_at=ctx.now,
            created_by=ctx.actor.id,
        )
        gateways.start(tx, row, Telling("idea_started", "Started an idea"))
        tx.add(
            Idea(proposal_id=row.id, answers={"name": row.title}, updated_at=ctx.now),
            ProposalPerson(proposal_id=row.id, person_id=ctx.actor.id, part=Part.PROPOSER, started_at=ctx.now),
            ProposalAct(proposal_id=row.id, person_id=ctx.actor.id, act=Act.PROPOSED, at=ctx.now),
        )
        return row.ref


def save_answer(ctx: Context, command: SaveAnswer) -> None:
    """Save one answer of a draft, or of an idea that was sent back."""
    wrong = problems(command.question, command.answers)
    if wrong:
        raise Invalid(wrong)
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        require(ctx.actor, Permission.IDEA_EDIT, held.facts)
        idea = _idea(tx, held)
        if command.expected_version is not None and idea.version != command.expected_version:
            raise Stale("This idea was changed in another window. Your words are below and are not lost.")
        idea.answers = {**idea.answers, **command.answers}
        idea.version += 1
        idea.updated_at = ctx.now
        _copy_to_proposal(tx, held.row, idea.answers)
        tx.audit(
            "idea_answered", "proposal", held.row.id, {"question": command.question}, personal=dict(command.answers)
        )
        tx.touch_proposal(held.row.id)


def submit_idea(ctx: Context, ref: str, expected_version: int | None = None) -> str:
    """Submit the idea: frozen, its round opened, an answer promised. The reference."""
    with transaction(ctx) as tx:
        held = hold(tx, ref)
        idea = _idea(tx, held)
        if expected_version is not None and idea.version != expected_version:
            raise Stale("This idea was changed in another window. Look at your answers again.")
        left = missing(idea.answers)
        if left:
            raise Invalid({question.value: ASKED[question].missing for question in left})
        facts = replace(gateway_state.state_of(tx, held, None), unmet_criteria=())
        words = f"Submitted the idea ‘{held.row.title}’"
        gateways.perform(tx, held, facts, Request(action=Action.SUBMIT), Telling("submitted", words))
        held.row.reach = held.row.reach or Reach.COUNCIL_WIDE
        asked = asking.asking(tx, held.row, Gateway.G1, None)
        version = case_document.freeze(tx, held.row, Gateway.G1, asked.policy_version_id)
        held.row.promised_on = asked.promised_on
        rounds.open_round(tx, held.row, replace(asked, case_version_id=version.id))
        promise = f"{asked.promised_on:%-d %B %Y}" if asked.promised_on else "soon"
        telling.tell(
            tx,
            held,
            "received",
            "was received",
            f"Thank you. The change team will read your idea by {promise}. "
            "They will take it forward, ask you a question, or tell you why not.",
        )
        return ref


def _idea(tx: Transaction, held: Held) -> Idea:
    idea = tx.session.execute(
        select(Idea).where(Idea.proposal_id == held.row.id).execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if idea is None:
        raise NotFound
    return idea


def _copy_to_proposal(tx: Transaction, row: Proposal, answers: Mapping[str, Any]) -> None:
    """What lists and search show of an idea."""
    row.title = str(answers["name"])
    row.summary = str(answers.get("problem", ""))
    mission = answers.get("mission")
    row.mission_id = tx.session.execute(select(Mission.id).where(Mission.code == mission)).scalar_one_or_none()
    service = tx.session.execute(select(Service).where(Service.slug == answers.get("service"))).scalar_one_or_none()
    row.service_id = service.id if service else None
    row.directorate_id = service.directorate_id if service else row.directorate_id
    tx.session.flush()
