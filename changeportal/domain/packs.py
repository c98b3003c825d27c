"""Board packs: the public and the exempt one, how far a job is, and page numbers that never change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class PackKind(StrEnum):
    """Which papers a pack holds. They are never in one file."""

    PUBLIC = "public_pack"
    EXEMPT = "exempt_pack"


STOPPED_BY_ASKER = "You stopped it."
GIVEN_UP = "The pack could not be made. Nothing was changed. Tell the service desk."
LABELS = {PackKind.PUBLIC: "Public pack", PackKind.EXEMPT: "Exempt pack"}


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    WORKING = "working"
    MADE = "made"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper's pages in a pack."""

    first: int
    last: int

    @property
    def words(self) -> str:
        """ "page 4", "pages 27 to 41"."""
        return f"page {self.first}" if self.first == self.last else f"pages {self.first} to {self.last}"

    def name_of(self, page: int) -> str:
        """One of its pages as the paper numbers it; of a paper that grew, what is beyond its last page goes on as 41a."""
        return str(page) if page <= self.last else f"{self.last}{chr(ord('a') + page - self.last - 1)}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a paper and the page on which it begins."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a paper stands in a pack, and each of its sections, in order."""

    pages: Pages
    sections: Sequence[Section] = ()


def state_of(*, started: bool, made: bool, stopped: bool) -> JobState:
    """Its state from the times on its row."""
    if made:
        return JobState.MADE
    if stopped:
        return JobState.STOPPED
    return JobState.WORKING if started else JobState.WAITING


def progress_words(state: JobState, step: int, steps: int) -> str:
    """How far it is, in a sentence."""
    if state is JobState.WAITING:
        return "Waiting to start"
    if state is JobState.MADE:
        return "Made"
    if state is JobState.STOPPED:
        return "Stopped"
    if step >= steps:
        return f"All {steps} papers are read. The pages are being put together"
    return f"Paper {step + 1} of {steps} is being read"


def next_free(fixed: Iterable[Pages]) -> int:
    """The page on which a paper that has no pages yet begins: after every page that was given."""
    return max((one.last for one in fixed), default=0) + 1
