"""One decision for each round and one vote for each seat, over real HTTP against several processes.

20 rounds of each; 200 with TRUST=1, where the figures are said at the end: rounds, wrong answers, seconds, who won how
often. After every round the database goes back to how it was.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, ready
from tests.integration.boards.test_votes import AGREED, ITEM
from tests.support.client import Judge
from tests.support.database import Servers
from tests.support.race import Arena, Move, arena, played

ROUNDS = 200 if os.environ.get("TRUST") else 20
pytestmark = pytest.mark.timeout(ROUNDS * 15)
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
        with app.app_context():
            db.session.execute(text("UPDATE job SET stopped_at = app_now(), problem = 'No pack is made in a race'"))
            db.session.commit()
        servers.release(app)
        with arena(servers, name) as made:
            yield Scene(made, ref, known)
        servers.release(app)


@pytest.fixture
def race(scene: Scene, request: pytest.FixtureRequest) -> Callable[[Callable[[], str]], None]:
    """Plays a round so many times from the same state; the round says who won, and fails where an answer is wrong."""
    return lambda one: played(scene.arena, request.node, one, ROUNDS)


Race = Callable[[Callable[[], str]], None]


def test_two_decisions_of_one_round(scene: Scene, race: Race) -> None:
    def one() -> str:
        answers = scene.arena.at_once(scene.confirms(), scene.confirms("chair again"))
        assert sorted(answers) in ([WON, LOST], [WON, 409]), answers
        assert scene.arena.one(DECIDED) == 1
        return "the first" if answers[0] == WON else "the second"

    race(one)


def test_a_decision_and_a_withdrawal(scene: Scene, race: Race) -> None:
    def one() -> str:
        path = f"/proposals/{scene.ref}/withdraw_submission"
        answers = scene.arena.at_once(
            scene.confirms(), Move(scene.people["author"], path, {"reason": "We found a fault"})
        )
        assert answers.count(WON) == 1, answers
        decided, closed = scene.arena.one(DECIDED), scene.arena.one(CLOSED)
        assert (decided, closed) in ((1, "decided"), (0, "withdrawn")), (decided, closed)
        return "the decision" if decided else "the withdrawal"

    race(one)


def test_a_decision_and_a_change_of_its_record(scene: Scene, race: Race) -> None:
    other = {**AGREED, "reasons": "Other reasons"}

    def one() -> str:
        changed = Move(scene.people["secretary"], f"{ITEM}/record", {**other, "version": "1"})
        answers = scene.arena.at_once(scene.confirms(), changed)
        assert answers.count(WON) == 1, answers
        reasons = scene.arena.ask("SELECT reasons FROM decision WHERE agenda_item_id IS NOT NULL")
        assert reasons == ([("It pays",)] if answers[0] == WON else []), reasons
        return "the decision" if answers[0] == WON else "the change"

    race(one)


def test_a_decision_and_an_edit_of_the_case(scene: Scene, race: Race) -> None:
    path = f"/proposals/{scene.ref}/case/need"
    before = scene.arena.one("SELECT max(sha256) FROM case_version")

    def one() -> str:
        answers = scene.arena.at_once(scene.confirms(), Move(scene.people["author"], path, EDITED))
        assert answers[0] == WON, answers
        assert answers[1] in (LOST, 423), answers
        assert scene.arena.one("SELECT count(*) FROM case_section WHERE body::text LIKE '%Something else%'") == 0
        assert scene.arena.one("SELECT max(sha256) FROM case_version") == before
        return "the decision"

    race(one)


def test_a_decision_and_a_quorum_that_is_lost(scene: Scene, race: Race) -> None:
    def one() -> str:
        leaves = Move(scene.people["member-three"], f"{MEETING}/interests", INTEREST)
        answers = scene.arena.at_once(scene.confirms(), leaves)
        assert sorted(answers) == [WON, LOST], answers
        found = (scene.arena.one(DECIDED), scene.arena.one("SELECT count(*) FROM interest"))
        assert found in ((1, 0), (0, 1)), found
        return "the decision" if found == (1, 0) else "the interest"

    race(one)


def test_a_decision_and_somebody_who_goes(scene: Scene, race: Race) -> None:
    three = scene.arena.ask("SELECT person_id::text FROM attendance WHERE state = 'present' ORDER BY 1 LIMIT 3")
    counted = "SELECT jsonb_array_length(detail->'present') FROM decision WHERE agenda_item_id IS NOT NULL"

    def one() -> str:
        goes = Move(scene.people["secretary"], f"{MEETING}/attendance", {"present": [str(row[0]) for row in three]})  # type: ignore[dict-item]  # sent several times
        said = scene.arena.at_once(scene.confirms(), goes)
        assert said[1] == WON, said
        decided = int(str(scene.arena.one(DECIDED)))
        assert (said[0] == WON) == (decided == 1), said
        assert scene.arena.ask(counted) == ([(4,)] if decided else [])
        return "the decision" if decided else "the absence"

    race(one)


def test_two_votes_of_one_seat(scene: Scene, race: Race) -> None:
    member = scene.people["member-three"]

    def one() -> str:
        scene.arena.run(["UPDATE agenda_item SET vote_called_at = app_now()"])
        answers = scene.arena.at_once(
            *(Move(member, f"{ITEM}/vote", {"vote": said}) for said in ("for", "against") * 3)
        )
        assert sorted(answers) == [WON] + [LOST] * 5, answers
        assert scene.arena.one("SELECT count(*) FROM seat_vote") == 1
        return str(scene.arena.one("SELECT vote FROM seat_vote"))

    race(one)


def test_a_vote_and_an_interest_of_the_same_member(scene: Scene, race: Race) -> None:
    member = scene.people["member-three"]
    standing = "SELECT count(*) FROM seat_vote v WHERE NOT EXISTS (SELECT 1 FROM vote_void x WHERE x.vote_id = v.id)"

    def one() -> str:
        scene.arena.run(["UPDATE agenda_item SET vote_called_at = app_now()"])
        moves = Move(member, f"{ITEM}/vote", {"vote": "for"}), Move(member, f"{MEETING}/interests", INTEREST)
        answers = scene.arena.at_once(*moves)
        assert answers[0] in (WON, LOST), answers
        assert answers[1] == WON, answers
        assert scene.arena.one(standing) == 0
        return "the vote, then voided" if answers[0] == WON else "the interest"

    race(one)
