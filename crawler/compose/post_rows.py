"""The rows of a post: itself, its terms, references, citations, links and media. Pure."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from archive.items import Link, Name, Post, Reference, as_json
from crawler.compose import posts
from crawler.compose.dating import published
from crawler.compose.posts import Gathered
from crawler.compose.sheet import Sheet, number
from crawler.compose.wordcount import word_count
from crawler.scope import tidy, url_key

AS_READ = [
    "text",
    "position",
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
    "confidence",
]
"""Fields of a Reference that are columns of the same name."""


def write_post(sheet: Sheet, gathered: Gathered, named_by: Sequence[str] = ()) -> int:
    """A post with its terms, references, citations, links and media."""
    post, observations = gathered.post, gathered.observations
    modified_at, _ = sheet.clock.times(posts.times(observations, "modified"))
    post_id = sheet.number("post", sheet.blog.slug, gathered.key)
    sheet.add(
        "posts",
        {
            "id": post_id,
            "blog_id": sheet.blog_id,
            "wp_id": number(post.wp_id),
            "kind": post.kind,
            "url": post.url,
            "title": post.title,
            "author": post.author,
            "author_url": post.author_url,
            "account_id": number(post.author_id),
            **published(sheet.clock, observations),
            "modified_at": modified_at,
            "language": post.language,
            "body_html": post.body_html,
            "body_text": post.body_text,
            "word_count": word_count(post.body_text),
            "license": post.license,
            "comments_open": None if post.comments_open is None else int(post.comments_open),
            "protected": int(post.protected),
            "stated_comment_count": post.stated_comment_count,
            "named_by": json.dumps(named_by),
            **sheet.seen(observations),
        },
    )
    _terms(sheet, post_id, post)
    entries = references(sheet, post_id, None, post.references)
    _citations(sheet, post_id, post, entries)
    links(sheet, post_id, None, post.links)
    _media(sheet, post_id, post)
    return post_id


def _terms(sheet: Sheet, post_id: int, post: Post) -> None:
    for kind, names in (("category", post.categories), ("tag", post.tags)):
        for name in names:
            term_id = sheet.number("term", sheet.blog.slug, kind, name)
            slug = re.sub(r"\W+", "-", name.casefold()).strip("-")
            sheet.add("terms", {"id": term_id, "blog_id": sheet.blog_id, "kind": kind, "name": name, "slug": slug})
            sheet.add(
                "posts_terms",
                {"id": sheet.number("has", post_id, term_id, of=post_id), "post_id": post_id, "term_id": term_id},
            )


@lru_cache(maxsize=1_000)
def names_json(names: tuple[Name, ...]) -> str:
    """Authors or editors as a column has them: the blogs of a course name the same ones again and again."""
    return _json(as_json(names))


_json = json.JSONEncoder(ensure_ascii=False).encode


def references(sheet: Sheet, post_id: int, comment_id: int | None, references: Sequence[Reference]) -> list[int]:
    return [
        sheet.add(
            "reference_entries",
            {
                "id": sheet.number("reference", post_id, comment_id, r.position, of=post_id),
                "post_id": post_id,
                "comment_id": comment_id,
                "authors": names_json(r.authors),
                "editors": names_json(r.editors),
                "url": next(iter(r.urls), None),
                "flags": json.dumps(r.flags) if r.flags else "[]",
                **{name: getattr(r, name) for name in AS_READ},
            },
        )
        for r in references
    ]


def _citations(sheet: Sheet, post_id: int, post: Post, entries: Sequence[int]) -> None:
    for c in post.citations:
        named = c.reference is not None and c.reference < len(entries)
        sheet.add(
            "citations",
            {
                "id": sheet.number("citation", post_id, c.position, of=post_id),
                "post_id": post_id,
                "position": c.position,
                "text": c.text,
                "authors": _json(c.authors),
                "year": c.year,
                "reference_id": entries[c.reference] if named and c.reference is not None else None,
                "link": c.link,
            },
        )


def links(sheet: Sheet, post_id: int, comment_id: int | None, links: Iterable[Link]) -> None:
    for n, link in enumerate(links):
        kind = "internal" if link.url in sheet.scope else "external"
        sheet.add(
            "links",
            {
                "id": sheet.number("link", post_id, comment_id, n, of=post_id),
                "post_id": post_id,
                "comment_id": comment_id,
                "url": link.url,
                "text": link.text,
                "rel": link.rel,
                "kind": kind,
            },
        )


def _media(sheet: Sheet, post_id: int, post: Post) -> None:
    for n, m in enumerate(post.media):
        row = {"url": m.url, "kind": m.kind, "alt": m.alt, "caption": m.caption}
        place = {"id": sheet.number("media", post_id, n, of=post_id), "post_id": post_id}
        sheet.add("media", {**place, **row, "capture_id": sheet.files.get(url_key(tidy(m.url)))})
