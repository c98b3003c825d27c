"""What an opened option shows beside its lines: internal rates, formulas, dearer loans, and what the risks do to its worth."""

import re
from decimal import Decimal
from typing import Any

from changeportal.domain.appraisal import Appraisal
from changeportal.domain.outlook import RHO, Outlook, simulate
from changeportal.queries.appraisal import CaseResults, OptionResult
from changeportal.web.areas.cases.figure_words import NONE, money, points

NO_RISKS = "Not known: no risk says what it would cost"
NOT_OF_THIS = "Not taken off: the risks are those of the change"
DO_MINIMUM = "do_minimum"


def rates(worked: Appraisal) -> str:
    """The internal rate where it is the only one; else why there is none."""
    found = worked.rates
    if found is None or not found.roots:
        return "None: no rate makes these flows worth nought"
    if found.rate is None:
        listed = ", ".join(points(root) for root in found.roots)
        return f"None: {len(found.roots)} rates do ({listed}), so none says anything"
    return points(found.rate)


def outlook_of(option: OptionResult, case: CaseResults) -> Outlook | None:
    """What the risks do to an option; nothing to do minimum, because they are risks of the change."""
    return None if option.kind == DO_MINIMUM else case.outlook


def more_figures(option: OptionResult, case: CaseResults) -> list[dict[str, str]]:
    """Figures of one option that take longest or come from the risks."""
    outlook, worked = outlook_of(option, case), option.appraisal
    npv = worked.result.worth.npv
    none = NOT_OF_THIS if case.outlook else NO_RISKS
    rows = [
        ("Internal rate of return", rates(worked)),
        ("Expected cost of the risks", money(outlook.expected) if outlook else none),
        ("Net present value after expected risks", money(npv - outlook.expected) if outlook else none),
        ("Contingency", money(outlook.contingency) if outlook else none),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def risk_rows(case: CaseResults) -> list[list[str]]:
    """Rows of the options side by side that the risks give; nothing where no risk is in money."""
    if case.outlook is None:
        return []
    found = [(one.appraisal.result.worth.npv, outlook_of(one, case)) for one in case.options]
    return [
        ["After expected risks", *(money(npv - risks.expected) if risks else NOT_OF_THIS for npv, risks in found)],
        ["9 in 10 chance of at least", *(money(npv - risks.p90) if risks else NOT_OF_THIS for npv, risks in found)],
    ]


def formulas(worked: Appraisal, case: CaseResults) -> list[list[str]]:
    """Each figure with its rule, and the numbers that went in."""
    worth, public, years = worked.result.worth, worked.public, worked.settings.years
    rows = [
        [
            "Net present value",
            "Present value of benefits \u2212 present value of costs",
            _less(worth.pv_benefits, worth.pv_costs),
        ],
        [
            "Benefit to cost ratio",
            "Every benefit in money \u00f7 every cost, both at present value",
            _over(worth.pv_benefits, worth.pv_costs),
        ],
        ["Return on public sector cost", PUBLIC_RULE, _over(public.society, public.public_cost)],
        [
            "Equivalent annual value",
            f"Net present value \u00f7 the sum of the factors of years 1 to {years}",
            money(worth.npv),
        ],
        [
            "Most money out at any time",
            "The lowest point of the running total of benefits less costs, not discounted",
            "",
        ],
        [
            "Pays for itself after",
            "The first time that the running total is back at nought, by a straight line within the year",
            "",
        ],
        ["Stays paid for after", "The last such time, if the running total never falls below nought again", ""],
        [
            "Internal rate of return",
            "The rate at which the net present value is nought, shown only where there is exactly one",
            "",
        ],
    ]
    if case.outlook:
        rows += [
            [
                "Expected cost of the risks",
                "Each risk\u2019s chance \u00d7 the mean of its lowest, most likely and highest cost",
                "",
            ],
            [
                "Contingency",
                "What the risks cost with 8 chances in 10 of not costing more; the case\u2019s own costs hold none of it",
                "",
            ],
        ]
    return rows


PUBLIC_RULE = (
    "Benefits to residents and society \u00f7 (costs \u2212 cash-releasing savings, income, costs avoided and savings of "
    "other public bodies), at present value. Time freed counts in neither"
)


def _less(more: Decimal, less: Decimal) -> str:
    return f"{money(more)} \u2212 {money(less)}"


def _over(above: Decimal, below: Decimal) -> str:
    return f"{money(above)} \u00f7 {money(below)}" if below > 0 else NONE


def interest(worked: Appraisal) -> list[list[str]]:
    """What borrowing costs at the rate of the tables and a point either side."""
    return [
        [f"{one.name}: {points(one.rate)}", money(one.whole), money(one.change), money(one.dearest)]
        for one in worked.interest
    ]


def seed_of(ref: str, asked: str) -> tuple[int, bool]:
    """The seed to offer, and whether it was asked to simulate with it. Without one it is the figures of the reference."""
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return int(asked), True
    return int("".join(re.findall(r"[0-9]", ref))[-9:] or "1"), False


def chances(option: OptionResult, case: CaseResults, seed: tuple[int, bool]) -> dict[str, Any] | None:
    """What the risks cost and what the option is then worth, by chance; None where none is taken off."""
    estimate, worked = outlook_of(option, case), option.appraisal
    if estimate is None:
        return None
    outlook = simulate(case.risks, seed[0]) if seed[1] else estimate
    npv = worked.result.worth.npv
    costs = (
        ("1 chance in 10 (P10)", outlook.p10),
        ("Even chance (P50)", outlook.p50),
        ("9 chances in 10 (P90)", outlook.p90),
    )
    return {
        "risks": [
            [
                one.title,
                f"{one.percent} in 100",
                *(money(Decimal(p)) for p in (one.low, one.likely, one.high)),
                money(one.expected()),
            ]
            for one in case.risks
        ],
        "costs": [[words, money(pence)] for words, pence in costs],
        "worth": [f"{words} of at least {money(pence)}." for words, pence in outlook.worth_with(npv)],
        "seed": seed[0],
        "draws": outlook.draws,
        "shared": points(RHO),
        "doubled": worked.settings.capital_bias > 0,
    }
