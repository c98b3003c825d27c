"""What stands beside a section: who looks after it and who else is here, what was asked, questions, its evidence."""

from typing import Any

from flask import Response, after_this_request, request

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.permissions import Permission, may
from changeportal.queries import case_rows, discussion
from changeportal.queries.presence import Here, presence
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.returned import asked_of
from changeportal.services.watching import section_opened
from changeportal.web import drafts
from changeportal.web.current import current_actor, current_context
from changeportal.web.forms.base import PageForm


def beside(found: ProposalHeader, code: str, owner: str, *, with_evidence: bool = True) -> dict[str, Any]:
    """The panel of one section. Four statements at most."""
    said = discussion.of_proposal(found.id, code)
    actor = current_actor()
    writes = may(actor, Permission.CASE_EDIT, found.facts)
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
        "here": _also_here(found, code) if writes.allowed else (),
        "may_edit": writes,
        "may_answer": may(actor, Permission.RESOURCE_ASK, found.facts),
        "ask_form": PageForm(),
        "answer_form": PageForm(),
    }


def _also_here(found: ProposalHeader, code: str) -> tuple[Here, ...]:
    """The others who write this section at the moment; whoever opened the page counts for them from now on."""
    known = presence(current_actor(), found.id, code, drafts.name())
    if request.method == "GET":

        @after_this_request
        def _opened(response: Response) -> Response:
            section_opened(current_context(), found.id, code, known.mine)
            return response

    return known.others
