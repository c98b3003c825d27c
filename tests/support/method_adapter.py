"""The method's functions by the names and shapes of the checked arithmetic cases: ``call(function, inputs) -> dict``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from changeportal.domain import calendar
from changeportal.domain.method import (
    budget_effect,
    chance,
    discounting,
    financing,
    numbers,
    optimism,
    outturn,
    payback,
    prices,
    returns,
    whole_case,
    worth,
)
from changeportal.imports.appraisal_tables import shipped

Inputs = Mapping[str, Any]
Found = dict[str, Any]


def n(value: Any) -> Decimal:
    """An exact number of what a JSON file holds; floating point by its shortest text."""
    return numbers.dec(str(value) if isinstance(value, float) else value)


def ns(values: Sequence[Any]) -> list[Decimal]:
    return [n(value) for value in values]


def schedule(given: Any) -> discounting.Schedule:
    return discounting.flat(n(given["flat"])) if isinstance(given, dict) else shipped().schedule(given)


def timing(inputs: Inputs) -> discounting.Timing:
    return discounting.Timing(inputs.get("timing", "year_index"))


def flows(given: Sequence[Any]) -> list[Decimal]:
    """A list from year 0, or amounts with their years."""
    if not given or not isinstance(given[0], dict):
        return ns(given)
    found = [Decimal(0)] * (max(one["year"] for one in given) + 1)
    for one in given:
        found[one["year"]] += n(one["amount"])
    return found


def discount_factors(inputs: Inputs) -> Found:
    table, when = schedule(inputs["schedule"]), timing(inputs)
    return {"factors": [discounting.factor(table, int(year), when) for year in inputs["years"]]}


def npv(inputs: Inputs) -> Found:
    table, when, given = schedule(inputs["schedule"]), timing(inputs), inputs["cashflows"]
    if given and isinstance(given[0], dict):
        pv = [n(one["amount"]) * discounting.factor(table, int(one["year"]), when) for one in given]
        return {"pv": pv, "npv": numbers.total(pv)}
    return asdict(discounting.present(schedule(inputs["schedule"]), flows(inputs["cashflows"]), timing(inputs)))


def appraise(inputs: Inputs) -> Found:
    sides = (flows(inputs["benefits"]), flows(inputs["costs"]))
    return asdict(worth.appraise(schedule(inputs["schedule"]), *sides, timing(inputs)))


def ratio(inputs: Inputs) -> Found:
    return asdict(worth.ratio(n(inputs["pv_benefits"]), n(inputs["pv_costs"])))


def annuity(inputs: Inputs) -> Found:
    value = discounting.annuity(schedule(inputs["schedule"]), int(inputs.get("n") or inputs["life"]))
    return {"annuity_factor": value, "eac_factor": 1 / value}


def eac(inputs: Inputs) -> Found:
    table = schedule(inputs["schedule"])
    cost = (
        n(inputs["pv_cost"])
        if "pv_cost" in inputs
        else discounting.present(table, flows(inputs["cashflows"]), timing(inputs)).npv
    )
    life = int(inputs.get("life") or inputs["n"])
    return {"pv_cost": cost, "eac": discounting.equivalent_annual(table, cost, life)}


def paid_back(inputs: Inputs) -> Found:
    values: Sequence[Decimal] = flows(inputs["cashflows"])
    if inputs.get("schedule"):
        values = discounting.present(schedule(inputs["schedule"]), values, timing(inputs)).pv
    found = payback.payback(values)
    return {
        "cumulative": found.cumulative,
        "status": found.status.value,
        "payback_years": found.years,
        "lasting_payback_years": found.lasting_years,
    }


def payback_months(inputs: Inputs) -> Found:
    found = payback.payback_months(ns(inputs["monthly"]))
    return {
        "status": found.status.value,
        "first_payback_month": found.first_month,
        "lasting_payback_month": found.lasting_month,
        "final_cumulative": found.final,
    }


def index(inputs: Inputs, years: int) -> list[Decimal]:
    if "index" in inputs:
        levels = ns(inputs["index"])
        return [level / levels[0] for level in levels]
    given = inputs.get("inflation", inputs.get("deflator_growth", inputs.get("growth", 0)))
    return prices.index_of(ns(given) if isinstance(given, list) else [n(given)], years)


def real_terms(inputs: Inputs) -> Found:
    return {"real": prices.real(ns(inputs["nominal"]), index(inputs, len(inputs["nominal"])))}


def nominal_terms(inputs: Inputs) -> Found:
    return {"nominal": prices.nominal(ns(inputs["real"]), index(inputs, len(inputs["real"])))}


def rebase(inputs: Inputs) -> Found:
    def each(given: Any) -> list[Any]:
        return given if isinstance(given, list) else [given] * len(inputs["values"])

    rows = zip(inputs["values"], each(inputs["index_from"]), each(inputs["index_to"]), strict=True)
    return {"values": [prices.rebase(n(value), n(before), n(after)) for value, before, after in rows]}


def index_change(inputs: Inputs) -> Found:
    return {"change": prices.index_change(n(inputs["index_from"]), n(inputs["index_to"]))}


def fisher(inputs: Inputs) -> Found:
    if "nominal_rate" in inputs:
        return {"real_rate": prices.real_rate(n(inputs["nominal_rate"]), n(inputs["inflation"]))}
    return {"nominal_rate": prices.nominal_rate(n(inputs["real_rate"]), n(inputs["inflation"]))}


def ob_mitigated(inputs: Inputs) -> Found:
    areas = [optimism.Mitigation(n(one["share"]), n(one["mitigation"])) for one in inputs["contributions"]]
    found = optimism.mitigated(n(inputs["upper"]), n(inputs.get("base", 0)), areas)
    said: Found = {
        "managed": found.managed,
        "resultant_ob": found.resultant,
        "unmitigated": found.unmitigated,
        "adjusted": found.adjusted,
    }
    if "risk_management_cost" in inputs:
        said["adjusted_plus_management"] = found.adjusted + n(inputs["risk_management_cost"])
    return said


def ob_combined(inputs: Inputs) -> Found:
    parts, whole = optimism.combined([(n(one["share"]), n(one["upper"])) for one in inputs["parts"]])
    return {"contributions": parts, "combined_ob": whole}


def ob_apply(inputs: Inputs) -> Found:
    return {"adjusted": optimism.applied(ns(inputs["values"]), n(inputs["ob"]), n(inputs.get("mitigation", 0)))}


def lookup(_inputs: Inputs) -> Found:
    return {
        code: [one.duration_upper, one.duration_lower, one.capital_upper, one.capital_lower]
        for code, (_name, one) in shipped().optimism.items()
    }


def expected_value(inputs: Inputs) -> Found:
    of_one = bool(inputs.get("probabilities_must_sum_to_one", True))
    outcomes = [(n(one["value"]), n(one["p"])) for one in inputs["outcomes"]]
    cost = n(inputs["cost"]) if inputs.get("cost") is not None else None
    found = worth.expected_value(outcomes, cost, of_one_risk=of_one)
    said: Found = {"weighted": found.weighted, "expected": found.expected, "probability_total": found.chance}
    return said if found.net is None else {**said, "net": found.net}


def switching(inputs: Inputs) -> Found:
    stream = worth.Stream(inputs.get("stream", "benefit"))
    return {"switching_change": worth.switching(n(inputs["npv"]), n(inputs["pv_of_stream"]), stream)}


def breakeven_annual(inputs: Inputs) -> Found:
    years = (int(inputs["from_year"]), int(inputs["to_year"]))
    table = schedule(inputs["schedule"])
    return {"breakeven_annual": discounting.breakeven_annual(table, n(inputs["pv_cost"]), *years)}


def dist_weight(inputs: Inputs) -> Found:
    elasticity = n(inputs.get("elasticity", "1.3"))
    return {"weight": worth.welfare_weight(n(inputs["median_income"]), n(inputs["group_income"]), elasticity)}


def additionality(inputs: Inputs) -> Found:
    names = (
        "deadweight", "attribution", "leakage", "displacement", "substitution", "multiplier", "optimism", "drop_off",
        "cashable",
    )  # fmt: skip
    what = worth.Additionality(**{name: n(inputs[name]) for name in names if name in inputs})
    net, cashable = worth.net_effect(ns(inputs["gross"]), what)
    return {"net": net, "cashable": cashable}


def loan(inputs: Inputs) -> Found:
    found = financing.loan(n(inputs["principal"]), n(inputs["rate"]), int(inputs["n"]))
    said: Found = {**asdict(found), "total_interest": found.total_interest}
    if "range" in inputs:
        first, last = inputs["range"]
        said["cum_principal"] = numbers.total(found.principal[first - 1 : last])
        said["cum_interest"] = numbers.total(found.interest[first - 1 : last])
    return said


def policy(inputs: Inputs) -> financing.Policy:
    return financing.Policy(
        method=financing.MrpMethod(inputs["method"]),
        interest_rate=n(inputs.get("interest_rate", 0)),
        life=int(inputs.get("life") or 0),
        rate=n(inputs.get("rate", 0)),
        mrp_rate=n(inputs.get("mrp_rate", 0)),
        basis=financing.InterestBasis(inputs.get("interest_basis", "average")),
    )


def mrp(inputs: Inputs) -> Found:
    spends = [financing.Spend(int(one["year"]), n(one["amount"]), one.get("available_year")) for one in inputs["spend"]]
    found = financing.charge(spends, policy(inputs), int(inputs["horizon"]))
    return {
        "mrp": found.mrp,
        "interest": found.interest,
        "financing_cost": found.cost,
        "closing_cfr": found.closing_cfr,
    }


def mtfs_gap(inputs: Inputs) -> Found:
    rows = [ns(row) for row in inputs.get("identified_annual", [])]
    return asdict(budget_effect.gap(ns(inputs["base"]), ns(inputs["funding"]), ns(inputs.get("reserves", [])), rows))


def incremental(inputs: Inputs) -> Found:
    values = ns(inputs["cumulative"])
    return {"incremental": budget_effect.increments(values), "total_cash": numbers.total(values)}


def budget_roll(inputs: Inputs) -> Found:
    return asdict(budget_effect.roll(n(inputs["base"]), ns(inputs["changes"])))


def repeated(one: Inputs) -> budget_effect.Recurring:
    return budget_effect.Recurring(
        annual=n(one["annual"]),
        start_year=int(one.get("start_year", 0)),
        start_month=int(one.get("start_month", 1)),
        end_year=one.get("end_year"),
        slip_months=int(one.get("slip_months", 0)),
    )


def saving_profile(inputs: Inputs) -> Found:
    lines = [
        budget_effect.Once(n(one["amount"]), int(one["year"])) if one["type"] == "one_off" else repeated(one)
        for one in inputs["lines"]
    ]
    return asdict(budget_effect.profile(lines, int(inputs["years"])))


def realisation(inputs: Inputs) -> Found:
    rows = [outturn.PlanRow(n(one["plan"]), n(one["achieved"]), n(one.get("pressures", 0))) for one in inputs["rows"]]
    return asdict(outturn.realised(rows))


def forecast_to_outturn(inputs: Inputs) -> Found:
    return asdict(outturn.outturn(n(inputs["plan"]), n(inputs["forecast"]), n(inputs["actual"])))


def irr(inputs: Inputs) -> Found:
    found = returns.irr(flows(inputs["cashflows"]))
    return {"irr": found.rate, "roots": found.roots}


def mirr(inputs: Inputs) -> Found:
    rates = (n(inputs["finance_rate"]), n(inputs["reinvest_rate"]))
    return {"mirr": returns.mirr(flows(inputs["cashflows"]), *rates)}


def xirr(inputs: Inputs) -> Found:
    days = [date.fromisoformat(day) for day in inputs["dates"]]
    return {"xirr": returns.xirr(days, ns(inputs["cashflows"])).rate}


def quantiles(inputs: Inputs) -> Found:
    values = ns(inputs["values"])
    return {"quantiles": [chance.quantile(values, n(share)) for share in inputs["p"]]}


def range_of(one: Inputs) -> chance.Range:
    return chance.Range(n(one["low"]), n(one["mode"]), n(one["high"]))


def pert(inputs: Inputs) -> Found:
    ranges = [range_of(one) for one in inputs["items"]]
    whole = chance.pert_total(ranges)
    return {"items": [asdict(chance.pert(one)) for one in ranges], "total_mean": whole.mean, "total_sd": whole.sd}


def triangular(inputs: Inputs) -> Found:
    of = range_of(inputs)
    return {
        **asdict(chance.triangular(of)),
        "quantiles": [chance.triangular_quantile(of, n(share)) for share in inputs.get("p", [])],
    }


def portfolio(inputs: Inputs) -> Found:
    lines = [chance.ChancyLine(n(one["amount"]), range_of(one), n(one.get("p", 1))) for one in inputs["lines"]]
    found = chance.portfolio(lines, n(inputs.get("rho", 0)))
    return {
        "line_mean": [one.mean for one in found.lines],
        "line_sd": [one.sd for one in found.lines],
        "mean": found.whole.mean,
        "sd": found.whole.sd,
    }


def round_money(inputs: Inputs) -> Found:
    return {"rounded": [numbers.rounded(n(value), int(inputs.get("dp", 0))) for value in inputs["values"]]}


def fy_of(inputs: Inputs) -> Found:
    days = [date.fromisoformat(day) for day in inputs["dates"]]
    return {
        "fy": [
            {"fy": calendar.year_label(calendar.year_of(day)), "month": calendar.period_of(calendar.month_of(day))}
            for day in days
        ]
    }


def case_line(one: Inputs) -> whole_case.CaseLine:
    return whole_case.CaseLine(
        kind=whole_case.Kind(one["kind"]),
        amounts=ns(one.get("amounts", [])),
        recurring=repeated(one) if "annual" in one else None,
        is_nominal=one.get("price", "real") == "nominal",
        optimism_bias=n(one.get("optimism_bias", 0)),
        probability=n(one.get("probability", 1)),
        benefit_optimism=n(one.get("benefit_optimism", 0)),
        cash_releasing=bool(one.get("cash_releasing", True)),
        funded_by=one.get("funded_by", "borrowing"),
        available_year=one.get("available_year"),
    )


def business_case(inputs: Inputs) -> Found:
    what = whole_case.Assumptions(
        years=int(inputs["years"]),
        schedule=schedule(inputs["schedule"]),
        deflator_growth=ns(inputs.get("deflator_growth", [])),
        timing=timing(inputs),
        financing=policy(inputs["financing"]) if inputs.get("financing") else None,
        gap=ns(inputs.get("gap", [])),
    )
    found = dict(whole_case.figures(whole_case.evaluate([case_line(one) for one in inputs["lines"]], what)))
    return found | {  # the cases state the ratio to 8 places and shares to 6
        "bcr": None if found["bcr"] is None else numbers.rounded(n(found["bcr"]), 8),
        "gap_closed_pct": [None if one is None else numbers.rounded(one, 6) for one in found["gap_closed_pct"]],
    }


FUNCTIONS: dict[str, Callable[[Inputs], Found]] = {
    one.__name__: one
    for one in (
        discount_factors, npv, appraise, ratio, annuity, eac, payback_months, real_terms, nominal_terms, rebase,
        index_change, fisher, ob_mitigated, ob_combined, ob_apply, lookup, expected_value, switching, breakeven_annual,
        dist_weight, additionality, loan, mrp, mtfs_gap, incremental, budget_roll, saving_profile, realisation,
        forecast_to_outturn, irr, mirr, xirr, quantiles, pert, triangular, portfolio, round_money, fy_of, business_case,
    )
} | {"payback": paid_back}  # fmt: skip


def call(function: str, inputs: Inputs) -> Found:
    """What the product works out. NotImplementedError for a function that it does not have."""
    if function not in FUNCTIONS:
        raise NotImplementedError(function)
    return FUNCTIONS[function](inputs)
