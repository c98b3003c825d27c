"""Why a check lapsed, in words that name the change: which part, which figure from what to what, which text."""

from collections.abc import Mapping, Sequence
from typing import Any

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.figure_compare import FigureChange, figure_changes
from changeportal.domain.frozen_rows import TERMS, row_changes
from changeportal.domain.money import format_pounds
from changeportal.domain.version_compare import text_changes

FIGURES = ("money", "savings", "options")
MOST_NAMED = 3


def lapse_words(
    watched: Sequence[str], changed: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> str:
    """The sentence; ``changed`` are the watched parts whose hash differs, ``before`` and ``after`` frozen documents."""
    said = [*_figures(watched, before, after), *_texts(watched, before, after)]
    if not said:
        said = [f"‘{BY_CODE[code].label}’ changed" for code in changed]
    return f"Lapsed because {'; '.join(said)}"


def _figures(watched: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    if not any(code in FIGURES for code in watched):
        return []
    found = [_figure(one) for one in figure_changes(before, after)]
    found += [f"range or net benefit of ‘{one.title}’" for one in row_changes(before, after) if one.kind == TERMS]
    return [f"‘{BY_CODE['money'].label}’ changed: {_some(found)}"] if found else []


def _figure(one: FigureChange) -> str:
    was, now = (format_pounds(pence) if pence is not None else "not there" for pence in (one.before, one.after))
    fund = f" ({one.fund})" if one.fund else ""
    return f"{one.when} {one.kind or 'amount'} ‘{one.line}’{fund} {was} → {now}"


def _texts(watched: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    by_section: dict[str, list[str]] = {}
    for one in text_changes(before, after):
        if one.code in watched:
            by_section.setdefault(one.code, []).append(one.label)
    return [f"‘{BY_CODE[code].label}’ changed: {_some(labels)}" for code, labels in by_section.items()]


def _some(words: Sequence[str]) -> str:
    """The first few; how many more there are."""
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
