"""Taking times. They only mean something beside others of the same run."""

import statistics
import time
from collections.abc import Callable

TRIES = 15


def seconds(do: Callable[[], object]) -> float:
    """How long one go takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def median(do: Callable[[], object]) -> float:
    """The median of so many tries, in milliseconds."""
    return statistics.median(seconds(do) * 1000 for _try in range(TRIES))
