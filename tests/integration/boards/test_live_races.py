"""One decision for each round and one vote for each seat, over real HTTP against several processes.

20 rounds of each; 200 with TRUST=1. After every round the database goes back to how it was.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.integration.boards.test_meeting import MEETING, ready
from tests.integration.boards.test_votes import AGREED, ITEM
from tests.support.client import Judge
from tests.support.database import Servers
from tests.support.race import Arena, Move, arena

ROUNDS = 200 if os.environ.get("TRUST") else 20
INTEREST = {"answer": "yes", "n": "1", "kind": "other", "what": "My sister bids", "will": "leave"}
DECIDED = "SELECT count(*) FROM decision d JOIN gateway_round r ON r.id = d.round_id WHERE r.board_id IS NOT NULL"
CLOSED = "SELECT coalesce(max(close_reason), '') FROM gateway_round WHERE board_id IS NOT NULL"
WON, LOST = 302, 403
EDITED = {"problem": "Something else", "affected": "2,000", "residents_said": "Yes", "complete": "no", "version": "1"}


@dataclass
class Scene:
    """A published meeting whose first item is recorded and waits for the chair."""

    arena: Arena
    ref: str
    people: dict[str, Judge]

    def rounds(self) -> Iterator[int]:
        """So many rounds, each from the same state."""
        for n in range(ROUNDS):
            self.arena.again()
            yield n

    def confirms(self, who: str = "chair") -> Move:
        """The chair's confirmation of the record that they read."""
        return Move(self.people[who], f"{ITEM}/confirm", {"version": "1"})


@pytest.fixture(scope="module")
def scene(servers: Servers) -> Iterator[Scene]:
    with servers.clone() as name:
        app = servers.app(name)
        known: dict[str, Judge] = {}

        def signed_in(who: str) -> Judge:
            return known.setdefault(who, Judge(app).sign_in(who))

        ref, secretary = ready(app, signed_in)
        secretary.send(f"{ITEM}/record", AGREED)
        for who in ("chair", "member-three", "author"):
            signed_in(who)
        known["chair again"] = Judge(app).sign_in("chair")
        servers.release(app)
        with arena(servers, name) as made:
            yield Scene(made, ref, known)
        servers.release(app)


def test_two_decisions_of_one_round(scene: Scene) -> None:
    for n in scene.rounds():
        answers = scene.arena.at_once(scene.confirms(), scene.confirms("chair again"))
        assert sorted(answers) in ([WON, LOST], [WON, 409]), (n, answers)
        assert scene.arena.one(DECIDED) == 1, n


def test_a_decision_and_a_withdrawal(scene: Scene) -> None:
    path = f"/proposals/{scene.ref}/withdraw_submission"
    for n in scene.rounds():
        taken_back = Move(scene.people["author"], path, {"reason": "We found a fault"})
        answers = scene.arena.at_once(scene.confirms(), taken_back)
        assert answers.count(WON) == 1, (n, answers)
        decided, closed = scene.arena.one(DECIDED), scene.arena.one(CLOSED)
        assert (decided, closed) in ((1, "decided"), (0, "withdrawn")), n


def test_a_decision_and_a_change_of_its_record(scene: Scene) -> None:
    other = {**AGREED, "reasons": "Other reasons"}
    for n in scene.rounds():
        changed = Move(scene.people["secretary"], f"{ITEM}/record", {**other, "version": "1"})
        answers = scene.arena.at_once(scene.confirms(), changed)
        assert answers.count(WON) == 1, (n, answers)
        reasons = scene.arena.ask("SELECT reasons FROM decision WHERE agenda_item_id IS NOT NULL")
        assert reasons == ([("It pays",)] if answers[0] == WON else []), n


def test_a_decision_and_an_edit_of_the_case(scene: Scene) -> None:
    path = f"/proposals/{scene.ref}/case/need"
    before = scene.arena.one("SELECT max(sha256) FROM case_version")
    for n in scene.rounds():
        edited = Move(scene.people["author"], path, EDITED)
        answers = scene.arena.at_once(scene.confirms(), edited)
        assert answers[0] == WON, (n, answers)
        assert answers[1] in (LOST, 423), (n, answers)
        assert scene.arena.one("SELECT count(*) FROM case_section WHERE body::text LIKE '%Something else%'") == 0, n
        assert scene.arena.one("SELECT max(sha256) FROM case_version") == before, n


def test_a_decision_and_a_quorum_that_is_lost(scene: Scene) -> None:
    for n in scene.rounds():
        leaves = Move(scene.people["member-three"], f"{MEETING}/interests", INTEREST)
        answers = scene.arena.at_once(scene.confirms(), leaves)
        assert answers.count(WON) == 1, (n, answers)
        declared = scene.arena.one("SELECT count(*) FROM interest")
        assert (scene.arena.one(DECIDED), declared) in ((1, 0), (0, 1)), n


def test_a_decision_and_somebody_who_goes(scene: Scene) -> None:
    three = scene.arena.ask("SELECT person_id::text FROM attendance WHERE state = 'present' ORDER BY 1 LIMIT 3")
    for n in scene.rounds():
        answers = {"present": [str(row[0]) for row in three]}
        goes = Move(scene.people["secretary"], f"{MEETING}/attendance", answers)  # type: ignore[arg-type]  # a list is sent as the value repeated
        said = scene.arena.at_once(scene.confirms(), goes)
        assert said[1] == WON, (n, said)
        decided = int(str(scene.arena.one(DECIDED)))
        assert (said[0] == WON) == (decided == 1), (n, said)
        counted = "SELECT jsonb_array_length(detail->'present') FROM decision WHERE agenda_item_id IS NOT NULL"
        assert scene.arena.ask(counted) == ([(4,)] if decided else []), n


def test_two_votes_of_one_seat(scene: Scene) -> None:
    member = scene.people["member-three"]
    for n in scene.rounds():
        scene.arena.run(["UPDATE agenda_item SET vote_called_at = app_now()"])
        votes = [Move(member, f"{ITEM}/vote", {"vote": said}) for said in ("for", "against") * 3]
        answers = scene.arena.at_once(*votes)
        assert sorted(answers) == [WON] + [LOST] * 5, (n, answers)
        assert scene.arena.one("SELECT count(*) FROM seat_vote") == 1, n
