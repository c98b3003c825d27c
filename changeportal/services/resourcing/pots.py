"""Pots of money: making one, and saying what it can pay in each year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.pots import Pot, PotYear
from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.funding_terms import PotKind
from changeportal.domain.permissions import Permission, require
from changeportal.services.context import Context
from changeportal.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class NewPot:
    """A pot's name, kind and fund, and the person who holds it if it is one person."""

    name: str
    kind: PotKind
    fund: str
    holder_id: UUID | None = None


def make_pot(ctx: Context, command: NewPot) -> str:
    """Set money aside for change. Returns the pot's slug."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.POT_EDIT)
        slug = re.sub(r"[^a-z0-9]+", "-", command.name.lower()).strip("-")
        if not slug:
            raise Invalid({"name": "Enter a name for the pot"})
        made = Pot(
            slug=slug,
            name=command.name.strip(),
            kind=command.kind,
            fund_code=command.fund,
            holder_id=command.holder_id,
        )
        tx.add(made)
        tx.audit("pot_made", "pot", made.id, {"slug": slug, "kind": command.kind, "fund": command.fund})
        return slug


def set_pot_years(ctx: Context, slug: str, expected_version: int | None, available: Mapping[int, int]) -> None:
    """Say what the pot can pay in each year; never less than is confirmed from it, which the database keeps too."""
    with transaction(ctx) as tx:
        pot = tx.session.execute(select(Pot).where(Pot.slug == slug).with_for_update()).scalar_one_or_none()
        if pot is None:
            raise NotFound
        require(ctx.actor, Permission.POT_EDIT)
        if expected_version is not None and pot.version != expected_version:
            raise Stale("Someone changed this pot while you were working.")
        rows = tx.session.execute(select(PotYear.year, PotYear.available).where(PotYear.pot_id == pot.id))
        before = {str(row.year): row.available for row in rows}
        for year, pence in sorted(available.items()):
            tx.session.execute(
                insert(PotYear)
                .values(pot_id=pot.id, year=year, available=pence)
                .on_conflict_do_update(index_elements=[PotYear.pot_id, PotYear.year], set_={"available": pence})
            )
        pot.version += 1
        after = {str(year): pence for year, pence in sorted(available.items())}
        tx.audit("pot_years_set", "pot", pot.id, {"before": before, "after": after})
