"""The next reference of a series, given once and without gaps in a committed record."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.plumbing import Counter
from changeportal.services.transaction import Transaction


def next_reference(tx: Transaction, prefix: str, today: date) -> str:
    """``CP-2026-0042``: the prefix, the calendar year, the next number of that year."""
    series = f"{prefix}-{today.year}"
    statement = (
        insert(Counter)
        .values(series=series, last=1)
        .on_conflict_do_update(index_elements=[Counter.series], set_={"last": Counter.last + 1})
        .returning(Counter.last)
    )
    number = tx.session.execute(statement).scalar_one()
    return f"{series}-{number:04d}"
