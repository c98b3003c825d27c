"""The two example files as frozen rows. Nothing here writes; amounts come out in whole pence.

The files have opposite signs: in demo_proposals.csv plus lowers a fund's net budget and years are running totals; in
demo_mtfs.csv plus raises it and years are changes. Here every amount on a line is positive in its own kind and every
MTFS effect is cumulative, plus raising the net budget.
"""

from datetime import date

from changeportal.domain.examples import DemoLine, DemoProposal
from changeportal.domain.money import parse_pounds
from changeportal.domain.mtfs import MtfsLine, Version
from changeportal.domain.profile import Basis, MoneyLine, Recurrence, effect, running_totals
from changeportal.domain.terms import (
    Category,
    CostKind,
    FundingKind,
    LineKind,
    MtfsKind,
    Route,
    SavingClass,
    SavingStatus,
    Stage,
    Status,
)
from changeportal.imports.reference_files import Row, month_of_text, rows_of

YEARS = (2025, 2026, 2027, 2028, 2029)
SET_YEARS = {"GF": frozenset({2025, 2026})}
CLOSED_YEAR = 2025
CURRENT_YEAR = 2026
LAST_CLOSED_MONTH = date(2026, 10, 1)
FUND_CODES = {"General Fund": "GF", "HRA": "HRA", "Public Health Grant": "PHG", "DSG": "DSG"}
_CATEGORIES = {"demand management": Category.DEMAND, "service reduction": Category.SERVICE_REDUCTION}
_COSTS = {
    "running cost": CostKind.RUNNING,
    "time-limited cost": CostKind.RUNNING,
    "other leg": CostKind.RUNNING,
    "one-off cost": CostKind.ONE_OFF,
    "capital financing": CostKind.FINANCING,
}
_POTS = {
    "transformation reserve": FundingKind.RESERVE,
    "HRA reserve": FundingKind.RESERVE,
    "flexible use of capital receipts": FundingKind.CAPITAL_RECEIPTS_FLEXIBLE,
    "Homelessness Prevention Grant": FundingKind.GRANT,
}
_RECURRENCES = {"one-off": Recurrence.ONE_OFF, "time-limited": Recurrence.TIME_LIMITED}
_MTFS_KINDS = {
    "base budget": MtfsKind.BASE_BUDGET,
    "funding": MtfsKind.FUNDING,
    "inflation": MtfsKind.INFLATION,
    "pressure": MtfsKind.PRESSURE,
    "capital financing": MtfsKind.CAPITAL_FINANCING,
    # The only technical change is to pension contributions, which is pay.
    "technical": MtfsKind.INFLATION,
    "reserves": MtfsKind.RESERVES,
    "savings agreed": MtfsKind.SAVINGS_AGREED,
}
# The file has no column for it: its licence scheme may only charge what it costs.
_COST_RECOVERY = frozenset({"CP-2026-0020"})


def read_proposals(text: str) -> tuple[DemoProposal, ...]:
    """Proposals with their lines, in the file's order. Raises ValueError or KeyError where the file breaks its own rules."""
    by_ref: dict[str, list[Row]] = {}
    for row in rows_of(text):
        by_ref.setdefault(row["ref"], []).append(row)
    return tuple(_proposal(rows) for rows in by_ref.values())


def read_extra(text: str) -> tuple[DemoProposal, ...]:
    """More example proposals, each with one saving line a year from 2027/28 at most, outside the General Fund."""
    return tuple(_extra(row) for row in rows_of(text))


def _extra(row: Row) -> DemoProposal:
    return DemoProposal(
        ref=row["ref"],
        title=row["title"],
        mission=row["mission"],
        commitment="",
        also_serves=(),
        directorate=row["directorate"],
        category=Category.EFFICIENCY,
        route=Route(row["route"]),
        stage=Stage(row["stage"]),
        status=Status(row["status"]),
        where_now="",
        deciding_body="",
        key_decision=False,
        wards="No ward",
        restricted=False,
        eqia="",
        consultation="",
        budget_state="",
        computed_status=None,
        fte_removed=None,
        fte_vacant=None,
        need=row["need"],
        shows="",
        lines=(_extra_line(row),) if row["pounds"] else (),
        detail=row["detail"],
    )


def _extra_line(row: Row) -> DemoLine:
    pence, saving_class = _pence(row["pounds"]), SavingClass(row["class"])
    line = MoneyLine(
        line_id=f"{row['ref']}/1",
        kind=LineKind.INCOME if saving_class is SavingClass.INCOME else LineKind.SAVING,
        title=row["title"],
        fund=row["fund"],
        saving_class=saving_class,
        category=Category.EFFICIENCY,
        basis=Basis.STATED,
        start=date(CURRENT_YEAR + 1, 4, 1),
        full_year_pence=pence,
        stated={year: pence for year in YEARS if year > CURRENT_YEAR},
    )
    return DemoLine(1, line, "", False, True)


def read_versions(text: str) -> dict[str, Version]:
    """M1, and M2 which is every line of M1 and its own."""
    rows = list(rows_of(text))
    first = tuple(_mtfs_line(row) for row in rows if row["version"] == "M1")
    second = tuple(_mtfs_line(row) for row in rows if row["version"] == "M2")
    return {"M1": Version("M1", YEARS, first), "M2": Version("M2", YEARS, (*first, *second))}


def _mtfs_line(row: Row) -> MtfsLine:
    view, _, word = row["kind"].rpartition(": ")
    changes = [_pence(row[f"change_{year}_{(year + 1) % 100}"]) for year in YEARS]
    return MtfsLine(
        code=row["line"],
        fund=FUND_CODES[row["fund"]],
        kind=_MTFS_KINDS[word],
        title=row["title"],
        effects=dict(zip(YEARS, running_totals(changes), strict=True)),
        base_pence=_pence(row["base_2024_25"]),
        cause=word if view == "change" else "",
        note=row["note"],
    )


def _proposal(rows: list[Row]) -> DemoProposal:
    row = rows[0]
    return DemoProposal(
        ref=row["ref"],
        title=row["title"],
        mission=row["mission"],
        commitment=row["commitment"],
        also_serves=tuple(code for code in row["also_serves"].split("; ") if code),
        directorate=row["directorate"],
        category=_category(row),
        route=Route(row["route"]),
        stage=Stage(row["stage"]),
        status=Status(row["status"]),
        where_now=row["where_now"],
        deciding_body=row["deciding_body"],
        key_decision=row["key_decision"] == "yes",
        wards=row["wards"],
        restricted=row["restricted"] == "yes",
        eqia=row["eqia"],
        consultation=row["consultation"],
        budget_state=row["budget_state"],
        computed_status=SavingStatus(row["computed_status"]) if row["computed_status"] else None,
        fte_removed=int(row["fte_removed"]) if row["fte_removed"] else None,
        fte_vacant=int(row["fte_vacant"]) if row["fte_vacant"] else None,
        need=row["need"],
        shows=row["shows"],
        lines=tuple(_line(each) for each in rows),
    )


def _line(row: Row) -> DemoLine:
    line = _money_line(row)
    now = _pence(row["verified_2026_27_m1_m7"])
    forecast = {CURRENT_YEAR: _pence(row["forecast_2026_27"])} if row["forecast_2026_27"] else {}
    verified = {CURRENT_YEAR: now} if row["verified_2026_27_m1_m7"] else {}
    if forecast or row["verified_2025_26"]:
        # A closed year is no longer a forecast: what finance verified is what came.
        verified[CLOSED_YEAR] = forecast[CLOSED_YEAR] = _pence(row["verified_2025_26"])
    pot = row["component"].removeprefix("funding: ") if line.kind is LineKind.FUNDING else ""
    has_figures = row["basis"] != "none"
    return DemoLine(int(row["line_no"]), line, pot, row["counts_to_gf_gap"] == "yes", has_figures, verified, forecast)


def _money_line(row: Row) -> MoneyLine:
    component, saving_class = row["component"], row["class"].replace("-", "_").replace(" ", "_")
    saves = component.startswith(("saving", "income"))
    worked_out = row["basis"] == "start month" and component != "other leg"
    line = MoneyLine(
        line_id=f"{row['ref']}/{row['line_no']}",
        kind=_kind(component, saving_class),
        title=f"{component[0].upper()}{component[1:]}" + (f", {row['class']}" if row["class"] else ""),
        fund=FUND_CODES[row["fund"]],
        saving_class=SavingClass(saving_class) if saves else None,
        category=_category(row) if saves else None,
        cost_kind=_COSTS.get(component),
        funding_kind=_POTS.get(component.removeprefix("funding: ")),
        recurrence=_RECURRENCES.get(row["basis"], Recurrence.ONGOING),
        basis=Basis.START_MONTH if worked_out else Basis.STATED,
        start=month_of_text(row["start"]),
        full_year_pence=_pence(row["full_year_value"]) if saves else 0,
        stated={} if worked_out else {year: abs(_effect_in_file(row, year)) for year in YEARS},
        growth_line=row["mtfs_line"],
        cost_recovery=row["ref"] in _COST_RECOVERY,
    )
    _check_against_file(line, row)
    return line


def _check_against_file(line: MoneyLine, row: Row) -> None:
    """The file's signed years must be what the rules make of the line; its sign is the other way round."""
    for year in YEARS:
        if effect(line, year) != -_effect_in_file(row, year):
            raise ValueError(f"{line.line_id} in {year} is not what its start month gives")


def _effect_in_file(row: Row, year: int) -> int:
    return _pence(row[f"effect_{year}_{(year + 1) % 100}"])


def _kind(component: str, saving_class: str) -> LineKind:
    if component.startswith("funding: "):
        return LineKind.FUNDING
    if component in _COSTS:
        return LineKind.COST
    return LineKind.INCOME if saving_class == SavingClass.INCOME else LineKind.SAVING


def _category(row: Row) -> Category:
    return _CATEGORIES.get(row["category"]) or Category(row["category"])


def _pence(text: str) -> int:
    return parse_pounds(text) or 0
