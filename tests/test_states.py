"""Each state that a blog can be in is said in words, with what can be done about it, wherever blogs are told of."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from command import ROOT, coursekeep
from factories import CRAWL
from states import ANSWERS, ELSEWHERE, STATES, folder, state_of

from archive.report.states import WORDS, in_words
from archive.report.summary import crawl_lines, crawl_summary
from crawler.advice import ADVICE, NEEDS_A_PERSON, WELL
from crawler.front import WALLS
from crawler.roster_words import LETTERS, letter

NOTHING_TO_DO = {"ok", "opted_out"}


@pytest.mark.parametrize("state", ANSWERS)
def test_a_crawl_gives_each_state_that_a_home_page_tells(state: str) -> None:
    assert state_of(state) == state


def test_no_state_is_without_its_word() -> None:
    assert set(STATES) == set(ADVICE)
    assert {state for state, words in ADVICE.items() if not words} == NOTHING_TO_DO
    assert NEEDS_A_PERSON | WELL | set(ELSEWHERE) == set(ADVICE)
    assert set(WALLS.values()) <= set(ADVICE) and set(WORDS) <= set(ADVICE)


def test_every_state_is_in_the_design() -> None:
    (line,) = [each for each in (ROOT / "DESIGN.md").read_text().splitlines() if each.startswith("| `blogs.state` |")]
    assert set(STATES) <= {each.strip() for each in line.split("|")[2].split(",")}


@pytest.mark.parametrize("state", [*NEEDS_A_PERSON])
def test_who_has_to_change_something_gets_words_that_can_be_sent(state: str) -> None:
    assert state in LETTERS
    assert "https://a.example/" in letter(state, "Ana", "https://a.example/", reason="HTTP 418")
    assert "{" not in letter(state, None, "https://a.example/")


@pytest.mark.parametrize("state", STATES)
def test_problems_and_status_and_the_end_of_a_crawl_say_it_with_what_can_be_done(state: str, tmp_path: Path) -> None:
    data = folder(tmp_path / "data", state)
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        assert db.execute("select state from blogs").fetchall() == [(state,)]
    line = f"weaving is {in_words(state)}: {ADVICE[state]}"
    ran = coursekeep("status", "--data", data, cwd=tmp_path)
    assert (line in ran.out) == (state not in NOTHING_TO_DO)
    assert (f"[{in_words(state)}]" in ran.out) == (state != "ok")
    ran = coursekeep("problems", "--data", data, cwd=tmp_path)
    assert (line in ran.out) == (state not in (*NOTHING_TO_DO, "not_crawled"))
    if state not in ("opted_out", "not_crawled"):
        told = "\n".join(crawl_lines(crawl_summary(data, CRAWL), ADVICE))
        assert (line in told) == (state != "ok")
        assert "_" not in told.partition("blog ")[0]
