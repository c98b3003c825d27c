"""What the pages of submitting, checking and deciding show."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.criteria import Result
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.errors import NotFound
from changeportal.domain.gateway_facts import Power
from changeportal.domain.gateways import approval_outcomes
from changeportal.domain.money import parse_pounds
from changeportal.domain.permission_facts import GateFacts, SignOffFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import STAGE_OF_GATEWAY, Gateway, Outcome, Role, SignOffKind, Status
from changeportal.domain.version_compare import figure_changes, text_changes, unchanged_sections
from changeportal.queries.cases import options
from changeportal.queries.history import rounds
from changeportal.queries.lawful import OpenBody, open_body
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.versions import checks, newest_number, version
from changeportal.services.criteria import GATEWAY_OF, assert_facts
from changeportal.services.signoffs import WORDS
from changeportal.web.areas.gateways.forms import CriterionForm, DecideForm, SignOffForm, SubmitForm
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import moment, pounds
from changeportal.web.proposal_frame import frame

ELSEWHERE = {
    "options": "/options",
    "money": "/money",
    "savings": "/money",
    "resources": "/resources",
    "people": "/people",
    "findings": "/findings",
}
OFFERED: dict[Gateway, list[Outcome]] = {
    Gateway.G2: [*list(Outcome)[:6], Outcome.DECLINE],
    Gateway.G5: [
        Outcome.REALISED,
        Outcome.REALISED_IN_PART,
        Outcome.NOT_REALISED,
        Outcome.KEEP_TRACKING,
        Outcome.RETURN,
    ],
    Gateway.G4: [one for one in approval_outcomes(Power.DECIDE) if one is not Outcome.DELEGATE],
    Gateway.G3: [Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS, Outcome.RETURN, Outcome.PAUSE, Outcome.DECLINE],
}


def submit(ref: str, found: list[Result]) -> dict[str, Any]:
    """The criteria, met or not, each unmet one with a link to what mends it."""
    header, context = frame(ref, "case")
    rows = [
        {
            "result": one,
            "href": _mended_at(ref, one),
            "ask": one.asserted_by and not one.met,
        }
        for one in found
    ]
    return {
        **context,
        "rows": rows,
        "wanting": [one for one in found if one.mandatory and not one.met],
        "may": may(current_actor(), Permission.CASE_SUBMIT, header.facts),
        "open": header.status in {Status.DRAFT, Status.RETURNED},
        "form": SubmitForm(data={"version": header.version}),
        "checks": [
            {
                "label": LABELS[one.kind],
                "check": one,
                "words": WORDS[one.outcome] if one.outcome else "waiting",
                "when": moment(one.at),
            }
            for one in checks(header.id)
        ],
    }


def _mended_at(ref: str, one: Result) -> str:
    if one.asserted_by:
        return url_for("gateways.criterion", ref=ref, code=one.code)
    if one.section in {*BY_CODE, *ELSEWHERE}:
        return f"/proposals/{ref}{ELSEWHERE.get(one.section, '/case/' + one.section)}"
    return f"/proposals/{ref}/case"


def criterion(ref: str, code: str, found: Sequence[Result], form: CriterionForm | None = None) -> dict[str, Any]:
    """A criterion that a role says is met: the question, what was said, and the answer."""
    header, context = frame(ref, "case")
    one = next((result for result in found if result.code == code and result.asserted_by), None)
    if one is None:
        raise NotFound
    subject = assert_facts(header.facts, GATEWAY_OF[header.stage], one)
    return {
        **context,
        "result": one,
        "may": may(current_actor(), Permission.CRITERION_ASSERT, subject),
        "form": form or CriterionForm(),
        "back_href": url_for("gateways.submit", ref=ref),
    }


def sign_off(ref: str, kind: SignOffKind, form: SignOffForm | None = None) -> dict[str, Any]:
    """The part of the frozen version that this check is about, and the answer."""
    header, context = frame(ref, "case")
    asked = next((one for one in checks(header.id) if one.kind is kind), None)
    frozen = version(header.id, asked.n) if asked else None
    subject = SignOffFacts(proposal=header.facts, sign_off=kind)
    return {
        **context,
        "label": LABELS[kind],
        "check": asked,
        "frozen": frozen,
        "said": WORDS[asked.outcome] if asked and asked.outcome else "",
        "may": may(current_actor(), Permission.SIGNOFF_GIVE, subject),
        "form": form or SignOffForm(data={"version": asked.n if asked else None}),
    }


def decide(ref: str, gateway: Gateway, form: DecideForm | None = None) -> dict[str, Any]:
    """The decision of a single decider."""
    header, context = frame(ref, "case")
    waiting = [one for one in rounds(header.id) if one.gateway is gateway and one.closed_at is None]
    body = open_body(header.id, today(), gateway) if gateway in (Gateway.G2, Gateway.G4) else None
    rejected = "\n".join(f"{one.title}: {one.why}" for one in options(header.id) if not one.preferred and one.why)
    data = {"version": header.version, "options_considered": rejected, "interests": "None declared"}
    return {
        **context,
        "gateway": gateway.value[1],
        "open": bool(waiting) and STAGE_OF_GATEWAY[gateway] is header.stage,
        "round": waiting[0] if waiting else None,
        "checks": [
            {"label": LABELS[one.kind], "words": WORDS[one.outcome] if one.outcome else "waiting", "check": one}
            for one in checks(header.id)
        ],
        "lacks": body.lacks if body else "",
        "may": may(current_actor(), Permission.GATEWAY_DECIDE, _gate(header, gateway, body)),
        "form": form or DecideForm(OFFERED.get(gateway), data=data),
        "back_href": url_for("proposals.overview", ref=ref),
    }


def _gate(header: ProposalHeader, gateway: Gateway, body: OpenBody | None) -> GateFacts:
    """The change lead decides gateways 2, 3 and 5 alone; gateway 4 the officer whom the scheme of delegation names.

    Where gateways 2 to 4 are decided together, that officer decides them at gateway 2.
    """
    if gateway is not Gateway.G4 and body is None:
        return GateFacts(gateway=gateway, proposal=header.facts, roles=frozenset({Role.CHANGE_LEAD}))
    officer = body.asked.officer_id if body and not DECIDERS[body.asked.kind].meets else None
    asked = body.asked.name if body else ""
    return GateFacts(gateway=gateway, proposal=header.facts, holders=frozenset({officer} if officer else ()), ask=asked)


def frozen(ref: str, n: int) -> dict[str, Any]:
    """A version as it was submitted."""
    header, context = frame(ref, "case")
    shown = version(header.id, n)
    sections = [
        {
            "title": BY_CODE[code].label,
            "texts": [(_label(code, name), text) for name, text in body.items() if _label(code, name) and text],
        }
        for code, body in shown.document["sections"].items()
        if code in BY_CODE
    ]
    return {
        **context,
        "shown": shown,
        "sections": [one for one in sections if one["texts"]],
        "idea": shown.document.get("idea", {}),
        "worth": [_worth(one) for one in shown.document.get("appraisal", {}).get("options", ())],
        "criteria": [
            [one.question, "Met" if one.met else "Not met", one.words or "Worked out from the case"]
            for one in shown.criteria
        ],
    }


def _worth(one: Mapping[str, str]) -> list[str]:
    money = [pounds(parse_pounds(one[name])) for name in ("npv", "npv_cash", "whole_life_cost")]
    return [one["title"], money[0], money[1], one["bcr"] or "None", money[2]]


def compare(ref: str, first: int, second: int) -> dict[str, Any]:
    """Two frozen versions: what changed in texts and figures; sections that are the same are named only."""
    header, context = frame(ref, "case")
    before, after = version(header.id, first), version(header.id, second)
    numbers = range(1, newest_number(header.id) + 1)
    return {
        **context,
        "before": before,
        "after": after,
        "numbers": list(numbers),
        "texts": text_changes(before.document, after.document),
        "figures": figure_changes(before.document, after.document),
        "same": unchanged_sections(before.document, after.document),
        "back_href": url_for("gateways.frozen", ref=ref, n=second),
    }


def _label(section: str, name: str) -> str:
    return next((field.label for field in BY_CODE[section].fields if field.code == name), "")
