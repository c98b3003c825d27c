"""How money, dates, counts and tags read on screen: the wording of the domain as filters of templates."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from flask import Flask

from changeportal.domain.saving_status import STATUS_LABELS as SAVING_LABELS
from changeportal.domain.terms import STATUS_LABELS, RequestAnswer, SavingStatus, Status
from changeportal.domain.wording import NOT_KNOWN, clock, day, moment, plural, pounds
from changeportal.web import look

_NO_WORD = re.compile("[^a-z0-9]+")
__all__ = ["clock", "day", "moment", "plural", "pounds"]


@dataclass(frozen=True, slots=True)
class Tag:
    """Words and the GOV.UK tag colour ("" is the plain tag)."""

    text: str
    colour: str


STATUS_COLOURS: dict[Status, str] = {
    Status.DRAFT: "grey",
    Status.SUBMITTED: "",
    Status.IN_REVIEW: "teal",
    Status.SCHEDULED: "purple",
    Status.RETURNED: "yellow",
    Status.PAUSED: "orange",
    Status.IN_TEST: "magenta",
    Status.CONSULTING: "purple",
    Status.ACTIVE: "green",
    Status.COMPLETED: "grey",
    Status.DECLINED: "grey",
    Status.WITHDRAWN: "grey",
    Status.MERGED: "grey",
    Status.BUSINESS_AS_USUAL: "grey",
}

_TAGS: dict[Enum, Tag] = {
    SavingStatus.BLUE: Tag(SAVING_LABELS[SavingStatus.BLUE], ""),
    SavingStatus.GREEN: Tag(SAVING_LABELS[SavingStatus.GREEN], "green"),
    SavingStatus.AMBER: Tag(SAVING_LABELS[SavingStatus.AMBER], "orange"),
    SavingStatus.RED: Tag(SAVING_LABELS[SavingStatus.RED], "red"),
    SavingStatus.NOT_DUE: Tag(SAVING_LABELS[SavingStatus.NOT_DUE], "grey"),
    SavingStatus.WITHDRAWN: Tag(SAVING_LABELS[SavingStatus.WITHDRAWN], "grey"),
    SavingStatus.REPLACED: Tag(SAVING_LABELS[SavingStatus.REPLACED], "grey"),
    RequestAnswer.CONFIRMED: Tag("Confirmed", "green"),
    RequestAnswer.PART_CONFIRMED: Tag("Part confirmed", "yellow"),
    RequestAnswer.OFFERED_LATER: Tag("Offered later", "orange"),
    RequestAnswer.DECLINED: Tag("Declined", "red"),
}


def month(value: date | None) -> str:
    """ "October 2026"; None reads "Not known"."""
    return NOT_KNOWN if value is None else f"{value:%B %Y}"


def month_short(value: date) -> str:
    """ "Oct 2026", for a narrow column."""
    return f"{value:%b %Y}"


def year_label(start: int) -> str:
    """2026 is "2026/27"."""
    return f"{start}/{(start + 1) % 100:02d}"


def number(value: int | None) -> str:
    """A count with commas; None reads "Not known"."""
    return NOT_KNOWN if value is None else f"{value:,}"


def fte(hundredths: int | None) -> str:
    """Hundredths of a full-time person as "0.6", "0.65", "1"; None reads "Not known"."""
    if hundredths is None:
        return NOT_KNOWN
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def percent(share: int | None) -> str:
    """A whole percentage, "118%"; None reads "Not known"."""
    return NOT_KNOWN if share is None else f"{share}%"


def anchor(title: str) -> str:
    """A heading's id: "Compare the options" is "s-compare-the-options"."""
    return "s-" + _NO_WORD.sub("-", title.lower()).strip("-")


def file_size(size: int) -> str:
    """Bytes as "1KB", "340KB", "2.5MB", rounded up to the next KB or tenth of an MB."""
    kilobytes = max(1, -(-size // 1024))
    if kilobytes < 1024:  # KB in a MB
        return f"{kilobytes}KB"
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10}MB" if tenths % 10 else f"{tenths // 10}MB"


def status_tag(status: Status, detail: str = "") -> Tag:
    """A proposal's status. ``detail`` finishes it: "until 1 June 2026", or the reference it was joined to."""
    if status is Status.MERGED and detail:
        return Tag(f"Joined to {detail}", STATUS_COLOURS[status])
    return Tag(f"{STATUS_LABELS[status]} {detail}".strip(), STATUS_COLOURS[status])


def tag_for(value: SavingStatus | RequestAnswer) -> Tag:
    """The words and colour of a saving's status or a resource manager's answer."""
    return _TAGS[value]


FILTERS: dict[str, Callable[..., Any]] = {
    "pounds": pounds,
    "day": day,
    "clock": clock,
    "moment": moment,
    "month": month,
    "month_short": month_short,
    "year_label": year_label,
    "number": number,
    "fte": fte,
    "percent": percent,
    "anchor": anchor,
    "file_size": file_size,
    "status_tag": status_tag,
    "tag_for": tag_for,
}


def init_app(app: Flask) -> None:
    """Give the app's templates the filters, and ``plural``, ``status_tag`` and ``tag_for`` to call; then the look."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(plural=plural, status_tag=status_tag, tag_for=tag_for)
    look.init_app(app)
