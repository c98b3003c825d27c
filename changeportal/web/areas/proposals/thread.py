"""Follow this money: from the mission to the verified pound, with what is missing in its place."""

from collections.abc import Sequence
from typing import Any

from changeportal.domain.terms import Gateway
from changeportal.queries.history import GatewayRound
from changeportal.queries.proposal_page import AtAGlance
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.formatting import day, plural, pounds, year_label


def thread(found: ProposalHeader, glance: AtAGlance, passed: Sequence[GatewayRound]) -> list[dict[str, Any]]:
    """One link for each step, in order."""
    return [
        _link("Mission", found.mission, f"/missions/{found.mission_slug}", "No mission yet"),
        _link("Commitment", glance.commitment, "", "No commitment yet"),
        _link("Need", found.summary[:140], f"/proposals/{found.ref}/case", "No need described yet"),
        _link(
            "Evidence",
            plural(glance.evidence, "item") if glance.evidence else "",
            f"/proposals/{found.ref}/case",
            "No evidence yet",
        ),
        _link("Option", glance.preferred, f"/proposals/{found.ref}/options", "No preferred option yet"),
        _link("Cost and saving", _money(glance), f"/proposals/{found.ref}/money", "No figures yet"),
        _decision(passed),
        _link(
            "Plan", plural(glance.plan_lines, "line") if glance.plan_lines else "", "/savings", "No approved plan yet"
        ),
        _link(
            "Budget adjusted",
            pounds(glance.budget_adjusted_pence) if glance.budget_adjusted_pence else "",
            "/savings",
            "Not yet",
        ),
        _link(
            "Verified by finance",
            pounds(glance.verified_pence) if glance.verified_pence else "",
            "/savings",
            "Nothing verified yet",
        ),
    ]


def _link(label: str, text: str, href: str, missing: str) -> dict[str, Any]:
    return {"label": label, "text": text, "href": href if text else "", "missing": "" if text else missing}


def _money(glance: AtAGlance) -> str:
    if not glance.savings_by_year:
        return ""
    year = max(glance.savings_by_year)
    cost = sum(glance.costs_by_year.values())
    return f"{pounds(glance.savings_by_year[year])} a year by {year_label(year)}, for {pounds(cost)} in all"


def _decision(passed: Sequence[GatewayRound]) -> dict[str, Any]:
    made = [one for one in passed if one.decision and one.gateway in (Gateway.G4, Gateway.G2)]
    if not made:
        return _link("Decision", "", "", "Not decided yet")
    last = made[-1]
    return _link(
        "Decision", f"{last.decision}, {day(last.decided_at)}, by {last.body}", f"/decisions/{last.decision}", ""
    )
