"""Where blogs meet: the post that a ping comes from, and its whole title where the other blog cuts it."""

from pathlib import Path
from typing import Any

import pytest
from factories import CRAWL, HOME, blog, feed, ping, post, rows, shown

from archive.database.store import NAME, Store
from archive.items import Pingback, Post
from crawler import crossings
from crawler.compose.evidence import Evidence, ident
from crawler.compose.titles import whole_title

LOOMS = "https://looms.example.net/"
ABROAD = LOOMS + "2026/abroad/"
WHOLE = "Looms abroad, and “what” we owe to them"


def put(store: Store, slug: str, url: str, *given: Evidence) -> None:
    with store.transaction():
        store.put({"crawls": [{"id": int(CRAWL), "started_at": "2026", "status": "finished"}]})
        store.replace_blog(ident("blog", slug), rows(*given, of=blog(slug=slug, url=url)))


def settled(store: Store) -> list[dict[str, Any]]:
    with store.transaction():
        crossings.settle(store)
    sql = (
        "select p.title, p.title_printed, o.url as source from pingbacks p left join posts o on o.id = p.source_post_id"
    )
    return store.rows(sql + " order by p.id")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / NAME)


def pinged(title: str | None, url: str = ABROAD) -> Evidence:
    return shown(post(), pingbacks=(ping(title=title, source_url=url),))


def linking(title: str | None = WHOLE) -> Evidence:
    own = Post(url=ABROAD, wp_id="7", title=title, body_text="See there.", body_html="<p>See there.</p>")
    return shown(own)


@pytest.mark.parametrize(
    "url", [ABROAD, "http://looms.example.net/2026/abroad", ABROAD + "#x", ABROAD + "comment-page-2/", LOOMS + "?p=7"]
)
def test_a_ping_leads_to_its_post_and_has_its_whole_title(store: Store, url: str) -> None:
    put(store, "weaving", HOME, pinged("Looms abroad, and “wha...", url))
    put(store, "looms", LOOMS, linking())
    assert settled(store) == [{"title": WHOLE, "title_printed": "Looms abroad, and “wha...", "source": ABROAD}]


def test_blogs_may_come_in_any_order_and_again(store: Store) -> None:
    put(store, "looms", LOOMS, linking())
    put(store, "weaving", HOME, pinged("Looms abroad, and […]"))
    first = settled(store)
    put(store, "looms", LOOMS, linking())
    assert settled(store) == first
    put(store, "looms", LOOMS, linking("Something else"))
    (row,) = settled(store)
    assert (row["title"], row["title_printed"]) == ("Looms abroad, and […]", None)


def test_what_is_in_no_blog_of_the_archive_stays_as_printed(store: Store) -> None:
    put(store, "weaving", HOME, pinged("Looms abr..."))
    assert settled(store) == [{"title": "Looms abr...", "title_printed": None, "source": None}]


@pytest.mark.parametrize(
    ("printed", "known", "expected"),
    [
        ("Looms abr…", "Looms abroad", "Looms abroad"),
        ("Looms abroad | The weav...", "Looms abroad", "Looms abroad"),
        ("Looms abroad", "Looms abroad and at home", "Looms abroad"),
        ("Looms...", "Wool", "Looms..."),
        ("...", "Wool", "..."),
        ("Looms abr...", None, "Looms abr..."),
        ("Looms abr...", "Looms abro...", "Looms abr..."),
        (None, "Wool", None),
    ],
)
def test_only_what_is_cut_is_made_whole(printed: str | None, known: str | None, expected: str | None) -> None:
    assert whole_title(printed, (known,)) == expected


def test_another_listing_of_the_ping_tells_its_whole_title() -> None:
    cut = Pingback(title="Looms abr...", source_url=ABROAD)
    whole = ping("21", title="Looms abroad", source_url=ABROAD, post=post().url)
    (row,) = rows(shown(post(), pingbacks=(cut,)), feed(post(), pingbacks=(whole,)))["pingbacks"]
    assert (row["title"], row["wp_id"]) == ("Looms abroad", 21)
