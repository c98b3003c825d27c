"""The one table of kinds of decider and the guards of the database say the same of every kind that both name."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.gateway_facts import Power
from changeportal.domain.terms import BoardKind
from tests.integration.boards.test_meeting import ready
from tests.support.journey import People

SUBSTITUTE = (
    "INSERT INTO attendance (meeting_id, person_id, state, here_from, in_place_of_id, entered_by_id) "
    "SELECT m.id, p.id, 'present', app_now(), q.id, p.id FROM meeting m, person p, person q "
    "WHERE p.email = 'hr@demo.example' AND q.email = 'member-one@demo.example'"
)
WRITTEN = (
    "INSERT INTO meeting (id, board_id, slug, starts_at, place, papers_due, written, deadline, urgency) "
    "SELECT gen_random_uuid(), id, 'written-9', app_now(), '', '2026-11-20', true, app_now(), 'Now' "
    "FROM board WHERE slug = 'change-board'"
)
POWER = (
    "INSERT INTO gateway_round (id, proposal_id, gateway, policy_version_id, board_id, power, opened_at, opened_by_id) "
    "SELECT gen_random_uuid(), r.proposal_id, 'G5', r.policy_version_id, b.id, '{power}', app_now(), r.opened_by_id "
    "FROM gateway_round r, board b WHERE r.closed_at IS NULL AND b.slug = 'change-board'"
)
BY_CLERK = (
    "INSERT INTO published_resolution (round_id, resolved_on) "
    "SELECT id, london_today() FROM gateway_round WHERE closed_at IS NULL"
)


def guarded(statement: str, words: str) -> bool:
    """Whether the database refuses that statement in those words."""
    place = db.session.begin_nested()
    try:
        db.session.execute(text(statement))
    except DBAPIError as problem:
        return words in str(problem)
    finally:
        place.rollback()
    return False


@pytest.fixture
def meeting(app: Flask, signed_in: People) -> Flask:
    ready(app, signed_in)
    return app


def test_table_and_guards_agree_of_every_kind(meeting: Flask) -> None:
    with meeting.app_context():
        for kind in BoardKind:
            db.session.execute(text("UPDATE board SET kind = :k WHERE slug = 'change-board'"), {"k": kind.value})
            row = DECIDERS[kind]
            said = (
                guarded(SUBSTITUTE, "this body has no substitutes"),
                guarded(WRITTEN, "this body decides at meetings alone"),
                guarded(BY_CLERK, "a resolution is entered for an open round of such a body"),
                *(guarded(POWER.format(power=one.value), "a body of this kind does not decide") for one in Power),
            )
            refuses = (not row.substitutes, not row.written_procedure, not row.by_clerk)
            assert said == (*refuses, *(one not in row.powers for one in Power)), kind
        db.session.rollback()
