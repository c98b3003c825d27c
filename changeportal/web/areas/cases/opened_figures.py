"""What an opened option shows beside its figures: its lines from gross to net, dearer loans, what risks and ranges do."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from changeportal.domain.appraisal import Appraisal
from changeportal.domain.line_terms import net_words, range_words
from changeportal.domain.line_worth import LineWorth
from changeportal.domain.method.numbers import rounded, total
from changeportal.domain.outlook import RHO, simulate
from changeportal.queries.appraisal import CaseResults, OptionResult
from changeportal.web.areas.cases.figure_values import npv_of, outlook_of
from changeportal.web.areas.cases.figure_words import money, points

LINE_COLUMNS = (
    ("Line", False),
    ("Kind", False),
    ("All years", True),
    ("Present value, gross", True),
    ("Optimism", True),
    ("Taken off and added", False),
    ("Present value", True),
    ("Weight", True),
    ("Weighted", True),
)
RANGE_COLUMNS = (
    ("Line", False),
    ("Range", False),
    ("At its lowest", True),
    ("As entered", True),
    ("At its highest", True),
)
Href = Callable[[str], str]


def columns(named: tuple[tuple[str, bool], ...]) -> list[dict[str, Any]]:
    """Headings of a table."""
    return [{"text": text, "numeric": numeric} for text, numeric in named]


def line_rows(worked: Appraisal, href: Href) -> list[list[Any]]:
    """Each line from what was entered to what counts: gross, what is taken off and added, net, and weighted."""
    return [_line(one, href) for one in worked.lines]


def _line(one: LineWorth, href: Href) -> list[Any]:
    held, terms = one.step.line, one.line.terms
    uplift = -held.benefit_optimism if one.is_benefit else held.optimism_bias
    off = {"text": net_words(terms), "note": terms.net_reason} if one.is_benefit else "Nothing"
    weighs = one.is_benefit and held.weight is not None
    return [
        {"text": held.name, "href": href(one.line.line_id)},
        held.kind.value.capitalize(),
        money(total(one.step.real)),
        money(one.gross),
        points(uplift) if uplift else "None",
        off,
        money(one.present),
        f"{rounded(held.weight, 2)}" if weighs and held.weight is not None else "None",
        money(one.weighted),
    ]


def range_rows(worked: Appraisal) -> list[list[Any]]:
    """The lines with a range of their own: their present value at both ends."""
    return [
        [
            one.line.title,
            {"text": range_words(one.line.terms), "note": one.line.terms.range_reason},
            money(one.at_lowest()),
            money(one.present),
            money(one.at_highest()),
        ]
        for one in worked.lines
        if one.line.terms.has_range
    ]


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
    """What risks and ranges take away together, and what the option is then worth; None where there are neither."""
    if option.spread is None:
        return None
    outlook = simulate(option.chances, seed[0]) if seed[1] else option.spread
    costs = (
        ("1 chance in 10 (P10)", outlook.p10),
        ("Even chance (P50)", outlook.p50),
        ("9 chances in 10 (P90)", outlook.p90),
    )
    return {
        "risks": _risks(case) if outlook_of(option, case) else [],
        "ranges": range_rows(option.appraisal),
        "costs": [[words, money(pence)] for words, pence in costs],
        "worth": [f"{words} of at least {money(pence)}." for words, pence in outlook.worth_with(npv_of(option))],
        "seed": seed[0],
        "draws": outlook.draws,
        "shared": points(RHO),
        "doubled": option.appraisal.settings.capital_bias > 0 and outlook_of(option, case) is not None,
    }


def _risks(case: CaseResults) -> list[list[str]]:
    return [
        [
            one.title,
            f"{one.percent} in 100",
            *(money(Decimal(p)) for p in (one.low, one.likely, one.high)),
            money(one.expected()),
        ]
        for one in case.risks
    ]
