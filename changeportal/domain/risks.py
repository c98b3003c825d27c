"""Risks: likelihood and impact before and after what is done about them, and what they would cost."""

from dataclasses import dataclass

from changeportal.domain.outlook import range_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskGiven:
    """A risk as somebody enters it. Scores run from 1 to 5; in money: chance in per cent and three costs in pence."""

    likelihood: int
    impact: int
    likelihood_after: int
    impact_after: int
    probability: int | None = None
    low_pence: int | None = None
    money_pence: int | None = None
    high_pence: int | None = None


def faults(risk: RiskGiven) -> dict[str, str]:
    """What stops the risk from being taken: field name to words for a person."""
    wrong = range_faults(risk.probability, risk.low_pence, risk.money_pence, risk.high_pence)
    if risk.likelihood_after > risk.likelihood:
        wrong["likelihood_after"] = "It must not be more likely after what you will do about it than before"
    if risk.impact_after > risk.impact:
        wrong["impact_after"] = "It must not be worse after what you will do about it than before"
    return wrong
