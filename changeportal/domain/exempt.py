"""What of a decision or an agenda is kept from the public, by which paragraph of Schedule 12A, and how that is said."""

from dataclasses import dataclass

from changeportal.domain.key_notices import PARAGRAPHS

SCHEDULE = "part 1 of Schedule 12A to the Local Government Act 1972"


@dataclass(frozen=True, slots=True)
class ExemptPart:
    """Why something is not public: the paragraph of the notice (nothing where none is on record), and what was said."""

    paragraph: int | None
    because: str

    @property
    def words(self) -> str:
        """The reason in one sentence or two."""
        if self.paragraph is None:
            said = f"No paragraph of {SCHEDULE} is on record"
        else:
            said = f"Paragraph {self.paragraph} of {SCHEDULE}: {PARAGRAPHS[self.paragraph][0].lower()}{PARAGRAPHS[self.paragraph][1:]}"
        return f"{said}. {self.because}".strip() if self.because else f"{said}."


def exempt_part(*, public: bool, restricted: bool, paragraph: int | None, because: str) -> ExemptPart | None:
    """What is exempt: whatever is restricted, kept from publication, or noticed as private. Nothing else is."""
    if public and not restricted and paragraph is None:
        return None
    return ExemptPart(paragraph, because)
