"""Papers of decisions, by the rights of their pages: the record, the public notice, the forward plan."""

from flask import Response

from changeportal.papers.decision_record import decision_notice, decision_record
from changeportal.papers.forward_plan import forward_plan_paper
from changeportal.queries.decision_papers import decision_source
from changeportal.web.areas.decisions import pages
from changeportal.web.areas.decisions.routes import bp
from changeportal.web.current import current_actor, today
from changeportal.web.paper_files import made, made_by_me

KINDS = {"record": decision_record, "notice": decision_notice}


@bp.get("/decisions/<number>/<any(record, notice):paper_kind>.<any(pdf, docx):ending>")
def paper(number: str, paper_kind: str, ending: str) -> Response:
    """The record or the public notice, as PDF or for Word."""
    source = decision_source(current_actor(), number, today())
    shown = KINDS[paper_kind](source, made_by_me())
    restricted = source.proposal.restricted and paper_kind == "record"
    return made(shown, ending, f"{number.lower()}-{paper_kind}", restricted=restricted)


@bp.get("/forward-plan.pdf")
def forward_plan_pdf() -> Response:
    """The forward plan as a paper."""
    shown = forward_plan_paper(pages.forward_plan_table(), today(), made_by_me())
    return made(shown, "pdf", f"forward-plan-{today().isoformat()}", template="paper")
