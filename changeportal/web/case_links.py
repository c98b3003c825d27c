"""Where each part of a case is read and mended."""

from flask import url_for

from changeportal.domain.case_sections import BY_CODE

OWN_PAGES = {
    "options": "cases.options",
    "money": "cases.money",
    "evidence": "cases.evidence",
    "risks": "cases.risks",
    "equality": "cases.equality",
}


def section_href(ref: str, code: str, part: str = "") -> str:
    """The page of a section, at the list of one of its kinds of rows; the task list for what is no section."""
    if code in OWN_PAGES:
        return url_for(OWN_PAGES[code], ref=ref)
    if code in BY_CODE:
        return url_for("cases.section", ref=ref, section=code, _anchor=part or None)
    return url_for("cases.task_list", ref=ref)
