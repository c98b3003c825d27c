"""Claiming posts and contracts for a saving of the case; an approved plan holds its claims, and each thing once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from changeportal.data.claim_rows import TABLES
from changeportal.data.models.lines import ProfileLine
from changeportal.domain.claims import Thing
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.terms import Act, LineKind
from changeportal.services.case_document import preferred_lines
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import Held, remember_act
from changeportal.services.transaction import Transaction, transaction

MOST = 200
FIELDS = {Thing.POST: "posts", Thing.CONTRACT: "contracts"}
REGISTERS = {Thing.POST: "post of the establishment", Thing.CONTRACT: "contract of the register"}


@dataclass(frozen=True, slots=True)
class ClaimThings:
    """What a saving ends: posts by number, contracts by reference."""

    ref: str
    line_id: UUID
    posts: Sequence[str]
    contracts: Sequence[str]


def claim_things(ctx: Context, command: ClaimThings) -> int:
    """Add the claims to the line; how many are new. One that is not known, or stands on another line of the option, stops all."""
    wanted = {Thing.POST: command.posts, Thing.CONTRACT: command.contracts}
    if not any(wanted.values()):
        raise Invalid({"posts": "Enter the number of a post, or the reference of a contract"})
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        line = _line(tx, held, command.line_id)
        made = sum(_claim(tx, held, line, thing, list(dict.fromkeys(numbers))) for thing, numbers in wanted.items())
        remember_act(tx, held, Act.ENTERED_FIGURES)
        facts = {"line": line.id, "posts": list(command.posts), "contracts": list(command.contracts)}
        tx.audit("claims_added", "proposal", held.row.id, facts)
        return made


def _line(tx: Transaction, held: Held, line_id: UUID) -> ProfileLine:
    line = tx.session.get(ProfileLine, line_id, with_for_update=True)
    if line is None or line.proposal_id != held.row.id or line.removed_at is not None:
        raise NotFound
    if line.kind not in (LineKind.SAVING, LineKind.INCOME):
        raise Refused("no_saving", "Only a saving can claim posts and contracts.")
    return line


def _claim(tx: Transaction, held: Held, line: ProfileLine, thing: Thing, numbers: list[str]) -> int:
    claim, target, register, number = TABLES[thing]
    if len(numbers) > MOST:
        raise Invalid({FIELDS[thing]: f"Enter no more than {MOST} at once"})
    known = {row[1]: row[0] for row in tx.session.execute(select(register.id, number).where(number.in_(numbers)))}
    if unknown := [one for one in numbers if one not in known]:
        raise Invalid({FIELDS[thing]: f"{', '.join(unknown[:10])} is no {REGISTERS[thing]}"})
    held_by = {
        row[0]: row
        for row in tx.session.execute(
            select(target, ProfileLine.id, ProfileLine.title)
            .join(ProfileLine, ProfileLine.id == claim.line_id)
            .where(
                ProfileLine.option_id == line.option_id,
                ProfileLine.removed_at.is_(None),
                claim.removed_at.is_(None),
                target.in_(known.values()),
            )
        )
    }
    for one in numbers:
        before = held_by.get(known[one])
        if before is not None and before[1] != line.id:
            raise Invalid(
                {FIELDS[thing]: f"{one} is already claimed by ‘{before[2]}’ of this option. Take it off there"}
            )
    fresh = [known[one] for one in numbers if known[one] not in held_by]
    made = {"proposal_id": held.row.id, "line_id": line.id, "by_id": tx.ctx.actor.id, "at": tx.ctx.now}
    tx.add(*(claim(**made, **{target.key: thing_id}) for thing_id in fresh))
    return len(fresh)


def remove_claim(ctx: Context, ref: str, line_id: UUID, thing: Thing, claim_id: UUID) -> None:
    """Take a claim off the line. One that an approved plan holds stays."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = tx.session.get(TABLES[thing][0], claim_id, with_for_update=True)
        if row is None or (row.proposal_id, row.line_id) != (held.row.id, line_id) or row.removed_at is not None:
            raise NotFound
        if row.agreed_at is not None:
            raise Refused("agreed", "An approved plan holds this claim, so it stays.")
        row.removed_at = ctx.now
        tx.session.flush()
        remember_act(tx, held, Act.ENTERED_FIGURES)
        tx.audit("claim_removed", "proposal", held.row.id, {"line": line_id, "claim": claim_id})


def agree(tx: Transaction, document: Mapping[str, Any]) -> None:
    """The plan of this document is approved and stands: its claims count from now on, and those of a plan that it replaces
    do not. The database keeps which count, and refuses a thing that another plan holds."""
    claims = [one for line in preferred_lines(document) for one in line.get("claims", ())]
    for thing in Thing:
        ids = [UUID(one["id"]) for one in claims if one["thing"] == thing]
        if ids:
            model = TABLES[thing][0]
            tx.session.execute(
                update(model)
                .where(model.id.in_(ids))
                .values(agreed_at=func.coalesce(model.agreed_at, tx.ctx.now), removed_at=None)
                .execution_options(synchronize_session=False)
            )


def numbers_of(texts: Iterable[str]) -> list[str]:
    """Numbers typed in a box, apart by commas, semicolons or line ends."""
    return [
        one.strip() for text in texts for one in text.replace(";", ",").replace("\n", ",").split(",") if one.strip()
    ]
