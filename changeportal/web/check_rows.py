"""The checks of the newest version as pages list them."""

from typing import Any
from uuid import UUID

from changeportal.domain.signoffs import LABELS
from changeportal.queries.versions import Check, checks
from changeportal.services.signoffs import WORDS
from changeportal.web.formatting import moment


def check_words(one: Check) -> str:
    """What was said; where nothing is said yet, that it waits or has lapsed."""
    if one.outcome:
        return WORDS[one.outcome]
    return "lapsed, waits for a new answer" if one.lapsed else "waiting"


def check_rows(proposal_id: UUID) -> list[dict[str, Any]]:
    """Each check with its label, the words for where it stands, and when it was answered. One statement."""
    return [
        {"label": LABELS[one.kind], "check": one, "words": check_words(one), "when": moment(one.at)}
        for one in checks(proposal_id)
    ]
