"""The discussion of a post over all its sources: one comment once, pings apart, threads as the best source has them."""

from typing import Any

import pytest
from factories import (
    CRAWL,
    HOME,
    LATER,
    LATEST,
    comment,
    evidence,
    feed,
    ping,
    post,
    reference,
    rest,
    rows,
    runs,
    shown,
)

from archive.items import Comment, Link
from crawler.compose.evidence import Evidence

ONE = HOME + "one/"
FEED = HOME + "comments/feed/"


def said_in_feed(*comments: Comment, url: str = FEED, crawl: str = CRAWL) -> Evidence:
    return evidence("comments_feed", url, of={"crawl": crawl}, comments=comments)


def said_in_rest(*comments: Comment, crawl: str = CRAWL) -> Evidence:
    return evidence("rest", HOME + "wp-json/wp/v2/comments?page=1", of={"crawl": crawl}, comments=comments)


def talked(*given: Evidence, **more: Any) -> list[dict[str, Any]]:
    """The rows of comments, in their order."""
    return sorted(rows(*given, **more)["comments"], key=lambda row: row["position"])


def numbers(*given: Evidence) -> list[int | None]:
    return [row["wp_id"] for row in talked(*given)]


def anonymous(*texts: str) -> tuple[Comment, ...]:
    """As a page without numbers shows them."""
    return tuple(comment(f"c{n}", author="Ana", text=text) for n, text in enumerate(texts, 1))


def test_a_comment_that_three_sources_show_is_one_comment() -> None:
    api = comment("11", author="Ana (api)", post="5")
    found = talked(
        shown(post(wp_id="5"), comments=(comment("11", author="Ana"),)),
        said_in_rest(api),
        said_in_feed(comment("11", post=ONE)),
    )
    assert [(row["wp_id"], row["author"]) for row in found] == [(11, "Ana (api)")]


def test_comments_of_all_comment_pages_come_together() -> None:
    pages = [shown(url=f"{ONE}comment-page-{n}/", comments=(comment(str(10 + n)),)) for n in (1, 2)]
    assert numbers(shown(comments=(comment("13"),)), *pages) == [11, 12, 13]


def test_comments_without_numbers_keep_their_keys_when_others_come_before_them() -> None:
    old = shown(comments=anonymous("First.", "Second."))
    new = shown(comments=anonymous("Earlier, approved late.", "First.", "Second."), crawl=LATER)
    before, after = rows(old)["comments"], rows(old, new, crawls=runs(CRAWL, LATER))["comments"]
    assert len(after) == 3 and {row["id"] for row in before} < {row["id"] for row in after}
    assert {row["status"] for row in after} == {"live"}


def test_a_page_without_numbers_and_a_feed_with_them_show_the_same_comments() -> None:
    page = shown(comments=anonymous("First.", "Second."))
    xml = said_in_feed(comment("11", author="ana", text="First!", post=ONE))
    assert {row["wp_id"] for row in talked(page, xml)} == {11, None}
    assert len(talked(page, xml)) == 2


def test_what_somebody_said_twice_is_two_comments_in_every_source() -> None:
    xml = [comment(str(n), author="Ana", text="Thanks!", post=ONE) for n in (11, 12)]
    assert len(talked(shown(comments=anonymous("Thanks!", "Thanks!")))) == 2
    assert numbers(shown(comments=anonymous("Thanks!", "Thanks!")), said_in_feed(*xml)) == [11, 12]
    assert len(talked(shown(comments=anonymous("Thanks!", "Thanks!")), said_in_feed(xml[0]))) == 2


def test_comments_of_a_feed_go_to_the_post_that_they_name() -> None:
    two = post(HOME + "two/", wp_id="7", title="Two")
    found = rows(
        rest(post(wp_id="5"), two),
        said_in_feed(
            comment("11", post=ONE + "#comment-11"), comment("12", post="7"), comment("13", post=HOME + "gone/")
        ),
    )
    of = {row["id"]: row["url"] for row in found["posts"]}
    assert {row["wp_id"]: of[row["post_id"]] for row in found["comments"]} == {11: ONE, 12: HOME + "two/"}


def test_pings_are_never_comments_even_when_a_feed_calls_them_so() -> None:
    found = rows(
        shown(comments=(comment("11"),), pingbacks=(ping("21"),)),
        said_in_feed(comment("11", post=ONE), comment("21", author="Looms abroad", post=ONE)),
    )
    assert [row["wp_id"] for row in found["comments"]] == [11]
    assert [(row["wp_id"], row["source_url"]) for row in found["pingbacks"]] == [
        (21, "https://looms.example.net/abroad/")
    ]


def test_a_ping_without_a_number_is_known_by_its_title_in_the_feed() -> None:
    found = rows(
        shown(comments=(comment("11"),), pingbacks=(ping(None),)),
        said_in_feed(comment("21", author="Looms abroad", text="[...] as on weaving [...]", post=ONE)),
    )
    assert [row["wp_id"] for row in found["comments"]] == [11] and len(found["pingbacks"]) == 1


def test_a_nameless_comment_of_a_feed_is_no_ping_for_a_ping_without_a_title() -> None:
    page = shown(pingbacks=(ping(None, title=None),))
    assert numbers(page, said_in_feed(comment("11", author=None, post=ONE))) == [11]


def test_who_is_named_like_a_ping_and_comments_on_the_page_is_a_commenter() -> None:
    page = shown(comments=(comment("11", author="Looms abroad"),), pingbacks=(ping(None),))
    assert numbers(page, said_in_feed(comment("11", author="Looms abroad", post=ONE))) == [11]


def test_a_ping_is_one_ping_in_every_crawl() -> None:
    found = rows(shown(pingbacks=(ping(None),)), shown(pingbacks=(ping(None),), crawl=LATER))
    assert len(found["pingbacks"]) == 1


def parents(*given: Evidence) -> dict[int | None, int | None]:
    """Comment -> the comment it answers, by WordPress's numbers."""
    found = talked(*given)
    named = {row["id"]: row["wp_id"] for row in found}
    return {row["wp_id"]: named.get(row["parent_id"]) for row in found}


def test_an_answer_names_the_comment_it_answers_also_across_comment_pages() -> None:
    first = shown(url=ONE + "comment-page-1/", comments=(comment("11"),))
    second = shown(url=ONE + "comment-page-2/", comments=(comment("12", parent_id="11"),))
    assert parents(shown(), first, second) == {11: None, 12: 11}


def test_wordpresss_word_on_a_parent_is_final_also_when_there_is_none() -> None:
    page = shown(
        post(wp_id="5"), comments=(comment("11"), comment("12", parent_id="11"), comment("13", parent_id="11"))
    )
    api = said_in_rest(comment("12", post="5"), comment("13", parent_id="12", post="5"))
    assert parents(page, api) == {11: None, 12: None, 13: 12}


def test_a_feed_that_knows_no_parents_takes_none_away() -> None:
    page = shown(comments=(comment("11"), comment("12", parent_id="11")))
    assert parents(page, said_in_feed(comment("12", post=ONE), crawl=LATER)) == {11: None, 12: 11}


def test_comments_without_numbers_have_parents_too() -> None:
    texts = (comment("c1", text="First."), comment("c2", text="Answer.", parent_id="c1"))
    found = talked(shown(comments=texts))
    assert {row["text"]: row["parent_id"] for row in found}["Answer."] == {row["text"]: row["id"] for row in found}[
        "First."
    ]


@pytest.mark.parametrize("parent", ["21", "99", "c7", "0", "²", "12"])
def test_an_answer_to_a_ping_to_itself_or_to_nothing_that_is_known_has_no_parent(parent: str) -> None:
    page = shown(comments=(comment("12", parent_id=parent),), pingbacks=(ping("21"),))
    assert [row["parent_id"] for row in talked(page)] == [None]


def test_comments_stand_in_the_order_of_time_then_of_their_numbers_then_of_the_page() -> None:
    def at(number: str, time: str | None) -> Comment:
        return comment(number, published=time)

    page = shown(
        comments=(
            at("14", "2026-03-02T09:00:00+00:00"),
            at("12", "2026-03-01T09:00:00+00:00"),
            at("11", "2026-03-01T09:00:00+00:00"),
        )
    )
    assert numbers(page) == [11, 12, 14]
    assert [row["text"] for row in talked(shown(comments=anonymous("b", "a", "c")))] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("author", "marked", "expected"),
    [("3", False, 1), ("0", False, 0), (None, True, 1), (None, False, 0), ("4", False, 0)],
)
def test_a_comment_is_the_authors_own_when_the_page_marks_it_or_the_accounts_are_one(
    author: str | None, marked: bool, expected: int
) -> None:
    given = shown(post(wp_id="5", author_id="3"), comments=(comment("11", author_id=author, by_post_author=marked),))
    assert talked(given)[0]["by_post_author"] == expected


def test_a_post_without_an_account_has_no_comments_of_its_author() -> None:
    assert talked(shown(post(author_id="0"), comments=(comment("11", author_id="0"),)))[0]["by_post_author"] == 0


def test_a_comment_that_went_is_missing_and_then_gone_and_never_deleted() -> None:
    full, short = shown(comments=(comment("11"), comment("12"))), (comment("12"),)
    later, latest = shown(comments=short, crawl=LATER), shown(comments=short, crawl=LATEST)

    def status(*given: Evidence, ids: tuple[str, ...]) -> dict[Any, str]:
        return {row["wp_id"]: row["status"] for row in talked(*given, crawls=runs(*ids))}

    assert status(full, later, ids=(CRAWL, LATER)) == {11: "missing", 12: "live"}
    assert status(full, later, latest, ids=(CRAWL, LATER, LATEST)) == {11: "gone", 12: "live"}


def test_a_protected_post_has_no_comments_whoever_shows_them() -> None:
    closed = rest(post(wp_id="5", protected=True))
    found = rows(closed, said_in_feed(comment("11", post=ONE)), said_in_rest(comment("12", post="5")))
    assert found["comments"] == [] and found["posts"][0]["protected"] == 1


def test_a_comments_references_and_links_are_its_own() -> None:
    told = comment("11", references=(reference(0, "B"),), links=(Link(url=HOME + "two/", text="two"),))
    found = rows(shown(post(references=(reference(0, "A"),)), comments=(told,)))
    entries = {row["text"]: row["comment_id"] for row in found["reference_entries"]}
    assert entries == {"A": None, "B": found["comments"][0]["id"]}
    assert [(row["comment_id"], row["kind"]) for row in found["links"]] == [(found["comments"][0]["id"], "internal")]


def test_what_was_said_under_no_post_of_ours_is_left_out() -> None:
    assert talked(said_in_feed(comment("11", post=ONE)), said_in_feed(comment("12", post="not an address"))) == []
    assert talked(feed(post()), said_in_feed(comment("11"))) == []


def test_nobody_answers_themselves_over_any_number_of_steps() -> None:
    said = (
        comment("11", post="5", parent_id="12"),
        comment("12", post="5", parent_id="11"),
        comment("13", post="5", parent_id="12"),
    )
    found = {row["wp_id"]: row for row in talked(shown(post(wp_id="5")), said_in_rest(*said))}
    assert found[11]["parent_id"] is found[12]["parent_id"] is None
    assert found[13]["parent_id"] == found[12]["id"]
