"""Bars stand where the figures say, and never leave the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changeportal.web.charts import Fill, Step, marker, single, stacked, waterfall


def test_waterfall_runs_on_the_largest_running_total() -> None:
    bars = waterfall([Step(62, True), Step(71), Step(-33), Step(100, True)])
    assert [(bar.x, bar.width) for bar in bars] == [
        ("0.00", "46.62"),
        ("46.62", "53.38"),
        ("75.19", "24.81"),
        ("0.00", "75.19"),
    ]
    assert [bar.fill for bar in bars] == [Fill.TOTAL, Fill.ADDS, Fill.REDUCES, Fill.TOTAL]


@given(st.lists(st.builds(Step, st.integers(-(10**12), 10**12), st.booleans()), max_size=20))
def test_no_bar_leaves_the_picture(steps: list[Step]) -> None:
    for bar in waterfall(steps):
        start, width = (int(text.replace(".", "")) for text in (bar.x, bar.width))
        assert start >= 0
        assert start + width <= 10_000


def test_stacked_rows_share_one_scale_and_leave_out_nothing() -> None:
    rows = stacked([[(3, Fill.VERIFIED), (1, Fill.AT_RISK)], [(0, Fill.VERIFIED), (2, Fill.AT_RISK)]])
    assert [[(bar.x, bar.width) for bar in row] for row in rows] == [
        [("0.00", "75.00"), ("75.00", "25.00")],
        [("0.00", "50.00")],
    ]
    with pytest.raises(ValueError, match="below nought"):
        stacked([[(-1, Fill.VERIFIED)]])


def test_single_bars_run_left_below_nought_and_marks_share_their_scale() -> None:
    assert [(row[0].x, row[0].width) for row in single([-10, 30])] == [("0.00", "25.00"), ("25.00", "75.00")]
    assert marker(10, [-10, 30]) == "50.00"
    assert single([]) == []
