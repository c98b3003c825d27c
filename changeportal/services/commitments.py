"""Which commitments a proposal serves, the leading one first, and what it adds to each target."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from changeportal.data.models.proposals import ProposalCommitment
from changeportal.data.models.reference import Commitment
from changeportal.domain.errors import Invalid, Stale
from changeportal.domain.terms import Act
from changeportal.services import events
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.transaction import transaction

MOST = 4


@dataclass(frozen=True, slots=True)
class Serves:
    """A commitment by its code, and how much of its target the proposal brings, by when."""

    code: str
    contribution: str


def set_commitments(ctx: Context, ref: str, wanted: Sequence[Serves], expected_version: int | None) -> None:
    """Say which commitments it serves; the first one leads. Invalid names the field: lead, also_1 and so on."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        if expected_version is not None and held.row.version != expected_version:
            raise Stale("Someone changed this proposal while you were working. Yours was not saved.")
        known = {row.code: row.id for row in tx.session.execute(select(Commitment.code, Commitment.id))}
        _check(wanted, set(known))
        tx.session.execute(delete(ProposalCommitment).where(ProposalCommitment.proposal_id == held.row.id))
        tx.session.add_all(
            ProposalCommitment(
                proposal_id=held.row.id,
                commitment_id=known[one.code],
                lead=place == 0,
                contribution=one.contribution.strip(),
            )
            for place, one in enumerate(wanted)
        )
        held.row.version += 1
        tx.session.flush()
        remember_act(tx, held, Act.WROTE)
        words = f"Serves {', '.join(one.code for one in wanted)}"
        shown = [[one.code, one.contribution.strip()] for one in wanted]
        events.record(tx, held.row, "commitments_set", words, payload={"commitments": shown})
        tx.touch_proposal(held.row.id)


def _check(wanted: Sequence[Serves], known: set[str]) -> None:
    names = ["lead", *(f"also_{n}" for n in range(1, MOST))]
    problems: dict[str, str] = {}
    seen: set[str] = set()
    if not wanted:
        problems["lead"] = "Select the commitment that it helps most"
    for name, one in zip(names, wanted, strict=False):
        if one.code not in known:
            problems[name] = "Select a commitment from the list"
        elif one.code in seen:
            problems[name] = "Select each commitment once"
        elif not one.contribution.strip():
            problems[f"{name}_adds"] = "Say how much of its target it brings, and by when"
        seen.add(one.code)
    if problems:
        raise Invalid(problems)
