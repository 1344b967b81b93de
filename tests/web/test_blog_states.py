"""The page of the blogs says each state in words, with what can be done about it."""

from html import unescape
from pathlib import Path

import pytest
from sites import opened
from states import STATES, folder
from term import NOW

from archive.report.states import in_words
from crawler.advice import ADVICE


@pytest.mark.parametrize("state", STATES)
def test_a_card_says_the_state_and_what_can_be_done(state: str, tmp_path: Path) -> None:
    with opened(folder(tmp_path / "original", state), tmp_path / "copy", NOW) as pages:
        said = unescape(pages.client.get("/blogs").text)
    assert f">{in_words(state)}</span>" in said
    assert ADVICE[state] in said
    assert ('class="todo"' in said) == bool(ADVICE[state])
