"""What a saving claims of posts and contracts, and what of its cost centre it could claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.claim_rows import TABLES
from changeportal.data.models.registers import Contract, Post
from changeportal.data.session import db
from changeportal.domain.claims import Thing

MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class ThingShown:
    """A post or a contract; pence a year. ``claim_id`` where it is claimed, ``agreed`` where an approved plan holds that."""

    thing: Thing
    number: str
    title: str
    cost_centre: str
    pence: int
    fte_hundredths: int = 0
    vacant: bool = False
    supplier: str = ""
    ends: date | None = None
    claim_id: UUID | None = None
    agreed: bool = False


def of_line(line_id: UUID) -> Sequence[ThingShown]:
    """What the line claims, posts first. Two statements."""
    found: list[ThingShown] = []
    for thing, (claim, target, register, number) in TABLES.items():
        rows = db.session.execute(
            select(register, claim.id.label("claim_id"), claim.agreed_at)
            .join(claim, target == register.id)
            .where(claim.line_id == line_id, claim.removed_at.is_(None))
            .order_by(number)
        )
        found += [_shown(thing, row[0], row.claim_id, agreed=row.agreed_at is not None) for row in rows]
    return found


def of_cost_centre(cost_centre: str) -> Sequence[ThingShown]:
    """The first posts and contracts of a cost centre. Two statements; none without one."""
    if not cost_centre:
        return ()
    found: list[ThingShown] = []
    for thing, (_claim, _target, register, number) in TABLES.items():
        rows = db.session.execute(
            select(register).where(register.cost_centre == cost_centre).order_by(number).limit(MOST_OFFERED)
        ).scalars()
        found += [_shown(thing, row) for row in rows]
    return found


def _shown(thing: Thing, row: Any, claim_id: UUID | None = None, *, agreed: bool = False) -> ThingShown:
    held = {"title": row.title, "cost_centre": row.cost_centre, "pence": row.pence}
    if isinstance(row, Post):
        own: dict[str, Any] = {"number": row.number, "fte_hundredths": row.fte_hundredths, "vacant": row.vacant}
    else:
        assert isinstance(row, Contract)
        own = {"number": row.reference, "supplier": row.supplier, "ends": row.ends}
    return ThingShown(thing=thing, claim_id=claim_id, agreed=agreed, **held, **own)
