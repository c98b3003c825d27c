"""A table as a download: the address of the page with ``format=csv`` or ``format=xlsx``."""

from flask import Response, request

from changeportal.papers.tables import Table, as_csv, as_xlsx
from changeportal.web.current import today

TYPES = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def asked_format() -> str | None:
    """The file that the address asks for, if any."""
    wanted = request.args.get("format", "")
    return wanted if wanted in TYPES else None


def download(table: Table) -> Response:
    """The table as the file that was asked for, named by what it is, the date and how many rows it has."""
    wanted = request.args["format"]
    media_type, write = TYPES[wanted]
    return as_file(write(table), media_type, f"{table.name}-{today().isoformat()}-{len(table.rows)}-rows.{wanted}")


def as_file(body: bytes, media_type: str, name: str) -> Response:
    """Bytes as a file that is kept, not opened in the browser."""
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
