"""Dates as the whole blog tells them: the order of day and month, what told a time, days counted back from a capture."""

from typing import Any

import pytest
from factories import CRAWL, HOME, LATER, comment, feed, ping, post, rows, shown

from crawler.compose.evidence import Evidence

ONE, TWO, THREE = HOME + "one/", HOME + "two/", HOME + "three/"


def printed(url: str, raw: str, **fields: Any) -> Evidence:
    """A page that prints a date in figures, in the order that English of the United States would have."""
    month, day, year = raw.split("/")
    possible = int(month) < 13
    return shown(
        post(url, published=f"{year}-{month}-{day}" if possible else None, published_raw=raw, published_from="printed"),
        **fields,
    )


def days(*given: Evidence) -> list[str | None]:
    return [
        row["published_local"] and row["published_local"][:10]
        for row in sorted(rows(*given)["posts"], key=lambda r: r["url"])
    ]


def test_one_date_tells_the_order_of_all_pages_of_a_blog() -> None:
    assert days(printed(ONE, "03/04/2015"), printed(TWO, "25/04/2015")) == ["2015-04-03", None]
    assert days(printed(ONE, "03/04/2015"), printed(TWO, "04/25/2015")) == ["2015-03-04", "2015-04-25"]
    assert days(printed(ONE, "03/04/2015")) == ["2015-03-04"]


def test_a_date_in_the_feed_tells_the_order_of_what_it_does_not_list() -> None:
    told = feed(post(TWO, published="2015-04-05T11:00:00+00:00"))
    assert days(printed(ONE, "03/04/2015"), printed(TWO, "05/04/2015"), told)[0] == "2015-04-03"


def test_a_day_that_was_to_come_is_none() -> None:
    assert days(printed(ONE, "03/04/2015"), printed(TWO, "02/06/2026")) == ["2015-03-04", "2026-02-06"]
    assert days(printed(ONE, "03/04/2015"), printed(TWO, "06/02/2026"))[0] == "2015-04-03"


def test_comments_are_read_in_the_blogs_order_too() -> None:
    said = comment(published=None, published_raw="03/04/2015 at 11 am", published_from=None)
    (row,) = rows(shown(post(ONE), comments=(said,)), printed(TWO, "25/04/2015"))["comments"]
    assert (row["published_local"], row["published_from"], row["published_raw"]) == (
        "2015-04-03T11:00:00",
        "printed",
        "03/04/2015 at 11 am",
    )


def test_a_machines_time_is_never_read_again() -> None:
    stamped = comment(published="2015-03-04T11:00", published_raw="03/04/2015", published_from="stamp")
    (row,) = rows(shown(post(ONE), comments=(stamped,)), printed(TWO, "25/04/2015"))["comments"]
    assert (row["published_local"], row["published_from"]) == ("2015-03-04T11:00:00", "stamp")


@pytest.mark.parametrize("first", [CRAWL, LATER])
def test_of_days_counted_back_the_oldest_captures_is_kept_with_its_words(first: str) -> None:
    ago = {CRAWL: ("2026-05-27", "3 days ago"), LATER: ("2026-05-20", "5 weeks ago")}
    pages = [
        shown(post(ONE), crawl=crawl, comments=(comment(published=day, published_raw=raw, published_from="relative"),))
        for crawl, (day, raw) in sorted(ago.items(), reverse=first == LATER)
    ]
    (row,) = rows(*pages)["comments"]
    assert (row["published_local"], row["published_from"], row["published_raw"]) == (
        "2026-05-27",
        "relative",
        "3 days ago",
    )


def test_any_printed_day_is_better_than_one_counted_back() -> None:
    old = shown(post(ONE, published="2026-05-26", published_raw="May 26, 2026", published_from="printed"))
    new = shown(post(ONE, published="2026-05-20", published_raw="5 weeks ago", published_from="relative"), crawl=LATER)
    (row,) = rows(old, new)["posts"]
    assert (row["published_local"], row["published_from"], row["published_raw"]) == (
        "2026-05-26",
        "printed",
        "May 26, 2026",
    )


def test_words_that_say_no_day_are_kept() -> None:
    ago = ping(published=None, published_raw="2 years ago", published_from="relative")
    (row,) = rows(shown(post(ONE), pingbacks=(ago,)))["pingbacks"]
    assert (row["published_local"], row["published_from"], row["published_raw"]) == (None, "relative", "2 years ago")


def test_a_feeds_time_is_a_stamp() -> None:
    (row,) = rows(shown(post(ONE)), feed(post(ONE, published="2026-05-26T10:00:00+00:00")))["posts"]
    assert (row["published_at"], row["published_from"]) == ("2026-05-26T10:00:00Z", "stamp")
