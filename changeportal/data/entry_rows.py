"""Which entries of a saving still count, as SQL. Held to domain.savings.counting by a parity test."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from changeportal.data.models.savings import SavingEntry
from changeportal.domain.terms import Series

_newer: Any = aliased(SavingEntry)


def replaced() -> ColumnElement[bool]:
    """A condition on ``saving_entry`` rows: a newer actual for the same month, about the same month, stands instead."""
    return (
        select(_newer.id)
        .where(
            _newer.saving_id == SavingEntry.saving_id,
            _newer.series == Series.ACTUAL,
            _newer.month == SavingEntry.month,
            _newer.about_month.is_not_distinct_from(SavingEntry.about_month),
            func.row(_newer.at, _newer.id) > func.row(SavingEntry.at, SavingEntry.id),
        )
        .correlate(SavingEntry)
        .exists()
    )
