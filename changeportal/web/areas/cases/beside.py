"""What stands beside a section: who looks after it, what was asked of it, questions and comments, its evidence."""

from typing import Any

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.permissions import Permission, may
from changeportal.queries import case_rows, discussion
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.returned import asked_of
from changeportal.web.current import current_actor
from changeportal.web.forms.base import PageForm


def beside(found: ProposalHeader, code: str, owner: str, *, with_evidence: bool = True) -> dict[str, Any]:
    """The panel of one section. Three statements at most."""
    said = discussion.of_proposal(found.id, code)
    actor = current_actor()
    backed = case_rows.evidence(found.id, code) if with_evidence else None
    return {
        "ref": found.ref,
        "code": code,
        "label": BY_CODE[code].label,
        "owner": owner,
        "asked": [one for one in asked_of(found.id) if one.section == code],
        "open": [one for one in said if one.open],
        "comments": [one for one in said if not one.needs_answer and not one.answer],
        "closed": [one for one in said if one.answer],
        "evidence": backed,
        "may_edit": may(actor, Permission.CASE_EDIT, found.facts),
        "may_answer": may(actor, Permission.RESOURCE_ASK, found.facts),
        "ask_form": PageForm(),
        "answer_form": PageForm(),
    }
