"""One way to page a list: a page number from the address, a size, how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
SIZES = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is asked for; odd numbers from an address are put right, not refused."""

    number: int = 1
    size: int = 25

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.number - 1) * self.size


def paging_from(number: str | None, size: str | None) -> Paging:
    """From the words of an address."""
    asked = int(number) if number and number.isdecimal() and len(number) < 7 else 1
    wanted = int(size) if size and size.isdecimal() and len(size) < 4 else SIZES[0]
    return Paging(max(asked, 1), wanted if wanted in SIZES else SIZES[0])


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page and how many there are in all."""

    rows: Sequence[Row]
    total: int
    paging: Paging

    @property
    def first(self) -> int:
        """The number of the first row shown; 0 when there is none."""
        return self.paging.offset + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.paging.offset + len(self.rows)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.paging.size))
