"""The appraisal of a case's options for its pages."""

from datetime import date
from uuid import UUID

from changeportal.data import appraisal_rows
from changeportal.data.appraisal_rows import CaseResults, OptionResult, worth_more
from changeportal.data.session import db
from changeportal.domain.errors import NotFound

__all__ = ["CaseResults", "OptionResult", "one", "results", "worth_more"]


def results(proposal_id: UUID, today: date, opened: UUID | None = None) -> CaseResults:
    """Work every option out; the opened one with what would change it. Seven statements, whatever the number of lines."""
    return appraisal_rows.results(db.session, proposal_id, today, opened=opened)


def one(found: CaseResults, option_id: UUID) -> OptionResult:
    """One of the options. NotFound otherwise."""
    for option in found.options:
        if option.id == option_id:
            return option
    raise NotFound
