"""Versions: a change of words makes one, with the captures between which it came; a change of anything else makes none."""

from dataclasses import replace
from typing import Any

import pytest
from factories import (
    CRAWL,
    HOME,
    LATER,
    LATEST,
    Rows,
    comment,
    evidence,
    feed,
    post,
    reference,
    rest,
    revisit,
    rows,
    runs,
    shown,
)

from archive.items import BlogFacts, Capture
from crawler.compose.evidence import beside, ident


def capture_id(of: Capture) -> int:
    return beside(ident("blog", "weaving"), "capture", of.record_id)


ALL = runs(CRAWL, LATER, LATEST)


def versions(*given: Any, table: str = "post_versions") -> list[dict[str, Any]]:
    made: Rows = rows(*given, crawls=ALL)
    return sorted(made.get(table, []), key=lambda row: row["position"])


def told(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in found]


OLD, NEW = post(body_text="Warp and weft."), post(body_text="Warp, weft and selvedge.")


def test_a_post_that_was_never_edited_has_no_versions() -> None:
    assert versions(shown(OLD), shown(OLD, crawl=LATER)) == []


@pytest.mark.parametrize("source", [shown, rest, feed])
def test_a_change_of_words_is_a_version_with_the_captures_between_which_it_came(source: Any) -> None:
    first, second, third = source(OLD), source(OLD, crawl=LATER), source(NEW, crawl=LATEST)
    found = versions(third, first, second, shown(OLD))
    assert told(found, "position", "body_text") == [(0, "Warp and weft."), (1, "Warp, weft and selvedge.")]
    assert found[0]["after_capture_id"] is None
    assert found[1]["after_capture_id"] == found[0]["last_capture_id"] == capture_id(second.capture)
    assert found[0]["first_capture_id"] == capture_id(first.capture)
    assert found[1]["first_capture_id"] == found[1]["last_capture_id"] == capture_id(third.capture)
    assert found[1]["first_seen_at"] > found[0]["last_seen_at"] > found[0]["first_seen_at"]


def test_what_was_not_modified_shows_the_words_before() -> None:
    first = shown(OLD)
    again = revisit(first, LATER)
    found = versions(first, again, shown(NEW, crawl=LATEST))
    assert found[1]["after_capture_id"] == capture_id(again.capture)


def test_words_that_come_back_are_a_version_again() -> None:
    found = versions(shown(OLD), shown(NEW, crawl=LATER), shown(OLD, crawl=LATEST))
    assert told(found, "position", "body_text") == [(0, OLD.body_text), (1, NEW.body_text), (2, OLD.body_text)]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another title"},
        {"author": "Another author"},
        {"references": (reference(text="Another, B. (2002). On reeds."),)},
    ],
)
def test_title_author_and_reference_list_are_content_too(changed: dict[str, Any]) -> None:
    assert len(versions(shown(OLD), shown(replace(OLD, **changed), crawl=LATER))) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"body_html": "<p data-nonce='2'>Warp and weft.</p>"},
        {"body_text": "WARP — and\nweft!"},
        {"categories": ("Looms",)},
        {"modified": "2026-03-05T00:00:00Z"},
        {"comments_open": False},
        {"body_text": "Warp and ...", "excerpt_only": True},
        {"body_text": "", "body_html": "", "protected": True},
    ],
)
def test_markup_type_and_facts_around_a_post_are_not_its_content(changed: dict[str, Any]) -> None:
    assert versions(shown(OLD), shown(replace(OLD, **changed), crawl=LATER)) == []


def test_another_reading_of_where_the_reference_list_begins_is_no_change() -> None:
    inside = post(body_text="Warp and weft.\nWeaver, A. (2001). On looms.")
    outside = post(body_text="Warp and weft.", references=(reference(),))
    assert versions(shown(inside), shown(outside, crawl=LATER)) == []


def themed(theme: str, own: Any, crawl: str) -> Any:
    return shown(own, crawl=crawl, blog=BlogFacts(theme=theme))


def test_a_new_theme_is_no_change_and_an_edit_after_it_is_one() -> None:
    other = post(body_text="Warp and weft.\nShare this")
    assert versions(themed("a", OLD, CRAWL), themed("b", other, LATER)) == []
    found = versions(themed("a", OLD, CRAWL), themed("b", other, LATER), themed("b", NEW, LATEST))
    assert told(found, "body_text") == [(OLD.body_text,), (NEW.body_text,)]


def test_sources_are_never_compared_with_each_other_and_the_one_captured_most_often_tells() -> None:
    assert versions(rest(OLD), shown(NEW)) == []
    assert versions(rest(OLD), shown(NEW, crawl=LATER)) == []
    found = versions(rest(post(body_text="By REST")), shown(OLD), shown(NEW, crawl=LATER))
    assert told(found, "source", "body_text") == [("page", OLD.body_text), ("page", NEW.body_text)]


def test_rest_tells_where_pages_were_captured_no_more_often() -> None:
    found = versions(rest(OLD), shown(OLD), rest(NEW, crawl=LATER), shown(NEW, crawl=LATER))
    assert told(found, "source") == [("rest",), ("rest",)]


def parts(second: str, crawl: str) -> list[Any]:
    one = shown(post(body_text="One."), crawl=crawl)
    return [one, shown(post(body_text=second), url=HOME + "one/2/", crawl=crawl)]


def test_the_pages_of_a_post_are_compared_together_and_only_if_all_are_there() -> None:
    assert versions(*parts("Two.", CRAWL), *parts("Two.", LATER)[:1]) == []
    found = versions(*parts("Two.", CRAWL), *parts("Second.", LATER))
    assert told(found, "body_text") == [("One.\nTwo.",), ("One.\nSecond.",)]


def test_a_comment_whose_words_change_has_versions() -> None:
    def at(crawl: str, text: str) -> Any:
        return shown(OLD, crawl=crawl, comments=(comment("11", text=text), comment("12")))

    found = versions(
        at(CRAWL, "Lovely."), at(LATER, "lovely!"), at(LATEST, "Lovely, but why?"), table="comment_versions"
    )
    assert told(found, "position", "text", "source") == [(0, "Lovely.", "page"), (1, "Lovely, but why?", "page")]
    assert found[0]["first_seen_at"] < found[0]["last_seen_at"] < found[1]["first_seen_at"]


def test_a_comment_in_the_feed_is_not_compared_with_the_page() -> None:
    listed = evidence("comments_feed", HOME + "comments/feed/", of={"crawl": LATER}, comments=(comment("11", text="As the feed has it", post=HOME + "one/"),))  # fmt: skip
    assert versions(shown(OLD, comments=(comment("11"),)), listed, table="comment_versions") == []
