"""Who is in the room for a meeting or one of its items, as the rules on quorum and interests need it.

Pages and services read the same facts here, so what a screen says is what a decision is held to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.holders import in_force
from changeportal.data.models.boards import (
    AgendaItem,
    Attendance,
    Board,
    Interest,
    Meeting,
    MeetingDeclaration,
    Membership,
)
from changeportal.data.models.gateways import Round
from changeportal.data.models.gateways import Seat as SeatRow
from changeportal.data.models.people import Person, RoleGrant
from changeportal.data.session import AnySession
from changeportal.domain.deciders import member_word, regime, written_refusal
from changeportal.domain.meetings import (
    Declaration,
    Quorum,
    QuorumRule,
    Seat,
    Wish,
    item_quorum,
    quorum,
    recused,
)
from changeportal.domain.meetings import Interest as InterestKind
from changeportal.domain.permission_facts import PROPOSAL_ACTS, MeetingFacts, ProposalFacts
from changeportal.domain.terms import Role
from changeportal.domain.votes import presiding

KINDS = {
    "disclosable": InterestKind.DISCLOSABLE_PECUNIARY,
    "other": InterestKind.OTHER,
    "own_post": InterestKind.OWN_POST,
}
WISHES = {"take_part": Wish.STAY, "stay_silent": Wish.STAY_SILENT, "leave": Wish.LEAVE}
ROLE_NAMES = {Role.FINANCE_PARTNER: "finance", Role.SECTION_151: "finance", Role.MONITORING_OFFICER: "legal"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A seat or a membership as it was read."""

    person_id: UUID
    name: str
    voting: bool
    office: str


@dataclass(frozen=True, slots=True)
class Said:
    """An interest that somebody declared in the item; ``out`` when they take no part in it."""

    person_id: UUID
    who: str
    kind: str
    what: str
    will: str
    dispensation: str
    chair_rules: str
    out: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Seats with who is here, the board's rule, who has declared, and who left which item."""

    seats: tuple[Seat, ...]
    rule: QuorumRule
    declared: frozenset[UUID]
    left: frozenset[UUID]
    item: int | None
    interests: tuple[Said, ...] = ()

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
            seat.substitute or seat.name
            for seat in self.seats
            if seat.voting and seat.here and seat.filled_by not in self.declared
        )

    @property
    def out(self) -> frozenset[UUID]:
        """Everybody who takes no part in the item, whether they hold a seat or sit in one."""
        return self.left | {one.person_id for one in self.interests if one.out}

    def seat_of(self, person_id: UUID) -> Seat | None:
        """The voting seat that the person fills now."""
        return next((one for one in self.seats if one.voting and one.here and one.filled_by == person_id), None)

    def facts(self, board_id: UUID, proposal: ProposalFacts | None) -> MeetingFacts:
        """What permissions on the item are asked about."""
        barred = frozenset(who for act, who in proposal.acts if act in PROPOSAL_ACTS) if proposal else frozenset()
        chair = presiding(self.seats, self.left, barred)
        return MeetingFacts(
            board_id=board_id,
            proposal=proposal,
            seats=self.sitting,
            recused=self.out,
            in_place_of=frozenset((seat.filled_by, seat.person_id) for seat in self.seats if seat.substitute_id),
            presiding=frozenset({chair}) if chair else frozenset(),
        )

    @property
    def sitting(self) -> frozenset[UUID]:
        """Who may speak for a voting seat: its holder, or the substitute who sits there."""
        return frozenset(seat.filled_by for seat in self.seats if seat.voting)


def room_of(
    session: AnySession, at: tuple[Board, Meeting], item: AgendaItem | None, the_round: Round | None, today: date
) -> Room:
    """The room of a meeting, or of one of its items with its round. Four statements."""
    board, meeting = at
    rule = _rule(board, the_round)
    rule = replace(rule, here_word="have answered") if meeting.written else rule
    people = _people(session, board, the_round, today)
    here, declared = _here(session, meeting)
    filling = [here[one][0] for one in people if one in here]
    roles = _roles(session, filling, today) if rule.roles else {}
    seats = tuple(_seat(row, here.get(one), roles) for one, row in people.items())
    said = declared_interests(session, board, item) if item else ()
    out = frozenset(one.person_id for one in said if one.out)
    left = frozenset(seat.person_id for seat in seats if {seat.person_id, seat.filled_by} & out)
    return Room(seats, rule, declared, left, item.n if item else None, said)


def _rule(board: Board, the_round: Round | None) -> QuorumRule:
    """The rule that the item's round was opened with; for the meeting and reports, the board's own."""
    frozen = the_round is not None and the_round.quorum is not None
    number = the_round.quorum if the_round is not None and the_round.quorum is not None else board.quorum
    roles = the_round.quorum_roles if the_round is not None and frozen else board.quorum_roles
    return QuorumRule(
        number=number,
        roles=frozenset(str(name) for name in roles.get("roles", ())),
        member_word=member_word(board.kind),
        written_procedure=not written_refusal(board.kind),
    )


def _seat(row: _Place, filled: tuple[UUID, str] | None, roles: Mapping[UUID, frozenset[str]]) -> Seat:
    by, name = filled or (row.person_id, row.name)
    other = by != row.person_id
    return Seat(
        person_id=row.person_id,
        name=row.name,
        voting=row.voting,
        here=filled is not None,
        roles=roles.get(by, frozenset()),
        office=row.office,
        substitute_id=by if other else None,
        substitute=name if other else "",
    )


def declared_interests(session: AnySession, board: Board, item: AgendaItem) -> tuple[Said, ...]:
    """Every interest in the item, and whether it takes the person out of it."""
    rows = session.execute(
        select(Interest, Person.name)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.item_id == item.id)
        .order_by(Person.name)
    )
    return tuple(_said(row.Interest, row.name, recused(_declaration(row.Interest), regime(board.kind))) for row in rows)


def _said(row: Interest, name: str, out: bool) -> Said:
    return Said(row.person_id, name, row.kind, row.what, row.will, row.dispensation, row.chair_rules, out)


def _declaration(row: Interest) -> Declaration:
    return Declaration(
        person_id=row.person_id,
        interest=KINDS[row.kind],
        wish=WISHES[row.will],
        dispensation=bool(row.dispensation),
        chair_says_leave=row.chair_rules == "leave",
    )


def _people(session: AnySession, board: Board, the_round: Round | None, today: date) -> dict[UUID, _Place]:
    """The seats that the item's round was opened with; for the meeting and reports, the board's members today."""
    if the_round is not None:
        found = (
            select(SeatRow.person_id, Person.name, SeatRow.voting, SeatRow.office)
            .join(Person, Person.id == SeatRow.person_id)
            .where(SeatRow.round_id == the_round.id)
        )
    else:
        found = (
            select(Membership.person_id, Person.name, Membership.voting, Membership.office)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Membership.board_id == board.id,
                in_force(Membership, today),
            )
        )
    return {row.person_id: _Place(*row) for row in session.execute(found.order_by(Person.name))}


def _here(session: AnySession, meeting: Meeting) -> tuple[dict[UUID, tuple[UUID, str]], frozenset[UUID]]:
    """Whose seats are filled and by whom (themselves, or the substitute in their place), and who has declared."""
    present = (
        select(Attendance.person_id, Attendance.in_place_of_id, Person.name)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == meeting.id, Attendance.state == "present", Attendance.left_at.is_(None))
        .subquery()
    )
    said = select(MeetingDeclaration.person_id).where(MeetingDeclaration.meeting_id == meeting.id).subquery()
    rows = session.execute(
        select(present.c.person_id, present.c.in_place_of_id, present.c.name, said.c.person_id.label("declared"))
        .select_from(present.join(said, said.c.person_id == present.c.person_id, full=True))
        .order_by(present.c.in_place_of_id.nulls_first())
    ).all()
    here = {row.in_place_of_id or row.person_id: (row.person_id, row.name) for row in rows if row.person_id}
    return here, frozenset(row.declared for row in rows if row.declared)


def _roles(session: AnySession, people: Sequence[UUID], today: date) -> dict[UUID, frozenset[str]]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.person_id.in_(people),
            RoleGrant.role.in_(list(ROLE_NAMES)),
            in_force(RoleGrant, today),
        )
    )
    found: dict[UUID, set[str]] = {}
    for person, role in rows:
        found.setdefault(person, set()).add(ROLE_NAMES[role])
    return {person: frozenset(names) for person, names in found.items()}
