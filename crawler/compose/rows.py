"""Rows of the database from what was brought together. Pure; column names are those of archive/database/tables.py."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archive.items import Blog, Comment, Link, Post, Reference, as_json
from crawler.compose import posts as posts_of
from crawler.compose.clock import Clock
from crawler.compose.evidence import Evidence, Observation, Run, capture_id, first, ident, seen, utc
from crawler.compose.posts import Gathered
from crawler.compose.talk import Talk
from crawler.scope import Scope

Row = dict[str, Any]
WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Writer:
    """Makes the rows of one blog. `rows` is table -> rows, in no particular order."""

    def __init__(self, blog: Blog, clock: Clock, runs: Sequence[Run], scope: Scope):
        self.blog, self.clock, self.runs, self.scope = blog, clock, runs, scope
        self.blog_id = ident("blog", blog.slug)
        self.rows: dict[str, dict[int, Row]] = {}

    def add(self, table: str, row: Row) -> int:
        """One row; a second one with its number is the same row."""
        self.rows.setdefault(table, {}).setdefault(row["id"], row)
        return int(row["id"])

    def capture(self, each: Evidence) -> None:
        """The row of a capture."""
        capture = each.capture
        assert capture.source, "a capture without a record is never composed"
        self.add(
            "captures",
            {
                "id": capture_id(capture),
                "crawl_id": number(capture.crawl),
                "blog_id": self.blog_id,
                "url": capture.url,
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

    def post(self, gathered: Gathered) -> int:
        """A post with its terms, references, citations, links and media."""
        post, observations = gathered.post, gathered.observations
        at, local = self.clock.times(posts_of.times(observations, "published"))
        modified_at, _ = self.clock.times(posts_of.times(observations, "modified"))
        post_id = ident("post", self.blog.slug, gathered.key)
        self.add(
            "posts",
            {
                "id": post_id,
                "blog_id": self.blog_id,
                "wp_id": number(post.wp_id),
                "kind": post.kind,
                "url": post.url,
                "title": post.title,
                "author": post.author,
                "author_url": post.author_url,
                "published_at": at,
                "published_local": local,
                "modified_at": modified_at,
                "language": post.language,
                "body_html": post.body_html,
                "body_text": post.body_text,
                "word_count": len(WORD.findall(post.body_text)),
                "license": post.license,
                "comments_open": None if post.comments_open is None else int(post.comments_open),
                "protected": int(post.protected),
                "stated_comment_count": post.stated_comment_count,
                **seen(observations, self.runs, self.blog.slug),
            },
        )
        self._terms(post_id, post)
        entries = self._references(post_id, None, post.references)
        self._citations(post_id, post, entries)
        self._links(post_id, None, post.links)
        self._media(post_id, post)
        return post_id

    def _terms(self, post_id: int, post: Post) -> None:
        for kind, names in (("category", post.categories), ("tag", post.tags)):
            for name in names:
                term_id = ident("term", self.blog.slug, kind, name)
                slug = re.sub(r"\W+", "-", name.casefold()).strip("-")
                self.add("terms", {"id": term_id, "blog_id": self.blog_id, "kind": kind, "name": name, "slug": slug})
                self.add("posts_terms", {"id": ident("has", post_id, term_id), "post_id": post_id, "term_id": term_id})

    def _references(self, post_id: int, comment_id: int | None, references: Sequence[Reference]) -> list[int]:
        same = (
            "year",
            "title",
            "container",
            "publisher",
            "place",
            "volume",
            "issue",
            "pages",
            "doi",
            "retrieved",
            "type",
            "text",
            "position",
        )
        return [
            self.add(
                "reference_entries",
                {
                    "id": ident("reference", post_id, comment_id, r.position),
                    "post_id": post_id,
                    "comment_id": comment_id,
                    "authors": json.dumps(as_json(r.authors), ensure_ascii=False),
                    "editors": json.dumps(as_json(r.editors), ensure_ascii=False),
                    "url": next(iter(r.urls), None),
                    **{name: getattr(r, name) for name in same},
                },
            )
            for r in references
        ]

    def _citations(self, post_id: int, post: Post, entries: Sequence[int]) -> None:
        for c in post.citations:
            named = c.reference is not None and c.reference < len(entries)
            self.add(
                "citations",
                {
                    "id": ident("citation", post_id, c.position),
                    "post_id": post_id,
                    "position": c.position,
                    "text": c.text,
                    "authors": json.dumps(c.authors, ensure_ascii=False),
                    "year": c.year,
                    "reference_id": entries[c.reference] if named and c.reference is not None else None,
                    "link": c.link,
                },
            )

    def _links(self, post_id: int, comment_id: int | None, links: Iterable[Link]) -> None:
        for n, link in enumerate(links):
            kind = "internal" if link.url in self.scope else "external"
            self.add(
                "links",
                {
                    "id": ident("link", post_id, comment_id, n),
                    "post_id": post_id,
                    "comment_id": comment_id,
                    "url": link.url,
                    "text": link.text,
                    "rel": link.rel,
                    "kind": kind,
                },
            )

    def _media(self, post_id: int, post: Post) -> None:
        for n, m in enumerate(post.media):
            row = {"url": m.url, "kind": m.kind, "alt": m.alt, "caption": m.caption}
            self.add("media", {"id": ident("media", post_id, n), "post_id": post_id, **row})

    def talk(self, post_id: int, post: Post, talk: Talk) -> None:
        """Comments in order of time, and pings."""
        ids = {key: ident("said", post_id, key) for key in talk.comments}
        timed = {key: self.clock.times(_published(seen)) for key, seen in talk.comments.items()}
        in_time = sorted(
            talk.comments,
            key=lambda key: (timed[key][0] or timed[key][1] or "", (number(key) or 0), _place(talk.comments[key])),
        )
        for position, key in enumerate(in_time):
            self._comment(post_id, post, ids, talk, key, position, timed[key])
        for key, seen_pings in talk.pings.items():
            at, local = self.clock.times(_published(seen_pings))
            fields = {name: first(seen_pings, name) for name in ("kind", "title", "source_url", "excerpt")}
            self.add(
                "pingbacks",
                {
                    "id": ident("ping", post_id, key),
                    "post_id": post_id,
                    "wp_id": number(key),
                    **fields,
                    "published_at": at,
                    "published_local": local,
                    **seen(seen_pings, self.runs, self.blog.slug),
                },
            )

    def _comment(
        self,
        post_id: int,
        post: Post,
        ids: Mapping[str, int],
        talk: Talk,
        key: str,
        position: int,
        times: tuple[str | None, str | None],
    ) -> None:
        observations = talk.comments[key]
        by_id = {o.item.author_id for o in observations} - {None, "0"}
        self.add(
            "comments",
            {
                "id": ids[key],
                "post_id": post_id,
                "wp_id": number(key),
                "parent_id": ids.get(talk.parents[key] or ""),
                **{name: first(observations, name) for name in ("author", "author_url", "text", "html")},
                "published_at": times[0],
                "published_local": times[1],
                "by_post_author": int(any(o.item.by_post_author for o in observations) or post.author_id in by_id),
                "position": position,
                **seen(observations, self.runs, self.blog.slug),
            },
        )
        self._references(post_id, ids[key], first(observations, "references") or ())
        self._links(post_id, ids[key], first(observations, "links") or ())


def number(text: str | None) -> int | None:
    """A WordPress number as an integer; None for anything else (or beyond what SQLite holds)."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _published(observations: Sequence[Observation[Any]]) -> list[tuple[int, str | None]]:
    return [(o.rank, o.item.published) for o in observations if o.item.published]


def _place(observations: Sequence[Observation[Comment]]) -> tuple[str, int]:
    """Where the page shows it: the order of comments whose times are equal or unknown."""
    best = observations[0]
    ids = [comment.id for comment in best.evidence.page.comments]
    return best.evidence.capture.url, ids.index(best.item.id)
