"""What the pages of the business case show."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

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
from changeportal.domain.quality import PART_LABELS
from changeportal.domain.returned import Asked, counted_state, unanswered
from changeportal.domain.terms import Route
from changeportal.queries import cases, commitments, discussion
from changeportal.queries.option_scores import criteria
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.quality import of_case
from changeportal.queries.returned import asked_of
from changeportal.web.areas.cases import part_pages
from changeportal.web.areas.cases.beside import beside
from changeportal.web.areas.cases.forms import choose_form
from changeportal.web.areas.cases.section_forms import section_data, section_form, section_texts
from changeportal.web.case_links import section_href
from changeportal.web.check_rows import check_rows
from changeportal.web.current import current_actor
from changeportal.web.formatting import moment, plural, pounds
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.proposal_frame import frame

COLOURS = {SectionState.IN_PROGRESS: "teal", SectionState.NEEDS_ATTENTION: "yellow", SectionState.NOT_STARTED: ""}


def route_of(found: ProposalHeader) -> Route:
    """The route, full where triage has not said."""
    return found.route or Route.FULL


def task_list(ref: str) -> dict[str, Any]:
    """The sections by chapter, each with its state and who saved it last."""
    found, context = frame(ref, "case")
    saved = cases.sections(found.id)
    mine = sections_asked(route_of(found), traits_of(cases.answers(found.id)))
    asks, waiting = asked_of(found.id), discussion.open_counts(found.id)
    states = {
        one.code: counted_state(
            SectionState(saved[one.code].state) if one.code in saved else SectionState.NOT_STARTED, asks, one.code
        )
        for one in mine
    }
    lines = {one.code: _hint(saved.get(one.code), waiting.get(one.code, 0), asks, one.code) for one in mine}
    chapters = [
        {
            "title": CHAPTER_LABELS[chapter],
            "tasks": [_task(ref, one, states[one.code], lines[one.code]) for one in mine if one.chapter is chapter],
        }
        for chapter in Chapter
    ]
    return {
        **context,
        "headline": headline(list(states.values())),
        "quality": of_case(found.id),
        "part_labels": PART_LABELS,
        "chapters": [one for one in chapters if one["tasks"]],
        "open": sum(waiting.values()),
        "asked": len(asks),
        "unanswered": len(unanswered(asks)),
        "checks": check_rows(found.id),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
    }


def _hint(row: cases.SectionRow | None, waiting: int, asks: Sequence[Asked], code: str) -> str:
    wanted = len(unanswered(asks, code))
    parts = [f"{plural(wanted, 'thing')} asked for and not answered"] if wanted else []
    parts += [f"{plural(waiting, 'question')} open"] if waiting else []
    parts += [f"Owner: {row.owner}"] if row and row.owner else []
    parts += [f"Saved by {row.updated_by}, {moment(row.updated_at)}"] if row and row.updated_by else []
    return ". ".join(parts)


def _task(ref: str, section: Section, state: SectionState, hint: str) -> dict[str, Any]:
    status: Any = STATE_LABELS[state]
    if state is not SectionState.COMPLETE:
        status = {"text": STATE_LABELS[state], "colour": COLOURS[state]}
    return {"title": section.label, "href": section_href(ref, section.code), "hint": hint, "status": status}


def owner_of(proposal_id: UUID, code: str) -> str:
    """Who looks after a section."""
    row = cases.sections(proposal_id).get(code)
    return row.owner if row else ""


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
    answer = may(current_actor(), Permission.CASE_EDIT, found.facts)
    return {
        **context,
        "served": commitments.served(found.id) if code == "fit" else (),
        "section": wanted,
        "form": form or section_form(wanted, route_of(found))(data=section_data(wanted, held)),
        "blocks": part_pages.blocks(ref if answer.allowed else "", code, found.id),
        "theory_words": part_pages.theory_words(found.id) if code == "theory" else (),
        "may": answer,
        "stale": _side_by_side(wanted, form, stale) if form and stale else None,
        "beside": None if stale else beside(found, code, row.owner if row else ""),
        "back_href": url_for("cases.task_list", ref=ref),
    }


def theirs(proposal_id: UUID, code: str, sent: Mapping[str, str]) -> dict[str, str]:
    """The texts that the person chose to take from whoever saved first."""
    chosen = [one.code for one in section_of(code).fields if sent.get(f"use_{one.code}") == "theirs"]
    row = cases.sections(proposal_id).get(code) if chosen else None
    return {name: str(row.texts.get(name, "")) for name in chosen} if row else {}


def _side_by_side(wanted: Section, form: VersionedForm, stale: Stale) -> dict[str, Any]:
    labels, typed = {one.code: one.label for one in wanted.fields}, section_texts(wanted, form)
    fields = [
        {
            "label": labels[one.short_name],
            "name": one.short_name,
            "theirs": stale.current.get(one.short_name, ""),
            "yours": typed[one.short_name],
            "differs": typed[one.short_name] != stale.current.get(one.short_name, ""),
        }
        for one in form.page_fields()
        if one.short_name in labels
    ]
    return {
        "who": stale.changed_by,
        "fields": fields,
        "version": stale.current.get("version", "0"),
        "message": stale.message,
        "complete": "yes" if form["complete"].data == "yes" else "no",
    }


def options(ref: str, form: PageForm | None = None) -> dict[str, Any]:
    """The options side by side, and the choice."""
    found, context = frame(ref, "case")
    rows = cases.options(found.id)
    answer = may(current_actor(), Permission.CASE_EDIT, found.facts)
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
        **part_pages.score_table(ref if answer.allowed else "", criteria(found.id), rows),
        "options": rows,
        "rows": table,
        "columns": [{"text": ""}, *({"text": one.title + (" (recommended)" if one.preferred else "")} for one in rows)],
        "form": form or choose_form(rows)(data=data),
        "beside": beside(found, "options", owner_of(found.id, "options")),
        "may": answer,
        "back_href": url_for("cases.task_list", ref=ref),
    }
