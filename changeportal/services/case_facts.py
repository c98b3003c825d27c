"""What the criteria of a gateway look at, read from the case under the proposal's lock."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from changeportal.data.asked_rows import asked
from changeportal.data.models.cases import AssertedCriterion
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.domain.business_case import SectionState, fields_asked
from changeportal.domain.case_traits import sections_asked, traits_of
from changeportal.domain.criteria import CaseFacts, OptionFacts, Result, SavingLineFacts, results
from changeportal.domain.frozen_rows import weighted_totals
from changeportal.domain.returned import Asked, counted_state, wanting
from changeportal.domain.terms import Gateway, LineKind, Part, Route
from changeportal.services import case_document, gateway_state
from changeportal.services.asking import gateways_policy
from changeportal.services.findings import open_findings
from changeportal.services.held import Held
from changeportal.services.transaction import Transaction

SAVES = (LineKind.SAVING, LineKind.INCOME)


def criteria(tx: Transaction, held: Held, gateway: Gateway) -> list[Result]:
    """Every criterion of the gateway for this route: met or not, what is wanting, where it is mended."""
    policy = gateways_policy(tx)
    route = (held.row.route or Route.FULL).value
    wanted = policy.document["gateways"][gateway.value]["routes"][route]["criteria"]
    return results(wanted, facts(tx, held))


def facts(tx: Transaction, held: Held) -> CaseFacts:
    """The facts of the case as it stands now."""
    document = case_document.build(tx, held.row)
    state = gateway_state.state_of(tx, held, None)
    names, asks = _names(tx, held), asked(tx.session, held.row.id)
    return CaseFacts(
        sections=_sections(document, held.row, asks),
        options=tuple(
            OptionFacts(
                name=one["title"], do_minimum=one["kind"] == "do_minimum", preferred=one["preferred"], why=one["why"]
            )
            for one in document["options"]
        ),
        savings=tuple(
            SavingLineFacts(title=line["title"], cost_centre=line["cost_centre"], why_none=line["no_code_reason"])
            for line in case_document.preferred_lines(document)
            if line["kind"] in SAVES
        ),
        equality_finished=document["sections"].get("equality", {}).get("_state") == SectionState.COMPLETE,
        serious_findings=open_findings(tx, held),
        asks_unanswered=wanting(asks),
        bare_claims=() if document["evidence"] else ("what the case claims",),
        unscored_options=_unscored(document),
        measures=len(document["measures"]),
        milestones=len(document["milestones"]),
        risks=len(document["risks"]) or int(bool(document["sections"].get("risks", {}).get("risks"))),
        author=names.get(Part.AUTHOR, ""),
        sponsor=names.get(Part.SPONSOR, ""),
        proposer=names.get(Part.PROPOSER, ""),
        unanswered_requests=state.unanswered_requests,
        blocking_conditions=state.blocking_conditions,
        assertions=_assertions(tx, held),
    )


def _sections(document: Mapping[str, Any], row: Proposal, asks: Sequence[Asked]) -> dict[str, SectionState]:
    """The state of each section that is asked; options and money are judged by what they hold."""
    saved, route = document["sections"], row.route or Route.FULL
    traits = traits_of(case_document.answers(document, row.key_decision))
    found = {
        one.code: SectionState(saved.get(one.code, {}).get("_state", "not_started"))
        for one in sections_asked(route, traits)
        if fields_asked(one, route)
    }
    chosen = any(one["preferred"] for one in document["options"])
    figures = any(line["amounts"] for line in case_document.preferred_lines(document))
    for code, done in (("options", chosen), ("money", figures)):
        if code in found:
            found[code] = SectionState.COMPLETE if done else SectionState.NOT_STARTED
    return {code: counted_state(state, asks, code) for code, state in found.items()}


def _unscored(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Options without a weighted total; every one while there is no criterion to score them on."""
    totals = dict(weighted_totals(document))
    return tuple(
        one["title"] for one in document["options"] if one["title"] not in totals or totals[one["title"]].share is None
    )


def _names(tx: Transaction, held: Held) -> dict[Part, str]:
    ids = {person for person, _part in held.facts.parts}
    rows = tx.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names = {row.id: row.name for row in rows}
    return {part: names[person] for person, part in held.facts.parts if person in names}


def _assertions(tx: Transaction, held: Held) -> dict[str, str]:
    rows = tx.session.execute(
        select(AssertedCriterion).where(AssertedCriterion.proposal_id == held.row.id).order_by(AssertedCriterion.at)
    ).scalars()
    return {row.code: row.note if row.met else "" for row in rows}
