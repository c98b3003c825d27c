"""The condition in SQL and the rule in Python agree on every person and every proposal of the example year."""

from flask import Flask
from sqlalchemy import select, text

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.permissions import Permission, may
from changeportal.queries.people import actor
from changeportal.services.demo.load import AS_AT

TODAY = AS_AT.date()


def test_both_say_the_same(year: Flask) -> None:
    with year.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref LIKE '%3' OR ref LIKE '%8'"))
        db.session.execute(
            text(
                "INSERT INTO deputy (id, person_id, deputy_id, starts, ends) SELECT gen_random_uuid(), a.id, b.id, "
                "date '2026-11-01', date '2026-12-31' FROM person a, person b "
                "WHERE a.email = 's151@demo.example' AND b.email = 'viewer@demo.example'"
            )
        )
        facts = [facts_of(row) for row in db.session.execute(facts_statement(TODAY, Proposal.id.is_not(None)))]
        differ, seen = [], set()
        for person_id in db.session.execute(select(Person.id)).scalars():
            person = actor(person_id, TODAY)
            assert person is not None
            shown = set(db.session.execute(select(Proposal.ref).where(visible_to(person))).scalars())
            allowed = {one.ref for one in facts if may(person, Permission.PROPOSAL_VIEW, one).allowed}
            seen.add(len(shown))
            differ += [(person.name, ref) for ref in sorted(shown ^ allowed)]
        db.session.rollback()
        assert differ == []
        assert len(seen) > 3
