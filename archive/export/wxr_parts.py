"""What WordPress has to be told of a row: numbers, logins, moments, and texts as they would have been typed."""

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from archive.export.plain import latin

Row = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Of what has no date at all."""
NOBODY = "unknown"
MEDIA = {
    "frame": '\n<iframe src="{}"></iframe>',
    "audio": '\n<audio controls src="{}"></audio>',
    "video": '\n<video controls src="{}"></video>',
}
PROTECTED = {
    "protected", "geschützt", "protégé", "protegido", "protetto", "beveiligd", "skyddad", "beskyttet", "zabezpieczony", "suojattu", "chráněno",
    "защищено", "保護中", "受保护", "보호된 글",
}  # fmt: skip
"""What WordPress prints before the title of a post that asks for a password, in the languages that course blogs are written in."""
_AUTHOR = re.compile(r"/author/([A-Za-z0-9._@-]+)/?$")
_SHORTCODE = re.compile(r"\[(?=[A-Za-z/])")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Numbers:
    """WordPress's numbers of rows (row id -> number); a parent's is below its answers', since the importer goes by number."""

    posts: dict[int, int]
    parents: dict[int, int]
    """Of pages: the number of the page above, by the address."""
    comments: dict[int, int]
    pings: dict[int, int]
    authors: dict[str, tuple[int, str]]
    """Login -> number and name."""
    users: dict[int | None, int]
    """Numbers of accounts that are authors' -> the same."""


def numbers(db: sqlite3.Connection, blog: int) -> Numbers:
    """Number everything of a blog: as WordPress did where that is known."""
    posts = [dict(row) for row in db.execute("select * from posts where blog_id = ? order by id", (blog,))]
    known = _kept((row["id"], row["wp_id"]) for row in posts)
    theirs = "post_id in (select id from posts where blog_id = ?)"
    said = db.execute(
        f"select id, wp_id, parent_id from comments where {theirs} order by depth, published_at, id", (blog,)
    ).fetchall()
    pinged = db.execute(f"select id, wp_id from pingbacks where {theirs} order by published_at, id", (blog,)).fetchall()
    both = _kept([*((row[0], row[1]) for row in said), *((-row[0], row[1]) for row in pinged)])
    if any(row[2] and both[row[2]] > both[row[0]] for row in said if row[2] in both):
        both = _kept([*((row[0], None) for row in said), *((-row[0], None) for row in pinged)])
    authors, users = _authors(posts)
    return Numbers(
        posts=known,
        parents=_parents(posts, known),
        comments={row[0]: both[row[0]] for row in said},
        pings={row[0]: both[-row[0]] for row in pinged},
        authors=authors,
        users=users,
    )


def _kept(rows: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """Row -> number: its own where it is known and nobody else's, else the next free one, in the order given."""
    made: dict[int, int] = {}
    rest, taken = [], set[int]()
    for row, number in rows:
        if number and number not in taken:
            taken.add(number)
            made[row] = number
        else:
            rest.append(row)
    first = max(taken, default=0) + 1
    return made | {row: number for number, row in enumerate(rest, first)}


def _parents(posts: list[Row], known: dict[int, int]) -> dict[int, int]:
    pages = {post["url"].rstrip("/"): known[post["id"]] for post in posts if post["kind"] == "page"}
    above = {post["id"]: post["url"].rstrip("/").rpartition("/")[0] for post in posts if post["kind"] == "page"}
    return {row: pages[url] for row, url in above.items() if url in pages}


def _authors(posts: list[Row]) -> tuple[dict[str, tuple[int, str]], dict[int | None, int]]:
    named = {author_of(post): post for post in posts}
    made = _kept((place, named[login]["account_id"]) for place, login in enumerate(sorted(named)))
    authors = {login: (made[place], named[login]["author"] or login) for place, login in enumerate(sorted(named))}
    return authors, {number: number for number, _ in authors.values()}


def author_of(post: Row) -> str:
    """The login of a post's writer: from the address of the author's page, else made from the name."""
    found = _AUTHOR.search(urlsplit(post["author_url"] or "").path)
    name = re.sub(r"\W+", "-", (post["author"] or "").lower()).strip("-")
    return (
        found[1]
        if found
        else latin(name.replace("-", "")) or (f"author-{name.encode().hex()[:24]}" if name else NOBODY)
    )


def slug_of(post: Row) -> str:
    """The last part of the permalink, coded as it is there; where that has none, WordPress makes one from the title."""
    last = urlsplit(post["url"]).path.rstrip("/").rpartition("/")[2]
    return "" if last.endswith(".php") else last


def title_of(post: Row) -> str:
    """A title as it was typed: WordPress prints a word before those of posts that ask for a password."""
    title = post["title"] or ""
    first, _, rest = title.partition(":")
    return rest.strip() if post["protected"] and first.strip().lower() in PROTECTED else title


def day(row: Row, post: Row | None = None) -> tuple[datetime, datetime]:
    """When it was published, by the blog's clock and in UTC; what has no date has its post's."""
    local = datetime.fromisoformat(row["published_local"]) if row["published_local"] else None
    utc = datetime.fromisoformat(row["published_at"]) if row["published_at"] else None
    if not (local or utc):
        return day(post) if post else (EPOCH, EPOCH)
    naive = (local or utc or EPOCH).replace(tzinfo=UTC)
    return naive, utc or naive


def post_content(html: str | None, media: Iterable[Row] = ()) -> str:
    """A body that WordPress prints as it is: in a block, so that it makes no paragraphs; nothing is taken for a shortcode.

    Frames, which a sanitised body has not, stand at its end.
    """
    urls = {escape(each["url"], {'"': "&quot;"}): each["kind"] for each in media}
    lost = "".join(MEDIA[kind].format(url) for url, kind in urls.items() if url not in (html or ""))
    text = _SHORTCODE.sub("&#91;", f"{html or ''}{lost}")
    return f"<!-- wp:html -->\n{text}\n<!-- /wp:html -->" if text else ""


def ping_content(kind: str, title: str | None, excerpt: str | None) -> str:
    """As wp-trackback.php and the pingback server store it: the title of a trackback stands in its text."""
    text = excerpt or ""
    if kind != "trackback":
        return escape(text)
    return f"<strong>{escape(title or '')}</strong>\n\n{escape(text.removeprefix(title or '').strip())}"


def comment_typed(html: str | None) -> str:
    """A comment as it was typed: WordPress makes its paragraphs and line ends anew."""
    parts = _PRE.split(html or "")
    return "".join(part if place % 2 else _typed(part) for place, part in enumerate(parts)).strip()


def _typed(html: str) -> str:
    flat = re.sub(r"\s*\n\s*", " ", html)
    lines = re.sub(r" *<br ?/?> *", "\n", flat)
    return re.sub(r" *</p> *", "\n\n", re.sub(r" *<p> *", "", lines))
