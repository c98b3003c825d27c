"""What the pages of the MTFS show."""

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from changeportal.domain.calendar import year_label
from changeportal.domain.contributions import BELOW_LABELS, Below
from changeportal.domain.errors import NotFound
from changeportal.domain.ladder import (
    ORDER,
    RUNG_LABELS,
    Ladder,
    incremental,
    may_have_figure,
    remainder_words,
)
from changeportal.domain.permission_facts import VersionFacts, acts_of
from changeportal.domain.permissions import Permission, may
from changeportal.domain.profile import GENERAL_FUND
from changeportal.domain.terms import Act, Rung
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import mtfs as reads
from changeportal.queries.growth_claims import growth_claims
from changeportal.web.areas.mtfs import forms
from changeportal.web.charts import Step, waterfall
from changeportal.web.current import current_actor
from changeportal.web.formatting import pounds

VIEWS = {"incremental": "Change in each year", "cumulative": "Running total"}
UNITS = {"thousands": "£000", "millions": "£m"}
KIND_WORDS = {kind: words.split(" (")[0] for kind, words in forms.KINDS.items()}


def _fund(known: list[tuple[str, str]]) -> str:
    asked = request.args.get("fund", GENERAL_FUND)
    return asked if asked in dict(known) else GENERAL_FUND


def address(endpoint: str, **kwargs: Any) -> str:
    """An address that keeps the choices of the page."""
    names = ("fund", "view", "unit", "version")
    kept = {name: request.args[name] for name in names if request.args.get(name)}
    return f"{url_for(endpoint)}?{urlencode(kept | {k: v for k, v in kwargs.items() if v})}"


def shown_ladder(fund: str) -> tuple[reads.VersionRow | None, Ladder | None, list[reads.VersionRow]]:
    """The version asked for and the fund's ladder, cumulative; nothing while no version is published."""
    found = reads.versions()
    version = reads.current(found, request.args.get("version", ""))
    return version, reads.ladder_of(fund, version) if version else None, found


def gap() -> dict[str, Any]:
    """The gap on one page."""
    known = reads.funds()
    fund = _fund(known)
    version, whole, versions = shown_ladder(fund)
    if version is None or whole is None:
        return {"version": None, "versions": versions, "heading": "Closing the budget gap (MTFS)"}
    cumulative = request.args.get("view") == "cumulative"
    unit = request.args.get("unit") if request.args.get("unit") in UNITS else "thousands"
    shown = whole if cumulative else incremental(whole)
    context = _Shown(whole, shown, cumulative, UNITS[str(unit)], version.code)
    return {
        "version": version,
        "versions": versions,
        "heading": "Closing the budget gap (MTFS)",
        "sentence": _sentence(whole),
        "fund": fund,
        "funds": [{"text": name, "href": address("mtfs.gap", fund=one), "on": one == fund} for one, name in known],
        "views": _choices("view", VIEWS, "cumulative" if cumulative else "incremental"),
        "units": _choices("unit", UNITS, str(unit)),
        "unit": UNITS[str(unit)],
        "years": [year_label(year) for year in whole.years],
        "set_years": [year_label(year) for year in sorted(whole.set_years)],
        "rows": context.rows(),
        "weighted": context.weighted_row(),
        "below": context.below_rows(),
        "chart": _chart(whole),
        "claims": _claims(version, fund),
        "cumulative": cumulative,
        "excel": address("mtfs.gap", format="xlsx"),
        "csv": address("mtfs.gap", format="csv"),
    }


def _claims(version: reads.VersionRow, fund: str) -> list[dict[str, Any]]:
    """Growth lines that cost avoidance claims: claimed of the line in each year, and where it goes beyond it."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "cells": [
                f"{pounds(claimed, unit='£000')} of {pounds(growth, unit='£000')}"
                for claimed, growth in zip(one.claimed, one.growth, strict=True)
            ],
            "beyond": [
                f"{year_label(year)}: £{pounds(pence, unit='£000')}k"
                for year, pence in zip(version.years, one.beyond, strict=True)
                if pence
            ],
        }
        for one in growth_claims(reads.lines_of(version), fund)
    ]


def _choices(name: str, words: dict[str, str], on: str) -> list[dict[str, Any]]:
    return [{"text": text, "href": address("mtfs.gap", **{name: key}), "on": key == on} for key, text in words.items()]


def _sentence(whole: Ladder) -> str:
    """What a person reads first: the next year that is not set."""
    coming = [place for place, year in enumerate(whole.years) if year not in whole.set_years]
    if whole.fund != GENERAL_FUND or not coming:
        return "This fund keeps its own balance: what is left is met from it or added to it."
    yearly = incremental(whole)
    place = coming[0]
    pence, year = yearly.rungs[Rung.STILL_TO_FIND][place], whole.years[place]
    if pence < 0:
        return f"{year_label(year)} is over-programmed by {pounds(-pence, unit='£m', decimals=3)} million."
    return f"There is £{pounds(pence, unit='£m', decimals=3)} million still to find in {year_label(year)}."


class _Shown:
    """Rows of the ladder in the view and unit that were asked for."""

    def __init__(self, whole: Ladder, shown: Ladder, cumulative: bool, unit: str, version: str) -> None:
        self.whole, self.shown, self.cumulative, self.unit, self.version = whole, shown, cumulative, unit, version

    def rows(self) -> list[dict[str, Any]]:
        """One row for each rung, in order; each figure is a link to what it is made of."""
        return [self._row(rung) for rung in ORDER]

    def _row(self, rung: Rung) -> dict[str, Any]:
        values = self.shown.rungs[rung]
        total = rung in (Rung.REQUIREMENT, Rung.STILL_TO_FIND)
        label = remainder_words(self.whole.fund, 0) if rung is Rung.STILL_TO_FIND else RUNG_LABELS[rung]
        if rung is Rung.STILL_TO_FIND and self.whole.fund != GENERAL_FUND:
            values = self.shown.below[Below.OWN_BALANCE]
        cells = [self._cell(rung, year, pence) for year, pence in zip(self.whole.years, values, strict=True)]
        return {"label": label, "total": total, "cells": cells}

    def _cell(self, rung: Rung, year: int, pence: int) -> dict[str, str]:
        if not may_have_figure(rung, year, self.whole.set_years) and not pence:
            return {"text": "Set", "href": ""}
        view = "cumulative" if self.cumulative else "incremental"
        href = url_for("mtfs.figure", fund=self.whole.fund, rung=rung.value, year=year, view=view, version=self.version)
        return {"text": pounds(pence, unit=self.unit, decimals=self._decimals()), "href": href}

    def _decimals(self) -> int | None:
        return 3 if self.unit == "£m" else None

    def weighted_row(self) -> list[str]:
        """What is left when the pipeline is weighted; nothing is left to weigh in a year that Council has set."""
        values = zip(self.whole.years, self.shown.weighted[Rung.STILL_TO_FIND], strict=True)
        return [self._cell(Rung.STILL_TO_FIND, year, pence)["text"] for year, pence in values]

    def below_rows(self) -> list[dict[str, Any]]:
        """What stands below the ladder and closes no gap."""
        view = "cumulative" if self.cumulative else "incremental"
        return [
            {
                "label": BELOW_LABELS[place],
                "cells": [
                    {
                        "text": pounds(pence, unit=self.unit, decimals=self._decimals()),
                        "href": url_for(
                            "mtfs.figure",
                            fund=self.whole.fund,
                            rung=place.value,
                            year=year,
                            view=view,
                            version=self.version,
                        ),
                    }
                    for year, pence in zip(self.whole.years, values, strict=True)
                ],
            }
            for place, values in self.shown.below.items()
            if place is not Below.OWN_BALANCE
        ]


def _chart(whole: Ladder) -> dict[str, Any]:
    """The waterfall of the first year that is not set, as running totals; of the last year when all are."""
    place = next((n for n, year in enumerate(whole.years) if year not in whole.set_years), len(whole.years) - 1)
    steps = [
        (RUNG_LABELS[rung], Step(whole.rungs[rung][place], rung in (Rung.REQUIREMENT, Rung.STILL_TO_FIND)))
        for rung in ORDER
        if whole.rungs[rung][place] or rung in (Rung.REQUIREMENT, Rung.STILL_TO_FIND)
    ]
    bars = waterfall([step for _name, step in steps])
    rows = [
        {
            "name": name,
            "cells": [
                pounds(step.amount, unit="£m", decimals=3),
                "Total" if step.is_total else "Adds to the gap" if step.amount > 0 else "Reduces the gap",
            ],
            "bars": [bar],
            "total": step.is_total,
        }
        for (name, step), bar in zip(steps, bars, strict=True)
    ]
    return {"rows": rows, "year": year_label(whole.years[place])}


def gap_table() -> Table:
    """The ladder as a file: both views, £ to the penny."""
    known = reads.funds()
    version, whole, _versions = shown_ladder(_fund(known))
    if version is None or whole is None:
        raise NotFound
    yearly = incremental(whole)
    years = [year_label(year) for year in whole.years]
    columns = [Column("Rung"), *(Column(f"Change {year} (£)", Kind.PENCE) for year in years)]
    columns += [Column(f"Running total {year} (£)", Kind.PENCE) for year in years]
    rows: list[list[Cell]] = [[RUNG_LABELS[rung], *yearly.rungs[rung], *whole.rungs[rung]] for rung in ORDER]
    weighted = [*yearly.weighted[Rung.STILL_TO_FIND], *whole.weighted[Rung.STILL_TO_FIND]]
    rows.append(["Still to find, pipeline weighted", *weighted])
    rows += [[BELOW_LABELS[place], *yearly.below[place], *whole.below[place]] for place in whole.below]
    about = (
        ("Fund", dict(known)[whole.fund]),
        ("Version", f"{version.code} {version.name}"),
        ("Sign", "Plus raises the net budget"),
    )
    return Table("gap", "Closing the budget gap (MTFS)", columns, rows, about)


def all_versions() -> dict[str, Any]:
    """Every version, set years."""
    actor = current_actor()
    return {
        "rows": reads.versions(),
        "voted": reads.voted(),
        "may_edit": may(actor, Permission.MTFS_EDIT, None),
        "may_vote": may(actor, Permission.MTFS_PUBLISH, None),
        "back_href": url_for("mtfs.gap"),
    }


def version(code: str) -> dict[str, Any]:
    """One version: its lines by fund and kind."""
    row = reads.current(reads.versions(), code)
    if row is None:
        raise NotFound
    lines = reads.lines_of(row)
    actor = current_actor()
    acts = acts_of(Act.PREPARED_VERSION, *row.preparers)
    names = dict(reads.funds())
    groups = [
        {"fund": names[fund], "lines": [one for one in lines.lines if one.fund == fund]}
        for fund in dict.fromkeys(one.fund for one in lines.lines)
    ]
    return {
        "version": row,
        "groups": groups,
        "years": row.years,
        "labels": [year_label(year) for year in row.years],
        "kinds": KIND_WORDS,
        "changes": {one.code: _changes(one, row.years) for one in lines.lines},
        "may_edit": may(actor, Permission.MTFS_EDIT, None),
        "may_publish": may(actor, Permission.MTFS_PUBLISH, VersionFacts(acts=acts)),
        "buttons": forms.ButtonForm(data={"version": row.version}),
        "back_href": url_for("mtfs.versions"),
    }


def _changes(line: Any, years: tuple[int, ...]) -> list[int]:
    values = [line.effects.get(year, 0) for year in years]
    return [now - before for now, before in zip(values, [0, *values], strict=False)]


def line(code: str, line_code: str = "", form: forms.LineForm | None = None) -> dict[str, Any]:
    """A line of a draft, or a new one."""
    context = version(code)
    row: reads.VersionRow = context["version"]
    held = next((one for group in context["groups"] for one in group["lines"] if one.code == line_code), None)
    if line_code and held is None:
        raise NotFound
    data: dict[str, Any] = forms.LineForm.filled(held, row.years) if held else {}
    shown = form or forms.LineForm(row.years, reads.funds(), data={**data, "version": row.version})
    return {**context, "line": held, "form": shown, "back_href": url_for("mtfs.version", code=code)}
