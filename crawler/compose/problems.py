"""Where a blog's own word and ours differ, and what else a person should look at: rows of `problems`. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.compose.evidence import ident
from crawler.compose.sheet import Row, Sheet


def find(sheet: Sheet, stated: Mapping[str, int], state: str, failed: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Where the blog's own word and ours differ; `stated`, `state` and `failed` are the last crawl's account."""
    posts = sheet.rows.get("posts", {})
    found: dict[int, list[int]] = {post_id: [0, 0] for post_id in posts}
    for place, table in enumerate(("comments", "pingbacks")):
        for row in sheet.rows.get(table, {}).values():
            found[row["post_id"]][place] += row["status"] == "live"
    for post_id, post in posts.items():
        expected, (comments, pings) = post["stated_comment_count"], found[post_id]
        if expected is not None and expected not in (comments, comments + pings) and not post["protected"]:
            detail = f"{post['url']}: {_says(expected, 'comment', comments)}"
            yield _row(sheet, "comment_count", expected, comments, post_id, detail)
    for role, kind in (("rest_posts", "post"), ("rest_pages", "page")):
        count = sum(row["kind"] == kind and row["status"] == "live" for row in posts.values())
        if role in stated and stated[role] != count:
            yield _row(sheet, "post_count", stated[role], count, None, _says(stated[role], kind, count))
    if state != "ok":
        yield _row(sheet, "wall", "ok", state, None, f"the blog is {state}")
    for url, reason in failed:
        yield _row(sheet, "failed_fetch", url, reason, None, f"{url}: {reason}")


def _says(expected: int, word: str, found: int) -> str:
    return f"the blog says {expected} {word}{'' if expected == 1 else 's'}, {found} found"


def _row(sheet: Sheet, kind: str, expected: Any, found: Any, post_id: int | None, detail: str) -> Row:
    post = sheet.rows["posts"][post_id] if post_id else {}
    return {
        "id": ident("problem", sheet.blog.slug, kind, post_id, expected if kind == "failed_fetch" else ""),
        "blog_id": sheet.blog_id,
        "post_id": post_id,
        "kind": kind,
        "expected": str(expected),
        "found": str(found),
        "detail": detail,
        "capture_id": post.get("capture_id"),
    }
