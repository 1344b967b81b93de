"""Where the archive and the blogs differ: blogs that need a person, then differences, with what can be done."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from archive.export.plain import plain
from archive.export.slugs import must_be_one_of, must_be_there
from archive.report.columns import columns
from archive.report.states import in_words
from archive.report.summary import Row, rows

KINDS = {
    "wall": "",
    "trap_guard": "open some of the addresses that the blog links without end; a plugin that makes them can be switched off by its owner",
    "blocked_source": "nothing is lost while another source serves; its owner can open it: a security plugin or the host shuts it",
    "failed_fetch": "run the crawl again; if it fails again, open the address in a browser, and tell the blog's owner if it fails there too",
    "post_count": "run the crawl again; if the numbers stay apart, ask the blog's owner for an export of the blog",
    "comment_count": "open the post and count: comments that wait for approval, were deleted, or are pingbacks may be in the blog's own number",
    "ping_count": "open the post and count: some themes do not show pingbacks, and feeds show the newest only",
    "validators_unreliable": "nothing has to be done: this server says that nothing has changed when it has, so whole answers are asked for",
    "comments_elsewhere": "these comments are in no archive of the blog: its owner can export them where they are kept, or have that service copy them into WordPress",
    "feed_text": "open the post: has the page more than one part, or does it show less or more than its feed? If it does not, report the theme",
    "missing_field": "open the post: if the page shows what is missing, report the theme; if not, its owner left it out and nothing is to be done",
    "truncated": "run the crawl again; if the answer is cut again, it is larger than the limit or its server breaks off: keep a copy made with a browser",
    "unknown_markup": "open the page and compare: what stands here was found without a mark that is known; if it is wrong, report the theme",
}
"""Each kind of problem, the most urgent first, with what can be done; walls have advice of their own, by state."""
SAID = {
    "failed_fetch": ("address", "an answer", "{found}"),
    "post_count": ("posts", "{expected}", "{found}"),
    "comment_count": ("comments", "{expected}", "{found}"),
    "ping_count": ("pingbacks", "{expected}", "{found}"),
    "blocked_source": ("source", "{expected}", "{found}"),
    "trap_guard": ("addresses", "an end", "{found} and more"),
    "validators_unreliable": ("server", "{expected}", "{found}"),
    "comments_elsewhere": ("comments", "{expected}", "{found}"),
    "feed_text": ("words", "{expected}", "{found}"),
    "missing_field": ("fields", "{expected}", "no {found}"),
    "truncated": ("answer", "{expected}", "cut: {found}"),
    "unknown_markup": ("markup", "{expected}", "{found}"),
}
"""How a difference is put: what, expected, found."""
HEAD = ("blog", "what", "expected", "found", "where")

PROBLEMS = """
select b.slug as blog, q.kind, q.expected, q.found, q.detail, p.title, b.title as blog_title, b.state, q.capture_id,
  coalesce(p.url, iif(q.kind = 'failed_fetch', q.expected, iif(q.kind in ('truncated', 'unknown_markup', 'comments_elsewhere'), c.url, b.url))) as url
from problems q join blogs b on b.id = q.blog_id left join posts p on p.id = q.post_id left join courses k on k.id = b.course_id
  left join captures c on c.id = q.capture_id
where (?1 is null or k.slug = ?1) and (?2 is null or b.slug = ?2) and (?3 is null or q.kind = ?3)
order by b.slug, url, q.id
"""


def problems(
    db: sqlite3.Connection,
    advice: Mapping[str, str],
    *,
    course: str | None = None,
    blog: str | None = None,
    kind: str | None = None,
    limit: int | None = None,
) -> Row:
    """`blogs` that need a person, `problems` (at most `limit`) by kind, blog and address, how many there are, and advice by kind.

    `advice`: what can be done by a blog's state; where nothing is (its owner opted out), nobody is needed. Texts are plain.
    Raises StoreError for a course, blog or kind that is not there.
    """
    must_be_there(db, course, blog)
    if kind is not None:
        must_be_one_of(kind, "kind", sorted(KINDS))
    found = [_plain(row) for row in rows(db, PROBLEMS, course, blog, kind)]
    walls = [row for row in found if row["kind"] == "wall" and advice.get(row["state"])]
    order = {each: number for number, each in enumerate(KINDS)}
    rest = sorted((row for row in found if row["kind"] != "wall"), key=lambda r: order.get(r["kind"], len(order)))
    shown = ("blog", "kind", "expected", "found", "url", "title", "detail", "capture_id")
    return {
        "blogs": [
            {"blog": w["blog"], "title": w["blog_title"], "url": w["url"], "state": w["state"], "advice": advice[w["state"]]}
            for w in walls
        ],
        "problems": [{name: row[name] for name in shown} for row in rest[:limit]],
        "count": len(rest),
        "kinds": dict(Counter(row["kind"] for row in rest)),
        "advice": {each: text for each, text in KINDS.items() if text and any(row["kind"] == each for row in rest)},
    }  # fmt: skip


def _plain(row: Row) -> Row:
    """Safe to print; the capture's number as it is."""
    return {k: v if k == "capture_id" else plain(v or "") for k, v in row.items()}


def problems_lines(told: Row) -> Iterator[str]:
    """Blogs that need a person, differences in columns, and what can be done."""
    if not told["blogs"] and not told["problems"]:
        yield "no problem found: no blog needs a person, and nothing differs from what the blogs say"
        return
    for blog in told["blogs"]:
        yield f"{blog['blog']} is {in_words(blog['state'])}: {blog['advice']}  {blog['url']}"
    if told["blogs"] and told["problems"]:
        yield ""
    if told["problems"]:
        yield from columns(
            [HEAD, *((row["blog"], *difference(row), row["url"]) for row in told["problems"])], widest=36
        )
        if more := told["count"] - len(told["problems"]):
            yield f"... and {more:,} more: ask without --limit"
        yield ""
        yield from (f"{SAID[kind][0]} ({kind}): {text}" for kind, text in told["advice"].items())


def difference(row: Row) -> tuple[str, str, str]:
    """What differs, what was expected, and what was found, in words."""
    what, expected, found = SAID.get(row["kind"], (row["kind"], "{expected}", "{found}"))
    given = {"expected": row.get("expected", ""), "found": row.get("found", "")}
    return what, expected.format_map(given), found.format_map(given)
