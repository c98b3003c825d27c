"""Papers of a frozen version, for whoever may open its page: PDF, Word, Excel, and the proposal on one page."""

from flask import Response

from changeportal.domain.errors import NotFound
from changeportal.papers.case_paper import case_paper
from changeportal.papers.case_summary import case_summary
from changeportal.papers.case_workbook import case_workbook
from changeportal.papers.executive_report import executive_report
from changeportal.papers.pdf import pdf
from changeportal.papers.word import docx
from changeportal.queries.case_papers import CaseSource, case_source
from changeportal.queries.executive_report import report_source
from changeportal.queries.history import rounds
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.versions import newest_number
from changeportal.web.areas.gateways.routes import bp
from changeportal.web.current import current_actor, now, today
from changeportal.web.downloads import TYPES
from changeportal.web.paper_files import PDF, WORD, handed, made, made_by_me
from changeportal.web.proposal_frame import frame


def _version(ref: str, n: int) -> tuple[ProposalHeader, CaseSource]:
    """What the page of the version shows, by the same right."""
    found, _context = frame(ref, "case")
    return found, case_source(found.id, n, today())


def _handed(found: ProposalHeader, body: bytes, media_type: str, name: str) -> Response:
    """The file, named by its proposal."""
    return handed(body, media_type, f"{found.ref.lower()}-{name}", restricted=found.restricted)


@bp.get("/proposals/<ref>/v/<int:n>/case.pdf")
def case_pdf(ref: str, n: int) -> Response:
    """The whole version as a PDF."""
    found, source = _version(ref, n)
    body = pdf("case", case_paper(found, source, current_actor().name, now()))
    return _handed(found, body, PDF, f"version-{n}.pdf")


@bp.get("/proposals/<ref>/v/<int:n>/case.docx")
def case_docx(ref: str, n: int) -> Response:
    """The whole version for Word."""
    found, source = _version(ref, n)
    body = docx("case", case_paper(found, source, current_actor().name, now()))
    return _handed(found, body, WORD, f"version-{n}.docx")


@bp.get("/proposals/<ref>/v/<int:n>/money.xlsx")
def money_xlsx(ref: str, n: int) -> Response:
    """Its money as a workbook."""
    found, source = _version(ref, n)
    body = case_workbook(case_paper(found, source, current_actor().name, now()), source)
    return _handed(found, body, TYPES["xlsx"][0], f"version-{n}-money.xlsx")


@bp.get("/proposals/<ref>/v/<int:n>/report.<any(pdf, docx):ending>")
def report(ref: str, n: int, ending: str) -> Response:
    """The report to the body that decides at gateway 4, in the council's headings."""
    found, _context = frame(ref, "case")
    paper = executive_report(found, report_source(found, n, today()), made_by_me())
    template = {"pdf": "paper", "docx": "executive_report"}[ending]
    return made(paper, ending, f"{found.ref.lower()}-report", template=template, restricted=found.restricted)


@bp.get("/proposals/<ref>/summary.pdf")
def summary_pdf(ref: str) -> Response:
    """The newest version on one page; NotFound before there is one."""
    found, _context = frame(ref, "overview")
    newest = newest_number(found.id)
    if not newest:
        raise NotFound
    source = case_source(found.id, newest, today())
    body = pdf("summary", case_summary(found, source, rounds(found.id), current_actor().name, now()))
    return _handed(found, body, PDF, "summary.pdf")
