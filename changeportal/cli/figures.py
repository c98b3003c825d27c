"""`flask figures ladder` and `flask figures tracker`: the same figures as the pages."""

import json
from typing import Any

import click
from flask.cli import AppGroup

from changeportal.domain.calendar import year_label, year_of
from changeportal.domain.errors import DomainError
from changeportal.domain.ladder import Ladder, incremental
from changeportal.queries import mtfs
from changeportal.queries.clock import today
from changeportal.queries.tracker import groups

group = AppGroup("figures", help="Figures of the MTFS and the tracker.")


def ladder_json(found: Ladder, version: str, as_at: str) -> dict[str, Any]:
    """The ladder as the contract names it; pence, plus raises the net budget."""
    yearly = incremental(found)
    return {
        "fund": found.fund,
        "version": version,
        "as_at": as_at,
        "years": [year_label(year) for year in found.years],
        "rungs": [
            {
                "code": rung.value,
                "incremental": list(yearly.rungs[rung]),
                "cumulative": list(found.rungs[rung]),
                "weighted": list(found.weighted[rung]),
            }
            for rung in found.rungs
        ],
        "below": [
            {"code": place.value, "incremental": list(yearly.below[place]), "cumulative": list(values)}
            for place, values in found.below.items()
        ],
    }


@group.command("ladder")
@click.option("--fund", default="GF", help="Code of the fund.")
@click.option("--version", "code", default="", help="Code of the MTFS version; the newest published one otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def ladder(fund: str, code: str, as_json: bool) -> None:
    """Print the ladder of a fund."""
    try:
        version = mtfs.current(mtfs.versions(), code)
    except DomainError as error:
        raise click.ClickException(f"There is no version {code}") from error
    if version is None:
        raise click.ClickException("No version is published yet")
    found = mtfs.ladder_of(fund, version)
    shown = ladder_json(found, version.code, today().isoformat())
    if as_json:
        print(json.dumps(shown))
        return
    print(f"{fund}, version {version.code}, incremental, pence; plus raises the net budget")
    print("\t".join(["", *shown["years"]]))
    for rung in shown["rungs"]:
        print("\t".join([rung["code"], *(str(pence) for pence in rung["incremental"])]))


@group.command("tracker")
@click.option("--year", default=None, type=int, help="First calendar year of the financial year, like 2026.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def tracker(year: int | None, as_json: bool) -> None:
    """Print plan, forecast, actual, verified, pressure and net at risk by directorate and fund, in pence."""
    wanted = year if year is not None else year_of(today())
    rows = [
        {
            "directorate": one.directorate,
            "fund": one.fund_code,
            "plan": one.figures.plan,
            "forecast": one.figures.forecast,
            "actual": one.figures.actual,
            "verified": one.figures.verified,
            "pressure": one.figures.pressure,
            "net_at_risk": one.figures.net_at_risk,
        }
        for one in groups(wanted)
    ]
    if as_json:
        print(json.dumps({"year": year_label(wanted), "rows": rows}))
        return
    for row in rows:
        print("\t".join(str(value) for value in row.values()))
