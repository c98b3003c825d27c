"""Papers as files: made as PDF or Word, handed over, and the reading of a restricted one remembered."""

from flask import Response, g, request

from changeportal.papers.pdf import pdf
from changeportal.papers.stamp import MadeBy, Paper
from changeportal.papers.word import docx
from changeportal.services import security_log
from changeportal.web.current import current_actor, now
from changeportal.web.downloads import as_file

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {"pdf": (PDF, pdf), "docx": (WORD, docx)}


def made_by_me() -> MadeBy:
    """Whoever asks, now."""
    return MadeBy(current_actor().name, now())


def handed(body: bytes, media_type: str, name: str, *, restricted: bool) -> Response:
    """The file; reading a restricted one is remembered."""
    if restricted:
        security_log.record(now(), current_actor().id, g.request_id, "restricted_paper", request.path, name)
    return as_file(body, media_type, name)


def made(paper: Paper, ending: str, name: str, *, template: str = "paper", restricted: bool = False) -> Response:
    """The paper as a PDF or for Word, by the ending of its address."""
    media_type, write = ENDINGS[ending]
    return handed(write(template, paper), media_type, f"{name}.{ending}", restricted=restricted)
