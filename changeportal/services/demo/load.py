"""Loading the example year into an empty database, and setting the demo's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import create_engine, select, text

from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.errors import Refused
from changeportal.domain.examples import DemoProposal
from changeportal.domain.mtfs import Version
from changeportal.services.demo.people import load_people

AS_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What the example files hold, read."""

    people: Sequence[Mapping[str, str]]
    proposals: Sequence[DemoProposal]
    versions: Mapping[str, Version]


def load_demo(owner_url: str, files: DemoFiles) -> dict[str, int]:
    """Load everything in one transaction; how many rows of each kind. Refuses where there are people already."""
    if db.session.execute(select(Person.id).limit(1)).first():
        raise Refused("not_empty", "There are people already. Example data go into an empty database only.")
    set_clock(owner_url, AS_AT)
    people = load_people(db.session, files.people, AS_AT)
    db.session.commit()
    return {"people": len(people)}


def set_clock(owner_url: str, moment: datetime) -> None:
    """Have the product's clock read this moment now, and run on from there. Only the owner may."""
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE clock SET example = true, "
                "offset_seconds = extract(epoch FROM CAST(:moment AS timestamptz) - transaction_timestamp())::bigint"
            ),
            {"moment": moment},
        )
    engine.dispose()
