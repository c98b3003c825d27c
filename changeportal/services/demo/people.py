"""The demo people: one for each role, with one shared password, their roles and their seats on the change board."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.boards import Board, Membership
from changeportal.data.models.people import Person, RoleGrant
from changeportal.data.models.reference import Directorate
from changeportal.data.session import AnySession
from changeportal.domain.terms import Role, SignOffKind
from changeportal.services.demo import DEMO_PASSWORD
from changeportal.services.sign_in import HASHER

FROM = date(2024, 4, 1)
OFFICES = {"chair": ("chair", True), "board_member": ("member", True), "secretary": ("secretary", False)}
POSTS = {"director-of-homes": "director", "section-151-officer": "s151"}
SITS_ON_CHANGE_BOARD = frozenset({"chair", "board_member", "secretary"})


def load_people(session: AnySession, rows: Iterable[Mapping[str, str]], at: datetime) -> dict[str, UUID]:
    """Add the people; their ids by the first part of their address."""
    password = HASHER.hash(DEMO_PASSWORD)
    board_id = session.execute(select(Board.id).where(Board.slug == "change-board")).scalar_one()
    ids: dict[str, UUID] = {}
    for row in rows:
        person = Person(
            name=row["name"],
            email=f"{row['email']}@demo.example",
            job_title=f"{row['job_title']} (example)",
            password_hash=password,
            created_at=at,
        )
        session.add(person)
        session.flush()
        ids[row["email"]] = person.id
        session.add_all(_grants(session, person.id, row))
        if row["role"] in SITS_ON_CHANGE_BOARD:
            office, voting = OFFICES[row["role"]]
            session.add(Membership(board_id=board_id, person_id=person.id, office=office, voting=voting, starts=FROM))
        session.flush()
    _hold_posts(session, ids)
    return ids


def _hold_posts(session: AnySession, ids: Mapping[str, UUID]) -> None:
    """The posts with delegated powers and who holds them."""
    for board in session.execute(select(Board).where(Board.slug.in_(sorted(POSTS)))).scalars():
        board.officer_id = ids.get(POSTS[board.slug])
    session.flush()


def _grants(session: AnySession, person_id: UUID, row: Mapping[str, str]) -> list[RoleGrant]:
    """Everybody may put ideas in; the role of the file comes besides, with its scope."""
    grants = [RoleGrant(person_id=person_id, role=Role.PROPOSER, starts=FROM)]
    if row["role"] == Role.PROPOSER:
        return grants
    kind, _, name = row["scope"].partition(":")
    scoped = RoleGrant(person_id=person_id, role=Role(row["role"]), starts=FROM)
    if kind == "sign_off":
        scoped.sign_off = SignOffKind(name)
    elif kind == "board":
        scoped.board_id = session.execute(select(Board.id).where(Board.slug == name)).scalar_one()
    elif kind == "directorate":
        scoped.directorate_id = session.execute(select(Directorate.id).where(Directorate.slug == name)).scalar_one()
    return [*grants, scoped]
