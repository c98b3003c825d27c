"""Help: who to talk to, the words we use, the accessibility statement, and why one cannot do a thing."""

from flask import Blueprint, render_template, request

from changeportal.domain.permissions import Permission, may
from changeportal.queries import reference
from changeportal.queries.proposals import header
from changeportal.web.current import current_actor, today

bp = Blueprint("help", __name__)


@bp.get("/help")
def contacts() -> str:
    """Who to talk to, by subject."""
    return render_template("help/contacts.html", contacts=reference.contacts())


@bp.get("/help/words")
def words() -> str:
    """Plain meanings of the terms."""
    return render_template("help/words.html", words=reference.words())


@bp.get("/help/accessibility")
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("help/accessibility.html")


@bp.get("/help/why-not")
def why_not() -> str:
    """What this person may do to a proposal, and the reason where they may not."""
    ref = request.args.get("ref", "").strip().upper()
    found = header(current_actor(), ref, today()) if ref else None
    answers = (
        [(one, may(current_actor(), one, found.facts)) for one in Permission if one.value in SHOWN] if found else []
    )
    rows = [
        [SHOWN[one.value], "Yes" if answer.allowed else "No", answer.reason or "You may do this"]
        for one, answer in answers
    ]
    return render_template("help/why_not.html", asked=ref, rows=rows, found=found)


SHOWN = {
    "idea:edit": "Change the idea",
    "case:edit": "Write the business case",
    "case:submit": "Submit it",
    "proposal:withdraw": "Withdraw it",
    "proposal:pause": "Pause it",
    "proposal:reopen": "Open it again",
    "proposal:reassign": "Change who has a part",
    "proposal:restrict": "Change who sees it",
    "triage:take_up": "Take it up at triage",
    "gateway:decide": "Decide at a gateway",
    "resource:ask": "Ask for people’s time",
    "condition:close": "Close a condition",
    "saving:verify": "Verify a saving",
}
