"""What the resourcing pages show."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.calendar import add_months, month_of
from changeportal.domain.permission_facts import RequestFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.resourcing import over_months_words, percent_used, requests_headline
from changeportal.domain.terms import RequestAnswer
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import resourcing as reads
from changeportal.web.areas.resourcing.forms import AnswerForm, AskForm
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import fte, month, month_short
from changeportal.web.proposal_frame import frame

STATES = {
    "asked": "Waiting for an answer",
    "confirmed": "Confirmed",
    "part_confirmed": "Part confirmed",
    "offered_later": "Offered later",
    "declined": "Declined",
}
SHOWN = (6, 12)


def of_proposal(ref: str, form: AskForm | None = None) -> dict[str, Any]:
    """A proposal's requests and the form to ask for more."""
    found, context = frame(ref, "resources")
    rows = reads.requests_of(current_actor(), found.id)
    answers = [None if row.state == "asked" else RequestAnswer(row.state) for row in rows]
    return {
        **context,
        "rows": rows,
        "states": STATES,
        "headline": requests_headline(answers),
        "may": may(current_actor(), Permission.RESOURCE_ASK, found.facts),
        "form": form or AskForm(),
    }


def request(request_id: UUID, form: AnswerForm | None = None) -> dict[str, Any]:
    """A request, and what it does to the pool month by month."""
    row = reads.one_request(current_actor(), request_id)
    asked = reads.asked_months(request_id)
    load = reads.capacity([one for one, _time, _held in asked], row.pool_slug)[0]
    effects = [
        [month(now.month), _percent(now.taken - held, now.capacity), _percent(now.taken - held + time, now.capacity)]
        for now, (_month, time, held) in zip(load.months, asked, strict=True)
    ]
    return {
        "row": row,
        "asked": asked,
        "effects": effects,
        "may": may(current_actor(), Permission.RESOURCE_ANSWER, RequestFacts(pool_id=row.pool_id)),
        "form": form or AnswerForm(data={"version": row.version}),
        "states": STATES,
        "back_href": url_for("resourcing.waiting"),
    }


def _percent(taken: int, capacity: int | None) -> str:
    share = percent_used(taken, capacity)
    if share is None:
        return f"{fte(taken)} FTE, capacity not known"
    return f"{share}%{' Over' if share > 100 else ''}"


def months_shown(count: str) -> list[date]:
    """From this month on, six or twelve."""
    wanted = int(count) if count in {str(one) for one in SHOWN} else SHOWN[1]
    first = month_of(today())
    return [add_months(first, n) for n in range(wanted)]


def capacity(count: str) -> dict[str, Any]:
    """The heat table; its heading says who is over, and when."""
    months = months_shown(count)
    loads = reads.capacity(months)
    rows = [
        {
            "name": load.name,
            "href": "",
            "cells": [
                {
                    "share": percent_used(one.taken + one.waiting, one.capacity),
                    "href": url_for("resourcing.cell", pool=load.slug, on=one.month.isoformat()),
                    "hidden": f"of capacity used, {load.name}, {month(one.month)}",
                }
                for one in load.months
            ],
        }
        for load in loads
    ]
    over = {
        load.name: [
            one.month for one in load.months if one.capacity is not None and one.taken + one.waiting > one.capacity
        ]
        for load in loads
    }
    worst = max(over, key=lambda name: len(over[name]), default="")
    heading = over_months_words(worst, over[worst]) if worst and over[worst] else "Every team is within capacity"
    return {
        "heading": heading,
        "rows": rows,
        "columns": [month_short(one) for one in months],
        "loads": loads,
        "months": months,
    }


def capacity_table(count: str) -> Table:
    """The same figures as a file, in hundredths of a full-time post."""
    loads = reads.capacity(months_shown(count))
    columns = [
        Column("Team"),
        Column("Month", Kind.DATE),
        *(
            Column(f"{one} (hundredths of FTE)", Kind.COUNT)
            for one in ("Capacity after leave", "Standing commitments", "Confirmed", "Asked, not answered")
        ),
    ]
    rows: list[list[Cell]] = [
        [load.name, one.month, one.capacity, one.committed, one.confirmed, one.waiting]
        for load in loads
        for one in load.months
    ]
    return Table("capacity", "Capacity by team and month", columns, rows)
