"""Your work: each person sees what waits for them, and nothing else."""

from flask import Flask

from tests.integration.cases.test_gateway_two import submitted
from tests.integration.ideas.test_submit import put_in
from tests.support.client import Judge
from tests.support.journey import People


def tasks(person: Judge) -> list[str]:
    return [link.get_text(" ") for link in person.page("/").select("tbody th a")]


def test_nothing_to_do(signed_in: People) -> None:
    assert "You have nothing to do today." in signed_in("viewer").page("/").get_text()


def test_a_draft_waits_for_its_proposer_and_an_idea_for_triage(signed_in: People) -> None:
    person = signed_in("proposer")
    person.send("/ideas/new/name", {"name": "Half an idea"})
    put_in(person, "Letters by email")
    assert [one.split(" :")[0].split(":")[0].strip() for one in tasks(person)] == ["Finish your idea"]
    assert "Letters by email" in tasks(signed_in("triage"))[0]
    assert tasks(signed_in("viewer")) == []


def test_a_submitted_case_waits_for_finance_and_the_change_lead(app: Flask, signed_in: People) -> None:
    submitted(app, signed_in)
    assert "Check the case (Finance)" in tasks(signed_in("finance"))[0]
    assert "Decide at gateway 2" in tasks(signed_in("change-lead"))[0]
    assert tasks(signed_in("legal")) == []


def test_who_asked_and_what_waits_for_others(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    row = next(one for one in signed_in("finance").page("/").select("tbody tr") if ref in one.get_text())
    assert row.select("td")[-1].get_text() == "Devan Osei"
    author = signed_in("author")
    waiting = author.page("/").find("caption", string="Waiting for someone else (1)")
    assert waiting
    assert "Decision at gateway 2" in waiting.parent.get_text()
    signed_in("change-lead").send(
        f"/proposals/{ref}/decide/G2", {"outcome": "return", "reasons": "Say more about cost"}
    )
    home = author.page("/")
    assert "Waiting for someone else" not in home.get_text()
    changed = home.select_one("aside")
    assert changed
    assert ref in changed.get_text()
    back = next(one for one in home.select("tbody tr") if "Change what was asked" in one.get_text())
    assert back.select("td")[-1].get_text() != "You"
    author.page(f"/proposals/{ref}")
    again = author.page("/").select_one("aside")
    assert again
    assert ref not in again.get_text()
