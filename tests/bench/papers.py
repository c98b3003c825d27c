"""How long papers take: the largest case of the example year as a file, and the pack of a meeting of twelve items."""

import io
from dataclasses import dataclass

from pypdf import PdfReader

from tests.bench.timing import median, seconds
from tests.integration.boards.test_pack_jobs import pack_at, with_items
from tests.integration.boards.test_packs import asked, make
from tests.integration.cases.test_papers import FILES, LARGEST
from tests.support.client import Judge
from tests.support.database import YEAR, Servers


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, its median in milliseconds, and how large it is."""

    name: str
    ms: float
    size: str


def papers(servers: Servers) -> list[Paper]:
    """Measured in the example year."""
    servers.make_year()
    with servers.clone(YEAR) as name:
        app = servers.app(name)
        person = Judge(app).sign_in("finance")
        found = []
        for path in FILES:
            href = f"/proposals/{LARGEST}/{path}"
            body = person.http.get(href).data
            found.append(Paper(path, median(lambda href=href: person.http.get(href)), f"{len(body) / 1024:.0f} KB"))
        with_items(app, 12)
        job = asked(Judge(app).sign_in("viewer"))
        took = seconds(lambda: make(app))
        found.append(
            Paper(
                "pack of twelve items, once",
                took * 1000,
                f"{len(PdfReader(io.BytesIO(pack_at(app, job))).pages)} pages",
            )
        )
        servers.release(app)
    return found
