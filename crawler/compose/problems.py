"""Where a blog's own word and ours differ, and what else a person should look at: rows of `problems`. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.compose.evidence import Evidence
from crawler.compose.sheet import Row, Sheet
from crawler.guard import RULE

REST_OF_IT = "rest"
"""In `Page.missing`: more than is read of one page (crawler/parsers/lengthy.py)."""
LISTS = (("rest_posts", "post"), ("rest_pages", "page"), ("wpcom_posts", "post"), ("wpcom_pages", "page"))
"""Lists that say how many posts or pages there are."""
BY = {"structure": "the page's structure alone", "learnt": "what other pages of the blog taught"}
VERB = {"body": "stands", "comments": "stand"}


def find(sheet: Sheet, stated: Mapping[str, int], state: str, failed: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Where the blog's own word and ours differ; `stated`, `state` and `failed` are the last crawl's account."""
    captures = _newest(sheet)
    posts = sheet.rows.get("posts", {})
    for role, kind in LISTS:
        count = sum(row["kind"] == kind and row["status"] == "live" for row in posts.values())
        if role in stated and stated[role] != count:
            said = says(stated[role], kind, count)
            yield sheet.problem("post_count", stated[role], count, said, key=kind, capture=_list_of(sheet, kind))
    if state != "ok":
        yield sheet.problem("wall", "ok", state, f"the blog is {state}", capture=captures.get(sheet.blog.url))
    for url, reason, *_ in failed:
        yield sheet.problem("failed_fetch", url, reason, f"{url}: {reason}", key=url, capture=captures.get(url))


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
            yield sheet.problem("truncated", expected, why, detail, key=url, capture=sheet.capture_id(each.capture))
        elif REST_OF_IT in each.page.missing:
            detail = f"{url}: the page has more elements than are read of one; its beginning was read"
            yield sheet.problem(
                "truncated", "the whole page", "its beginning", detail, key=url, capture=sheet.capture_id(each.capture)
            )
    for part in ("body", "comments"):
        for how in ("structure", "learnt"):
            pages = [e for e in newest.values() if _placed_by(e, part) == how]
            if pages:
                words = f"{part} of {len(pages)} page{'s' * (len(pages) > 1)} by {BY[how]}"
                detail = f"{pages[0].capture.url}: no known mark tells where the {part} {VERB[part]}; read by {BY[how]}"
                key = f"{part} {how}"
                yield sheet.problem(
                    "unknown_markup", "known marks", words, detail, key=key, capture=sheet.capture_id(pages[0].capture)
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
        yield sheet.problem("blocked_source", source, told, detail, key=source, capture=sheet.capture_id(each.capture))
    if liars:
        detail = f"{liars[0]}: the server says that nothing has changed when it has; it is asked for whole answers now"
        yield sheet.problem("validators_unreliable", "another ETag or Last-Modified", "the same", detail)
    if count := excluded.get(RULE):
        detail = f"{sheet.blog.url}: {count:,} addresses were not asked for, since there is no end of them"
        yield sheet.problem("trap_guard", 0, count, detail)


def says(expected: int, word: str, found: int) -> str:
    """How many the blog tells of, and how many there are."""
    return f"the blog says {expected} {word}{'' if expected == 1 else 's'}, {found} found"
