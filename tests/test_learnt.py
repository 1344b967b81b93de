"""What a blog's own feed says of some of its pages tells how to read the others, whatever their markup."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from itertools import permutations

import pytest
from factories import HOME, capture

from archive.items import Capture, Comment, Page, Post
from crawler.parsers.learnt import NOWHERE, PARTS, Places, merge
from crawler.parsers.learnt_pages import Known, learn
from crawler.parsers.page import parse

WHEN = datetime(2016, 1, 1, tzinfo=UTC)
ASIDE = "<div class='k0'><b>Elsewhere</b><i>Looms abroad</i><i>Wool and silk</i><u>Ana writes here</u></div>"


@dataclass(frozen=True)
class Entry:
    """A post with its comments, each (author, day, text)."""

    number: int
    title: str
    author: str
    day: str
    paragraphs: tuple[str, ...]
    said: tuple[tuple[str, str, str], ...]


def words(start: int, count: int) -> str:
    return " ".join(f"thread{n}" if n % 4 else "warp" for n in range(start, start + count))


ENTRIES = [
    Entry(
        n,
        f"On knot number {n}",
        ("Ana Example", "Ben Sample")[n % 2],
        f"2015-04-{n + 20:02d}",
        tuple(words(100 * n + 10 * p, 9 + 7 * p) for p in range(n % 3 + 1)),
        tuple(
            (f"Reader {m}", f"2015-05-{m + n + 14:02d}", f"Remark {n}{m}: {words(50 * n + m, 5 + 3 * m)}.")
            for m in range(n % 4 + 1)
        ),
    )
    for n in range(8)
]


def _day(day: str) -> str:
    year, month, date = day.split("-")
    return f"{date}/{month}/{year}"


def boxes(e: Entry) -> str:
    """Meaningless names; the author stands below the text, and comments above the post."""
    said = "".join(
        f"<div class='v2 v2{n % 2}'><div class='h4'><p>{text}</p></div><div class='t1'>{name}</div>"
        f"<div class='t2'>{_day(day)}</div></div>"
        for n, (name, day, text) in enumerate(e.said)
    )
    text = "".join(f"<p>{each}</p>" for each in e.paragraphs)
    return (
        f"<div class='a1'><div class='k9'>{said}</div><div class='x3'><div class='g5'>{escape(e.title)}</div>"
        f"<div class='g6'><em>{e.author}</em><s>{_day(e.day)}</s></div><div class='g7'>{text}</div>"
        f"<div class='g8'>Pass it on: one, two, three</div></div>{ASIDE}</div>"
    )


def tables(e: Entry) -> str:
    """Nothing has a name; rows of a table are comments."""
    said = "".join(f"<tr><td><i>{name}</i><br>{_day(day)}</td><td>{text}</td></tr>" for name, day, text in e.said)
    text = "".join(f"{each}<br><br>" for each in e.paragraphs)
    return (
        f"<table><tr><td>{ASIDE}</td><td><table><tr><td><font>{escape(e.title)}</font></td></tr><tr><td>{e.author}, {_day(e.day)}</td>"
        f"</tr><tr><td>{text}</td></tr></table><table id='zz'>{said}</table></td></tr></table>"
    )


def runs(e: Entry) -> str:
    """A comment has no element of its own: a name, a day and a text follow one another."""
    said = "".join(f"<b class='p1'>{name}</b><tt>{_day(day)}</tt><div>{text}</div>" for name, day, text in e.said)
    text = "".join(f"<p>{each}</p>" for each in e.paragraphs)
    return (
        f"{ASIDE}<center><big>{escape(e.title)}</big></center><div class='m1'>{text}</div>"
        f"<div class='m2'>{e.author} {_day(e.day)}</div><div class='m3'>{said}</div>"
    )


Theme = Callable[[Entry], str]
THEMES: list[Theme] = [boxes, tables, runs]


def page_of(theme: Theme, e: Entry, places: Places = NOWHERE) -> Page:
    return parse(capture_of(theme, e), places)


def capture_of(theme: Theme, e: Entry) -> Capture:
    html = f"<html><head><title>A loom of one's own</title></head><body class='single postid-{e.number + 1}'>{theme(e)}</body></html>"
    return capture(f"https://weaving.example.org/?p={e.number + 1}", fetched_at=WHEN, body=html.encode())


def known(e: Entry) -> Known:
    """As a feed has it: in UTC, which may be another day."""
    html = "".join(f"<p>{each}</p>\n" for each in e.paragraphs)
    comments = (
        Comment(id=f"{n}", author=a, published=f"{d}T11:00:00+00:00", text=t) for n, (a, d, t) in enumerate(e.said)
    )
    return Known(
        post=Post(title=e.title, author=e.author, published=f"{e.day}T23:30:00+00:00", body_html=html),
        comments=tuple(comments),
    )


def lessons(theme: Theme, entries: Sequence[Entry]) -> list[Places]:
    return [learn(capture_of(theme, e), known(e)) for e in entries]


def read(page: Page) -> tuple[object, ...]:
    assert page.post
    post = page.post
    said = tuple((c.author, (c.published or "")[:10], c.text) for c in page.comments)
    return post.title, post.author, (post.published or "")[:10], post.body_text, said


def wanted(e: Entry) -> tuple[object, ...]:
    return e.title, e.author, e.day, "\n".join(e.paragraphs), e.said


@pytest.mark.parametrize("theme", THEMES)
def test_pages_that_nobody_told_of_are_read_by_what_was_learnt(theme: Theme) -> None:
    places = merge(lessons(theme, ENTRIES[:5]))
    for e in ENTRIES:
        assert read(page_of(theme, e)) != wanted(e)
        assert read(page_of(theme, e, places)) == wanted(e)


def test_places_do_not_depend_on_the_order_of_pages() -> None:
    learnt = lessons(boxes, ENTRIES[:4])
    assert len({merge(order) for order in permutations(learnt)}) == 1
    assert merge([merge(learnt[:2]), merge(learnt[2:])]) == merge(learnt)


def test_what_leads_elsewhere_on_most_pages_is_no_place() -> None:
    places = merge(lessons(boxes, ENTRIES))
    assert "div.g5" in places.of("title")
    assert all(dict.fromkeys(places.of(part)) for part in PARTS)
    assert places.only(["title"]).of("body") == ()


def test_what_a_page_does_not_show_is_not_learnt() -> None:
    other = known(
        replace(
            ENTRIES[1], title="Absent", author="Nobody", day="1999-01-01", paragraphs=("Not here at all.",), said=()
        )
    )
    assert learn(capture_of(boxes, ENTRIES[0]), other) == NOWHERE


@pytest.mark.parametrize("start", [0, 1, 2])
def test_comments_in_strange_places_are_told_apart_with_their_places(start: int) -> None:
    page = page_of(THEMES[start], ENTRIES[3], merge(lessons(THEMES[start], ENTRIES)))
    assert (page.comments_placed_by, page.post and page.post.placed_by) == ("learnt", "learnt")


HOSTILE = (
    b"",
    b"\xff\x00<html",
    b"<html><body>" + b"<div class='v2'>" * 11_000,
    b"<html><body><div class='k9'>" + b"<div class='v2'><div class='h4'>x</div></div>" * 5_000,
    b"<html><body class='single'>" + b"<b class='p1'><b class='p1'>" * 3_000 + b"x",
    b"<html><body class='single'><div class='m3'>" + b"<b class='p1'>a</b><div>b</div>" * 3_000,
)


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("theme", THEMES)
def test_hostile_pages_are_learnt_from_and_read_by_what_was_learnt(theme: Theme, body: bytes) -> None:
    given = capture(f"{HOME}?p=1", body=body)
    parse(given, merge(lessons(theme, ENTRIES[:3])))
    merge([learn(given, known(ENTRIES[0]))])
