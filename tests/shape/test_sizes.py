"""Small rooms: files, functions and route handlers stay small; nothing is put off; names tell."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted([*(ROOT / "changeportal").rglob("*.py"), ROOT / "config.py", ROOT / "wsgi.py"])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
VAGUE = {"common", "helper", "helpers", "utils", "util", "misc", "manager"}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of each function, its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            shown = (first.end_lineno or 0) - first.lineno + 1 if words else 0
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - shown


def test_files_are_small() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in SOURCE}
    assert not {str(path) for path, length in lengths.items() if length > 400}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 250
    assert not {str(path) for path in TESTS if len(path.read_text().splitlines()) > 500}


def test_functions_are_small() -> None:
    lengths = dict(one for path in SOURCE for one in functions(path))
    assert not {name: length for name, length in lengths.items() if length > 50}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 25


def test_route_handlers_are_thin() -> None:
    routes = [path for path in SOURCE if path.name.endswith("routes.py")]
    lengths = [length for path in routes for _name, length in functions(path)]
    assert statistics.median(lengths) <= 12
    assert max(lengths) <= 30


def test_names_tell() -> None:
    assert not {str(path) for path in [*SOURCE, *TESTS] if {path.stem, *path.parent.parts} & VAGUE}


def test_nothing_is_put_off() -> None:
    put_off = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    assert not {str(path) for path in [*SOURCE, *TESTS] if put_off.search(path.read_text())}


def test_every_suppression_says_why() -> None:
    bare = re.compile(r"#\s*(noqa(:[ A-Z0-9,]+)?|type: ignore(\[[a-z-]+\])?)\s*$", re.MULTILINE)
    assert not {f"{path}: {found.group(0)}" for path in [*SOURCE, *TESTS] for found in bare.finditer(path.read_text())}


def test_the_function_counter_sees_a_long_one(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    x = 1\n" * 60)
    node = next(ast.walk(ast.parse(long.read_text())))
    assert isinstance(node, ast.Module)
    assert (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 == 61
