"""What Your work shows."""

from datetime import date, timedelta
from typing import Any

from flask import url_for

from changeportal.queries import home as beside
from changeportal.queries.tasks import Task
from changeportal.queries.work import tasks
from changeportal.web.current import current_actor, now, today
from changeportal.web.formatting import day
from changeportal.web.forms.base import PageForm

WEEK = timedelta(days=7)


def grouped(found: list[Task], on: date) -> list[tuple[str, list[Task]]]:
    """Tasks by how late they are; groups without any are left out."""
    groups: dict[str, list[Task]] = {"Overdue": [], "Due this week": [], "Later": []}
    for task in found:
        late = task.due is not None and task.due < on
        soon = task.due is None or task.due <= on + WEEK
        groups["Overdue" if late else "Due this week" if soon else "Later"].append(task)
    return [(title, some) for title, some in groups.items() if some]


def home() -> dict[str, Any]:
    """One's own tasks, and what stands beside them."""
    actor = current_actor()
    return {
        "groups": grouped(tasks(actor), today()),
        "today": today(),
        "waiting": [_waiting(one) for one in beside.waiting_for_others(actor)],
        "changes": beside.changes(actor),
        "meeting": beside.next_meeting(actor, now()),
        "lists": beside.lists(actor),
        "buttons": PageForm(),
    }


def _waiting(one: beside.Waiting) -> list[Any]:
    what = {"text": one.title, "href": url_for("proposals.overview", ref=one.ref), "note": one.ref}
    promised = day(one.promised_on) if one.promised_on else "No date"
    return [f"Decision at gateway {one.gateway.value[1]}", what, one.body, day(one.since), promised]
