"""Options scored against weighted criteria: what is wrong with a score, the weighted totals, and the words on what was rejected.

Weights and scores are whole numbers; a total is out of 100, and there is none while a score is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

USUAL_CRITERIA = (
    "Strategic fit",
    "Potential value for money",
    "Supplier capacity and capability",
    "Affordability",
    "Achievability",
)
USUAL_WEIGHT = 20
MOST_WEIGHT = 100
MOST_SCORE = 5
OUT_OF = 100
SCORE_WORDS = {
    0: "0 – fails it",
    1: "1 – very poor",
    2: "2 – poor",
    3: "3 – fair",
    4: "4 – good",
    5: "5 – meets it in full",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A score with its reason; None where it was not scored yet."""

    score: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """What an option reaches out of 100; None while criteria named in ``unscored`` have no score."""

    share: int | None
    unscored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An option and why it is recommended, or why not."""

    title: str
    preferred: bool
    why: str


def faults(given: Mapping[str, Given]) -> dict[str, str]:
    """What stops scores from being taken, by option: a score needs its reason, and a reason its score."""
    wrong = {}
    for option, one in given.items():
        if one.score is not None and not 0 <= one.score <= MOST_SCORE:
            wrong[option] = f"The score must be between 0 and {MOST_SCORE}"
        elif one.score is not None and not one.reason.strip():
            wrong[option] = "Say why it has this score"
        elif one.score is None and one.reason.strip():
            wrong[option] = "Select the score that this is the reason for"
    return wrong


def total(criteria: Sequence[tuple[str, str, int]], scores: Mapping[str, int]) -> Total:
    """The weighted total of one option. ``criteria`` are key, title and weight; ``scores`` are by the criterion's key."""
    unscored = tuple(title for key, title, _weight in criteria if key not in scores)
    most = MOST_SCORE * sum(weight for _key, _title, weight in criteria)
    if unscored or not most:
        return Total(None, unscored)
    points = sum(weight * scores[key] for key, _title, weight in criteria)
    return Total((2 * points * OUT_OF + most) // (2 * most), ())


def rejected_words(options: Sequence[Reasoned]) -> str:
    """What stands in the decision record as other options considered, one a line, in the words of the case."""
    return "\n".join(f"{one.title}: {one.why}" for one in options if not one.preferred and one.why)
