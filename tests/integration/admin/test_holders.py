"""Who holds a role on a day: from the first day to the last one, in the place that the role is for."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.holders import holders, reaches
from changeportal.data.models.people import RoleGrant
from changeportal.data.session import db
from changeportal.domain.terms import Role

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("starts", "ends", "counts"),
    [
        ("2026-11-20", None, True),
        ("2026-11-21", None, False),
        ("2026-01-01", "2026-11-20", True),
        ("2026-01-01", "2026-11-19", False),
        ("2026-01-01", "2027-03-31", True),
    ],
)
def test_a_grant_counts_from_its_first_day_to_its_last(app: Flask, starts: str, ends: str | None, counts: bool) -> None:
    with app.app_context():
        db.session.execute(
            text("UPDATE role_grant SET starts = :s, ends = :e WHERE role = 'section_151'"), {"s": starts, "e": ends}
        )
        found = holders(db.session, DAY, RoleGrant.role == Role.SECTION_151)
        assert bool(found) is counts
        db.session.rollback()


def test_a_role_for_the_whole_council_reaches_every_place_and_one_for_a_pool_its_own(app: Flask) -> None:
    with app.app_context():
        pools = db.session.execute(text("SELECT id FROM pool ORDER BY slug LIMIT 2")).scalars().all()
        who = RoleGrant.role == Role.RESOURCE_MANAGER

        def reached() -> list[bool]:
            return [bool(holders(db.session, DAY, who, reaches(RoleGrant.pool_id, pool))) for pool in pools]

        db.session.execute(
            text("UPDATE role_grant SET pool_id = :p WHERE role = 'resource_manager'"), {"p": str(pools[0])}
        )
        assert reached() == [True, False]
        db.session.execute(text("UPDATE role_grant SET pool_id = NULL WHERE role = 'resource_manager'"))
        assert reached() == [True, True]
        db.session.rollback()
