"""Who is in the room for a meeting or one of its items, as the rules on quorum and interests need it.

Pages and services read the same facts here, so what a screen says is what a decision is held to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from changeportal.data.models.boards import (
    AgendaItem,
    Attendance,
    Board,
    Interest,
    Meeting,
    MeetingDeclaration,
    Membership,
)
from changeportal.data.models.gateways import Seat as SeatRow
from changeportal.data.models.people import Person, RoleGrant
from changeportal.data.session import AnySession
from changeportal.domain.meetings import (
    Declaration,
    Quorum,
    QuorumRule,
    Regime,
    Seat,
    Wish,
    item_quorum,
    quorum,
    recused,
)
from changeportal.domain.meetings import Interest as InterestKind
from changeportal.domain.terms import BoardKind, Role

COUNCILLORS = frozenset({BoardKind.EXECUTIVE, BoardKind.FULL_COUNCIL, BoardKind.EXECUTIVE_MEMBER, BoardKind.SCRUTINY})
NO_WRITTEN_PROCEDURE = frozenset({BoardKind.EXECUTIVE, BoardKind.FULL_COUNCIL})
KINDS = {"disclosable": InterestKind.DISCLOSABLE_PECUNIARY, "other": InterestKind.OTHER}
WISHES = {"take_part": Wish.STAY, "stay_silent": Wish.STAY_SILENT, "leave": Wish.LEAVE}
ROLE_NAMES = {Role.FINANCE_PARTNER: "finance", Role.SECTION_151: "finance", Role.MONITORING_OFFICER: "legal"}


@dataclass(frozen=True, slots=True)
class Room:
    """Seats with who is here, the board's rule, who has declared, and who left which item."""

    seats: tuple[Seat, ...]
    rule: QuorumRule
    declared: frozenset[UUID]
    left: frozenset[UUID]
    item: int | None

    @property
    def quorum(self) -> Quorum:
        """The quorum of the item, or of the whole meeting."""
        if self.item is None:
            return quorum(self.seats, self.rule)
        return item_quorum(self.seats, self.rule, self.item, self.left)

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Names of those who are here, have a vote and have not said whether they have an interest."""
        return tuple(
            seat.name for seat in self.seats if seat.voting and seat.here and seat.person_id not in self.declared
        )


def member_word(kind: BoardKind) -> str:
    """Member only for councillors."""
    return "member" if kind in COUNCILLORS else "board member"


def regime(kind: BoardKind) -> Regime:
    """The law for councillors, the chair's ruling for officers."""
    return Regime.DISCLOSABLE if kind in COUNCILLORS else Regime.CONFLICT


def room_of(session: AnySession, board: Board, meeting: Meeting, item: AgendaItem | None, today: date) -> Room:
    """The room of a meeting, or of one of its items. Four statements."""
    people = _people(session, board, item, today)
    here = _here(session, meeting)
    wanted = frozenset(str(name) for name in board.quorum_roles.get("roles", ()))
    roles = _roles(session, list(people), today) if wanted else {}
    seats = tuple(
        Seat(person_id=one, name=name, voting=voting, here=one in here, roles=roles.get(one, frozenset()))
        for one, (name, voting) in people.items()
    )
    rule = QuorumRule(
        number=board.quorum,
        roles=wanted,
        member_word=member_word(board.kind),
        written_procedure=board.kind not in NO_WRITTEN_PROCEDURE,
    )
    declared = frozenset(
        session.execute(
            select(MeetingDeclaration.person_id).where(MeetingDeclaration.meeting_id == meeting.id)
        ).scalars()
    )
    left = left_item(session, board, item) if item else frozenset()
    return Room(seats, rule, declared, left, item.n if item else None)


def left_item(session: AnySession, board: Board, item: AgendaItem) -> frozenset[UUID]:
    """Who takes no part in the item because of an interest."""
    rows = session.execute(select(Interest).where(Interest.item_id == item.id)).scalars()
    return frozenset(row.person_id for row in rows if recused(_declaration(row), regime(board.kind)))


def _declaration(row: Interest) -> Declaration:
    return Declaration(
        person_id=row.person_id,
        interest=KINDS[row.kind],
        wish=WISHES[row.will],
        dispensation=bool(row.dispensation),
    )


def _people(session: AnySession, board: Board, item: AgendaItem | None, today: date) -> dict[UUID, tuple[str, bool]]:
    """The seats that the item's round was opened with; for the meeting and reports, the board's members today."""
    if item is not None and item.round_id is not None:
        rows = [
            (row.person_id, row.name, row.voting)
            for row in session.execute(
                select(SeatRow.person_id, Person.name, SeatRow.voting)
                .join(Person, Person.id == SeatRow.person_id)
                .where(SeatRow.round_id == item.round_id)
                .order_by(Person.name)
            )
        ]
    else:
        rows = [
            (row.person_id, row.name, row.voting)
            for row in session.execute(
                select(Membership.person_id, Person.name, Membership.voting)
                .join(Person, Person.id == Membership.person_id)
                .where(
                    Membership.board_id == board.id,
                    Membership.starts <= today,
                    or_(Membership.ends.is_(None), Membership.ends >= today),
                )
                .order_by(Person.name)
            )
        ]
    return {person: (name, voting) for person, name, voting in rows}


def _here(session: AnySession, meeting: Meeting) -> frozenset[UUID]:
    """Whose seats are filled: by themselves, or by the deputy who sits in their place."""
    rows = session.execute(
        select(Attendance.person_id, Attendance.in_place_of_id).where(
            Attendance.meeting_id == meeting.id, Attendance.state == "present", Attendance.left_at.is_(None)
        )
    )
    return frozenset(row.in_place_of_id or row.person_id for row in rows)


def _roles(session: AnySession, people: Sequence[UUID], today: date) -> dict[UUID, frozenset[str]]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.person_id.in_(people),
            RoleGrant.role.in_(list(ROLE_NAMES)),
            RoleGrant.starts <= today,
            or_(RoleGrant.ends.is_(None), RoleGrant.ends >= today),
        )
    )
    found: dict[UUID, set[str]] = {}
    for person, role in rows:
        found.setdefault(person, set()).add(ROLE_NAMES[role])
    return {person: frozenset(names) for person, names in found.items()}
