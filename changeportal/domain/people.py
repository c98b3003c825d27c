"""People as the rules see them: who acts, with which roles, for whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from changeportal.domain.terms import Role, SignOffKind


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held by a person between two dates, perhaps only for one directorate, board, pool or kind of sign-off."""

    role: Role
    starts: date
    ends: date | None = None
    directorate_id: UUID | None = None
    board_id: UUID | None = None
    pool_id: UUID | None = None
    sign_off: SignOffKind | None = None

    def live(self, today: date) -> bool:
        """Whether the grant holds on that day; the end date is the last day."""
        return self.starts <= today and (self.ends is None or today <= self.ends)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking. ``grants`` are the live ones only; ``stands_in_for`` are the people whose deputy this person is today."""

    id: UUID
    name: str
    email: str
    grants: tuple[Grant, ...] = ()
    stands_in_for: tuple["Actor", ...] = ()

    def has(
        self,
        role: Role,
        *,
        directorate_id: UUID | None = None,
        board_id: UUID | None = None,
        pool_id: UUID | None = None,
        sign_off: SignOffKind | None = None,
    ) -> bool:
        """Whether a live grant of that role covers the scope asked for; an unscoped grant covers everything."""
        wanted = (directorate_id, board_id, pool_id, sign_off)
        for grant in self.grants:
            held = (grant.directorate_id, grant.board_id, grant.pool_id, grant.sign_off)
            if grant.role is role and all(h is None or w is None or h == w for h, w in zip(held, wanted, strict=True)):
                return True
        return False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today, whatever their scope."""
        return frozenset(grant.role for grant in self.grants)
