"""A blog's pages are read a second time where they were read weakly and its other pages taught where things stand."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from factories import CRAWL, HOME, capture
from test_learnt import ENTRIES, THEMES, Entry, Theme, capture_of, known, read, wanted

from archive.items import Capture, Page, Source
from crawler.compose.evidence import Evidence, in_order
from crawler.compose.learning import NOTHING, known_of, taught, weak
from crawler.ingest import evidence_of


def blog_of(theme: Theme, told: Sequence[Entry]) -> tuple[list[Evidence], dict[int, Capture]]:
    """Evidence of all pages and of a feed that tells of some; and the captures by where they stand."""
    pages = [replace(capture_of(theme, e), source=Source(file="a", offset=n, length=1)) for n, e in enumerate(ENTRIES)]
    truths = [known(e) for e in told]
    posts = [
        replace(t.post, url=capture_of(theme, e).url, body_text="\n".join(e.paragraphs))
        for e, t in zip(told, truths, strict=True)
        if t.post
    ]
    said = [
        replace(c, post=capture_of(theme, e).url, id=f"{e.number}{c.id}")
        for e, t in zip(told, truths, strict=True)
        for c in t.comments
    ]
    feed = Page(url=HOME + "feed/", kind="feed", listed=tuple(posts))
    comments = Page(url=HOME + "comments/feed/", kind="comments_feed", comments=tuple(said))
    feeds = [Evidence(capture=capture(page.url, crawl=CRAWL), page=page) for page in (feed, comments)]
    return [*map(evidence_of, pages), *feeds], dict(enumerate(pages))


def learnt_by(theme: Theme, told: Sequence[Entry]) -> list[Evidence]:
    evidence, captures = blog_of(theme, told)
    return taught(in_order(evidence), lambda source: captures[source.offset])


def pages(evidence: Sequence[Evidence]) -> dict[str, Page]:
    return {e.page.url: e.page for e in evidence if e.page.post}


def test_a_feed_of_the_newest_posts_teaches_to_read_the_older_ones() -> None:
    for theme in THEMES:
        found = pages(learnt_by(theme, ENTRIES[4:]))
        assert [read(found[capture_of(theme, e).url]) for e in ENTRIES] == [wanted(e) for e in ENTRIES], theme


def test_without_any_source_of_truth_nothing_is_read_again() -> None:
    evidence, _ = blog_of(THEMES[0], ())
    assert taught(in_order(evidence), lambda source: 1 / 0) == in_order(evidence)  # type: ignore[arg-type]


def test_what_was_read_well_is_not_read_again() -> None:
    evidence, _ = blog_of(plain, ENTRIES[4:])
    ordered = in_order(evidence)
    of = known_of(ordered)
    assert not any(weak(e.page, of.get(id(e.page), NOTHING)) for e in ordered)
    assert taught(ordered, lambda source: 1 / 0) == ordered  # type: ignore[arg-type]


def test_the_order_of_files_does_not_matter() -> None:
    evidence, captures = blog_of(THEMES[0], ENTRIES[5:])
    for given in permutations(evidence[4:8]):
        mixed = [*given, *evidence[8:], *evidence[:4]]
        assert taught(in_order(mixed), lambda source: captures[source.offset]) == learnt_by(THEMES[0], ENTRIES[5:])


def plain(e: Entry) -> str:
    """A theme whose marks are known."""
    said = "".join(
        f"<li class='comment' id='comment-{e.number}{n}'><cite class='fn'>{name}</cite> <time datetime='{day}'>{day}</time>"
        f"<div class='comment-content'><p>{text}</p></div></li>"
        for n, (name, day, text) in enumerate(e.said)
    )
    text = "".join(f"<p>{each}</p>" for each in e.paragraphs)
    return (
        f"<article class='hentry'><h1 class='entry-title'>{e.title}</h1><span class='author vcard'>{e.author}</span>"
        f"<time class='entry-date' datetime='{e.day}'>{e.day}</time><div class='entry-content'>{text}</div></article>"
        f"<ol id='comments' class='comment-list'>{said}</ol>"
    )
