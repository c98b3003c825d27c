"""What the pages about proposals show."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import STAGE_LABELS, STATUS_LABELS, Action, Route, Stage, Status
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import proposal_list, proposal_page
from changeportal.queries.gap_figures import standings
from changeportal.queries.history import Happened, conditions, rounds
from changeportal.queries.paging import paging_from
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.areas.proposals.forms import FORMS, PartForm, PlainForm, RestrictForm
from changeportal.web.areas.proposals.gateway_steps import main_action, steps
from changeportal.web.areas.proposals.thread import thread
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import day, moment, plural
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame

SORTS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "By name",
    "waiting": "Longest at its stage first",
}
DONE = {
    Action.WITHDRAW: "The proposal was withdrawn. Nothing was deleted.",
    Action.WITHDRAW_SUBMISSION: "The submission was taken back. You can change it and submit it again.",
    Action.PAUSE: "The proposal is paused.",
    Action.RESUME: "The proposal goes on where it was.",
    Action.REOPEN: "The proposal is open again.",
}
COURSES = {
    Action.WITHDRAW: (
        "Withdraw this proposal",
        Permission.PROPOSAL_WITHDRAW,
        "It ends here and keeps its record. A change lead can open it again.",
    ),
    Action.WITHDRAW_SUBMISSION: (
        "Take back this submission",
        Permission.CASE_WITHDRAW_SUBMISSION,
        "Nobody can decide on it until you submit it again. What was submitted is kept.",
    ),
    Action.PAUSE: ("Pause this proposal", Permission.PROPOSAL_PAUSE, "Nothing can be decided while it is paused."),
    Action.RESUME: ("Go on with this proposal", Permission.PROPOSAL_PAUSE, "It goes back to what it was doing before."),
    Action.REOPEN: ("Open this proposal again", Permission.PROPOSAL_REOPEN, "It goes on at the stage where it ended."),
}


def _wanted() -> proposal_list.Wanted:
    args = request.args
    names = ("stage", "status", "route", "mission", "directorate", "sort")
    held = {name: args.get(name, "") for name in names}
    held["sort"] = held["sort"] if held["sort"] in SORTS else "newest"
    return proposal_list.Wanted(
        words=args.get("q", "").strip()[:200], mine=args.get("mine") == "yes", live=args.get("live") == "yes", **held
    )


def _address(**changes: str | None) -> str:
    held = {name: value for name, value in request.args.items() if value and name not in {"page", "format"}}
    kept = {name: value for name, value in {**held, **changes}.items() if value}
    return f"{url_for('proposals.listed')}?{urlencode(kept)}" if kept else url_for("proposals.listed")


def listed() -> dict[str, Any]:
    """The list and its filters."""
    wanted, paging = _wanted(), paging_from(request.args.get("page"), request.args.get("size"))
    page = proposal_list.proposals(current_actor(), wanted, paging)
    missions, directorates = proposal_list.filter_choices()
    filters = [
        {
            "name": "stage",
            "label": "Stage",
            "choices": [(s.value, STAGE_LABELS[s]) for s in Stage],
            "value": wanted.stage,
        },
        {
            "name": "status",
            "label": "Status",
            "choices": [(s.value, STATUS_LABELS[s]) for s in Status],
            "value": wanted.status,
        },
        {"name": "mission", "label": "Mission", "choices": missions, "value": wanted.mission},
        {"name": "directorate", "label": "Directorate", "choices": directorates, "value": wanted.directorate},
        {
            "name": "route",
            "label": "Route",
            "choices": [(r.value, r.value.capitalize()) for r in Route],
            "value": wanted.route,
        },
    ]
    return {
        "page": page,
        "wanted": wanted,
        "filters": filters,
        "chosen": _chosen(wanted, filters),
        "sorts": [{"text": text, "href": _address(sort=key), "on": key == wanted.sort} for key, text in SORTS.items()],
        "paging": {"page": paging.number, "pages": page.pages},
        "numbers": _numbers(paging.number, page.pages),
        "href": _page_href(),
        "excel": _address(format="xlsx"),
        "csv": _address(format="csv"),
        "counted": proposal_list.COUNTED,
        "stage_labels": STAGE_LABELS,
    }


def _page_href() -> str:
    address = _address()
    return f"{address}{'&' if '?' in address else '?'}page="


def _numbers(now: int, last: int) -> list[int | None]:
    """The page numbers to show: the ends, and those around this one; None for a gap."""
    near = sorted({1, last, *(one for one in (now - 1, now, now + 1) if 1 <= one <= last)})
    shown: list[int | None] = []
    for one in near:
        if shown and shown[-1] is not None and one - shown[-1] > 1:
            shown.append(None)
        shown.append(one)
    return shown


def _chosen(wanted: proposal_list.Wanted, filters: list[dict[str, Any]]) -> list[dict[str, str]]:
    found = [
        {
            "text": f"{one['label']}: {dict(one['choices']).get(one['value'], one['value'])}",
            "href": _address(**{one["name"]: None}),
        }
        for one in filters
        if one["value"]
    ]
    if wanted.words:
        found.append({"text": f"Words: {wanted.words}", "href": _address(q=None)})
    if wanted.mine:
        found.append({"text": "Proposals I have a part in", "href": _address(mine=None)})
    if wanted.live:
        found.append({"text": "Live and open to everybody", "href": _address(live=None)})
    return found


def list_table() -> Table:
    """The same rows as a file, all pages."""
    wanted = _wanted()
    rows = proposal_list.all_proposals(current_actor(), wanted)
    titles = ("Reference", "Title", "Stage", "Status", "Route", "Mission", "Directorate")
    columns = [
        *(Column(title) for title in titles),
        Column("Submitted or started", Kind.DATE),
        Column("Example", Kind.YES_NO),
    ]
    cells = [
        [
            row.ref,
            row.title,
            STAGE_LABELS[row.stage],
            STATUS_LABELS[row.status],
            row.route.value if row.route else "",
            row.mission,
            row.directorate,
            row.created_at.date(),
            row.example,
        ]
        for row in rows
    ]
    about = [
        ("Address", _address()),
        ("Filters", ", ".join(one["text"] for one in _chosen(wanted, [])) or "As in the address"),
    ]
    return Table("proposals", "Proposals", columns, cells, about)


def overview(ref: str) -> dict[str, Any]:
    """The proposal page."""
    found, context = frame(ref, "overview")
    glance, passed = proposal_page.at_a_glance(current_actor(), found.id), rounds(found.id)
    context["proposal"]["main_action"] = main_action(found)
    return {
        **context,
        "found": found,
        "found_people": _people(found),
        "glance": glance,
        "steps": steps(found, passed),
        "thread": thread(found, glance, passed, standings(found.id)),
        "conditions": conditions(found.id),
        "questions": proposal_page.questions(found.id),
        "choices": choices(found),
        "form": PlainForm(),
    }


def _people(found: ProposalHeader) -> list[dict[str, str]]:
    return [
        {"role": person.part.value.replace("_", " ").capitalize(), "name": person.name, "email": person.email}
        for person in found.people
    ]


def choices(found: ProposalHeader) -> list[dict[str, Any]]:
    """What can be done to the proposal now, with the reason beside what this person may not do."""
    offered = []
    for action, (text, permission, _words) in COURSES.items():
        if not _suits(found, action):
            continue
        answer = may(current_actor(), permission, found.facts)
        href = url_for("proposals.course", ref=found.ref, course=action.value)
        offered.append({"text": text, "href": href, "allowed": answer.allowed, "reason": answer.reason})
    for text, endpoint, permission in (
        ("Change who has a part", "proposals.people", Permission.PROPOSAL_REASSIGN),
        ("Change who sees it", "proposals.restrict_page", Permission.PROPOSAL_RESTRICT),
    ):
        answer = may(current_actor(), permission, found.facts)
        offered.append(
            {"text": text, "href": url_for(endpoint, ref=found.ref), "allowed": answer.allowed, "reason": answer.reason}
        )
    return offered


def _suits(found: ProposalHeader, action: Action) -> bool:
    ended = found.status in {
        Status.DECLINED,
        Status.WITHDRAWN,
        Status.MERGED,
        Status.BUSINESS_AS_USUAL,
        Status.COMPLETED,
    }
    paused = found.status is Status.PAUSED
    submitted = (
        found.status in {Status.SUBMITTED, Status.IN_REVIEW, Status.SCHEDULED} and found.stage is not Stage.BENEFITS
    )
    suits = {
        Action.WITHDRAW: not ended and found.stage is not Stage.BENEFITS,
        Action.WITHDRAW_SUBMISSION: submitted,
        Action.PAUSE: not ended and not paused,
        Action.RESUME: paused,
        Action.REOPEN: ended and found.stage is not Stage.CLOSED,
    }
    return suits[action]


def course(ref: str, action: Action, form: VersionedForm | None = None) -> dict[str, Any]:
    """The page of one of the moves that are no gateway decision."""
    found, context = frame(ref, "overview")
    title, permission, words = COURSES[action]
    return {
        **context,
        "title": title,
        "words": words,
        "may": may(current_actor(), permission, found.facts),
        "form": form or FORMS[action](data={"version": found.version}),
        "back_href": url_for("proposals.overview", ref=ref),
    }


def people(ref: str, form: PartForm | None = None) -> dict[str, Any]:
    """Who has a part."""
    found, context = frame(ref, "overview")
    return {
        **context,
        "found": found,
        "found_people": _people(found),
        "may": may(current_actor(), Permission.PROPOSAL_REASSIGN, found.facts),
        "form": form or PartForm(data={"version": found.version}),
    }


def restricted(ref: str, form: RestrictForm | None = None) -> dict[str, Any]:
    """Who sees it."""
    found, context = frame(ref, "overview")
    return {
        **context,
        "found": found,
        "found_people": _people(found),
        "may": may(current_actor(), Permission.PROPOSAL_RESTRICT, found.facts),
        "form": form or RestrictForm(data={"version": found.version}),
    }


def timeline(events: Sequence[Happened]) -> list[dict[str, str]]:
    """Events for the timeline."""
    return [
        {
            "title": event.words,
            "when": moment(event.at),
            "who": f"{event.who}, standing in for {event.for_whom}" if event.for_whom else event.who,
            "text": event.reason if event.reason not in event.words else "",
        }
        for event in events
    ]


def history_table(found: ProposalHeader, events: Sequence[Happened]) -> Table:
    """The history as a file."""
    columns = [
        Column("When"),
        Column("Who"),
        Column("Standing in for"),
        Column("What"),
        Column("Stage after"),
        Column("Status after"),
    ]
    rows: list[list[Cell]] = [
        [event.at, event.who, event.for_whom, event.words, STAGE_LABELS[event.to_stage], STATUS_LABELS[event.to_status]]
        for event in events
    ]
    about = [
        ("Proposal", f"{found.ref} {found.title}"),
        ("As at", day(today())),
        ("Rows", plural(len(rows), "event")),
    ]
    return Table(f"{found.ref.lower()}-history", f"History of {found.ref}", columns, rows, about)
