"""What the pages of submitting, checking and deciding show."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.business_case import said
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.criteria import Result
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.errors import NotFound
from changeportal.domain.figure_compare import figure_changes
from changeportal.domain.frozen_rows import row_changes, rows_in_words, weighted_totals
from changeportal.domain.gateway_facts import Power
from changeportal.domain.gateways import approval_outcomes
from changeportal.domain.option_scores import Reasoned, rejected_words
from changeportal.domain.permission_facts import GateFacts, SignOffFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import GATEWAY_OF_STAGE, STAGE_OF_GATEWAY, Gateway, Outcome, Role, SignOffKind, Status
from changeportal.domain.version_compare import held_changes, text_changes, unchanged_codes
from changeportal.papers.case_figures import money, worth
from changeportal.papers.case_paper import ANNEX_MONEY
from changeportal.queries.attachments import scan_states
from changeportal.queries.cases import fund_choices, options
from changeportal.queries.executive_report import is_asked_at_gateway_four
from changeportal.queries.history import rounds
from changeportal.queries.lawful import OpenBody, open_body
from changeportal.queries.pack_pages import in_pack
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.resourcing.answers import answer_lines
from changeportal.queries.version_reading import since_read
from changeportal.queries.versions import VersionPage, checks, newest_number, version
from changeportal.services.criteria import assert_facts
from changeportal.services.signoffs import WORDS
from changeportal.web.areas.gateways.forms import CriterionForm, DecideForm, SignOffForm, SubmitForm
from changeportal.web.check_rows import check_rows
from changeportal.web.current import current_actor, today
from changeportal.web.forms.asks import with_asks
from changeportal.web.proposal_frame import frame

ELSEWHERE = {
    "options": "/options",
    "money": "/money",
    "savings": "/money",
    "resources": "/resources",
    "people": "/people",
    "findings": "/findings",
    "asked": "/asked",
}
SECTION_LABELS = {code: one.label for code, one in BY_CODE.items()}
OFFERED: dict[Gateway, list[Outcome]] = {
    Gateway.G2: [*list(Outcome)[:6], Outcome.DECLINE],
    Gateway.G5: [
        Outcome.REALISED,
        Outcome.REALISED_IN_PART,
        Outcome.NOT_REALISED,
        Outcome.KEEP_TRACKING,
        Outcome.RETURN,
    ],
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
        "checks": check_rows(header.id),
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
    subject = assert_facts(header.facts, GATEWAY_OF_STAGE[header.stage], one)
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
        "since": since_read(current_actor(), header.id, frozen.n, frozen.document) if frozen else None,
        "asked": frozen.document.get("asked", ()) if frozen else (),
        "labels": SECTION_LABELS,
        "may": may(current_actor(), Permission.SIGNOFF_GIVE, subject),
        "form": form or SignOffForm(data={"version": asked.n if asked else None}),
    }


def offered(ref: str, gateway: Gateway) -> list[Outcome] | None:
    """What may be decided there now."""
    header, _context = frame(ref, "case")
    return _offered(gateway, open_body(header.id, today(), gateway) if gateway is Gateway.G4 else None)


def _offered(gateway: Gateway, body: OpenBody | None) -> list[Outcome] | None:
    """At gateway 4 what an officer may say at this step of the route: to advise is not to decide."""
    if gateway is not Gateway.G4:
        return OFFERED.get(gateway)
    power = body.power if body else Power.DECIDE
    return [one for one in approval_outcomes(power) if one is not Outcome.DELEGATE]


def decide(ref: str, gateway: Gateway, form: DecideForm | None = None) -> dict[str, Any]:
    """The decision of a single decider."""
    header, context = frame(ref, "case")
    waiting = [one for one in rounds(header.id) if one.gateway is gateway and one.closed_at is None]
    body = open_body(header.id, today(), gateway) if gateway in (Gateway.G2, Gateway.G4) else None
    rejected = rejected_words([Reasoned(one.title, one.preferred, one.why) for one in options(header.id)])
    data = {"version": header.version, "options_considered": rejected, "interests": "None declared"}
    return {
        **context,
        "gateway": gateway.value[1],
        "asked": answer_lines(header.id) if gateway is Gateway.G3 else (),
        "open": bool(waiting) and STAGE_OF_GATEWAY[gateway] is header.stage,
        "round": waiting[0] if waiting else None,
        "checks": check_rows(header.id),
        "since": since_read(current_actor(), header.id, waiting[0].version) if waiting and waiting[0].version else None,
        "lacks": body.lacks if body else "",
        "may": may(current_actor(), Permission.GATEWAY_DECIDE, _gate(header, gateway, body)),
        "form": form or with_asks(DecideForm)(_offered(gateway, body), data=data),
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


def frozen(ref: str, n: int, pack: str = "") -> dict[str, Any]:
    """A version as it was submitted, with the page numbers of the ``pack`` (board/meeting) that holds it."""
    header, context = frame(ref, "case")
    shown = version(header.id, n)
    board, _, meeting = pack.partition("/")
    asked = shown.document.get("asked", ())
    sections = [
        {
            "title": one.label,
            "texts": _texts_of(shown.document, code),
            "asked": [said for said in asked if said["section"] == code],
        }
        for code, one in BY_CODE.items()
    ]
    written = [one for one in sections if one["texts"] or one["asked"]]
    return {
        **context,
        "proposal_id": header.id,
        "shown": shown,
        "pack": in_pack(header.id, n, board, meeting),
        "options_label": BY_CODE["options"].label,
        "has_report": is_asked_at_gateway_four(header, n),
        "since": since_read(current_actor(), header.id, n, shown.document),
        "sections": written,
        "here": _on_this_page(shown, [one["title"] for one in written]),
        "asked_for": f"What gateway {shown.gateway.value[1]} asked for",
        "annex_money": ANNEX_MONEY,
        "kinds": rows_in_words(shown.document),
        "totals": [
            [title, "Not all scored" if one.share is None else str(one.share)]
            for title, one in weighted_totals(shown.document)
        ],
        "idea": shown.document.get("idea", {}),
        "money": _money(shown.document),
        "frozen_files": _files(header.id, n, shown.document),
        "worth": _tables(worth(shown.document)) if shown.document.get("appraisal") else [],
        "criteria": [
            [one.question, "Met" if one.met else "Not met", one.words or "Worked out from the case"]
            for one in shown.criteria
        ],
    }


def _on_this_page(shown: VersionPage, sections: Sequence[Any]) -> list[Any]:
    """Titles of the paper's sections that have their own place on this page."""
    options = BY_CODE["options"].label
    found = [one for one in sections if one != options]
    if shown.document.get("options"):
        found += [options, ANNEX_MONEY]
    elif shown.document.get("idea"):
        found.append("The idea")
    return [*found, f"What gateway {shown.gateway.value[1]} asked for"] if shown.criteria else found


def _money(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tables of each option, as its papers have them."""
    found: list[dict[str, Any]] = money(document, dict(fund_choices()))
    _tables([block for option in found for block in option["blocks"] if block["kind"] == "table"])
    return found


def _tables(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables of a paper as a page shows them: numbered, their cells as text."""
    for n, block in enumerate(blocks, start=1):
        block["id"] = n
        block["cells"] = [[cell["text"] for cell in row["cells"]] for row in block["rows"]]
    return blocks


def _texts_of(document: Mapping[str, Any], code: str) -> list[tuple[str, str]]:
    """Label and answer of the fields of a section that were answered, in the order of the case."""
    body = document["sections"].get(code, {})
    return [(one.label, said(one, body[one.code])) for one in BY_CODE[code].fields if body.get(one.code)]


def _files(proposal_id: UUID, n: int, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files that the version holds, each with its claim and how it stands with the scanner."""
    scans = scan_states(proposal_id, n)
    return [
        {**file, "claim": item["claim"], "scan": scans[file["id"]]}
        for item in document.get("evidence", ())
        for file in item.get("files", ())
    ]


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
        "same": [
            (BY_CODE[code].label, _texts_of(after.document, code))
            for code in unchanged_codes(before.document, after.document)
        ],
        "held": held_changes(before.document, after.document),
        "rows": [
            [one.title, one.kind, one.mark.capitalize(), fact[0], fact[1] or "Nothing", fact[2] or "Nothing"]
            for one in row_changes(before.document, after.document)
            for fact in one.facts
        ],
        "back_href": url_for("gateways.frozen", ref=ref, n=second),
    }
