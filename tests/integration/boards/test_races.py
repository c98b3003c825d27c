"""Two people at one instant: one result, and the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, ready, recorded
from tests.integration.savings.test_tracker import ACTUAL, SEEN, approved, entry
from tests.support.client import Judge
from tests.support.journey import People

Send = Callable[[], int]


def posting(person: Judge, path: str, answers: dict[str, str]) -> Send:
    """A post that is to be sent; what comes back is its status."""
    return lambda: person.http.post(path, data=answers).status_code


def at_once(*sends: Send) -> list[int]:
    """Send all at one instant; the statuses of the answers, in order."""
    barrier, answers = Barrier(len(sends)), [0] * len(sends)

    def run(place: int, send: Send) -> None:
        barrier.wait()
        answers[place] = send()

    threads = [Thread(target=run, args=one) for one in enumerate(sends)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return sorted(answers)


def count(app: Flask, table: str) -> int:
    with app.app_context():
        return int(db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_two_confirmations_make_one_decision(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    before = count(app, "decision")
    chairs = [signed_in("chair"), signed_in("chair")]
    tokens = [one.hidden(one.page(f"{MEETING}/items/1"), f"{MEETING}/items/1/confirm") for one in chairs]
    sends: list[Send] = [
        posting(person, f"{MEETING}/items/1/confirm", {**token, "_key": str(uuid4())})
        for person, token in zip(chairs, tokens, strict=True)
    ]
    assert at_once(*sends) in ([302, 403], [302, 409])
    assert count(app, "decision") == before + 1


def test_a_double_click_makes_one_decision_and_one_answer(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    before = count(app, "decision")
    first, second = signed_in("chair"), signed_in("chair")
    token = first.hidden(first.page(f"{MEETING}/items/1"), f"{MEETING}/items/1/confirm")
    other = {**second.hidden(second.page(f"{MEETING}/items/1"), f"{MEETING}/items/1/confirm"), "_key": token["_key"]}
    path = f"{MEETING}/items/1/confirm"
    answers = at_once(
        lambda: first.http.post(path, data=token).status_code, lambda: second.http.post(path, data=other).status_code
    )
    assert answers == [302, 302]
    assert count(app, "decision") == before + 1


def test_two_verifications_count_once(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    signed_in("finance").send("/savings/S-2026-0001/actual", ACTUAL)
    path = f"/savings/S-2026-0001/verify/{entry(app)}"
    people = [signed_in("finance-two"), signed_in("s151")]
    tokens = [one.hidden(one.page(path), path) for one in people]
    sends: list[Send] = [posting(person, path, {**token, **SEEN}) for person, token in zip(people, tokens, strict=True)]
    assert at_once(*sends) == [302, 403]
    assert count(app, "verification") == 1
