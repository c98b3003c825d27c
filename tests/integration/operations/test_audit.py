"""The audit chain: whole after real work; every change to it is found."""

import json

import psycopg
import pytest
from flask import Flask

from tests.integration.ideas.test_submit import put_in
from tests.support.database import Servers
from tests.support.journey import People

BREAKS = {
    "a changed payload": "UPDATE audit_event SET payload = '{}' WHERE seq = 3",
    "a changed time": "UPDATE audit_event SET at = at + interval '1 second' WHERE seq = 3",
    "a changed actor": "UPDATE audit_event SET actor_id = NULL WHERE seq = 3",
    "a deleted row": "DELETE FROM audit_personal WHERE seq = 3; DELETE FROM audit_event WHERE seq = 3",
    "a changed personal value": "UPDATE audit_personal SET body = 'x' WHERE seq = 3",
}


def verified(app: Flask) -> tuple[int, dict[str, object]]:
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])
    return result.exit_code, json.loads(result.output.strip().splitlines()[-1])


def test_whole_after_real_work(app: Flask, signed_in: People) -> None:
    put_in(signed_in("proposer"))
    code, found = verified(app)
    assert code == 0
    assert found["ok"] is True
    assert found["first_break"] is None
    # one event for starting, nine answers, one for submitting, one for the frozen version
    assert found["events"] == 12


@pytest.mark.parametrize("change", BREAKS.values(), ids=list(BREAKS))
def test_a_change_by_the_owner_is_found(app: Flask, servers: Servers, signed_in: People, change: str) -> None:
    put_in(signed_in("proposer"))
    name = app.config["SQLALCHEMY_OWNER_URI"].split("@/")[1].split("?")[0]
    with psycopg.connect(host=str(servers.sockets), user="changeportal_owner", dbname=name, autocommit=True) as owner:
        owner.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        for statement in change.split("; "):
            owner.execute(statement)
    code, found = verified(app)
    assert code == 1
    assert found["first_break"] in {3, 4}
