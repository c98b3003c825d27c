"""The money of a frozen case: groups by sign, totals by fund, nothing across funds, net with its sign."""

from typing import Any

import pytest

from changeportal.domain.case_money import Group, money_of, years_of


def line(title: str, fund: str, kind: str, amounts: dict[str, int], **more: Any) -> dict[str, Any]:
    kinds = {"saving_class": None, "cost_kind": None, "funding_kind": None}
    fixed = {"recurrence": "one_off", "last_year": None, "pays_for_capital": False}
    return {"id": title, "title": title, "fund_code": fund, "kind": kind, "amounts": amounts, **kinds, **fixed, **more}


def document(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"options": [{"title": "Email first", "preferred": True, "lines": list(lines)}]}


SAVING = line("Postage", "GF", "saving", {"2027": 4_000, "2028": 6_000}, saving_class="cash_releasing")
COST = line("Set-up", "GF", "cost", {"2026": 1_500}, cost_kind="one_off")
GRANT = line("Grant", "GF", "funding", {"2026": 1_000}, funding_kind="grant")
BORROWED = line("Loan", "GF", "funding", {"2026": 9_999}, funding_kind="borrowing")
RENT = line("Rent", "HRA", "income", {"2027": 70}, saving_class="income")


def test_net_is_costs_less_savings_less_what_pays_for_them() -> None:
    (option,) = money_of(document(SAVING, COST, GRANT, BORROWED))
    (fund,) = option.funds
    assert years_of(document(SAVING, COST)) == (2026, 2027, 2028)
    assert {one.group: one.by_year for one in fund.groups} == {
        Group.SAVINGS: (0, 4_000, 6_000),
        Group.COSTS: (1_500, 0, 0),
        Group.FUNDING: (1_000, 0, 0),
        Group.OUTSIDE: (9_999, 0, 0),
    }
    assert fund.net == (500, -4_000, -6_000)


def test_each_fund_stands_by_itself() -> None:
    (option,) = money_of(document(SAVING, RENT))
    assert [(one.fund, one.net) for one in option.funds] == [("GF", (-4_000, -6_000)), ("HRA", (-70, 0))]


def test_what_goes_on_keeps_its_last_amount_and_what_is_limited_does_not() -> None:
    on = {**SAVING, "id": "on", "title": "On", "amounts": {"2026": 10}, "recurrence": "ongoing"}
    (option,) = money_of(document(SAVING, on))
    assert [one.by_year for one in option.funds[0].groups[0].lines] == [(0, 4_000, 6_000), (10, 10, 10)]


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (SAVING, "Cash-releasing: the budget goes down"),
        (COST, "One-off"),
        (GRANT, "Grant"),
        (line("Van", "GF", "capital", {"2026": 1}), "Capital"),
    ],
)
def test_a_line_says_what_kind_of_money_it_is(held: dict[str, Any], words: str) -> None:
    (option,) = money_of(document(held))
    assert option.funds[0].groups[0].lines[0].kind == words


def test_a_case_without_lines_has_no_years_and_no_funds() -> None:
    assert years_of(document()) == ()
    assert money_of(document())[0].funds == []
    assert money_of({"idea": {}}) == []
