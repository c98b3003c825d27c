"""Claims on posts and contracts: twice is found once, and posts that end within 90 days are counted together."""

from datetime import date
from typing import Any

import pytest

from changeportal.domain.check_facts import CheckFacts, OtherFacts
from changeportal.domain.claims import Thing, ThingClaim, clashes, most_ending
from changeportal.domain.findings import findings
from changeportal.domain.found import Severity
from changeportal.domain.shared_findings import names_others

APRIL, JUNE, JULY = date(2027, 4, 1), date(2027, 6, 1), date(2027, 7, 1)


def post(number: str, *, mine: bool = True, ref: str = "CP-2026-0001", **more: Any) -> ThingClaim:
    facts = {"thing": Thing.POST, "title": "Clerk", "fte_hundredths": 50, "filled": True, "month": APRIL}
    return ThingClaim(number=number, mine=mine, ref=ref, **{**facts, **more})


def others(number: str, ref: str = "CP-2026-0002", **more: Any) -> ThingClaim:
    return post(number, mine=False, ref=ref, **more)


def found(things: list[ThingClaim], said: int = 0) -> dict[str, Any]:
    facts = CheckFacts(today=date(2026, 11, 20), lines=(), posts=said, others=OtherFacts(things=things), evidence=1)
    return {one.key: one for one in findings(facts)}


def test_a_thing_that_others_claim_is_named_once_with_all_of_them() -> None:
    things = [post("P-1"), others("P-1", "CP-2026-0009"), others("P-1"), others("P-2"), post("P-3")]
    (clash,) = clashes(things)
    assert (clash.mine.number, clash.refs, clash.agreed) == ("P-1", ("CP-2026-0002", "CP-2026-0009"), False)
    one = found(things, 2)["claimed_twice:post:P-1"]
    assert one.severity is Severity.SERIOUS
    assert one.words == "This post is also claimed by CP-2026-0002, CP-2026-0009: P-1, Clerk"


def test_an_approved_plan_is_said_and_a_contract_is_no_post() -> None:
    things = [post("1"), others("1", thing=Thing.CONTRACT, agreed=True)]
    assert list(clashes(things)) == []
    contract = [post("1", thing=Thing.CONTRACT), others("1", thing=Thing.CONTRACT, agreed=True)]
    words = found(contract)["claimed_twice:contract:1"].words
    assert words == "This contract is also claimed in the approved plan of CP-2026-0002: 1, Clerk"


@pytest.mark.parametrize(
    ("things", "posts", "refs"),
    [
        ([post("1"), others("2", month=JUNE)], 2, ("CP-2026-0002",)),
        ([post("1"), others("2", month=date(2027, 6, 29))], 2, ("CP-2026-0002",)),
        ([post("1"), others("2", month=date(2027, 6, 30))], 1, ()),
        ([post("1"), others("2", month=JULY), others("3", month=JULY)], 1, ()),
        ([post("1"), post("2", filled=False)], 1, ()),
        ([post("1"), others("1")], 1, ("CP-2026-0002",)),
        ([post("1", month=None), others("2", month=JULY)], 2, ("CP-2026-0002",)),
        ([post("1", month=None), others("2", month=None)], 1, ()),
        ([], 0, ()),
    ],
)
def test_posts_of_any_90_days_are_counted_together(things: list[ThingClaim], posts: int, refs: tuple[str, ...]) -> None:
    ending = most_ending(things)
    assert (ending.posts, ending.refs) == (posts, refs)


def test_twenty_and_a_hundred_posts_ask_for_consultation() -> None:
    many = [post(str(n)) for n in range(12)] + [others(str(n), month=JUNE) for n in range(12, 20)]
    words = found(many, 12)["posts_together"].words
    assert words == (
        "20 filled posts (10 full-time equivalent) end within 90 days, together with CP-2026-0002: "
        "consultation takes at least 30 days"
    )
    assert not {"posts", "posts_together"} & set(found(many[:-1], 12))
    hundred = [post(str(n)) for n in range(100)]
    assert "at least 45 days" in found(hundred, 100)["posts"].words
    assert "20 posts end: consultation" in found([], 20)["posts"].words


def test_what_names_others_is_never_kept() -> None:
    many = [post(str(n)) for n in range(12)] + [others(str(n), month=JUNE) for n in range(11, 20)]
    shared = [one for one in found(many, 12).values() if one.names_others]
    assert {one.key for one in shared} == {"claimed_twice:post:11", "posts_together"}
    assert all(names_others(one.key) for one in shared)
    assert not any(names_others(one.key) for one in found([post("1")], 2).values())


def test_the_number_that_the_case_says_is_held_against_its_claims() -> None:
    assert found([post("1"), post("2")], 1)["posts_said"].severity is Severity.SERIOUS
    assert found([post("1")], 2)["posts_said"].severity is Severity.ADVICE
    assert "posts_said" not in found([post("1")], 1)
    assert "posts_said" not in found([], 4)
