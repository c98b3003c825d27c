"""What the triage pages show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from changeportal.domain.calendar import is_working_day
from changeportal.domain.idea_form import ASKED, Question, shown
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import Reach, Route, Status
from changeportal.domain.wording import plural
from changeportal.queries.ideas import IdeaPage, mission_and_service
from changeportal.queries.triage import WaitingIdea, bank_holidays, triage_now
from changeportal.web.areas.triage.forms import DecideForm, TriageForm
from changeportal.web.current import current_actor, today
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame

REACH = {Reach.LOCAL: "led by the service", Reach.COUNCIL_WIDE: "supported across the council"}
ROUTE = {Route.LIGHT: "a short business case", Route.FULL: "a full business case"}


class TakeUpForm(VersionedForm):
    """The button alone."""


def waiting(ideas: Sequence[WaitingIdea], now: date) -> dict[str, Any]:
    """The list, with the working days that are left of each promise."""
    holidays = bank_holidays()
    rows = [{"idea": idea, "left": _left(idea.promised_on, now, holidays)} for idea in ideas]
    return {"rows": rows}


def _left(promised: date | None, now: date, holidays: frozenset[date]) -> str:
    if promised is None:
        return "No date promised"
    days = [
        date.fromordinal(day) for day in range(min(now, promised).toordinal() + 1, max(now, promised).toordinal() + 1)
    ]
    count = sum(is_working_day(day, holidays) for day in days)
    words = plural(count, "working day")
    return f"{words} late" if promised < now else f"{words} left"


def _answers(idea: IdeaPage) -> list[dict[str, Any]]:
    mission, service = mission_and_service(idea.answers)
    named = {Question.MISSION: mission, Question.SERVICE: service}
    rows = []
    for question in Question:
        lines = shown(question, idea.answers)
        if question in named and lines:
            lines = [named[question], *lines[1:]]
        rows.append({"key": ASKED[question].short, "lines": lines})
    return rows


def one(idea: IdeaPage, form: TriageForm | None = None) -> dict[str, Any]:
    """The idea and the triage questions."""
    header, context = frame(idea.ref, "")
    now = triage_now(idea.ref)
    held = {
        name: ("yes" if value is True else "no" if value is False else value)
        for name, value in (now.answers if now else {}).items()
    }
    return {
        **context,
        "form": form or TriageForm(data={**held, "version": header.version}),
        "take_up": TakeUpForm(data={"version": header.version}) if header.status is Status.SUBMITTED else None,
        "answers": _answers(idea),
        "may": may(current_actor(), Permission.TRIAGE_TAKE_UP, idea.facts),
        "today": today(),
    }


def decide(idea: IdeaPage, form: DecideForm | None = None) -> dict[str, Any]:
    """The decision page: the route with its reasons, and the form."""
    header, context = frame(idea.ref, "")
    now = triage_now(idea.ref)
    mission = {"mission": idea.answers.get("mission", ""), "version": header.version}
    return {
        **context,
        "form": form or DecideForm(data=mission),
        "route": now,
        "route_words": f"{REACH[now.reach]}, with {ROUTE[now.route]}" if now else "",
        "answers": _answers(idea),
    }
