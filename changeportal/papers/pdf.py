"""A template and data to a tagged PDF (PDF/UA-1). Data reach the template as JSON, so no text of a person is ever code."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from changeportal.papers.blocks import clean
from changeportal.papers.font_coverage import FONTS, printable

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The paper. ``data`` is JSON for ``templates/<template>.typ``; ``data["made_at"]`` (ISO, aware) stamps the file."""
    return _compiled(_compiler(template, data), data)


def pdf_with_places(template: str, data: Mapping[str, Any]) -> tuple[bytes, list[dict[str, Any]]]:
    """The same, and what the template marked as ``<place>``: where each part of it came to stand."""
    compiler = _compiler(template, data)
    made = _compiled(compiler, data)
    places = json.loads(compiler.query("<place>", field="value"))
    assert isinstance(places, list)
    return made, places


def _compiler(template: str, data: Mapping[str, Any]) -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_printable(clean(dict(data))))},
    )


def _compiled(compiler: typst.Compiler, data: Mapping[str, Any]) -> bytes:
    stamped = datetime.fromisoformat(data["made_at"]).replace(microsecond=0)
    made = compiler.compile(pdf_standards="ua-1", timestamp=stamped)
    assert isinstance(made, bytes)
    return made


def _printable(held: Any) -> Any:
    if isinstance(held, str):
        return printable(held)
    if isinstance(held, dict):
        return {name: _printable(value) for name, value in held.items()}
    return [_printable(one) for one in held] if isinstance(held, list) else held
