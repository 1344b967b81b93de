"""The rows of one blog while they are made. Pure; column names are those of archive/database/tables.py."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from typing import Any

from archive.items import Blog, Capture
from crawler.compose.clock import Clock
from crawler.compose.evidence import OF_POST, Evidence, Observation, Run, beside, following, ident, seen, shown_by, utc
from crawler.scope import Scope, url_key

Row = dict[str, Any]
HandOn = Callable[[str, Row], None]
"""Takes a row of a table, one of MANY, as soon as it is made."""
MANY = frozenset(
    ("comments", "comment_versions", "post_versions", "pingbacks", "links", "media", "citations", "reference_entries")
)
"""Tables whose rows nobody looks at again while a blog's rows are made."""


class Sheet:
    """`rows` is table -> number -> row; `runs` are the crawls that took the blog in, oldest first."""

    def __init__(self, blog: Blog, clock: Clock, runs: Sequence[Run], scope: Scope, hand_on: HandOn | None = None):
        self.blog, self.clock, self.runs, self.scope = blog, clock, runs, scope
        self._hand_on = hand_on
        self._handed: dict[str, set[int]] = defaultdict(set)
        self.live: dict[str, Counter[int]] = defaultdict(Counter)
        """`comments` and `pingbacks` -> post -> how many of it are live."""
        self.blog_id = ident("blog", blog.slug)
        self.rows: dict[str, dict[int, Row]] = {}
        self._keys: dict[str, dict[int, tuple[Any, ...]]] = {}
        """Kind of row -> number -> the natural key that has it."""
        self._captures: dict[str | None, int] = {}
        self.files: dict[str, int] = {}
        """Addresses (crawler/scope.py, `url_key`) of images and other requisites -> the newest capture that has the file."""

    def number(self, kind: str, *key: Any, of: int | None = None) -> int:
        """The number of a row of which there are many (`beside`). Where another key of its kind has it, the next that is free.

        `of`: the number of the post or comment that it is of; it stands beside that then.

        So no row takes the place of another. Which of the two was there first follows from the order of the evidence.
        """
        taken = self._keys.setdefault(kind, {})
        number = beside(of, kind, *key, own=OF_POST) if of else beside(self.blog_id, kind, *key)
        while taken.setdefault(number, key) != key:
            number = following(number)
        return number

    def capture_id(self, capture: Capture) -> int:
        """The number of a capture's row, from its WARC-Record-ID."""
        known = self._captures.get(capture.record_id)  # asked for by each row that the capture shows
        if known is None:
            known = self._captures[capture.record_id] = self.number("capture", capture.record_id)
        return known

    def seen(self, observations: Sequence[Observation[Any]], looked: Container[str] = frozenset()) -> Row:
        """When something was seen, whether it is still there, and the capture that shows it."""
        told = seen(observations, self.runs, self.blog.slug, looked)
        return {**told, "capture_id": self.capture_id(shown_by(observations))}

    def add(self, table: str, row: Row) -> int:
        """One row; a second one with its number is the same row."""
        number = int(row["id"])
        if number in self.rows.get(table, ()) or number in self._handed[table]:
            return number
        if table in ("comments", "pingbacks"):
            self.live[table][row["post_id"]] += row["status"] == "live"
        if self._hand_on and table in MANY:
            self._handed[table].add(number)
            self._hand_on(table, row)
        else:
            self.rows.setdefault(table, {})[number] = row
        return number

    def talk_of(self, post_id: int) -> tuple[int, int]:
        """How many live comments and pings a post has."""
        return self.live["comments"][post_id], self.live["pingbacks"][post_id]

    def problem(
        self,
        kind: str,
        expected: Any,
        found: Any,
        detail: str,
        post_id: int | None = None,
        *,
        key: str = "",
        capture: int | None = None,
    ) -> Row:
        """A row of `problems`; `key` tells it from others of its kind that are of no post, `capture` shows it where no post does."""
        post = self.rows["posts"][post_id] if post_id else {}
        return {
            "id": ident("problem", self.blog.slug, kind, post_id, key),
            "blog_id": self.blog_id,
            "post_id": post_id,
            "kind": kind,
            "expected": str(expected),
            "found": str(found),
            "detail": detail,
            "capture_id": post.get("capture_id", capture),
        }

    def capture(self, each: Evidence) -> None:
        """The row of a capture."""
        capture = each.capture
        assert capture.source, "a capture without a record is never composed"
        if capture.role == "requisite" and capture.status == 200:
            self.files[url_key(capture.url)] = self.capture_id(capture)
        self.add(
            "captures",
            {
                "id": self.capture_id(capture),
                "crawl_id": number(capture.crawl),
                "blog_id": self.blog_id,
                "url": capture.url,
                "role": capture.role,
                "fetched_at": utc(capture),
                "status": capture.status,
                "content_type": capture.content_type or None,
                "payload_digest": capture.digest,
                "etag": capture.etag,
                "last_modified": capture.last_modified,
                "truncated": capture.truncated,
                "revisit_of": capture.revisit_of,
                "warc_file": capture.source.file,
                "warc_offset": capture.source.offset,
                "warc_length": capture.source.length,
            },
        )


def number(text: str | None) -> int | None:
    """A WordPress number as an integer; None for anything else (or beyond what SQLite holds)."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
