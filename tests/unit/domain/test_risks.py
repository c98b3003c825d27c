"""Risks: what is done about one makes it no worse, and its money is given whole or not at all."""

from dataclasses import replace

from changeportal.domain.risks import RiskGiven, faults

LATE = RiskGiven(likelihood=3, impact=4, likelihood_after=2, impact_after=4)


def test_what_is_done_makes_a_risk_no_worse() -> None:
    assert faults(LATE) == {}
    assert list(faults(replace(LATE, likelihood_after=4))) == ["likelihood_after"]
    assert list(faults(replace(LATE, impact_after=5))) == ["impact_after"]


def test_money_is_given_whole() -> None:
    assert list(faults(replace(LATE, probability=50))) == ["low_pence", "money_pence", "high_pence"]
    whole = replace(LATE, probability=50, low_pence=1, money_pence=2, high_pence=2)
    assert faults(whole) == {}
    assert list(faults(replace(whole, high_pence=1))) == ["high_pence"]
