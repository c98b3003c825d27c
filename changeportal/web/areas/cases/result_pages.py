"""What the results of the appraisal show: the options side by side, and one option opened to its lines and formulas."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.appraisal import Appraisal, Settings
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.tables import Tables
from changeportal.domain.profile import increments
from changeportal.domain.sensitivities import Sensitivity
from changeportal.queries import appraisal as reads
from changeportal.web.areas.cases import opened_figures as opened
from changeportal.web.areas.cases.figure_values import outlook_of
from changeportal.web.areas.cases.figure_words import money, points
from changeportal.web.areas.cases.result_figures import BEHIND, FIGURES, LINES, RISKS, TOGETHER, YEARS
from changeportal.web.charts import Bar, Fill
from changeportal.web.current import today
from changeportal.web.formatting import pounds, year_label
from changeportal.web.proposal_frame import frame


def _percent(share: Decimal | None) -> str:
    return "Not applicable" if share is None else points(abs(share))


def results(ref: str) -> dict[str, Any]:
    """The options side by side; each figure leads to its rule and its lines."""
    found, context = frame(ref, "case")
    case = reads.results(found.id, today())
    links = [
        {"text": one.title, "href": url_for("cases.result", ref=ref, option_id=one.id), "preferred": one.preferred}
        for one in case.options
    ]
    return {
        **context,
        "case": case,
        "rows": _side_by_side(case, lambda one, code: _figure_href(ref, one, code)),
        "options": links,
        "columns": [{"text": "Figure"}, *({"text": one.title, "numeric": True} for one in case.options)],
        "better": reads.worth_more(case),
        "assumptions": assumptions(case),
        "back_href": url_for("cases.task_list", ref=ref),
    }


def _figure_href(ref: str, option: reads.OptionResult, code: str) -> str:
    return url_for("cases.result", ref=ref, option_id=option.id, _anchor=f"figure-{code}")


def _side_by_side(case: reads.CaseResults, href: Callable[[reads.OptionResult, str], str]) -> list[list[Any]]:
    """A row for each figure, options across; each opens to its rule and lines on the page of its option."""
    return [
        [
            one.label,
            *(
                {
                    "text": one.say(option, case),
                    "href": href(option, one.code),
                    "hidden": f"{one.label}, {option.title}",
                }
                for option in case.options
            ),
        ]
        for one in FIGURES
        if one.side
    ]


def _opened_rows(option: reads.OptionResult, case: reads.CaseResults) -> list[dict[str, str]]:
    """Each figure of one option with its rule, its numbers and the table behind it."""
    shown = {YEARS, LINES, *({TOGETHER} if option.spread else ()), *({RISKS} if outlook_of(option, case) else ())}
    return [
        {
            "code": one.code,
            "label": one.label,
            "value": one.say(option, case),
            "rule": one.rule,
            "parts": one.parts(option, case),
            "behind": one.behind if one.behind in shown else "",
            "words": BEHIND[one.behind],
        }
        for one in FIGURES
    ]


def assumptions(case: reads.CaseResults) -> list[dict[str, str]]:
    """What stands behind every figure, with the version of the tables."""
    settings, tables = case.settings, case.tables
    last = year_label(settings.first_year + settings.years - 1)
    standard = tables.schedules["green_book_standard"]
    first = standard.schedule.bands[0]
    bias = tables.optimism[settings.bias_type][0] if settings.bias_type else "None: no capital"
    prices = "The money of each year, turned into real prices" if settings.in_cash else "Real, of year 0"
    example = "Example values" if case.example else ""
    rows = (
        (
            "Year 0",
            year_label(settings.first_year),
            "The year of the decision. Not discounted; earlier spending is sunk",
        ),
        ("Years", f"{settings.years}, to {last}", ""),
        ("Discount rate", f"{standard.name}: {points(first.rate)} for years 1 to {first.to}", standard.source),
        ("Prices", prices, ""),
        ("Deflator", f"{points(tables.deflator_growth[0])} a year", f"Vintage: {tables.deflator_vintage}"),
        ("Optimism bias on capital", points(settings.capital_bias), bias),
        ("Taken off benefits", points(settings.benefit_optimism), ""),
        ("Middle household", _household(settings.median_income), "What it has in a year, for weights"),
        ("Borrowing", *_borrowing(settings, tables)),
        ("Tables", f"Version {tables.version}, policy {case.policy_number}", example),
    )
    return [{"key": key, "value": value, "note": note} for key, value, note in rows]


def _borrowing(settings: Settings, tables: Tables) -> tuple[str, str]:
    """The rate and the years of what is borrowed, and how provision and interest are worked out."""
    if not settings.life:
        return ("None", "")
    method, basis = (one.value.replace("_", " ") for one in (tables.mrp_method, tables.interest_basis))
    how = f"Provision by {method}, interest on the {basis} debt"
    return (f"{points(tables.borrowing_rate)} over {settings.life} years", how)


def _household(pence: int) -> str:
    return pounds(pence) if pence else "Not given, so nothing is weighted"


def result(ref: str, option_id: UUID, seed: str = "") -> dict[str, Any]:
    """One option, opened. With a seed the ranges are simulated."""
    found, context = frame(ref, "case")
    case = reads.results(found.id, today(), option_id)
    option = reads.one(case, option_id)
    worked = option.appraisal
    years = [year_label(case.settings.first_year + step) for step in range(case.settings.years)]
    return {
        **context,
        "option": option,
        "worked": worked,
        "case_risks": bool(case.risks),
        "figures": _opened_rows(option, case),
        "interest": opened.interest(worked),
        "chances": opened.chances(option, case, opened.seed_of(ref, seed)),
        "years": _by_year(worked, years),
        "lines": opened.line_rows(worked, lambda line: url_for("cases.terms", ref=ref, line_id=line)),
        "line_columns": opened.columns(opened.LINE_COLUMNS),
        "range_columns": opened.columns(opened.RANGE_COLUMNS),
        "tornado": _tornado(worked.sensitivities),
        "switching": _switching(worked),
        "effects": [_effect(fund, values) for fund, values in sorted(option.effect.items())],
        "effect_columns": [{"text": "Fund"}, *({"text": one, "numeric": True} for one in years)],
        "financing": _financing(worked, years),
        "assumptions": assumptions(case),
        "back_href": url_for("cases.results", ref=ref),
    }


def _by_year(worked: Appraisal, years: Sequence[str]) -> list[list[str]]:
    found = worked.result
    rows = zip(years, found.real_benefits, found.real_costs, found.factors, found.discounted.cumulative, strict=True)
    return [
        [
            year,
            money(benefit),
            money(cost),
            money(benefit - cost),
            f"{rounded(factor, 4)}",
            money((benefit - cost) * factor),
            money(running),
        ]
        for year, benefit, cost, factor, running in rows
    ]


def _tornado(rows: Sequence[Sensitivity]) -> list[dict[str, Any]]:
    widest = max((abs(one.swing) for one in rows), default=Decimal(0)) or Decimal(1)
    return [
        {"name": one.name, "cells": [money(one.npv), money(one.swing)], "bars": [_bar(one.swing, widest)]}
        for one in rows
    ]


def _bar(swing: Decimal, widest: Decimal) -> Bar:
    """A bar to the left of the middle for a loss, to the right for a gain."""
    size = rounded(abs(swing) / widest * 50, 2)
    start = Decimal(50) - size if swing < 0 else Decimal(50)
    return Bar(f"{start:.2f}", f"{size:.2f}", Fill.ADDS if swing < 0 else Fill.REDUCES)


def _switching(worked: Appraisal) -> list[str]:
    npv = worked.result.worth.npv
    if npv < 0:
        return [
            f"It is worth its cost only if benefits rise by {_percent(worked.benefits_may_fall)}.",
            f"Or if costs fall by {_percent(worked.costs_may_rise)}.",
        ]
    return [
        f"The case fails if benefits fall by {_percent(worked.benefits_may_fall)}.",
        f"The case fails if costs rise by {_percent(worked.costs_may_rise)}.",
    ]


def _effect(fund: str, values: Sequence[int]) -> dict[str, list[str]]:
    return {
        "cumulative": [fund, *(pounds(one, sign=True) for one in values)],
        "incremental": [fund, *(pounds(one, sign=True) for one in increments(values))],
    }


def _financing(worked: Appraisal, years: Sequence[str]) -> list[list[str]]:
    charge = worked.result.financing
    if not any(charge.cost):
        return []
    rows = zip(years, charge.mrp, charge.interest, charge.cost, charge.closing_cfr, strict=True)
    return [[year, *(money(one) for one in figures)] for year, *figures in rows]
