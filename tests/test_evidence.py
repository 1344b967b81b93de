"""Evidence in order, and the numbers of rows: the same on every machine, in every order, for ever."""

import random
from dataclasses import replace

import pytest
from factories import CRAWL, HOME, LATER, LATEST, capture, evidence, post, rest, revisit, runs, shown
from hypothesis import given
from hypothesis import strategies as st

from archive.items import Capture, Post
from crawler.compose.evidence import (
    HTML,
    OF_BLOG,
    OF_POST,
    REST,
    Evidence,
    Observation,
    beside,
    best_first,
    first,
    following,
    ident,
    in_order,
    seen,
    shown_by,
    utc,
)

WORDS = st.one_of(st.none(), st.integers(), st.text())


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("blog", "weaving"), 7159278512900684),
        (("post", "weaving", "12"), 908264046222829),
        (("said", 1, None, "\ud800"), 6635614309042713),
    ],
)
def test_a_number_made_from_a_natural_key_never_changes(parts: tuple[object, ...], number: int) -> None:
    assert ident(*parts) == number


@given(st.lists(WORDS, max_size=4))
def test_every_number_fits_into_53_bits_and_is_not_zero(parts: list[object]) -> None:
    assert 0 < ident(*parts) < 2**53


def test_parts_do_not_run_into_each_other() -> None:
    assert ident("a", "bc") != ident("ab", "c")
    assert ident("a", None) == ident("a", "") != ident("a")


@given(st.integers(1, 2**53 - 1))
def test_the_number_after_one_is_another_that_fits(number: int) -> None:
    assert 0 < following(number) < 2**53
    assert following(number) != number


@given(st.text(), st.lists(WORDS, max_size=4))
def test_rows_of_a_blog_stand_beside_each_other(slug: str, parts: list[object]) -> None:
    blog = ident("blog", slug)
    assert 0 < beside(blog, *parts) < 2**53
    assert beside(blog, *parts) >> OF_BLOG == blog >> OF_BLOG
    assert beside(blog, *parts, own=OF_POST) >> OF_POST == blog >> OF_POST


@given(st.permutations([shown(), shown(crawl=LATER), rest(post()), revisit(shown(), LATEST), evidence("other", HOME)]))
def test_the_order_is_that_of_time_whatever_came_first(given_order: list[Evidence]) -> None:
    ordered = in_order(given_order)
    assert [utc(each.capture) for each in ordered] == sorted(utc(each.capture) for each in ordered)
    assert ordered == in_order(reversed(ordered))


def test_a_revisit_says_what_the_newest_whole_capture_of_its_address_said() -> None:
    old, new = shown(post(title="Old")), shown(post(title="New"), crawl=LATER)
    given_order = [revisit(new, LATEST), new, old]
    random.Random(1).shuffle(given_order)
    assert in_order(given_order)[-1].page == new.page


@pytest.mark.parametrize(
    "bad",
    [
        capture(HOME + "one/", crawl=LATER, status=500),
        capture(HOME + "one/", crawl=LATER, truncated="disconnect"),
        capture(HOME + "two/", crawl=LATER),
    ],
)
def test_a_revisit_never_repeats_an_error_a_stump_or_another_address(bad: Capture) -> None:
    old, other = shown(), replace(shown(post(title="Other")), capture=bad)
    assert in_order([old, other, revisit(old, LATEST)])[-1].page == old.page


def test_a_revisit_of_nothing_says_nothing() -> None:
    assert in_order([revisit(shown())])[0].page.post is None


def observed(title: str | None, rank: int, crawl: str = CRAWL, minute: int = 0) -> Observation[Post]:
    taken = capture(HOME + str(minute), crawl=crawl)
    at = taken.fetched_at.replace(minute=minute)
    each = replace(shown(), capture=replace(taken, fetched_at=at))
    return Observation(item=post(title=title), evidence=each, rank=rank)


@given(st.permutations(range(4)))
def test_the_newest_crawl_is_best_then_the_best_source_then_the_newest_word(order: list[int]) -> None:
    best = [observed("d", HTML, LATER), observed("c", REST), observed("b", HTML, minute=9), observed("a", HTML)]
    assert best_first(best[n] for n in order) == best


def test_the_first_word_is_the_first_that_says_something() -> None:
    assert first([observed(None, REST), observed("", REST), observed("a", HTML)], "title") == "a"
    assert first([observed(None, REST)], "title") is None


@pytest.mark.parametrize(
    ("crawls", "status"),
    [((CRAWL,), "live"), ((CRAWL, LATER), "missing"), ((CRAWL, LATER, LATEST), "gone"), ((), "live")],
)
def test_what_two_complete_crawls_miss_is_gone(crawls: tuple[str, ...], status: str) -> None:
    assert seen([observed("a", REST)], runs(*crawls), "weaving")["status"] == status


def test_a_crawl_that_was_not_complete_misses_nothing() -> None:
    cut = [replace(run, complete=frozenset({"another"})) for run in runs(LATER, LATEST)]
    assert seen([observed("a", REST)], cut, "weaving")["status"] == "live"


def test_what_is_seen_again_is_live_and_keeps_its_first_day() -> None:
    row = seen([observed("a", REST, LATEST), observed("a", REST)], runs(CRAWL, LATER, LATEST), "weaving")
    assert (row["status"], row["first_seen_at"][:7], row["last_seen_at"][:7]) == ("live", "2026-05", "2026-07")


def test_a_row_names_the_capture_that_readers_saw_before_that_of_an_interface() -> None:
    html, api = observed("a", HTML, minute=5), observed("a", REST)
    assert shown_by([api, html]) == html.evidence.capture
    assert shown_by([api]) == api.evidence.capture
