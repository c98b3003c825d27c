"""Every figure of the appraisal: its name, its value, its rule, the numbers that went in, and the table behind it."""

from dataclasses import dataclass

from changeportal.web.areas.cases.figure_values import (
    BACK_RULE,
    NET_RULE,
    PUBLIC_RULE,
    SPREAD_RULE,
    STAYS_RULE,
    WEIGHT_RULE,
    Of,
    better,
    better_parts,
    first_back,
    less,
    nothing,
    of,
    of_risks,
    over,
    parts_of_risks,
    rate,
    rate_parts,
    ratio,
    stays_back,
    weighted,
    weighted_parts,
)
from changeportal.web.areas.cases.figure_words import money

YEARS, LINES, RISKS, TOGETHER = "years-caption", "lines-caption", "risks-caption", "together-caption"
BEHIND = {YEARS: "Year by year", LINES: "Line by line", RISKS: "Risks", TOGETHER: "Risks and ranges", "": ""}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an option. ``side`` ones stand in the table of the options side by side."""

    code: str
    label: str
    say: Of
    rule: str
    parts: Of
    behind: str
    side: bool = True


FIGURES: tuple[Figure, ...] = (
    Figure(
        "whole_life_cost",
        "Whole-life cost, real",
        of(lambda one: money(one.whole_life_cost)),
        "The costs of every year added up, with optimism bias, in prices of year 0, not discounted",
        nothing,
        YEARS,
    ),
    Figure(
        "pv_gross",
        "Present value of benefits, gross",
        of(lambda one: money(one.gross_benefits)),
        "Each year’s benefits as entered × the factor of the year, with nothing taken off",
        nothing,
        LINES,
    ),
    Figure(
        "pv_benefits",
        "Present value of benefits",
        of(lambda one: money(one.result.worth.pv_benefits)),
        NET_RULE,
        of(
            lambda one: (
                f"{money(one.gross_benefits)} − {money(one.gross_benefits - one.result.worth.pv_benefits)} taken off"
            )
        ),
        LINES,
    ),
    Figure(
        "pv_costs",
        "Present value of costs",
        of(lambda one: money(one.result.worth.pv_costs)),
        "Each year’s costs, with optimism bias on capital, × the factor of the year",
        nothing,
        LINES,
    ),
    Figure(
        "npv",
        "Net present value",
        of(lambda one: money(one.result.worth.npv)),
        "Present value of benefits − present value of costs",
        of(lambda one: f"{money(one.result.worth.pv_benefits)} − {money(one.result.worth.pv_costs)}"),
        YEARS,
    ),
    Figure(
        "npv_low",
        "9 in 10 chance of at least",
        less("p90")[0],
        SPREAD_RULE.format("9 chances in 10"),
        less("p90")[1],
        TOGETHER,
    ),
    Figure(
        "npv_even",
        "Even chance of at least",
        less("p50")[0],
        SPREAD_RULE.format("an even chance"),
        less("p50")[1],
        TOGETHER,
    ),
    Figure(
        "npv_high",
        "1 in 10 chance of at least",
        less("p10")[0],
        SPREAD_RULE.format("1 chance in 10"),
        less("p10")[1],
        TOGETHER,
    ),
    Figure(
        "npv_weighted", "Net present value, weighted by who gains", of(weighted), WEIGHT_RULE, of(weighted_parts), LINES
    ),
    Figure(
        "bcr",
        "Benefit to cost ratio",
        of(lambda one: ratio(one.result.worth.bcr)),
        "Every benefit in money ÷ every cost, both at present value",
        of(lambda one: over(one.result.worth.pv_benefits, one.result.worth.pv_costs)),
        LINES,
    ),
    Figure(
        "public_return",
        "Return on public sector cost",
        of(lambda one: ratio(one.public.ratio)),
        PUBLIC_RULE,
        of(lambda one: over(one.public.society, one.public.public_cost)),
        LINES,
    ),
    Figure(
        "npv_cash",
        "Net present value, cash-releasing alone",
        of(lambda one: money(one.cash.npv)),
        "The same with cash-releasing savings, income and costs avoided as the only benefits",
        of(lambda one: f"{money(one.cash.pv_benefits)} − {money(one.cash.pv_costs)}"),
        LINES,
    ),
    Figure(
        "bcr_cash",
        "Benefit to cost ratio, cash-releasing alone",
        of(lambda one: ratio(one.cash.bcr)),
        "The same benefits ÷ every cost, both at present value",
        of(lambda one: over(one.cash.pv_benefits, one.cash.pv_costs)),
        LINES,
    ),
    Figure(
        "equivalent_annual",
        "Equivalent annual value",
        of(lambda one: money(one.equivalent_annual)),
        "Net present value ÷ the sum of the factors of every year after year 0",
        of(lambda one: money(one.result.worth.npv)),
        YEARS,
    ),
    Figure(
        "peak_funding",
        "Most money out at any time",
        of(lambda one: money(one.peak_funding)),
        "The lowest point of the running total of benefits less costs, not discounted",
        nothing,
        YEARS,
    ),
    Figure(
        "payback",
        "Pays for itself after",
        of(lambda one: first_back(one.result.simple)),
        BACK_RULE,
        nothing,
        YEARS,
    ),
    Figure(
        "payback_discounted",
        "Pays for itself after, discounted",
        of(lambda one: first_back(one.result.discounted)),
        "The same, from present values",
        nothing,
        YEARS,
    ),
    Figure(
        "lasting", "Stays paid for after", of(lambda one: stays_back(one.result.simple)), STAYS_RULE, nothing, YEARS
    ),
    Figure(
        "lasting_discounted",
        "Stays paid for after, discounted",
        of(lambda one: stays_back(one.result.discounted)),
        "The same, from present values",
        nothing,
        YEARS,
    ),
    Figure(
        "better",
        "Better than do minimum by",
        better,
        "Its net present value − that of do minimum",
        better_parts,
        YEARS,
    ),
    Figure(
        "risk_cost",
        "Expected cost of the risks",
        of_risks(lambda outlook, _npv: money(outlook.expected)),
        "Each risk’s chance × the mean of its lowest, most likely and highest cost",
        parts_of_risks(lambda _outlook, _npv: ""),
        RISKS,
    ),
    Figure(
        "npv_risks",
        "Net present value after expected risks",
        of_risks(lambda outlook, npv: money(npv - outlook.expected)),
        "Net present value − expected cost of the risks",
        parts_of_risks(lambda outlook, npv: f"{money(npv)} − {money(outlook.expected)}"),
        RISKS,
    ),
    Figure(
        "contingency",
        "Contingency",
        of_risks(lambda outlook, _npv: money(outlook.contingency)),
        "What the risks cost with 8 chances in 10 of not costing more; the case’s own costs hold none of it",
        parts_of_risks(lambda _outlook, _npv: ""),
        RISKS,
    ),
    Figure(
        "internal_rate",
        "Internal rate of return",
        of(rate),
        "The rate at which the net present value is nought, shown only where there is exactly one",
        of(rate_parts),
        YEARS,
        side=False,
    ),
)
