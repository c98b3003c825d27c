"""A board pack: its front with the agenda, then for each paper one page that a board needs, and the whole case."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from changeportal.domain.packs import LABELS, PackKind, Pages, Placed, Section, next_free
from changeportal.domain.wording import day, moment
from changeportal.papers.blocks import Block
from changeportal.papers.case_paper import case_paper
from changeportal.papers.pack_item import facts, first_page
from changeportal.papers.pdf import pdf_with_places
from changeportal.papers.stamp import MadeBy, Paper, marks, stamp
from changeportal.queries.packs import PackItem, PackSource


def board_pack(source: PackSource, made: MadeBy, base_url: str) -> tuple[bytes, dict[UUID, Placed]]:
    """The PDF, and where each paper and its sections stand; the pages that a paper had before are kept."""
    data = pack_data(source, made, base_url)
    body, places = pdf_with_places("pack", data)
    at = {(one["paper"], one["ends"]): int(one["page"]) for one in places if "paper" in one}
    headings = next(one["headings"] for one in places if "headings" in one)
    sections = _sections([str(one["id"]) for one in data["papers"]], headings)
    placed = {
        item.paper.id: Placed(
            item.pages or Pages(at[str(item.paper.id), False], at[str(item.paper.id), True]),
            sections[str(item.paper.id)],
        )
        for item in source.items
    }
    return body, placed


def _sections(papers: Sequence[str], headings: Sequence[Mapping[str, Any]]) -> dict[str, list[Section]]:
    """By paper: the last headings of the first level are the papers, in their order; those below them are their sections."""
    found: list[list[Section]] = []
    for one in headings:
        if one["level"] == 1:
            found.append([])
        else:
            found[-1].append(Section(str(one["title"]), int(one["page"])))
    return dict(zip(papers, found[-len(papers) :], strict=True))


def pack_data(source: PackSource, made: MadeBy, base_url: str) -> Paper:
    """The data of the template ``pack``."""
    label = LABELS[source.kind]
    exempt = source.kind is PackKind.EXEMPT
    said = marks(exempt=exempt, example=any(one.case.found.example for one in source.items if one.case))
    return {
        **stamp(made, label, source.board, day(source.starts_at), said),
        "facts": [
            ["Meeting", moment(source.starts_at)],
            ["Where", source.place],
            ["This pack", "Holds exempt papers: not for publication" if exempt else "Holds papers that are public"],
        ],
        "address": f"{base_url}/boards/{source.board_slug}/{source.meeting}/papers",
        "papers": list(_papers(source, made)),
        "elsewhere": [
            [f"Item {one.n}", one.matter or "A matter that is not public", one.exempt.words]
            for one in source.elsewhere
            if one.exempt
        ],
    }


def _papers(source: PackSource, made: MadeBy) -> Iterator[Block]:
    """Papers that have pages already in the order of their pages; the others after them, in the order of publishing."""
    known = sorted((one for one in source.items if one.pages), key=_first)
    start = next_free(source.fixed.values())
    for one in known:
        yield _paper(one, made, _first(one), one.pages.last if one.pages else 0)
    for one in source.items:
        if one.pages is None:
            yield _paper(one, made, start, 0)
            start = 0


def _first(item: PackItem) -> int:
    return item.pages.first if item.pages else 0


def _paper(item: PackItem, made: MadeBy, first: int, last: int) -> Block:
    """``first`` is 0 where its pages go on from the paper before; ``last`` is 0 where it has no pages yet."""
    paper, held = item.paper, item.case
    again = f", paper {paper.version}" if paper.version > 1 else ""
    whole = _whole(item, made.name, made.at) if held else {"chapters": [], "annexes": []}
    return {
        "id": str(paper.id),
        "first": first,
        "last": last,
        "title": f"Item {paper.n}{again}: {paper.title}",
        "late": bool(paper.late_reason),
        "facts": facts(item),
        "blocks": first_page(item),
        "case": f"Business case of {paper.ref}, version {paper.case_version}" if held else "",
        "chapters": whole["chapters"],
        "annexes": whole["annexes"],
    }


def _whole(item: PackItem, made_by: str, made_at: datetime) -> Paper:
    assert item.case is not None
    return case_paper(item.case.found, item.case.case, made_by, made_at)
