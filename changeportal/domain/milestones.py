"""Milestones of a plan: each has a day and a person, and may only come after another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which something is reached. ``after`` is the key of the milestone that it has to follow."""

    key: str
    title: str
    due: date
    after: str = ""


def faults(new: Milestone, others: Sequence[Milestone]) -> dict[str, str]:
    """What stops a milestone from being taken: a day out of order, or a chain that comes back to itself."""
    by_key = {one.key: one for one in others if one.key != new.key}
    if new.after and _comes_back(new, by_key):
        return {"after_id": "These milestones would wait for each other. Choose another one"}
    before = by_key.get(new.after)
    if before and new.due < before.due:
        return {"due": f"The date must be on or after {_day(before.due)}, when ‘{before.title}’ is due"}
    follows = [one for one in by_key.values() if one.after == new.key and one.due < new.due]
    if follows:
        first = min(follows, key=lambda one: one.due)
        return {
            "due": f"The date must be on or before {_day(first.due)}, when ‘{first.title}’ is due, which comes after it"
        }
    return {}


def _comes_back(new: Milestone, by_key: dict[str, Milestone]) -> bool:
    seen, at = {new.key}, new.after
    while at:
        if at in seen:
            return True
        seen.add(at)
        at = by_key[at].after if at in by_key else ""
    return False


def passed(milestones: Sequence[Milestone], today: date) -> Iterator[Milestone]:
    """Those whose day is over while the case is still being written."""
    return (one for one in milestones if one.due < today)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
