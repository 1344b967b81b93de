"""A blog's pages are read a second time where they were read weakly and its other pages taught where things stand."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import blog
from command import assert_whole, crawl, rows
from factories import CRAWL, HOME, capture
from test_learnt import ENTRIES, THEMES, Entry, Theme, capture_of, known, read, wanted, words

from archive.items import Capture, Page, Source
from crawler.compose.brought import bring
from crawler.compose.evidence import Evidence
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
    return list(taught(bring(evidence), lambda source: captures[source.offset]).ordered)


def pages(evidence: Sequence[Evidence]) -> dict[str, Page]:
    return {e.page.url: e.page for e in evidence if e.page.post}


def test_a_feed_of_the_newest_posts_teaches_to_read_the_older_ones() -> None:
    for theme in THEMES:
        found = pages(learnt_by(theme, ENTRIES[4:]))
        assert [read(found[capture_of(theme, e).url]) for e in ENTRIES] == [wanted(e) for e in ENTRIES], theme


def test_without_any_source_of_truth_nothing_is_read_again() -> None:
    evidence, _ = blog_of(THEMES[0], ())
    assert taught(bring(evidence), lambda source: 1 / 0) == bring(evidence)  # type: ignore[arg-type]


def test_what_was_read_well_is_not_read_again() -> None:
    evidence, _ = blog_of(plain, ENTRIES[4:])
    brought = bring(evidence)
    of = known_of(brought)
    assert not any(weak(e.page, of.get(id(e.page), NOTHING)) for e in brought.ordered)
    assert taught(brought, lambda source: 1 / 0) is brought  # type: ignore[arg-type]


def test_the_order_of_files_does_not_matter() -> None:
    evidence, captures = blog_of(THEMES[0], ENTRIES[5:])
    for given in permutations(evidence[4:8]):
        mixed = [*given, *evidence[8:], *evidence[:4]]
        assert taught(bring(mixed), lambda source: captures[source.offset]).ordered == learnt_by(THEMES[0], ENTRIES[5:])


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


def test_a_crawl_of_a_strange_theme_whose_feed_shows_the_newest_posts_reads_them_all(tmp_path: Path) -> None:
    """The same in a rebuild, as `assert_whole` sees to."""
    posts = [
        blog.Entry(n, f"Post number {n}", words(40 * n, 30), [_said(n, m) for m in range(n % 3 + 1)])
        for n in range(1, 7)
    ]
    with blog.Blog(posts, rest=False) as served:
        for each in posts:
            served.faults["/" + served.link(each).removeprefix(served.url)] = [blog.Answer(_strange(each).encode())]
        for feed in ("/feed/?paged=2", "/comments/feed/?paged=3"):
            served.faults[feed] = [blog.Answer(b"", 404)]
        ran = crawl(served.url, data=tmp_path / "data")
    assert ran.code == 0, ran.out + ran.err
    found = rows(tmp_path / "data", "select title, author, published_local, body_text from posts order by wp_id")
    assert [(title, author, text) for title, author, _, text in found] == [
        (each.title, "Ana Example", each.text) for each in posts
    ]
    assert [day for _, _, day, _ in found[:4]] == [each.clock[:10] for each in posts[:4]]
    said = rows(tmp_path / "data", "select p.wp_id, c.author, c.text from comments c join posts p on p.id = c.post_id")
    assert sorted(said) == sorted((each.id, one.author, one.text) for each in posts for one in each.said)
    assert_whole(tmp_path / "data")


def _said(post: int, number: int) -> blog.Said:
    return blog.Said(100 * post + number, f"Reader {number}", f"Remark {number} upon post {post}: {words(number, 6)}.")


def _strange(post: blog.Entry) -> str:
    said = "".join(
        f"<div class='v2'><div class='h4'><p>{one.text}</p></div><u>{one.author}</u><s>{post.clock[:10]}</s></div>"
        for one in post.said
    )
    return (
        f"<html><head><title>Chalk dust</title></head><body class='single postid-{post.id}'><div class='k9'>{said}</div><div class='x3'>"
        f"<div class='g5'>{post.title}</div><div class='g6'><em>Ana Example</em><s>{post.clock[:10]}</s></div>"
        f"<div class='g7'><p>{post.text}</p></div></div></body></html>"
    )
