"""Adding differences to stored totals: summed by key first, then written in key order."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.rollups import GapYear, SavingTotal, StageCount
from changeportal.data.session import AnySession

Totals = dict[str, dict[str, Any]]
FIGURES: dict[Any, tuple[str, ...]] = {
    GapYear: ("pence", "weighted_pence", "rows"),
    SavingTotal: ("plan", "forecast", "actual", "verified", "delivered", "pressure", "rows"),
    StageCount: ("count",),
}
COUNTS: dict[Any, str] = {GapYear: "rows", SavingTotal: "rows", StageCount: "count"}


def key_of(row: Mapping[str, Any]) -> str:
    """The key of the gap total that a contribution is counted in."""
    names = ("fund_code", "year", "rung", "below", "directorate_id", "mission_id", "restricted")
    return "|".join("" if row[name] is None else str(row[name]) for name in names)


def add_up(table: Any, rows: Iterable[Mapping[str, Any]], sign: int) -> Totals:
    """The rows' figures by key, counted with the sign. A row without a figure counts as one."""
    totals: Totals = {}
    columns = {column.key for column in table.__table__.columns}
    for row in rows:
        key = row.get("key") or key_of(row)
        held = totals.setdefault(key, {k: v for k, v in row.items() if k in columns} | {"key": key})
        for name in FIGURES[table]:
            value = 1 if name == COUNTS[table] else row[name]
            held[f"+{name}"] = held.get(f"+{name}", 0) + sign * value
    return totals


def apply(session: AnySession, table: Any, new: Totals, old: Totals) -> None:
    """Write the sum of both to the table. Totals that nothing is counted in any more go."""
    figures = FIGURES[table]
    for key in sorted({*new, *old}):
        change = {name: new.get(key, {}).get(f"+{name}", 0) + old.get(key, {}).get(f"+{name}", 0) for name in figures}
        if not any(change.values()):
            continue
        if key in new:
            _upsert(session, table, new[key], change)
        else:
            added = {name: getattr(table, name) + pence for name, pence in change.items()}
            session.execute(update(table).where(table.key == key).values(**added))
    if old:
        session.execute(delete(table).where(table.key.in_(sorted(old)), getattr(table, COUNTS[table]) == 0))


def _upsert(session: AnySession, table: Any, row: Mapping[str, Any], change: Mapping[str, int]) -> None:
    values = {name: value for name, value in row.items() if not name.startswith("+")} | dict(change)
    session.execute(
        insert(table)
        .values(**values)
        .on_conflict_do_update(
            index_elements=[table.key], set_={name: getattr(table, name) + pence for name, pence in change.items()}
        )
    )
