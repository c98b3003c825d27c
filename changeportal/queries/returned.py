"""What was asked of a returned case and what was done about it, for pages."""

from collections.abc import Sequence
from uuid import UUID

from changeportal.data.asked_rows import asked
from changeportal.data.session import db
from changeportal.domain.returned import Asked


def asked_of(proposal_id: UUID) -> Sequence[Asked]:
    """Everything that was asked of this case, the newest decision first. One statement."""
    return asked(db.session, proposal_id)
