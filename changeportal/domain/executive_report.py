"""The council's headings of a report to the Executive or a board, in order: one list for PDF, Word and tests."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """A numbered part of the report."""

    SYNOPSIS = "1"
    RECOMMENDATIONS = "2"
    BACKGROUND = "3"
    NEED = "3.1"
    OPTIONS = "3.2"
    ENGAGEMENT = "3.3"
    MONITORING = "3.4"
    IMPLICATIONS = "4"
    FINANCIAL = "4.1"
    LEGAL = "4.2"
    ENVIRONMENTAL = "4.3"
    EQUALITIES = "4.4"
    CONCLUSION = "5"


TITLES = {
    Part.SYNOPSIS: "Synopsis",
    Part.RECOMMENDATIONS: "Recommendations",
    Part.BACKGROUND: "Background and context",
    Part.NEED: "The need",
    Part.OPTIONS: "Options",
    Part.ENGAGEMENT: "Engagement methodology and approach",
    Part.MONITORING: "Monitoring progress, impact, and outcomes",
    Part.IMPLICATIONS: "Implications",
    Part.FINANCIAL: "Financial implications",
    Part.LEGAL: "Legal implications",
    Part.ENVIRONMENTAL: "Environmental implications and contribution to achieving a net zero carbon borough by 2030",
    Part.EQUALITIES: "Equalities impact assessment",
    Part.CONCLUSION: "Conclusion and reasons for recommendations",
}
APPENDICES = "Appendices"
BACKGROUND_PAPERS = "Background papers"
CLEARANCE = "Final report clearance"


@dataclass(frozen=True, slots=True)
class Cleared:
    """A line of the final clearance: what for, who, and when the system stamped it."""

    what: str
    who: str
    when: str


def heading(part: Part) -> str:
    """The number and the words."""
    return f"{part.value} {TITLES[part]}"
