"""What is wrong with a blog's posts, or with what was found of them: rows of `problems`. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from crawler.compose.evidence import HTML
from crawler.compose.likeness import same_text, word_count
from crawler.compose.posts import Observed, joined
from crawler.compose.problems import says
from crawler.compose.sheet import Row, Sheet

FIELDS = {
    "title": ("title",),
    "author": ("author",),
    "time": ("published_at", "published_local"),
    "body": ("body_text", "body_html"),
}
"""What a post should have, and the columns of which one holds it."""
OF_A_PAGE = ("title", "body")
"""What a static page should have: themes print neither author nor time of one."""
ELSEWHERE = "comments"
"""In `Page.missing`: another service keeps them (crawler/parsers/marks.py)."""


def find(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """Problems of posts; `observations` are all that was said of each, best first."""
    yield from _comment_counts(sheet)
    yield from _ping_counts(sheet, observations)
    yield from _missing(sheet, observations)
    yield from _elsewhere(sheet, observations)


def _comment_counts(sheet: Sheet) -> Iterator[Row]:
    """Where the blog counts more or fewer comments than there are."""
    for post_id, post in sheet.rows.get("posts", {}).items():
        expected, (comments, pings) = post["stated_comment_count"], sheet.talk_of(post_id)
        if expected is not None and expected not in (comments, comments + pings) and not post["protected"]:
            detail = f"{post['url']}: {says(expected, 'comment', comments)}"
            yield sheet.problem("comment_count", expected, comments, detail, post_id)


def _ping_counts(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """Where a feed (`slash:comments`) or the WordPress.com API counts more or fewer comments and pings than there are.

    Only where the comments are right: else that is told, and this would be the same difference twice.
    """
    for post_id, post in sheet.rows.get("posts", {}).items():
        comments, pings = sheet.talk_of(post_id)
        told = (o for o in observations[post_id] if o.rank != HTML and o.item.stated_comment_count is not None)
        newest = max(told, key=lambda o: (o.crawl, -o.rank), default=None)
        if newest is None or post["protected"] or post["stated_comment_count"] not in (comments, comments + pings):
            continue
        expected = (newest.item.stated_comment_count or 0) - comments
        if expected not in (pings, 0) and expected > 0:
            detail = f"{post['url']}: {says(expected, 'pingback', pings)}"
            yield sheet.problem("ping_count", expected, pings, detail, post_id)


def _missing(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """What posts that are live and open lack, and texts of them that differ."""
    for post_id, post in sheet.rows.get("posts", {}).items():
        if post["status"] != "live" or post["protected"]:
            continue
        wanted = OF_A_PAGE if post["kind"] == "page" else tuple(FIELDS)
        missing = [name for name in wanted if not any((post[column] or "").strip() for column in FIELDS[name])]
        if missing:
            named = ", ".join(missing)
            detail = f"{post['url']}: no {named} found"
            yield sheet.problem("missing_field", ", ".join(wanted), named, detail, post_id)
        if words := _differing(observations[post_id], post["url"]):
            detail = f"{post['url']}: {words[0]} words in the blog's feed or REST answer, {words[1]} on its page"
            yield sheet.problem("feed_text", *words, detail, post_id)


def _elsewhere(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """That another service keeps the comments of some posts, and no source of the blog's own has them: one row a blog."""
    pages = [
        page
        for post_id in sheet.rows.get("posts", {})
        if not sheet.talk_of(post_id)[0] and (page := next((o for o in observations[post_id] if o.rank == HTML), None))
        if ELSEWHERE in page.evidence.page.missing
    ]
    if pages:
        capture = pages[0].evidence.capture
        found = f"none on {len(pages)} page{'s' * (len(pages) > 1)}"
        detail = f"{capture.url}: another service (Disqus or the like) shows the comments; none of them is in the page"
        yield sheet.problem("comments_elsewhere", "comments", found, detail, capture=sheet.capture_id(capture))


def _differing(observations: Sequence[Observed], url: str) -> tuple[int, int] | None:
    """Words of a post in REST or feed, and on its page of the same crawl, if the texts differ; the newest page counts."""
    crawl = next((o.crawl for o in observations if o.rank == HTML), None)
    then = [o for o in observations if o.crawl == crawl]
    pages = sorted((o for o in then if o.rank == HTML), key=lambda o: not o.item.body_text)
    page = joined(pages, url)
    source = next((o.item for o in then if o.rank != HTML and o.item.body_text and not o.item.excerpt_only), None)
    if page is None or source is None or same_text(source, page):
        return None
    return word_count(source), word_count(page)
