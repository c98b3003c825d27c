"""References: printed, read, and found inside what people search for."""

import pytest

from changeportal.domain.references import Reference, ReferenceKind, parse_reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("CP-2026-0042", Reference(ReferenceKind.PROPOSAL, 2026, 42)),
        (" cp-2026-12345 ", Reference(ReferenceKind.PROPOSAL, 2026, 12345)),
        ("d-2026-0007", Reference(ReferenceKind.DECISION, 2026, 7)),
        ("S-2026-0003", Reference(ReferenceKind.SAVING, 2026, 3)),
    ],
)
def test_reading(text: str, reference: Reference) -> None:
    assert parse_reference(text) == reference
    assert str(reference) == text.strip().upper()


@pytest.mark.parametrize(
    "text", ["", "CP-0042", "CP-2026-042", "XCP-2026-0042", "CP-2026-0042-1", "CP-2026-0042x", "CP 2026 0042"]
)
def test_what_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None


def test_words_round_a_reference_are_none() -> None:
    assert parse_reference("where is cp-2026-0042?") is None
