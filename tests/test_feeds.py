"""The course as Atom and OPML: read back by the libraries of feed readers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import listparser
import pytest
import term

from archive.errors import StoreError
from archive.report.feeds import FORMATS, atom, opml


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    store = term.store(tmp_path)
    with store.transaction():
        store.connection.execute(
            "update posts set title = ?, body_html = ? where id = 3", ("A \x00 & <b>\ufffe", "<p>\x0b]]> end</p>")
        )
    with closing(store.connection) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def test_a_feed_reader_finds_the_newest_posts_with_texts_writers_and_counts(db: sqlite3.Connection) -> None:
    read = feedparser.parse(atom(db, term.SLUG))
    live = sorted((p for p in term.posts() if p.status != "gone"), key=lambda p: term.utc(p.at), reverse=True)
    assert not read.bozo and read.feed.title == "Teaching with curiosity" and len(read.entries) == len(live)
    assert read.entries[0].link == f"https://b{live[0].who}.example.org/{live[0].number}/"
    assert [e.published for e in read.entries] == [term.utc(p.at) for p in live]
    assert all(e.author and "loom" in e.content[0].value for e in read.entries if not e.link.endswith("/3/"))
    assert int(read.entries[-1].thr_total) == sum(
        c.post == live[-1].number and c.status != "gone" for c in term.comments()
    )


def test_what_xml_cannot_hold_is_left_out(db: sqlite3.Connection) -> None:
    for write in FORMATS.values():
        ElementTree.fromstring(write(db, None).encode())


def test_opml_lists_the_blogs_by_section_without_those_who_opted_out(db: sqlite3.Connection) -> None:
    text = opml(db, term.SLUG)
    read = listparser.parse(text)
    assert not read.bozo
    assert {f.url for f in read.feeds} == {
        f"https://{p.slug}.example.org/feed/" for p in term.PEOPLE if p.slug and p.slug != "hana"
    }
    assert {c for f in read.feeds for [c] in f.categories if c} == {"Monday", "Friday"}
    assert "Hana" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_export_twice_is_the_same_bytes_and_a_course_must_be_there(db: sqlite3.Connection, form: str) -> None:
    assert FORMATS[form](db, term.SLUG) == FORMATS[form](db, term.SLUG)
    with pytest.raises(StoreError):
        FORMATS[form](db, "nowhere")
