"""Forms with a figure for each month: what a pool has, and what a request asks for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from changeportal.queries.resourcing.pools import HasRow
from changeportal.services.resourcing.pools import MonthOfPool
from changeportal.web.formatting import month as month_words
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import DecimalShareField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required

PARTS = {"capacity": "Posts in the team", "leave": "Leave", "committed": "Standing commitments"}
MOST_POSTS = 9999


def _name(part: str, month: date) -> str:
    return f"{part}-{month:%Y-%m}"


def capacity_form(months: Sequence[date]) -> type[VersionedForm]:
    """Capacity, leave and standing commitments of a pool by month, in full-time posts."""
    members = {
        _name(part, month): DecimalShareField(f"{words}, {month_words(month)}", least=0, most=MOST_POSTS)
        for month in months
        for part, words in PARTS.items()
    }
    return type("CapacityForm", (VersionedForm,), members)


def capacity_rows(months: Sequence[date]) -> list[dict[str, Any]]:
    """The rows of the table of boxes."""
    return [{"label": month_words(month), "names": [_name(part, month) for part in PARTS]} for month in months]


def capacity_data(rows: Mapping[date, HasRow], version: int) -> dict[str, Any]:
    """What the form begins with."""
    held = {_name(part, month): getattr(row, part) for month, row in rows.items() for part in PARTS}
    return {**held, "version": version}


def capacity_months(form: VersionedForm, months: Sequence[date]) -> list[MonthOfPool]:
    """The months in which anything was entered; a blank is nought."""
    found = []
    for month in months:
        values = {part: form[_name(part, month)].data for part in PARTS}
        if values["capacity"] is not None:
            found.append(MonthOfPool(month, **{part: value or 0 for part, value in values.items()}))
    return found


def request_form(months: Sequence[date]) -> type[VersionedForm]:
    """What is asked of a pool, month by month, as a share of a full-time post."""
    members: dict[str, Any] = {
        "why": TextAreaField(
            "What do you need them for?",
            [Required("Say what you need them for"), MaxWords(100, "What you need them for")],
            rows=3,
        ),
        "wanted": TextField("Is there someone you would like? (optional)", [MaxLength(80, "The name")]),
    }
    members |= {
        _name("share", month): DecimalShareField(f"Share, {month_words(month)}", least=0, most=500) for month in months
    }
    return type("RequestForm", (VersionedForm,), members)


def request_rows(months: Sequence[date]) -> list[dict[str, Any]]:
    """The rows of the table of boxes."""
    return [{"label": month_words(month), "names": [_name("share", month)]} for month in months]


def request_data(asked: Mapping[date, int]) -> dict[str, Any]:
    """What the form begins with."""
    return {_name("share", month): share for month, share in asked.items()}


def request_months(form: VersionedForm, months: Sequence[date]) -> dict[date, int]:
    """The months in which something is asked for."""
    shares = {month: form[_name("share", month)].data for month in months}
    return {month: share for month, share in shares.items() if share}
