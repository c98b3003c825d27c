"""The pages of evidence and risks: their lists, what stands beside them, and the files behind each item."""

from typing import Any

from flask import url_for

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.evidence import KIND_LABELS, Backed, EvidenceKind, Strength, age_warning, headline
from changeportal.domain.permissions import Permission, may
from changeportal.queries import case_rows as reads
from changeportal.queries.attachments import files_of
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.areas.cases.beside import beside
from changeportal.web.areas.cases.file_forms import scan_words
from changeportal.web.areas.cases.pages import owner_of
from changeportal.web.areas.cases.part_pages import Block, columns, row_link
from changeportal.web.areas.cases.row_forms import WHOLE_CASE
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import day, pounds
from changeportal.web.proposal_frame import frame


def _page(ref: str, section: str) -> tuple[ProposalHeader, dict[str, Any]]:
    found, context = frame(ref, "case")
    return found, {
        **context,
        "name": BY_CODE[section].label,
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "beside": beside(found, section, owner_of(found.id, section), with_evidence=section != "evidence"),
        "back_href": url_for("cases.task_list", ref=ref),
    }


def evidence(ref: str) -> dict[str, Any]:
    """What backs the claims, how strong and how old it is, and the files behind it."""
    found, page = _page(ref, "evidence")
    rows, files = reads.evidence(found.id), files_of(found.id)
    href = ref if page["may"].allowed else ""
    block = Block(
        part="evidence",
        title="What backs your claims",
        caption="Evidence",
        add="Add evidence",
        empty="You have not added any evidence. Start with the claim that matters most.",
        columns=columns("Claim", "What backs it", "Type", "How strong", "From", "Used in"),
        rows=[_evidence(href, one) for one in rows],
    )
    behind = [{"row": one, "files": files.get(one.id, ())} for one in rows]
    return {
        **page,
        "blocks": [block],
        "headline": headline([Backed(one.claim, Strength(one.strength)) for one in rows]) if rows else "",
        "behind": [one for one in behind if page["may"].allowed or one["files"]],
        "looked": scan_words() if files else "",
    }


def _evidence(ref: str, one: reads.EvidenceRow) -> list[Any]:
    return [
        row_link(ref, "evidence", one.id, one.claim),
        {"text": one.shows, "note": one.source},
        KIND_LABELS[EvidenceKind(one.kind)],
        one.strength.capitalize(),
        {"text": day(one.dated) if one.dated else "", "note": age_warning(one.dated, today())},
        "The case as a whole" if one.section == WHOLE_CASE else BY_CODE[one.section].label,
    ]


def risks(ref: str) -> dict[str, Any]:
    """What could go wrong, the highest risks first."""
    found, page = _page(ref, "risks")
    href = ref if page["may"].allowed else ""
    names = ("Risk", "What it would do", "What we will do", "Before (likelihood, impact)", "After", "Who", "In money")
    block = Block(
        part="risks",
        title="What could go wrong",
        caption="Risks, the highest first",
        add="Add a risk",
        empty="No risks yet. The board will expect at least one.",
        columns=columns(*names),
        rows=[_risk(href, one) for one in reads.risks(found.id)],
    )
    return {**page, "blocks": [block], "headline": "", "behind": [], "looked": ""}


def _risk(ref: str, one: reads.RiskRow) -> list[Any]:
    return [
        row_link(ref, "risks", one.id, one.title, f"Because {one.cause}"),
        one.effect,
        one.mitigation,
        f"{one.likelihood} of 5, {one.impact} of 5",
        f"{one.likelihood_after} of 5, {one.impact_after} of 5",
        one.owner or "Nobody yet",
        _in_money(one),
    ]


def _in_money(one: reads.RiskRow) -> str:
    if not one.probability:
        return "Not in money, so it does not count in what the options are worth"
    costs = f"{pounds(one.low_pence)} to {pounds(one.high_pence)}, most likely {pounds(one.money_pence)}"
    return f"{one.probability} chances in 100 that it costs {costs}"
