"""Who asks, for whom, in which request, and when: what every use case is told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from changeportal.domain.calendar import london_date
from changeportal.domain.people import Actor


@dataclass(frozen=True, slots=True)
class Once:
    """A form's one-time key, with what it was sent to and a hash of what was sent."""

    key: str
    route: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Context:
    """``now`` is the database's time (aware, UTC) with the product's clock offset."""

    actor: Actor
    request_id: str
    now: datetime
    on_behalf_of: Actor | None = None
    once: Once | None = None

    @property
    def today(self) -> date:
        """The date in London."""
        return london_date(self.now)

    @property
    def on_behalf_of_id(self) -> UUID | None:
        """Whom the actor stands in for, if anyone."""
        return self.on_behalf_of.id if self.on_behalf_of else None
