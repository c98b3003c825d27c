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
from changeportal.domain.calendar import year_of
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.case_traits import sections_asked, traits_of
from changeportal.domain.errors import NotFound, Stale
from changeportal.domain.permissions import Permission, may
from changeportal.domain.quality import PART_LABELS
from changeportal.domain.terms import CostKind, LineKind, Route
from changeportal.queries import cases, commitments
from changeportal.queries.option_scores import criteria
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.quality import of_case
from changeportal.web.areas.cases import part_pages
from changeportal.web.areas.cases.forms import choose_form
from changeportal.web.areas.cases.section_forms import section_data, section_form
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import moment, pounds, year_label
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.money_grid import Column, Group, Line, MoneyGridForm
from changeportal.web.proposal_frame import frame

OWN_PAGES = {
    "options": "cases.options",
    "money": "cases.money",
    "evidence": "cases.evidence",
    "risks": "cases.risks",
    "equality": "cases.equality",
}
COLOURS = {SectionState.IN_PROGRESS: "teal", SectionState.NEEDS_ATTENTION: "yellow", SectionState.NOT_STARTED: ""}
ONE_OFF = {CostKind.ONE_OFF, CostKind.REDUNDANCY, CostKind.PENSION_STRAIN}


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
        "quality": of_case(found.id),
        "part_labels": PART_LABELS,
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
    return {"title": section.label, "href": section_href(ref, section.code), "hint": hint, "status": status}


def section_href(ref: str, code: str) -> str:
    """The page on which a section is written."""
    endpoint = OWN_PAGES.get(code)
    return url_for(endpoint, ref=ref) if endpoint else url_for("cases.section", ref=ref, section=code)


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
        "may": answer,
        "back_href": url_for("cases.task_list", ref=ref),
    }


def option_chosen(found: ProposalHeader, wanted: str) -> tuple[cases.OptionRow, list[cases.OptionRow]]:
    """The option whose money is shown: the one asked for, the preferred one, or the first that is not do minimum."""
    rows = cases.options(found.id)
    named = [one for one in rows if str(one.id) == wanted]
    preferred = [one for one in rows if one.preferred]
    others = [one for one in rows if one.kind != "do_minimum"]
    found_one = next(iter([*named, *preferred, *others, *rows]), None)
    if found_one is None:
        raise NotFound
    return found_one, rows


GROUPS = (
    ("savings", "Savings (budget goes down)", True),
    ("income", "Income (more money comes in)", True),
    ("one_off", "One-off costs (budget goes up once)", False),
    ("running", "Running costs (budget goes up each year)", False),
    ("funding", "Money that pays for costs", True),
)


def _group_of(line: cases.LineRow) -> str:
    if line.kind is LineKind.COST:
        return "one_off" if line.cost_kind in ONE_OFF else "running"
    return {LineKind.SAVING: "savings", LineKind.INCOME: "income", LineKind.CAPITAL: "one_off"}.get(
        line.kind, "funding"
    )


def grid_form(ref: str, option: cases.OptionRow, held: cases.Grid) -> MoneyGridForm:
    """The grid of an option: groups of positive numbers, a column for each year."""
    columns = [Column(str(year), year_label(year)) for year in range(held.first_year, held.last_year + 1)]
    groups = [
        Group(
            key,
            title,
            [_grid_line(ref, line) for line in held.lines if _group_of(line) == key],
            adds=adds,
            add_text="",
        )
        for key, title, adds in GROUPS
    ]
    values: dict[tuple[str, str], int | None] = {
        (str(line.id), str(year)): pence for line in held.lines for year, pence in line.amounts.items()
    }
    caption = f"{option.title}: difference from today’s budget, £, by financial year"
    return MoneyGridForm("v", caption, columns, [one for one in groups if one.lines], values)


def _grid_line(ref: str, line: cases.LineRow) -> Line:
    where = ", ".join(part for part in (line.fund_code, line.cost_centre) if part)
    return Line(str(line.id), line.title, note=where, href=url_for("cases.line", ref=ref, line_id=line.id))


def money(ref: str, wanted: str, grid: MoneyGridForm | None = None) -> dict[str, Any]:
    """Savings and costs by year."""
    found, context = frame(ref, "money")
    option, rows = option_chosen(found, wanted)
    held = cases.grid(option.id, year_of(today()))
    return {
        **context,
        "option": option,
        "options": rows,
        "grid": grid or grid_form(ref, option, held),
        "held": held,
        "errors": grid.error_list if grid else [],
        "form": VersionedForm(data={"version": held.version}),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
    }
