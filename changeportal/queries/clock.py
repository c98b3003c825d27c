"""The product's day, for commands that have no request."""

from datetime import date

from sqlalchemy import func, select

from changeportal.data.session import db
from changeportal.domain.calendar import london_date


def today() -> date:
    """The date in London by the product's clock."""
    return london_date(db.session.execute(select(func.app_now())).scalar_one())
