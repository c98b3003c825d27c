"""Many made proposals for benchmarks, by COPY: the one place that writes past the use cases. Deterministic."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from changeportal.data.session import AnySession
from changeportal.domain.calendar import months_of_year
from changeportal.domain.money import split
from changeportal.services.demo.stage import Stage as Scene

FIRST = 200_000
YEARS = (2027, 2028, 2029)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
WORDS = ("letters", "repairs", "libraries", "parking", "lettings", "energy", "trees", "meals", "roads", "visits")
DOES = ("Faster", "Shared", "Plainer", "Joint", "Digital", "Cheaper", "Local", "Greener", "Safer", "Earlier")
STANDS = (
    ("idea", "submitted"),
    ("idea", "in_review"),
    ("idea", "declined"),
    ("business_case", "draft"),
    ("business_case", "in_review"),
    ("resourcing", "in_review"),
    ("approval", "in_review"),
    ("benefits", "active"),
    ("benefits", "active"),
    ("business_case", "declined"),
)
Row = tuple[object, ...]


def load_many(scene: Scene, count: int) -> int:
    """Add ``count`` proposals with their events, parts, lines and savings; how many."""
    made = _Made(scene, count)
    tables: tuple[tuple[str, Sequence[str], Callable[[int], Iterator[Row]]], ...] = (
        ("proposal", PROPOSAL, made.proposal),
        ("proposal_event", EVENT, made.event),
        ("proposal_person", PART, made.part),
        ("case_option", OPTION, made.option),
        ("profile_line", LINE, made.line),
        ("profile_amount", ("line_id", "year", "pence"), made.amounts),
        ("saving", SAVING, made.saving),
        ("saving_entry", ENTRY, made.entries),
    )
    for table, columns, rows in tables:
        _copy(scene.session, table, columns, rows, count)
    return count


PROPOSAL = [
    "id",
    "ref",
    "title",
    "summary",
    "stage",
    "status",
    "route",
    "reach",
    "mission_id",
    "directorate_id",
    "approved_at",
    "ended_at",
    "entered_status_at",
    "brought_in",
    "example",
    "created_at",
    "created_by",
]
EVENT = ["id", "proposal_id", "n", "at", "actor_id", "kind", "to_stage", "to_status", "words", "payload"]
PART = ["id", "proposal_id", "person_id", "part", "started_at"]
OPTION = ["id", "proposal_id", "position", "kind", "title", "preferred", "why"]
LINE = ["id", "option_id", "proposal_id", "position", "kind", "title", "saving_class", "fund_code", "full_year_pence"]
SAVING = [
    "id",
    "ref",
    "proposal_id",
    "title",
    "directorate_id",
    "fund_code",
    "saving_class",
    "recurrence",
    "full_year_pence",
    "owner_id",
    "in_budget_from",
    "example",
    "created_at",
]
ENTRY = ["id", "saving_id", "series", "month", "pence", "source", "by_id", "at"]


def _copy(
    session: AnySession, table: str, columns: Sequence[str], rows: Callable[[int], Iterator[Row]], count: int
) -> None:
    driver = session.connection().connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as out:
        for n in range(count):
            for row in rows(n):
                out.write_row(row)


class _Made:
    """The rows of the n-th made proposal. Every key follows from its number."""

    def __init__(self, scene: Scene, count: int) -> None:
        self.scene, self.count = scene, count
        self.missions = sorted(scene.missions.values())
        self.directorates = sorted(scene.directorates.values())
        self.author, self.proposer = scene.people["author"], scene.people["proposer"]

    @staticmethod
    def key(kind: int, n: int, part: int = 0) -> UUID:
        """A key: its kind, number and part."""
        return UUID(int=(kind << 112) | (0x7 << 76) | (0x2 << 62) | (n << 8) | part)

    @staticmethod
    def at(n: int) -> datetime:
        """When it was put in."""
        return START + timedelta(minutes=n % 400_000)

    @staticmethod
    def stands(n: int) -> tuple[str, str]:
        """Stage and status."""
        return STANDS[n % len(STANDS)]

    def directorate(self, n: int) -> UUID:
        """Which directorate it is of."""
        return self.directorates[n % len(self.directorates)]

    def pence(self, n: int) -> int:
        """What it saves in a year."""
        return (1 + n % 97) * 1_200_00

    def title(self, n: int) -> str:
        """Its name."""
        return f"{DOES[n % 10]} {WORDS[n // 10 % 10]} {n:06d} (example)"

    def proposal(self, n: int) -> Iterator[Row]:
        """The proposal."""
        stage, status = self.stands(n)
        at, approved = self.at(n), self.at(n) if stage == "benefits" else None
        ended = at if status == "declined" else None
        need = f"Made for measuring: {WORDS[n % 10]} cost too much"
        ref = f"CP-2026-{FIRST + n}"
        where = (self.missions[n % len(self.missions)], self.directorate(n))
        head = (self.key(1, n), ref, self.title(n), need, stage, status, "light", "council_wide")
        yield (*head, *where, approved, ended, at, True, True, at, self.proposer)

    def event(self, n: int) -> Iterator[Row]:
        """Its one event: brought in."""
        stage, status = self.stands(n)
        words = "Brought in for measuring"
        yield self.key(2, n), self.key(1, n), 1, self.at(n), self.author, "brought_in", stage, status, words, "{}"

    def part(self, n: int) -> Iterator[Row]:
        """Its proposer."""
        yield self.key(3, n), self.key(1, n), self.proposer, "proposer", self.at(n)

    def _has_money(self, n: int) -> bool:
        return self.stands(n)[0] in ("business_case", "resourcing", "approval")

    def option(self, n: int) -> Iterator[Row]:
        """The option that it recommends."""
        if self._has_money(n):
            yield self.key(4, n), self.key(1, n), 1, "other", "As written", True, "Made for measuring"

    def line(self, n: int) -> Iterator[Row]:
        """One saving line."""
        if self._has_money(n):
            money = (self.title(n), "cash_releasing", "HRA", self.pence(n))
            yield (self.key(5, n), self.key(4, n), self.key(1, n), 1, "saving", *money)

    def amounts(self, n: int) -> Iterator[Row]:
        """The line's years."""
        if self._has_money(n):
            yield from ((self.key(5, n), year, self.pence(n)) for year in YEARS)

    def saving(self, n: int) -> Iterator[Row]:
        """What is in delivery has a saving in a budget."""
        if self.stands(n)[0] == "benefits":
            ref = f"S-2026-{FIRST + n}"
            money = ("HRA", "cash_releasing", "ongoing", self.pence(n), self.author, 2026, True, self.at(n))
            yield (self.key(6, n), ref, self.key(1, n), self.title(n), self.directorate(n), *money)

    def entries(self, n: int) -> Iterator[Row]:
        """Its budget plan of the year."""
        if self.stands(n)[0] != "benefits":
            return
        months: Sequence[date] = months_of_year(2026)
        for part, (month, pence) in enumerate(zip(months, split(self.pence(n), len(months)), strict=True)):
            yield self.key(7, n, part), self.key(6, n), "budget_plan", month, pence, "example", self.author, self.at(n)
