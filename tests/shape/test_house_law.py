"""The house's own law: money is never a float, one writer of stage and status, one access row for each endpoint."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from changeportal.factory import create_app
from changeportal.web.access_table import ACCESS
from changeportal.web.registration import AREAS
from config import load

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "changeportal"
MONEY_ROOMS = ("domain", "services", "data", "queries", "papers")
STANDARD = set(sys.stdlib_module_names)


def trees(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            yield path, ast.parse(path.read_text())


def floats(tree: ast.Module) -> list[int]:
    """Lines that make or name a float."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def hundreds(tree: ast.Module) -> list[int]:
    """Lines that multiply or divide by a hundred."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mult | ast.Div | ast.FloorDiv)
        and any(isinstance(side, ast.Constant) and side.value == 100 for side in (node.left, node.right))
    ]


def writes_stage(tree: ast.Module) -> list[int]:
    """Lines that assign to ``.stage`` or ``.status`` of a proposal row."""
    found = []
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        flat = [inner for target in targets for inner in (target.elts if isinstance(target, ast.Tuple) else [target])]
        found += [one.lineno for one in flat if isinstance(one, ast.Attribute) and one.attr in {"stage", "status"}]
    return found


def test_no_float_near_money() -> None:
    assert not {f"{path.relative_to(ROOT)}: {lines}" for path, tree in trees(*MONEY_ROOMS) if (lines := floats(tree))}


def test_only_money_and_time_know_the_hundred() -> None:
    # resourcing counts hundredths of a full-time post; its shares are per cent
    allowed = {
        "domain/money.py",
        "domain/resourcing.py",
        "domain/saving_status.py",
        "domain/realisation.py",
        "domain/contributions.py",
        "domain/measures.py",
    }
    found = {
        str(path.relative_to(PACKAGE)) for path, tree in trees(*MONEY_ROOMS, "web/areas", "web/forms") if hundreds(tree)
    }
    assert found <= allowed


def test_one_writer_of_stage_and_status() -> None:
    found = {
        str(path.relative_to(PACKAGE))
        for path, tree in trees("services", "jobs", "cli", "web", "imports")
        if writes_stage(tree)
    }
    found = {name for name in found if not name.startswith("services/demo/")}
    assert found <= {"services/gateways.py", "services/rollup_figures.py", "services/savings.py"}


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("x = 0.5", floats),
        ("y = float(1)", floats),
        ("z = pence / 100", hundreds),
        ("row.stage = 1", writes_stage),
        ("row.stage, row.status = a", writes_stage),
    ],
)
def test_each_rule_sees_a_planted_fault(code: str, rule: object) -> None:
    assert callable(rule)
    assert set(rule(ast.parse(code))) == {1}


def test_the_domain_knows_the_standard_library_alone() -> None:
    for path, tree in trees("domain"):
        for node in ast.walk(tree):
            names = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                assert name.split(".")[0] in STANDARD or name.startswith("changeportal.domain"), f"{path}: {name}"


def test_every_endpoint_has_its_row_and_no_row_is_stale(tmp_path: Path) -> None:
    app = create_app(load({"CHANGEPORTAL_DATA": str(tmp_path)}))
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert endpoints == set(ACCESS)
    public = {name for name, access in ACCESS.items() if access.public and not access.demo_only}
    assert len({rule.rule for rule in app.url_map.iter_rules() if rule.endpoint in public}) <= 8


def test_every_route_module_is_in_its_areas_list_and_every_area_is_registered() -> None:
    there = {area.__name__.rsplit(".", 1)[1]: set(area.ROUTES) for area in AREAS}
    found: dict[str, set[str]] = {}
    for path in (ROOT / "changeportal/web/areas").glob("*/*.py"):
        if re.search(r"^@bp\.", path.read_text(), re.MULTILINE):
            found.setdefault(path.parent.name, set()).add(path.stem)
    assert there == found


def test_get_addresses_have_no_trailing_slash(tmp_path: Path) -> None:
    app = create_app(load({"CHANGEPORTAL_DATA": str(tmp_path)}))
    assert not [rule.rule for rule in app.url_map.iter_rules() if rule.rule != "/" and rule.rule.endswith("/")]


def test_no_registry_or_machine_stands_in_the_repository() -> None:
    listed = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        .stdout.decode()
        .split("\0")
    )
    bad = re.compile(
        r"py"
        r"pi\.org|python"
        r"hosted|registry\.npm"
        r"js|deb\."
        r"debian\.org|/(wo"
        r"rk|ro"
        r"ot)/[a-z]"
    )
    texts = [ROOT / name for name in listed if name and not name.endswith((".png", ".ico", ".woff2"))]
    assert not {str(path) for path in texts if path.is_file() and bad.search(path.read_text(errors="replace"))}


def test_importing_a_rule_loads_no_framework() -> None:
    code = "import sys, changeportal.domain.gateways; sys.exit('flask' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
