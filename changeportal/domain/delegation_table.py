"""The rules of a delegation policy as a table that a person edits: rules to cells, cells to rules with what is wrong.

A row's route and fund must hold; its limits hold together or one of them is enough, as the row says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from changeportal.domain.deciders import power_refusal
from changeportal.domain.delegation import problems_of
from changeportal.domain.gateway_facts import Power
from changeportal.domain.key_notices import COUNTED
from changeportal.domain.money import format_pounds, parse_pounds
from changeportal.domain.terms import BoardKind, Route

BODIES = 4
MOST_DAYS = 365
AMOUNTS = {
    "whole_life_over": "Whole-life cost over (£)",
    "annual_saving_over": "Yearly saving over (£)",
    "capital_over": "Capital over (£)",
}
PLAIN = {"route": "Route", "fund": "Fund"}
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """The rules that were typed, and what is wrong by cell (``row-name``)."""

    rules: tuple[dict[str, Any], ...]
    wrong: Mapping[str, str] = field(default_factory=dict)


def cells_of(rule: Mapping[str, Any]) -> Cells:
    """A rule as the cells of its row. Raises ValueError for one that the table can't show."""
    when = dict(rule.get("when", {}))
    parts = when.pop("any_of", None)
    if parts is not None and (any(len(one) != 1 for one in parts) or set(when) - set(PLAIN)):
        raise ValueError(f"Rule {rule['code']} is written in a way that this table cannot show")
    limits = {name: value for one in parts for name, value in one.items()} if parts is not None else when
    cells = {
        "code": str(rule["code"]),
        "title": str(rule["title"]),
        "authority": str(rule.get("authority", "")),
        "match": "any" if parts is not None else "all",
        "wards_over": str(limits.get("wards_over", "")),
        "service_reduction": ("yes" if limits["service_reduction"] else "no") if "service_reduction" in limits else "",
        "key_decision": "yes" if rule.get("key_decision") else "",
        "notice_days": str(rule.get("notice_days", 0)),
        "notice_counted": str(rule.get("notice_counted", "days")),
        "call_in": "yes" if rule.get("call_in") else "",
    }
    for name in AMOUNTS:
        cells[name] = format_pounds(int(limits[name])).lstrip("£") if name in limits else ""
    for name in PLAIN:
        cells[name] = str(when.get(name, limits.get(name, "")))
    for n, step in enumerate(rule.get("bodies", ()), start=1):
        cells |= {f"body_{n}": step["board"], f"power_{n}": step["power"]}
    return cells


def read_rows(rows: Sequence[Mapping[str, str]], kinds: Mapping[str, BoardKind], funds: Sequence[str]) -> Read:
    """The rules of the rows that have a code; every wrong cell is named with how to mend it."""
    rules: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    for n, cells in enumerate(rows):
        if not any(cells.get(name, "").strip() for name in ("code", "title")):
            continue
        rule, found = _rule(cells, kinds, funds)
        rules.append(rule)
        wrong |= {f"{n}-{name}": words for name, words in found.items()}
    problems = [] if wrong else problems_of({"rules": rules})
    if problems:
        wrong = {"": "; ".join(problems)}
    return Read(tuple(rules), wrong)


def _rule(
    cells: Mapping[str, str], kinds: Mapping[str, BoardKind], funds: Sequence[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    needed = {"code": "Enter a code", "title": "Enter a name"}
    wrong = {name: words for name, words in needed.items() if not cells.get(name, "").strip()}
    rule = {
        "code": cells.get("code", "").strip(),
        "title": cells.get("title", "").strip(),
        "authority": cells.get("authority", "").strip(),
        "when": _when(cells, funds, wrong),
        "bodies": _bodies(cells, kinds, wrong),
        "key_decision": cells.get("key_decision") == "yes",
        "notice_days": _whole(cells, "notice_days", wrong) or 0,
        "notice_counted": cells.get("notice_counted") if cells.get("notice_counted") in COUNTED else "days",
        "call_in": cells.get("call_in") == "yes",
    }
    if not rule["when"]:
        del rule["when"]
    return rule, wrong


def _when(cells: Mapping[str, str], funds: Sequence[str], wrong: dict[str, str]) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    for name in AMOUNTS:
        typed = cells.get(name, "").strip()
        if typed:
            try:
                limits[name] = _amount(typed)
            except ValueError as problem:
                wrong[name] = str(problem)
    wards = _whole(cells, "wards_over", wrong)
    if wards is not None:
        limits["wards_over"] = wards
    if cells.get("service_reduction") in ("yes", "no"):
        limits["service_reduction"] = cells["service_reduction"] == "yes"
    when = _plain(cells, funds, wrong)
    if limits and cells.get("match") == "any":
        return {**when, "any_of": [{name: value} for name, value in limits.items()]}
    return {**when, **limits}


def _amount(typed: str) -> int:
    pence = parse_pounds(typed)
    if pence is None or pence < 0:
        raise ValueError("Enter an amount in pounds, nought or more")
    return pence


def _plain(cells: Mapping[str, str], funds: Sequence[str], wrong: dict[str, str]) -> dict[str, str]:
    route, fund = cells.get("route", ""), cells.get("fund", "").strip()
    if route and route not in list(Route):
        wrong["route"] = "Select a route on the page"
    if fund and fund not in funds:
        wrong["fund"] = f"There is no fund {fund}"
    return {name: value for name, value in (("route", route), ("fund", fund)) if value}


def _bodies(cells: Mapping[str, str], kinds: Mapping[str, BoardKind], wrong: dict[str, str]) -> list[dict[str, str]]:
    steps = []
    for n in range(1, BODIES + 1):
        slug, power = cells.get(f"body_{n}", ""), cells.get(f"power_{n}", "")
        if not slug:
            continue
        if slug not in kinds or power not in list(Power):
            wrong[f"body_{n}"] = "Select a body on the page, and what it may do"
            continue
        no = power_refusal(kinds[slug], Power(power))
        if no:
            wrong[f"body_{n}"] = f"{no[0].upper()}{no[1:]}"
        steps.append({"board": slug, "power": power})
    if not steps:
        wrong["body_1"] = "Select at least the body that decides"
    return steps


def _whole(cells: Mapping[str, str], name: str, wrong: dict[str, str]) -> int | None:
    typed = cells.get(name, "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_DAYS):
        wrong[name] = f"Enter a whole number from 0 to {MOST_DAYS}"
        return None
    return int(typed)
