"""Any table of a page as a file: the cells as they are seen, read from the page itself, so that they cannot differ."""

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from urllib.parse import urlencode

from flask import Flask, Response, request

from changeportal.domain.money import parse_pounds
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.web.downloads import asked_format, download

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_UNSEEN = frozenset({"form", "button", "script", "style", "svg", "title"})
_PART = "\x1f"
_POUNDS = re.compile(r"[−-]?£[0-9,]+(\.[0-9]{2})?")
_COUNT = re.compile(r"[−-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)")


class _Page(HTMLParser):
    """The table whose caption has the id, as rows of text; what only screen readers hear, forms and buttons left out."""

    def __init__(self, caption_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = caption_id
        self.heading: list[str] = []
        self.caption: list[str] = []
        self.rows: list[list[str]] = []
        self.columns: list[str] = []
        self._table: list[list[str]] | None = None
        self._found = False
        self._stack: list[tuple[str, bool]] = []
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow tables, rows and cells."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag not in _VOID:
            self._stack.append((tag, tag in _UNSEEN or "govuk-visually-hidden" in classes))
        if tag in ("table", "tr", "th", "td"):
            self._open(tag, given)
        elif tag == "caption":
            self._found, self._in = given.get("id") == self.wanted, "caption"
        elif tag == "h1":
            self._in = "h1"
        elif tag == "br" or "app-note" in classes:
            self._say(_PART)
        elif tag == "input" and given.get("type") == "text":
            self._say(given.get("value", ""))

    def _open(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table":
            self._table = []
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag != "tr" and self._table:
            self._begin_cell(int(given.get("colspan") or 1))

    def _begin_cell(self, span: int) -> None:
        assert self._table is not None
        self._table[-1] += [""] * span
        self._cell, self._in = len(self._table[-1]) - span, "cell"

    def handle_endtag(self, tag: str) -> None:
        """Leave what was entered, unclosed items with it."""
        while self._stack and self._stack.pop()[0] != tag:
            pass
        if tag in ("th", "td", "caption", "h1"):
            self._in = ""
        if tag == "table" and self._table is not None:
            if self._found:
                self.rows, self._found = self._table, False
            self._table = None

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not any(unseen for _tag, unseen in self._stack):
            self._say(data)

    def _say(self, words: str) -> None:
        if self._in == "h1":
            self.heading.append(words)
        elif self._in == "caption" and self._found:
            self.caption.append(words)
        elif self._in == "cell" and self._table:
            self._table[-1][self._cell] += words


def _plain(text: str) -> str:
    parts = (" ".join(part.split()) for part in text.split(_PART))
    return "; ".join(part for part in parts if part)


def table_of(html: str, caption_id: str) -> Table | None:
    """The table with that caption, as a table for a file; None when the page has none."""
    page = _Page(caption_id)
    page.feed(html)
    if not page.rows:
        return None
    head, *body = [[_plain(cell) for cell in row] for row in page.rows]
    width = max(len(row) for row in [head, *body])
    padded = [[*row, *[""] * (width - len(row))] for row in [head, *body]]
    kinds = [_kind([row[place] for row in padded[1:]]) for place in range(width)]
    columns = [
        Column(f"{name} (£)" if kind is Kind.PENCE else name, kind) for name, kind in zip(padded[0], kinds, strict=True)
    ]
    rows = [[_typed(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in padded[1:]]
    heading, caption = _plain("".join(page.heading)), _plain("".join(page.caption))
    about = [("Page", heading), ("Table", caption), ("Address", request.path if request else "")]
    return Table(_slug(caption or caption_id), caption or heading, columns, rows, about)


def _kind(cells: Sequence[str]) -> Kind:
    said = [cell for cell in cells if cell]
    if said and all(_POUNDS.fullmatch(cell) for cell in said):
        return Kind.PENCE
    return Kind.COUNT if said and all(_COUNT.fullmatch(cell) for cell in said) else Kind.TEXT


def _typed(cell: str, kind: Kind) -> Cell:
    if not cell:
        return None
    if kind is Kind.PENCE:
        return parse_pounds(cell)
    return int(cell.replace(",", "").replace("−", "-")) if kind is Kind.COUNT else cell


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60]


def _as_file(response: Response) -> Response:
    caption_id = request.args.get("table", "")
    if not caption_id or not asked_format() or request.method != "GET":
        return response
    if response.status_code != 200 or response.mimetype != "text/html":
        return response
    table = table_of(response.get_data(as_text=True), caption_id)
    return download(table) if table else response


def table_href(caption_id: str, wanted: str) -> str:
    """The address of this page's table as a file, with the filters of the page."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("table", "format")]
    return f"?{urlencode([*kept, ('table', caption_id), ('format', wanted)])}"


def init_app(app: Flask) -> None:
    """Answer ``?table=<caption id>&format=csv`` on every page."""
    app.after_request(_as_file)
    app.jinja_env.globals["table_href"] = table_href
