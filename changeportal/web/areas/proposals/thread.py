"""Follow this money: from the mission to the verified pound, with what is missing in its place."""

from collections.abc import Sequence
from typing import Any

from changeportal.domain.approval_facts import Fact
from changeportal.domain.contributions import BELOW_LABELS, Below
from changeportal.domain.ladder import RUNG_LABELS
from changeportal.domain.terms import Gateway, Stage
from changeportal.queries.gap_figures import Standing
from changeportal.queries.history import GatewayRound
from changeportal.queries.proposal_page import AtAGlance
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.formatting import day, plural, pounds, year_label

ORDER = list(Stage)


def thread(
    found: ProposalHeader, glance: AtAGlance, passed: Sequence[GatewayRound], stands: Sequence[Standing]
) -> list[dict[str, Any]]:
    """One link for each step, in order. What is due at a later stage only is said quietly."""
    here = f"/proposals/{found.ref}"
    evidence = plural(glance.evidence, "item") if glance.evidence else ""
    lines = plural(glance.plan_lines, "line") if glance.plan_lines else ""
    adjusted = pounds(glance.budget_adjusted_pence) if glance.budget_adjusted_pence else ""
    verified = pounds(glance.verified_pence) if glance.verified_pence else ""
    tracker = f"/savings?q={found.ref}"
    steps = [
        (Stage.IDEA, "Mission", found.mission, f"/missions/{found.mission_slug}", "No mission yet"),
        (Stage.BUSINESS_CASE, "Commitment", glance.commitment, "", "No commitment yet"),
        (Stage.IDEA, "Need", found.summary[:140], "", "No need described yet"),
        (Stage.BUSINESS_CASE, "Evidence", evidence, f"{here}/case/evidence", "No evidence yet"),
        (Stage.BUSINESS_CASE, "Option", glance.preferred, f"{here}/options", "No preferred option yet"),
        (Stage.BUSINESS_CASE, "Cost and saving", _money(glance), f"{here}/money", "No figures yet"),
        (Stage.BENEFITS, "Decision", *_decision(passed), "Not decided yet"),
        (Stage.BENEFITS, "Facts after approval", _facts(glance), f"{here}/decisions", "None is recorded yet"),
        (Stage.BENEFITS, "Plan", lines, tracker, "No approved plan yet"),
        (Stage.BENEFITS, "Budget adjusted", adjusted, tracker, "Not yet"),
        (Stage.BENEFITS, "Verified by finance", verified, tracker, "Nothing verified yet"),
        (Stage.BUSINESS_CASE, "In the budget gap", *_rung(stands), "Not on the ladder yet"),
    ]
    return [_link(found.stage, *step) for step in steps]


def _link(stage: Stage, due: Stage, label: str, text: str, href: str, missing: str) -> dict[str, Any]:
    if text:
        return {"label": label, "text": text, "href": href, "missing": ""}
    if ORDER.index(stage) < ORDER.index(due):
        return {"label": label, "text": f"{missing}. It comes at a later stage", "href": "", "missing": ""}
    return {"label": label, "text": "", "href": "", "missing": missing}


def _rung(stands: Sequence[Standing]) -> tuple[str, str]:
    """Where the money stands in the last year that is looked at, as a running total, with the way to the figure."""
    if not stands:
        return "", ""
    last = max(stands, key=lambda one: (one.year, abs(one.pence)))
    words = RUNG_LABELS[last.rung] if last.rung else BELOW_LABELS[Below(last.below)]
    href = f"/mtfs/figures/{last.fund}/{last.rung.value if last.rung else last.below}/{last.year}?view=cumulative"
    return f"{words}, {year_label(last.year)}: {pounds(last.pence)}", href


def _facts(glance: AtAGlance) -> str:
    if not glance.facts:
        return ""
    missing = len(Fact) - glance.facts
    return f"{glance.facts} of {len(Fact)}" + (f", {missing} missing" if missing else "")


def _money(glance: AtAGlance) -> str:
    if not glance.savings_by_year:
        return ""
    year = max(glance.savings_by_year)
    cost = sum(glance.costs_by_year.values())
    return f"{pounds(glance.savings_by_year[year])} a year by {year_label(year)}, for {pounds(cost)} in all"


def _decision(passed: Sequence[GatewayRound]) -> tuple[str, str]:
    made = [one for one in passed if one.decision and one.gateway in (Gateway.G4, Gateway.G2)]
    if not made:
        return "", ""
    last = made[-1]
    return f"{last.decision}, {day(last.decided_at)}, by {last.body}", f"/decisions/{last.decision}"
