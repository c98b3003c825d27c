"""Missions: commitments with what serves them; a restricted proposal betrays nothing."""

from flask import Flask

from tests.support.client import Judge


def test_a_mission_lists_its_commitments_and_says_when_nothing_serves_them(year: Flask) -> None:
    viewer = Judge(year).sign_in("viewer")
    assert "Formerly Fairer Together" in viewer.page("/missions").get_text(" ")
    page = viewer.page("/missions/greener-healthier").get_text(" ")
    assert "CP-2025-0019" in page
    assert "Nothing serves it yet" in page
    assert "ended on" in page


def test_a_restricted_proposal_is_listed_for_those_who_may_know_alone(year: Flask) -> None:
    for who, sees in (("viewer", False), ("s151", True)):
        page = Judge(year).sign_in(who).page("/missions/child-friendly").get_text()
        assert ("CP-2026-0031" in page) is sees
