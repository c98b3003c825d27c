"""The theory of change: links lead forward, steps lead somewhere, and the words say the same as the picture."""

import xml.etree.ElementTree as ET

from changeportal.domain.theory import (
    Column,
    Link,
    Step,
    Theory,
    dead_ends,
    link_faults,
    sentences,
    step_faults,
    unexplained,
)
from changeportal.web.theory_diagram import boxes, diagram

TRAINERS = Step("t", Column.INPUTS, "Two trainers")
STAFF = Step("s", Column.OUTPUTS, "40 trained staff & friends")
FALLS = Step("f", Column.OUTCOMES, "Fewer falls")
STAYS = Step("h", Column.IMPACT, "Fewer hospital stays")
CHAIN = Theory(
    [TRAINERS, STAFF, FALLS, STAYS], [Link("2", "s", "f", "they stay"), Link("1", "t", "s", "staff have time")]
)


def test_a_link_leads_to_a_later_column() -> None:
    assert link_faults(Link("new", "f", "h", "x"), CHAIN) == {}
    assert "end_id" in link_faults(Link("new", "f", "s", "x"), CHAIN)
    assert "end_id" in link_faults(Link("new", "f", "f", "x"), CHAIN)


def test_a_link_stands_there_once() -> None:
    assert "end_id" in link_faults(Link("new", "t", "s", "x"), CHAIN)
    assert link_faults(Link("1", "t", "s", "other words"), CHAIN) == {}


def test_a_step_is_not_moved_so_that_a_link_leads_backwards() -> None:
    assert "stands_in" in step_faults(Step("s", Column.IMPACT, "x"), CHAIN)
    assert step_faults(Step("s", Column.ACTIVITIES, "x"), CHAIN) == {}


def test_steps_that_lead_nowhere_or_come_from_nowhere_are_found() -> None:
    assert dead_ends(CHAIN) == [FALLS]
    assert unexplained(CHAIN) == [STAYS]


def test_the_words_say_the_links_in_their_order() -> None:
    assert sentences(CHAIN) == [
        "Two trainers leads to 40 trained staff & friends, if staff have time",
        "40 trained staff & friends leads to Fewer falls, if they stay",
    ]


def test_the_picture_is_whole_and_its_boxes_keep_apart() -> None:
    many = Theory(
        [*CHAIN.steps, Step("u", Column.INPUTS, "A very long name that takes three lines of the box")], CHAIN.links
    )
    drawn = ET.fromstring(diagram(many))  # our own picture
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "40 trained staff &" in texts
    assert {"1", "2"} <= set(texts)
    placed = boxes(many)
    assert placed["u"].y > placed["t"].y + placed["t"].height
    assert max(box.x for box in placed.values()) < int(drawn.attrib["width"])


def test_the_picture_holds_no_style_or_script() -> None:
    assert "style" not in diagram(CHAIN)
    assert "<script" not in diagram(Theory([Step("x", Column.INPUTS, "<script>alert(1)</script>")], []))
