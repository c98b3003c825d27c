"""A large grid in pages."""

import pytest

from changeportal.domain.grid_parts import CELLS, Piece, month_years, parts


def test_a_small_grid_is_one_page() -> None:
    assert parts([("savings", 10), ("running", 20)], 5) == [(Piece("savings", 0, 10), Piece("running", 0, 20))]
    assert parts([], 5) == []


def test_groups_stay_whole_while_they_fit() -> None:
    # 30 years: five lines on a page
    assert parts([("savings", 3), ("income", 2), ("running", 7)], 30) == [
        (Piece("savings", 0, 3), Piece("income", 0, 2)),
        (Piece("running", 0, 5),),
        (Piece("running", 5, 7),),
    ]


@pytest.mark.parametrize("columns", [2, 5, 30, 60, 200])
def test_every_line_stands_once_in_order_and_no_page_is_too_large(columns: int) -> None:
    groups = [("savings", 61), ("one_off", 1), ("running", 138)]
    pages = parts(groups, columns)
    seen = [(one.group, place) for page in pages for one in page for place in range(one.start, one.end)]
    assert seen == [(group, place) for group, lines in groups for place in range(lines)]
    for page in pages:
        lines = sum(one.end - one.start for one in page)
        assert lines * columns <= CELLS or lines == 1


def test_the_first_two_years_go_by_months() -> None:
    assert month_years(2026) == (2026, 2027)
