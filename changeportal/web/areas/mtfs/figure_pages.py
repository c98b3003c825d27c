"""What a figure of the gap page is made of, and what changed between two versions."""

from functools import cached_property
from typing import Any

from flask import request, url_for

from changeportal.domain import mtfs as rule
from changeportal.domain.calendar import year_label
from changeportal.domain.contributions import BELOW_LABELS, Below
from changeportal.domain.errors import NotFound
from changeportal.domain.ladder import ORDER, RUNG_LABELS, Ladder, incremental
from changeportal.domain.profile import GENERAL_FUND, increments
from changeportal.domain.terms import MtfsKind, Rung
from changeportal.domain.wording import pounds
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import mtfs as reads
from changeportal.queries.gap_figures import Asked, FigureRow, all_rows, figure, total
from changeportal.queries.paging import paging_from
from changeportal.web.current import current_actor

BY_LINES = (Rung.REQUIREMENT, Rung.RESERVES_ONE_OFF)
COMPUTED = (Rung.STILL_TO_FIND,)


class Figure:
    """One figure of the ladder: where it stands, what it comes to, and the rows that add up to it."""

    def __init__(self, fund: str, word: str, year: int) -> None:
        version = reads.current(reads.versions(), request.args.get("version", ""))
        self.fund_name = dict(reads.funds()).get(fund, "")
        if version is None or year not in version.years or not self.fund_name:
            raise NotFound
        self.version, self.fund, self.year = version, fund, year
        self.cumulative = request.args.get("view") == "cumulative"
        self.rung = Rung(word) if word in list(Rung) else None
        self.below = Below(word) if word in list(Below) else None
        if self.rung is None and self.below is None:
            raise NotFound
        whole = reads.ladder_of(fund, version)
        self.whole: Ladder = whole if self.cumulative else incremental(whole)
        self.place = version.years.index(year)

    @property
    def label(self) -> str:
        """The rung or list in words."""
        return RUNG_LABELS[self.rung] if self.rung else BELOW_LABELS[self.below or Below.OUTTURN]

    @property
    def value(self) -> int:
        """The figure itself, as the page has it."""
        if self.rung is Rung.STILL_TO_FIND and self.fund != GENERAL_FUND:
            return self.whole.below[Below.OWN_BALANCE][self.place]
        values = self.whole.rungs[self.rung] if self.rung else self.whole.below[self.below or Below.OUTTURN]
        return values[self.place]

    @cached_property
    def held(self) -> rule.Version:
        """The version with its lines."""
        return reads.lines_of(self.version)

    def asked(self) -> Asked:
        """What the stored rows are asked for."""
        return Asked(self.fund, self.year, self.rung, self.below, self.cumulative, self.whole.set_years)

    def lines(self) -> list[FigureRow]:
        """Lines of the version, for the requirement and for reserves."""
        lines = self.held.lines
        wanted = rule.IN_REQUIREMENT if self.rung is Rung.REQUIREMENT else frozenset({MtfsKind.RESERVES})
        chosen = [one for one in lines if one.fund == self.fund and one.kind in wanted]
        return [row for row in (self._line(one) for one in chosen) if row.pence]

    def _line(self, one: rule.MtfsLine) -> FigureRow:
        values = [one.effects.get(year, 0) for year in self.version.years]
        pence = (values if self.cumulative else list(increments(values)))[self.place]
        return FigureRow(f"{one.code} {one.title}", "", "", "", "", pence)

    def comes_back(self) -> list[str]:
        """For reserves: when each use falls away, so that the gap which it covered is there again."""
        if self.rung is not Rung.RESERVES_ONE_OFF:
            return []
        return [
            f"{use.line} {use.title}: {pounds(use.pence)}, used in {year_label(use.used_in)}, "
            + (
                f"comes back in {year_label(use.comes_back_in)}"
                if use.comes_back_in
                else "lasts to the end of these years"
            )
            for use in rule.reserves_used(self.held, self.fund)
        ]

    def parts(self) -> list[FigureRow]:
        """The rungs that still to find is the sum of."""
        return [
            FigureRow(RUNG_LABELS[rung], "", "", "", "", self.whole.rungs[rung][self.place])
            for rung in ORDER
            if rung is not Rung.STILL_TO_FIND
        ]


def of_figure(fund: str, word: str, year: int) -> dict[str, Any]:
    """The rows of a figure, a page of them, ending with what is not itemised and the figure."""
    one = Figure(fund, word, year)
    paging = paging_from(request.args.get("page"), request.args.get("size"))
    context: dict[str, Any] = {
        "figure": one,
        "fund_name": one.fund_name,
        "year": year_label(year),
        "view": "running total" if one.cumulative else "change on the year before",
        "back_href": url_for("mtfs.gap", fund=fund, view="cumulative" if one.cumulative else None),
        "rest": None,
        "page": None,
        "comes_back": one.comes_back(),
    }
    if one.rung in BY_LINES:
        return {**context, "rows": one.lines(), "hidden": 0}
    if one.rung in COMPUTED:
        return {**context, "rows": one.parts(), "hidden": 0}
    page, seen = figure(current_actor(), one.asked(), paging)
    stored = total(one.asked())
    return {
        **context,
        "rows": page.rows,
        "page": page,
        "hidden": stored - seen,
        "elsewhere": seen - sum(row.pence for row in page.rows),
        "rest": one.value - stored if one.value != stored else None,
        "href": f"?view={'cumulative' if one.cumulative else 'incremental'}&version={one.version.code}&page=",
    }


def figure_table(fund: str, word: str, year: int) -> Table:
    """The same rows as a file, all pages."""
    one = Figure(fund, word, year)
    if one.rung in BY_LINES or one.rung in COMPUTED:
        found = one.lines() if one.rung in BY_LINES else one.parts()
        hidden, rest = 0, 0
    else:
        found = list(all_rows(current_actor(), one.asked()))
        stored = total(one.asked())
        hidden, rest = stored - sum(row.pence for row in found), one.value - stored
    rows: list[list[Cell]] = [
        [row.title, row.proposal_ref, row.proposal_title, row.saving_ref, row.directorate, row.pence] for row in found
    ]
    rows.append(["Items not itemised here", "", "", "", "", hidden])
    if rest:
        rows.append(["Set years: what no saving row explains", "", "", "", "", rest])
    names = ("What", "Proposal", "Proposal title", "Saving", "Directorate")
    columns = [*(Column(name) for name in names), Column("Effect (£, plus raises the net budget)", Kind.PENCE)]
    return Table("figure", f"{one.label}, {year_label(year)}", columns, rows)


def compare() -> dict[str, Any]:
    """The bridge from one version's requirement to another's, by cause and line, incremental and in total."""
    found = reads.versions()
    codes = [one.code for one in found]
    published = [one for one in found if one.state == "published"]
    after = request.args.get("to", published[0].code if published else "")
    before = request.args.get("from", published[1].code if len(published) > 1 else after)
    fund = request.args.get("fund", GENERAL_FUND)
    if after not in codes or before not in codes:
        return {"versions": found, "steps": [], "before": None, "after": None, "back_href": url_for("mtfs.gap")}
    old, new = (reads.current(found, code) for code in (before, after))
    if old is None or new is None or fund not in dict(reads.funds()):
        raise NotFound
    first, second = reads.lines_of(old), reads.lines_of(new)
    steps = rule.bridge(first, second, fund)
    return {
        "versions": found,
        "before": old,
        "after": new,
        "fund": fund,
        "funds": reads.funds(),
        "years": [year_label(year) for year in new.years],
        "start": increments([_at(first, fund, year) for year in new.years]),
        "end": increments(rule.requirement(second, fund)),
        "causes": {cause: increments(pence) for cause, pence in rule.by_cause(steps).items()},
        "steps": [(step, increments(step.pence)) for step in steps],
        "back_href": url_for("mtfs.gap"),
    }


def _at(version: rule.Version, fund: str, year: int) -> int:
    wanted = [one for one in version.lines if one.fund == fund and one.kind in rule.IN_REQUIREMENT]
    return sum(one.effects.get(year, 0) for one in wanted)
