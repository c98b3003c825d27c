"""The capacity table: who is over, when and by how much, filtered, and with proposals supposed confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from changeportal.domain.calendar import add_months, month_of
from changeportal.domain.errors import NotFound
from changeportal.domain.resourcing import over_months_words, over_words, percent_used
from changeportal.domain.terms import STAGE_LABELS
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries.proposal_list import filter_choices
from changeportal.queries.resourcing.capacity import Counted, PoolLoad, capacity, to_say_yes_to
from changeportal.queries.resourcing.pools import pool_choices
from changeportal.queries.resourcing.requests import who_asks
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import month, month_short

SHOWN = (6, 12)
MOST_YES = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    months: Sequence[date]
    pool: str
    counted: Counted


def months_shown(count: str) -> list[date]:
    """From this month on, six or twelve."""
    wanted = int(count) if count in {str(one) for one in SHOWN} else SHOWN[1]
    first = month_of(today())
    return [add_months(first, n) for n in range(wanted)]


def asked_for() -> Asked:
    """Months, team, filters and proposals to suppose confirmed, from the address."""
    args = request.args
    stage = args.get("stage", "")
    counted = Counted(
        actor=current_actor(),
        directorate=args.get("directorate", ""),
        mission=args.get("mission", ""),
        stage=stage if stage in set(STAGE_LABELS) else "",
        yes=tuple(args.getlist("yes")[:MOST_YES]),
    )
    return Asked(months_shown(args.get("months", "")), args.get("pool", ""), counted)


def _rows(loads: Sequence[PoolLoad], counted: Counted) -> list[dict[str, Any]]:
    names = ("directorate", "mission", "stage", "yes")
    kept: dict[str, Any] = {name: getattr(counted, name) for name in names if getattr(counted, name)}
    return [
        {
            "name": load.name,
            "href": url_for("resourcing.pool", slug=load.slug),
            "cells": [
                {
                    "share": percent_used(one.used, one.capacity),
                    "href": url_for("resourcing.cell", pool=load.slug, on=one.month.isoformat(), **kept),
                    "hidden": f"of capacity used, {load.name}, {month(one.month)}",
                    "over": over_words(one.used, one.capacity),
                }
                for one in load.months
            ],
        }
        for load in loads
    ]


def cell_page(pool: str, month_asked: date) -> dict[str, Any]:
    """What a cell of the table is made of: rows that add up to it, under the filters that it was opened with."""
    counted = asked_for().counted
    load = next(iter(capacity([month_asked], pool, counted)), None)
    if load is None:
        raise NotFound
    one = load.months[0]
    rows = [
        (row, asked if row.state == "asked" else 0, 0 if row.state == "asked" else confirmed)
        for row, asked, confirmed in who_asks(current_actor(), pool, month_asked, *counted.narrowed())
        if row.state != "asked" or not counted.yes or row.ref in counted.yes
    ]
    seen = sum(waiting for _row, waiting, _confirmed in rows), sum(confirmed for _row, _waiting, confirmed in rows)
    return {
        "load": load,
        "on": month_asked,
        "rows": rows,
        "hidden": (one.waiting - seen[0], one.confirmed - seen[1]),
        "share": percent_used(one.used, one.capacity),
        "counted": counted,
        "back_href": url_for("resourcing.capacity") + _address(),
    }


def _heading(loads: Sequence[PoolLoad]) -> str:
    over = {load.name: [one.month for one in load.months if over_words(one.used, one.capacity)] for load in loads}
    worst = max(over, key=lambda name: len(over[name]), default="")
    return over_months_words(worst, over[worst]) if worst and over[worst] else "Every team is within capacity"


def _filters(asked: Asked) -> list[dict[str, Any]]:
    missions, directorates = filter_choices()
    held = asked.counted
    return [
        {"name": "pool", "label": "Team", "value": asked.pool, "choices": pool_choices()},
        {"name": "directorate", "label": "Directorate", "value": held.directorate, "choices": directorates},
        {"name": "mission", "label": "Mission", "value": held.mission, "choices": missions},
        {"name": "stage", "label": "Stage", "value": held.stage, "choices": list(STAGE_LABELS.items())},
    ]


def _chosen(filters: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The filters that are on, each with the address without it."""
    return [
        {"text": f"{one['label']}: {dict(one['choices'])[one['value']]}", "href": _address(without=one["name"])}
        for one in filters
        if one["value"] in dict(one["choices"])
    ]


def _address(without: str = "", **more: str) -> str:
    held = [(name, value) for name, value in request.args.items(multi=True) if value and name not in {without, *more}]
    return "?" + urlencode([*((name, value) for name, value in held if name != "format"), *more.items()])


def capacity_page() -> dict[str, Any]:
    """The heat table; its heading says who is over, and when."""
    asked = asked_for()
    loads = capacity(asked.months, asked.pool, asked.counted)
    filters = _filters(asked)
    choices = to_say_yes_to(asked.counted.actor)
    return {
        "heading": _heading(loads),
        "rows": _rows(loads, asked.counted),
        "columns": [month_short(one) for one in asked.months],
        "count": len(asked.months),
        "six": _address("months", months="6"),
        "twelve": _address("months", months="12"),
        "excel": _address("format", format="xlsx"),
        "csv": _address("format", format="csv"),
        "filters": filters,
        "chosen": _chosen(filters),
        "counted": asked.counted,
        "choices": choices,
        "supposed": [title for ref, title in choices if ref in asked.counted.yes],
        "without_yes": _address("yes"),
    }


def capacity_table() -> Table:
    """The same figures as a file, in hundredths of a full-time post."""
    asked = asked_for()
    loads = capacity(asked.months, asked.pool, asked.counted)
    waiting = "Supposed confirmed" if asked.counted.yes else "Asked, not answered"
    columns = [
        Column("Team"),
        Column("Month", Kind.DATE),
        *(
            Column(f"{one} (hundredths of FTE)", Kind.COUNT)
            for one in ("Capacity after leave", "Standing commitments", "Confirmed", waiting)
        ),
    ]
    rows: list[list[Cell]] = [
        [load.name, one.month, one.capacity, one.committed, one.confirmed, one.waiting]
        for load in loads
        for one in load.months
    ]
    return Table("capacity", "Capacity by team and month", columns, rows)
