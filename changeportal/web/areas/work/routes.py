"""Your work: what waits for this person, grouped by how late it is."""

from datetime import timedelta

from flask import Blueprint, render_template

from changeportal.queries.tasks import Task
from changeportal.queries.work import tasks
from changeportal.web.current import current_actor, today

bp = Blueprint("work", __name__)
WEEK = timedelta(days=7)


@bp.get("/")
def home() -> str:
    """Your work."""
    now = today()
    groups: dict[str, list[Task]] = {"Overdue": [], "Due this week": [], "Later": []}
    for task in tasks(current_actor()):
        late = task.due is not None and task.due < now
        soon = task.due is None or task.due <= now + WEEK
        groups["Overdue" if late else "Due this week" if soon else "Later"].append(task)
    return render_template("work/home.html", groups=[(title, found) for title, found in groups.items() if found])
