"""A report to the Executive or a board in the council's headings, from the frozen case: nothing in it is typed again."""

from collections.abc import Mapping, Sequence
from typing import Any

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.executive_report import APPENDICES, BACKGROUND_PAPERS, CLEARANCE, Cleared, Part, heading
from changeportal.domain.frozen_rows import KINDS
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import Part as PersonPart
from changeportal.domain.terms import Route, SignOffKind
from changeportal.domain.wording import day, moment
from changeportal.papers.blocks import NOT_WRITTEN, Block, Heading, section, table, words
from changeportal.papers.case_sections import blocks_of
from changeportal.papers.stamp import MadeBy, Paper, marks, stamp
from changeportal.queries.executive_report import ReportSource
from changeportal.queries.proposals import ProposalHeader
from changeportal.queries.versions import Check
from changeportal.services.signoffs import WORDS

KIND = "Report"
NOT_YET = "Not yet"


def executive_report(found: ProposalHeader, source: ReportSource, made: MadeBy) -> Paper:
    """The data of the templates ``paper`` (PDF) and ``executive_report`` (Word)."""
    version, about = source.case.version, source.case.version.document["proposal"]
    said = marks(restricted=found.restricted or about["restricted"], example=found.example)
    when = day(source.on) if source.on else "No meeting yet"
    fields = {
        "report_of": found.names(PersonPart.LEAD_MEMBER) or found.names(PersonPart.SPONSOR) or NOT_WRITTEN,
        "meeting_of": source.meeting_of or NOT_WRITTEN,
        "meeting_date": when,
        "wards": about["wards"] or "Not given",
    }
    labels = ("Report of", "Meeting of", "Date", "Ward(s)")
    return {
        **stamp(made, KIND, about["title"], f"{about['ref']}, version {version.n}", said),
        **fields,
        "facts": [list(one) for one in zip(labels, fields.values(), strict=True)],
        "chapters": [
            *_opening(source),
            _background(source),
            _implications(source),
            {"title": heading(Part.CONCLUSION), "sections": [section("", *_conclusion(source))]},
            *_ending(found, source),
        ],
    }


def _text(source: ReportSource, code: str, field: str) -> str:
    return str(source.case.version.document["sections"].get(code, {}).get(field) or "")


def _texts(source: ReportSource, code: str, *fields: str) -> list[Block]:
    """Each of these texts under its question; one that nobody wrote says so."""
    labels = {one.code: one.label for one in BY_CODE[code].fields}
    return [words(labels[field], _text(source, code, field)) for field in fields]


def _opening(source: ReportSource) -> list[Block]:
    summary = str(source.case.version.document["proposal"]["summary"] or "")
    return [
        {"title": heading(Part.SYNOPSIS), "sections": [section("", words("", summary))]},
        {"title": heading(Part.RECOMMENDATIONS), "sections": [section("", words("", source.recommendation))]},
    ]


def _background(source: ReportSource) -> Block:
    document = source.case.version.document
    return {
        "title": heading(Part.BACKGROUND),
        "sections": [
            section(heading(Part.NEED), *_texts(source, "need", "problem", "affected", "if_nothing")),
            section(heading(Part.OPTIONS), *_blocks(source, "options")),
            section(
                heading(Part.ENGAGEMENT),
                *_texts(source, "need", "residents_said"),
                *(_rows(document, kind) for kind in ("consultations", "consultation_answers", "consultation_changes")),
            ),
            section(
                heading(Part.MONITORING),
                _rows(document, "measures"),
                *_texts(source, "delivery", "governance", "handover"),
            ),
        ],
    }


def _implications(source: ReportSource) -> Block:
    return {
        "title": heading(Part.IMPLICATIONS),
        "sections": [
            section(heading(Part.FINANCIAL), *_blocks(source, "money"), _view(source, SignOffKind.FINANCE)),
            section(heading(Part.LEGAL), *_texts(source, "legal", "powers"), _view(source, SignOffKind.LEGAL)),
            section(
                heading(Part.ENVIRONMENTAL),
                *_texts(source, "environment", "effect"),
                _view(source, SignOffKind.ENVIRONMENT),
            ),
            section(heading(Part.EQUALITIES), *_blocks(source, "equality"), _view(source, SignOffKind.EQUALITY)),
        ],
    }


def _blocks(source: ReportSource, code: str) -> list[Block]:
    route = Route(source.case.version.document["proposal"]["route"] or Route.FULL)
    return blocks_of(BY_CODE[code], source.case, route)


def _rows(document: Mapping[str, Any], kind: str) -> Block:
    """The rows of a kind, what each says in one cell."""
    title, make = KINDS[kind]
    made = [make(document, row) for row in document.get(kind, ())]
    rows = [[one.title, "; ".join(f"{name}: {said}" for name, said in one.facts.items() if said)] for one in made]
    return table(title, [Heading("What", 3), Heading("Details", 6)], rows, empty=NOT_WRITTEN)


def _check(source: ReportSource, kind: SignOffKind) -> Check | None:
    return next((one for one in source.case.checks if one.kind is kind), None)


def _view(source: ReportSource, kind: SignOffKind) -> Block:
    """What whoever signs off says of it; "none" included as an answer."""
    label = f"View of {LABELS[kind].lower()}"
    check = _check(source, kind)
    if check is None:
        return words(label, "No sign-off of this kind was asked for")
    if check.outcome is None:
        return words(label, "")
    said = f"{WORDS[check.outcome].capitalize()}. {check.comments}".strip()
    return words(label, f"{said}\n{check.by}, {moment(check.at)}")


def _conclusion(source: ReportSource) -> list[Block]:
    return [*_texts(source, "options", "why_preferred"), *_texts(source, "fit", "contribution")]


def _ending(found: ProposalHeader, source: ReportSource) -> list[Block]:
    version = source.case.version
    case = f"Appendix A: business case {found.ref}, version {version.n}, check (SHA-256) {version.sha256}"
    return [
        {"title": APPENDICES, "sections": [section("", words("", case))]},
        {"title": BACKGROUND_PAPERS, "sections": [section("", words("", "\n".join(_papers(source)) or "None"))]},
        {"title": CLEARANCE, "sections": [section("", _clearance(_cleared(found, source)))]},
    ]


def _papers(source: ReportSource) -> list[str]:
    evidence = source.case.version.document["evidence"]
    named = [", ".join(part for part in (one["source"], one["link"]) if part) for one in evidence]
    return [*dict.fromkeys(one for one in named if one), *(name for name, _sha in source.files)]


def _cleared(found: ProposalHeader, source: ReportSource) -> list[Cleared]:
    version = source.case.version
    return [
        Cleared("Report author", found.names(PersonPart.AUTHOR) or version.by, f"Submitted {moment(version.at)}"),
        _author("Financial implications author", _check(source, SignOffKind.FINANCE)),
        _author("Legal implications author", _check(source, SignOffKind.LEGAL)),
        *(
            _author(f"{LABELS[one.kind]} sign-off", one)
            for one in source.case.checks
            if one.kind not in (SignOffKind.FINANCE, SignOffKind.LEGAL)
        ),
        Cleared("Sponsor", found.names(PersonPart.SPONSOR) or "Nobody yet", "No sign-off of theirs is kept"),
        Cleared("Lead member", found.names(PersonPart.LEAD_MEMBER) or "Nobody yet", "No sign-off of theirs is kept"),
    ]


def _author(what: str, check: Check | None) -> Cleared:
    if check is None or check.outcome is None:
        return Cleared(what, "Nobody yet", "Not asked for" if check is None else NOT_YET)
    return Cleared(what, check.by, f"{WORDS[check.outcome].capitalize()}, {moment(check.at)}")


def _clearance(rows: Sequence[Cleared]) -> Block:
    headings = [Heading("What", 4), Heading("Who", 4), Heading("When, as the system stamped it", 5)]
    return table("Who cleared this report", headings, [[one.what, one.who, one.when] for one in rows])
