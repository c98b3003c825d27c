"""Board packs: states and words of a job, pages that go on, and what is exempt."""

import pytest

from changeportal.domain.exempt import exempt_part
from changeportal.domain.packs import JobState, Pages, next_free, progress_words, state_of


def test_pages_go_on_after_the_last_that_was_given() -> None:
    assert next_free([]) == 1
    assert next_free([Pages(27, 41), Pages(1, 3)]) == 42
    assert Pages(4, 4).words == "page 4"
    assert Pages(27, 41).words == "pages 27 to 41"


@pytest.mark.parametrize(
    ("started", "made", "stopped", "state"),
    [
        (False, False, False, JobState.WAITING),
        (True, False, False, JobState.WORKING),
        (True, True, False, JobState.MADE),
        (True, False, True, JobState.STOPPED),
        (False, False, True, JobState.STOPPED),
    ],
)
def test_a_state_follows_from_times(started: bool, made: bool, stopped: bool, state: JobState) -> None:
    assert state_of(started=started, made=made, stopped=stopped) is state


def test_progress_counts_papers() -> None:
    assert progress_words(JobState.WAITING, 0, 12) == "Waiting to start"
    assert progress_words(JobState.WORKING, 2, 12) == "Paper 3 of 12 is being read"
    assert progress_words(JobState.WORKING, 12, 12) == "All 12 papers are read. The pages are being put together"


@pytest.mark.parametrize(
    ("public", "restricted", "paragraph", "exempt"),
    [
        (True, False, None, False),
        (False, False, None, True),
        (True, True, None, True),
        (True, False, 3, True),
    ],
)
def test_what_is_exempt(public: bool, restricted: bool, paragraph: int | None, exempt: bool) -> None:
    found = exempt_part(public=public, restricted=restricted, paragraph=paragraph, because="It would show prices")
    assert (found is not None) is exempt
    if found:
        assert found.words.endswith("It would show prices")
        assert ("Paragraph 3 of part 1" in found.words) is (paragraph == 3)
        assert ("No paragraph" in found.words) is (paragraph is None)


def test_a_page_beyond_the_last_has_a_letter() -> None:
    held = Pages(27, 41)
    assert [held.name_of(page) for page in (27, 41, 42, 43)] == ["27", "41", "41a", "41b"]
