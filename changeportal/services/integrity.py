"""What the record says of itself: counts, hashes, folded events, totals. Each check names what does not agree."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from changeportal.adapters.storage import storage
from changeportal.data.base import Base
from changeportal.data.models.rollups import GapYear, SavingTotal, StageCount
from changeportal.data.session import AnySession
from changeportal.services import rollups
from changeportal.services.audit_check import verify
from changeportal.services.file_check import stored_files
from changeportal.services.rollup_deltas import FIGURES

Check = Callable[[AnySession], list[str]]
SEALED = (("case_version", "document", "sha256"), ("decision", "snapshot", "snapshot_sha256"))


def counts(session: AnySession) -> dict[str, int]:
    """Rows of every table, by name."""
    names = sorted(Base.metadata.tables)
    return {name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}  # noqa: S608  # names of our own tables


def folded_events(session: AnySession) -> list[str]:
    """Proposals whose last event is not where they stand."""
    rows = session.execute(
        text(
            "SELECT p.ref FROM proposal p JOIN LATERAL (SELECT to_stage, to_status FROM proposal_event e "
            "WHERE e.proposal_id = p.id ORDER BY n DESC LIMIT 1) e ON true "
            "WHERE (e.to_stage, e.to_status) IS DISTINCT FROM (p.stage, p.status) LIMIT 20"
        )
    ).scalars()
    return [f"{ref} is not where its events lead" for ref in rows]


def seals(session: AnySession) -> list[str]:
    """Frozen versions, decisions and published MTFS versions whose hash does not agree."""
    found: list[str] = []
    published = ("mtfs_version", "document", "sha256")
    for table, column, seal in (*SEALED, published):
        rows = session.execute(text(f"SELECT id, {column}, {seal} FROM {table} WHERE {seal} <> ''"))  # noqa: S608  # names of our own
        found += [
            f"{table} {row[0]} does not agree with its seal"
            for row in rows
            if hashlib.sha256(row[1].encode()).hexdigest() != row[2]
        ]
    return found


def chain(session: AnySession) -> list[str]:
    """The audit chain."""
    found = verify(session)
    return [] if found.ok else [f"the audit chain is broken at event {found.first_break}"]


def totals(session: AnySession) -> list[str]:
    """Stored totals that differ from what their rows add up to. Nothing is kept of the work."""
    before = {table: _figures(session, table) for table in (GapYear, SavingTotal, StageCount)}
    now = session.execute(text("SELECT app_now()")).scalar_one()
    rollups.rebuild(session, now)
    found = [
        f"{table.__tablename__} {key}: {held.get(key)} stored, {fresh.get(key)} worked out"
        for table, held in before.items()
        for fresh in (_figures(session, table),)
        for key in sorted({*held, *fresh})
        if held.get(key) != fresh.get(key)
    ]
    session.rollback()
    return found


def _figures(session: AnySession, table: Any) -> dict[str, tuple[int, ...]]:
    rows = session.execute(table.__table__.select()).mappings()
    return {row["key"]: tuple(row[name] for name in FIGURES[table]) for row in rows}


def files(session: AnySession) -> list[str]:
    """Stored files that are gone or changed."""
    return stored_files(session, storage())[1]


CHECKS: tuple[Check, ...] = (folded_events, seals, chain, files, totals)


def problems(session: AnySession) -> list[str]:
    """Everything that does not agree; nothing when the record is whole."""
    return [fault for check in CHECKS for fault in check(session)]
