"""What the pages of the business case show."""

from typing import Any

from flask import url_for

from changeportal.domain.business_case import (
    CHAPTER_LABELS,
    STATE_LABELS,
    Chapter,
    Section,
    SectionState,
    headline,
)
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.case_traits import sections_asked, traits_of
from changeportal.domain.errors import NotFound, Stale
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import Route
from changeportal.queries import cases, commitments
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.areas.cases.forms import choose_form
from changeportal.web.areas.cases.section_forms import section_data, section_form
from changeportal.web.current import current_actor
from changeportal.web.formatting import moment, pounds
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.proposal_frame import frame

OWN_PAGES = {
    "options": "cases.options",
    "money": "cases.money",
    "evidence": "cases.evidence",
    "risks": "cases.risks",
    "equality": "cases.equality",
}
COLOURS = {SectionState.IN_PROGRESS: "teal", SectionState.NEEDS_ATTENTION: "yellow", SectionState.NOT_STARTED: ""}


def route_of(found: ProposalHeader) -> Route:
    """The route, full where triage has not said."""
    return found.route or Route.FULL


def task_list(ref: str) -> dict[str, Any]:
    """The sections by chapter, each with its state and who saved it last."""
    found, context = frame(ref, "case")
    saved = cases.sections(found.id)
    mine = sections_asked(route_of(found), traits_of(cases.answers(found.id)))
    states = {
        one.code: SectionState(saved[one.code].state) if one.code in saved else SectionState.NOT_STARTED for one in mine
    }
    chapters = [
        {
            "title": CHAPTER_LABELS[chapter],
            "tasks": [_task(ref, one, states[one.code], saved) for one in mine if one.chapter is chapter],
        }
        for chapter in Chapter
    ]
    return {
        **context,
        "headline": headline(list(states.values())),
        "chapters": [one for one in chapters if one["tasks"]],
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
    }


def _task(ref: str, section: Section, state: SectionState, saved: dict[str, cases.SectionRow]) -> dict[str, Any]:
    row = saved.get(section.code)
    parts = [f"Owner: {row.owner}"] if row and row.owner else []
    parts += [f"Saved by {row.updated_by}, {moment(row.updated_at)}"] if row and row.updated_by else []
    hint = ". ".join(parts)
    status: Any = STATE_LABELS[state]
    if state is not SectionState.COMPLETE:
        status = {"text": STATE_LABELS[state], "colour": COLOURS[state]}
    endpoint = OWN_PAGES.get(section.code)
    href = url_for(endpoint, ref=ref) if endpoint else url_for("cases.section", ref=ref, section=section.code)
    return {"title": section.label, "href": href, "hint": hint, "status": status}


def section_of(code: str) -> Section:
    """The section of that code. NotFound for another."""
    if code not in BY_CODE:
        raise NotFound
    return BY_CODE[code]


def section(ref: str, code: str, form: VersionedForm | None = None, stale: Stale | None = None) -> dict[str, Any]:
    """A section's page; after a stale save both versions stand side by side."""
    found, context = frame(ref, "case")
    wanted, row = section_of(code), cases.sections(found.id).get(code)
    held = {**(row.texts if row else {}), "version": row.version if row else 0}
    held["complete"] = "yes" if held.get("complete") == "yes" else ""
    return {
        **context,
        "served": commitments.served(found.id) if code == "fit" else (),
        "section": wanted,
        "form": form or section_form(wanted, route_of(found))(data=section_data(wanted, held)),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "stale": _side_by_side(wanted, form, stale) if form and stale else None,
        "back_href": url_for("cases.task_list", ref=ref),
    }


def _side_by_side(wanted: Section, form: VersionedForm, stale: Stale) -> dict[str, Any]:
    labels = {one.code: one.label for one in wanted.fields}
    fields = [
        {
            "label": labels[one.short_name],
            "name": one.short_name,
            "theirs": stale.current.get(one.short_name, ""),
            "yours": "" if one.data is None else str(one.data),
            "differs": ("" if one.data is None else str(one.data)) != stale.current.get(one.short_name, ""),
        }
        for one in form.page_fields()
        if one.short_name in labels
    ]
    return {
        "who": stale.changed_by,
        "fields": fields,
        "version": stale.current.get("version", "0"),
        "message": stale.message,
    }


def options(ref: str, form: PageForm | None = None) -> dict[str, Any]:
    """The options side by side, and the choice."""
    found, context = frame(ref, "case")
    rows = cases.options(found.id)
    held = {f"why_not_{one.id}": "" if one.preferred else one.why for one in rows}
    chosen = next((one for one in rows if one.preferred), None)
    data = {**held, "preferred": str(chosen.id) if chosen else "", "why": chosen.why if chosen else ""}
    table = [
        ["What would be done", *(one.description or "Not described yet" for one in rows)],
        ["Savings and income, all years", *(pounds(one.savings_pence) for one in rows)],
        ["Costs, all years", *(pounds(one.costs_pence) for one in rows)],
        ["Net, all years", *(pounds(one.savings_pence - one.costs_pence, sign=True) for one in rows)],
    ]
    return {
        **context,
        "options": rows,
        "rows": table,
        "columns": [{"text": ""}, *({"text": one.title + (" (recommended)" if one.preferred else "")} for one in rows)],
        "form": form or choose_form(rows)(data=data),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.task_list", ref=ref),
    }
