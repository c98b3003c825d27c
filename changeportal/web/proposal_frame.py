"""The frame of every page about one proposal: header, tag, people, sub navigation."""

from typing import Any

from flask import current_app

from changeportal.domain.terms import STATUS_LABELS, Part, Status
from changeportal.queries.proposals import ProposalHeader, header
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import STATUS_COLOURS, day

SECTIONS = (
    ("overview", "Overview", "", "proposals"),
    ("case", "Business case", "/case", "cases"),
    ("money", "Savings and costs", "/money", "cases"),
    ("resources", "People and money needed", "/resources", "resourcing"),
    ("decisions", "Decisions and conditions", "/decisions", "decisions"),
    ("history", "History", "/history", "proposals"),
)


def status_words(proposal: ProposalHeader) -> str:
    """The status as a person reads it, with its date or target."""
    if proposal.status is Status.PAUSED and proposal.paused_until:
        return f"Paused until {day(proposal.paused_until)}"
    if proposal.status is Status.IN_TEST and proposal.test_until:
        return f"Being tested until {day(proposal.test_until)}"
    if proposal.status is Status.MERGED:
        return f"Joined to {proposal.merged_into}"
    return STATUS_LABELS[proposal.status]


def frame(ref: str, section: str, main_action: dict[str, str] | None = None) -> tuple[ProposalHeader, dict[str, Any]]:
    """The proposal and the context of its page's frame (``proposal`` in templates/layout/proposal.html)."""
    found = header(current_actor(), ref, today())
    facts = [f"Mission: {found.mission or 'not chosen yet'}", f"Directorate: {found.directorate or 'not chosen yet'}"]
    if found.approved_at:
        facts.append(f"Approved {day(found.approved_at)}")
    people = [
        {"role": label, "name": found.names(part)}
        for label, part in (("Author", Part.AUTHOR), ("Sponsor", Part.SPONSOR), ("Proposer", Part.PROPOSER))
        if found.names(part)
    ]
    shown = {
        "ref": found.ref,
        "title": found.title,
        "status_label": status_words(found),
        "status_colour": STATUS_COLOURS[found.status],
        "restricted": found.restricted,
        "example": found.example,
        "facts": facts,
        "people": people,
        "main_action": main_action,
        "sub_nav": [
            {"text": text, "href": f"/proposals/{found.ref}{path}", "current": key == section}
            for key, text, path, area in SECTIONS
            if area in current_app.blueprints
        ],
    }
    return found, {"proposal": shown}
