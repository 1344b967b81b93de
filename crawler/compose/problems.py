"""Where a blog's own word and ours differ, and what else a person should look at: rows of `problems`. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.compose.evidence import HTML, Evidence, ident
from crawler.compose.likeness import same_text, word_count
from crawler.compose.posts import Observed, joined
from crawler.compose.sheet import Row, Sheet
from crawler.guard import RULE

FIELDS = {
    "title": ("title",),
    "author": ("author",),
    "time": ("published_at", "published_local"),
    "body": ("body_text", "body_html"),
}
"""What a post should have, and the columns of which one holds it."""
OF_A_PAGE = ("title", "body")
"""What a static page should have: themes print neither author nor time of one."""
REST_OF_IT = "rest"
"""In `Page.missing`: more than is read of one page (crawler/parsers/lengthy.py)."""
ELSEWHERE = "comments"
"""In `Page.missing`: another service keeps them (crawler/parsers/marks.py)."""
LISTS = (("rest_posts", "post"), ("rest_pages", "page"), ("wpcom_posts", "post"), ("wpcom_pages", "page"))
"""Lists that say how many posts or pages there are."""
BY = {"structure": "the page's structure alone", "learnt": "what other pages of the blog taught"}
VERB = {"body": "stands", "comments": "stand"}


def find(sheet: Sheet, stated: Mapping[str, int], state: str, failed: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Where the blog's own word and ours differ; `stated`, `state` and `failed` are the last crawl's account."""
    captures = _newest(sheet)
    posts = sheet.rows.get("posts", {})
    found = _counts(sheet)
    for post_id, post in posts.items():
        expected, (comments, pings) = post["stated_comment_count"], found[post_id]
        if expected is not None and expected not in (comments, comments + pings) and not post["protected"]:
            detail = f"{post['url']}: {_says(expected, 'comment', comments)}"
            yield _row(sheet, "comment_count", expected, comments, post_id, detail)
    for role, kind in LISTS:
        count = sum(row["kind"] == kind and row["status"] == "live" for row in posts.values())
        if role in stated and stated[role] != count:
            said = _says(stated[role], kind, count)
            yield _row(sheet, "post_count", stated[role], count, None, said, kind, _list_of(sheet, kind))
    if state != "ok":
        yield _row(sheet, "wall", "ok", state, None, f"the blog is {state}", capture=captures.get(sheet.blog.url))
    for url, reason, *_ in failed:
        yield _row(sheet, "failed_fetch", url, reason, None, f"{url}: {reason}", url, captures.get(url))


def of_pings(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """Where a feed (`slash:comments`) or the WordPress.com API counts more or fewer comments and pings than there are.

    Only where the comments are right: else that is told, and this would be the same difference twice.
    """
    for post_id, (comments, pings) in _counts(sheet).items():
        post = sheet.rows["posts"][post_id]
        told = (o for o in observations[post_id] if o.rank != HTML and o.item.stated_comment_count is not None)
        newest = max(told, key=lambda o: (o.crawl, -o.rank), default=None)
        if newest is None or post["protected"] or post["stated_comment_count"] not in (comments, comments + pings):
            continue
        expected = (newest.item.stated_comment_count or 0) - comments
        if expected not in (pings, 0) and expected > 0:
            detail = f"{post['url']}: {_says(expected, 'pingback', pings)}"
            yield _row(sheet, "ping_count", expected, pings, post_id, detail)


def _counts(sheet: Sheet) -> dict[int, list[int]]:
    """Post -> how many live comments and pings it has."""
    return {
        post_id: [sheet.live[table][post_id] for table in ("comments", "pingbacks")]
        for post_id in sheet.rows.get("posts", {})
    }


def _newest(sheet: Sheet) -> dict[str, int]:
    """Address -> the number of its newest capture."""
    return {row["url"]: row["id"] for row in sheet.rows.get("captures", {}).values()}


def _list_of(sheet: Sheet, kind: str) -> int | None:
    """The newest REST answer that lists posts or pages, which says how many there are."""
    rows = sheet.rows.get("captures", {}).values()
    return next((row["id"] for row in reversed(rows) if f"/wp/v2/{kind}s" in row["url"]), None)


def of_captures(sheet: Sheet, ordered: Sequence[Evidence]) -> Iterator[Row]:
    """Answers that were cut short and never came whole since; and parts of pages that no known mark told."""
    newest = {e.capture.url: e for e in ordered if e.capture.status == 200}
    for url, each in newest.items():
        if why := each.capture.truncated:
            expected = each.capture.header("content-length") or "the whole answer"
            detail = f"{url}: the answer was cut short ({why})"
            yield _row(sheet, "truncated", expected, why, None, detail, url, sheet.capture_id(each.capture))
        elif REST_OF_IT in each.page.missing:
            detail = f"{url}: the page has more elements than are read of one; its beginning was read"
            yield _row(
                sheet, "truncated", "the whole page", "its beginning", None, detail, url, sheet.capture_id(each.capture)
            )
    for part in ("body", "comments"):
        for how in ("structure", "learnt"):
            pages = [e for e in newest.values() if _placed_by(e, part) == how]
            if pages:
                words = f"{part} of {len(pages)} page{'s' * (len(pages) > 1)} by {BY[how]}"
                detail = f"{pages[0].capture.url}: no known mark tells where the {part} {VERB[part]}; read by {BY[how]}"
                key = f"{part} {how}"
                yield _row(
                    sheet, "unknown_markup", "known marks", words, None, detail, key, sheet.capture_id(pages[0].capture)
                )


def _placed_by(each: Evidence, part: str) -> str | None:
    page = each.page
    if part == "comments":
        return page.comments_placed_by
    return page.post.placed_by if page.post else None


def of_sources(
    sheet: Sheet, liars: Sequence[str], shut: Iterable[tuple[str, Evidence]], excluded: Mapping[str, int]
) -> Iterator[Row]:
    """What is wrong with the blog's server: sources that refuse, validators that lie, pages without end (`excluded` by rule)."""
    for source, each in shut:
        detail = f"{each.capture.url}: {source} answers {each.capture.status}; the blog's other sources served"
        told = f"HTTP {each.capture.status}"
        yield _row(sheet, "blocked_source", source, told, None, detail, source, sheet.capture_id(each.capture))
    if liars:
        detail = f"{liars[0]}: the server says that nothing has changed when it has; it is asked for whole answers now"
        yield _row(sheet, "validators_unreliable", "another ETag or Last-Modified", "the same", None, detail)
    if count := excluded.get(RULE):
        detail = f"{sheet.blog.url}: {count:,} addresses were not asked for, since there is no end of them"
        yield _row(sheet, "trap_guard", 0, count, None, detail)


def of_posts(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """What is wrong with single posts that are live and open; `observations` are all that was said of each, best first."""
    for post_id, post in sheet.rows.get("posts", {}).items():
        if post["status"] != "live" or post["protected"]:
            continue
        wanted = OF_A_PAGE if post["kind"] == "page" else tuple(FIELDS)
        missing = [name for name in wanted if not any((post[column] or "").strip() for column in FIELDS[name])]
        if missing:
            named = ", ".join(missing)
            detail = f"{post['url']}: no {named} found"
            yield _row(sheet, "missing_field", ", ".join(wanted), named, post_id, detail)
        if words := _differing(observations[post_id], post["url"]):
            detail = f"{post['url']}: {words[0]} words in the blog's feed or REST answer, {words[1]} on its page"
            yield _row(sheet, "feed_text", *words, post_id, detail)


def of_services(sheet: Sheet, observations: Mapping[int, Sequence[Observed]]) -> Iterator[Row]:
    """That another service keeps the comments of some posts, and no source of the blog's own has them: one row a blog."""
    pages = [
        page
        for post_id, (comments, _) in _counts(sheet).items()
        if not comments and (page := next((o for o in observations[post_id] if o.rank == HTML), None))
        if ELSEWHERE in page.evidence.page.missing
    ]
    if pages:
        capture = pages[0].evidence.capture
        found = f"none on {len(pages)} page{'s' * (len(pages) > 1)}"
        detail = f"{capture.url}: another service (Disqus or the like) shows the comments; none of them is in the page"
        yield _row(sheet, "comments_elsewhere", "comments", found, None, detail, "", sheet.capture_id(capture))


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


def _says(expected: int, word: str, found: int) -> str:
    return f"the blog says {expected} {word}{'' if expected == 1 else 's'}, {found} found"


def _row(
    sheet: Sheet,
    kind: str,
    expected: Any,
    found: Any,
    post_id: int | None,
    detail: str,
    key: str = "",
    capture: int | None = None,
) -> Row:
    """One row; `key` tells it from others of its kind that are of no post, `capture` shows it where no post does."""
    post = sheet.rows["posts"][post_id] if post_id else {}
    return {
        "id": ident("problem", sheet.blog.slug, kind, post_id, key),
        "blog_id": sheet.blog_id,
        "post_id": post_id,
        "kind": kind,
        "expected": str(expected),
        "found": str(found),
        "detail": detail,
        "capture_id": post.get("capture_id", capture),
    }
