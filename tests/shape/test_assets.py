"""The built files are those of today's sources, and the first visit is light. Works where there is no Node."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "changeportal" / "static"
FIRST_VISIT = 100 * 1024
PAGE_ALLOWANCE = 20 * 1024


def _manifest() -> dict[str, Any]:
    return dict(json.loads((STATIC / "manifest.json").read_text(encoding="utf-8")))


def _stamp() -> str:
    sources = [path for path in (ROOT / "assets").rglob("*") if path.is_file()] + [ROOT / "package-lock.json"]
    digest = hashlib.sha256()
    for name in sorted(path.relative_to(ROOT).as_posix() for path in sources):
        digest.update(name.encode() + b"\0" + (ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def test_built_files_are_of_todays_sources() -> None:
    assert _manifest()["sources"] == _stamp(), "run make assets and commit changeportal/static"


def test_every_built_file_is_named_by_its_content() -> None:
    names = set(_manifest()["files"].values())
    assert {path.name for path in STATIC.iterdir()} == names | {"manifest.json"}
    for name in names:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12] in name


def test_first_visit_is_light() -> None:
    sent = sum(len(gzip.compress(path.read_bytes())) for path in STATIC.iterdir() if path.suffix in {".css", ".js"})
    assert sent + PAGE_ALLOWANCE < FIRST_VISIT


def test_style_sheet_has_no_government_brand() -> None:
    css = next(STATIC.glob("app-*.css")).read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    assert "logotype" not in css
    assert "--govuk-brand-colour: #0b5351" in css


def test_templates_have_no_style_or_handler_attributes() -> None:
    refused = re.compile(r"<[a-z][^<>]*\s(style|on(click|change|input|submit|load|error|key[a-z]+))=")
    for folder in ("layout", "components", "errors"):
        for path in (ROOT / "templates" / folder).glob("*.html"):
            assert not refused.search(path.read_text(encoding="utf-8")), path.name


def test_axe_is_the_locked_version() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    locked = lock["packages"]["node_modules/axe-core"]["version"]
    start = (ROOT / "tests" / "support" / "vendor" / "axe.min.js").read_text(encoding="utf-8")[:60]
    assert f"axe v{locked}" in start
