"""A frozen version of a case as one paper, for PDF and Word alike: every section, the checks, findings and the money."""

from collections.abc import Iterator
from datetime import datetime

from changeportal.domain.business_case import CHAPTER_LABELS, Chapter, Section
from changeportal.domain.case_sections import SECTIONS
from changeportal.domain.case_traits import sections_asked, traits_of
from changeportal.domain.found import Severity
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import Gateway, Route
from changeportal.domain.wording import moment
from changeportal.papers.blocks import NOT_WRITTEN, Block, Heading, section, table
from changeportal.papers.case_figures import money
from changeportal.papers.case_sections import blocks_of, idea
from changeportal.papers.stamp import MadeBy, Paper, marks, stamp
from changeportal.queries.case_papers import CaseSource
from changeportal.queries.proposals import ProposalHeader
from changeportal.services.case_document import answers
from changeportal.services.signoffs import WORDS

ANNEX_MONEY = "Annex B: savings and costs by year"


def case_paper(found: ProposalHeader, source: CaseSource, made_by: str, made_at: datetime) -> Paper:
    """The data of the template ``case``."""
    document = source.version.document
    return {
        **stamped(found, source, made_by, made_at, "Business case"),
        "chapters": [*_chapters(found, source), _checked(source, made_at)],
        "annexes": [
            _annex("Annex A: about this paper", [_record(found, source, made_by, made_at)]),
            _annex(ANNEX_MONEY, money(document, source.names.funds), wide=True),
        ],
    }


def _annex(title: str, sections: list[Block], *, wide: bool = False) -> Block:
    """An annex; a wide one lies on its side."""
    return {"title": title, "sections": sections, "wide": wide}


def stamped(found: ProposalHeader, source: CaseSource, made_by: str, made_at: datetime, kind: str) -> Paper:
    """What every paper of a version says of itself: reference, version, hash, who made it and when."""
    version, about = source.version, source.version.document["proposal"]
    lead = next((code for code, is_lead, _said in about["commitments"] if is_lead), "")
    mission = source.names.missions.get(about["mission"] or "", "")
    said = marks(restricted=found.restricted or about["restricted"], example=found.example)
    footer = f"{about['ref']}, version {version.n}"
    return {
        **stamp(MadeBy(made_by, made_at), kind, about["title"], footer, said),
        "ref": about["ref"],
        "version": version.n,
        "sha256": version.sha256,
        "summary": about["summary"] or NOT_WRITTEN,
        "facts": [
            [
                "Version",
                f"{version.n}, submitted for gateway {version.gateway[1]} by {version.by}, {moment(version.at)}",
            ],
            ["Mission", mission or "Not chosen yet"],
            ["Commitment", f"{lead} {source.names.commitments.get(lead, '')}".strip() or "Not chosen yet"],
            ["Directorate", about["directorate"] or "Not chosen yet"],
            ["Wards", about["wards"] or "Not given"],
            ["Route", (about["route"] or "Not decided yet").capitalize()],
            ["People", _people(found)],
        ],
    }


def _people(found: ProposalHeader) -> str:
    parts = [f"{one.part.value.replace('_', ' ').capitalize()}: {one.name}" for one in found.people]
    return "; ".join(parts) or "Nobody has a part yet"


def _chapters(found: ProposalHeader, source: CaseSource) -> Iterator[Block]:
    document = source.version.document
    yield {"title": "The idea", "sections": [section("What was proposed", *idea(document, source.names))]}
    if source.version.gateway is Gateway.G1:
        return
    route = Route(document["proposal"]["route"] or Route.FULL)
    wanted = _wanted(found, source, route)
    for chapter in Chapter:
        mine = [one for one in wanted if one.chapter is chapter]
        if mine:
            sections = [section(one.label, *blocks_of(one, source, route)) for one in mine]
            yield {"title": CHAPTER_LABELS[chapter], "sections": sections}


def _wanted(found: ProposalHeader, source: CaseSource, route: Route) -> list[Section]:
    """The sections that were asked for, and any other in which somebody wrote."""
    document = source.version.document
    asked = sections_asked(route, traits_of(answers(document, found.key_decision)))
    written = {
        code
        for code, held in document["sections"].items()
        if any(text for name, text in held.items() if name[0] != "_")
    }
    return [one for one in SECTIONS if one in asked or one.code in written]


def _checked(source: CaseSource, made_at: datetime) -> Block:
    return {
        "title": "Checks",
        "sections": [
            section("Sign-offs of this version", _sign_offs(source)),
            section("What the checks of the figures found", _findings(source, made_at)),
            section(f"What gateway {source.version.gateway[1]} asked for", _criteria(source)),
        ],
    }


def _sign_offs(source: CaseSource) -> Block:
    rows = [
        [
            LABELS[one.kind],
            one.why,
            WORDS[one.outcome].capitalize() if one.outcome else "Waiting",
            f"{one.by}, {moment(one.at)}" if one.at else "Nobody yet",
            " ".join(part for part in (one.comments, one.lapsed and f"Lapsed: {one.lapsed}") if part) or "None",
        ]
        for one in source.checks
    ]
    headings = [
        Heading("Check", 3),
        Heading("Why it is needed", 4),
        Heading("Answer", 3),
        Heading("Who and when", 3),
        Heading("Comments", 4),
    ]
    return table("Sign-offs", headings, rows, empty="This version needs no sign-off")


def _findings(source: CaseSource, made_at: datetime) -> Block:
    rows = [
        [
            one.finding.words,
            "Serious" if one.finding.severity is Severity.SERIOUS else "Advice",
            one.answer or "Not answered yet",
            _answered(one.by, one.at, changed=one.changed),
        ]
        for one in source.found
    ]
    caption = f"Findings as the case stood when this paper was made ({moment(made_at)})"
    headings = [Heading("Finding", 6), Heading("How serious", 2), Heading("Answer", 5), Heading("Who and when", 4)]
    return table(caption, headings, rows, empty="The checks found nothing")


def _answered(by: str, at: datetime | None, *, changed: bool) -> str:
    if at is None:
        return "Nobody yet"
    return f"{by}, {moment(at)}" + (". The finding reads otherwise now" if changed else "")


def _criteria(source: CaseSource) -> Block:
    rows = [
        [one.question, "Met" if one.met else "Not met", one.words or "Worked out from the case"]
        for one in source.version.criteria
    ]
    headings = [Heading("Criterion", 6), Heading("Result", 2), Heading("What was found or said", 6)]
    empty = "No criteria were kept with this version"
    return table("Each criterion as it stood when this was submitted", headings, rows, empty=empty)


def _record(found: ProposalHeader, source: CaseSource, made_by: str, made_at: datetime) -> Block:
    version = source.version
    held = "It agrees with its own check" if version.whole else "It does NOT agree with its own check: tell the auditor"
    rows = [
        ["Reference", found.ref],
        ["Version", str(version.n)],
        ["Submitted", f"{version.by}, {moment(version.at)}"],
        ["Check (SHA-256) of the version", version.sha256],
        ["Whole", held],
        ["This paper was made by", made_by],
        ["This paper was made at", moment(made_at)],
        ["Times", "By London’s clock, entered by the system"],
    ]
    return section(
        "The record", table("What this paper was made from", [Heading("What", 2), Heading("Record", 5)], rows)
    )
