"""Which works a course, a blog or a post lists and cites: rows of the database, and words."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.export.apa import entry
from archive.export.csl import bibliography
from archive.export.plain import letters, plain
from archive.export.slugs import must_be_there
from archive.report.summary import Row, rows

LISTED = """
select r.work_id, r.id, r.text, r.post_id, p.blog_id, iif(r.comment_id is null, p.author, c.author) as person
from reference_entries r join posts p on p.id = r.post_id join blogs b on b.id = p.blog_id
  left join comments c on c.id = r.comment_id left join courses k on k.id = b.course_id
where (?1 is null or k.slug = ?1) and (?2 is null or b.slug = ?2) and (?3 is null or p.id = ?3)
order by r.id
"""
CITED = """
select c.text, c.year, c.authors, c.link, r.work_id from citations c left join reference_entries r on r.id = c.reference_id
where c.post_id = ? order by c.position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which entries count: those of a course, of a blog (slugs), of a post (its number); all where none is named."""

    course: str | None = None
    blog: str | None = None
    post: int | None = None


def works(db: sqlite3.Connection, choice: Choice, limit: int | None = None) -> list[Row]:
    """The works that the chosen posts list: by people, then by entries, then by key; `csl` is the item, counts are of the choice.

    Raises StoreError for a course or a blog that is not there.
    """
    must_be_there(db, choice.course, choice.blog)
    entries = defaultdict[int, list[Row]](list)
    for row in rows(db, LISTED, choice.course, choice.blog, choice.post):
        entries[row["work_id"]].append(row)
    found = [_counted(row, entries[row["id"]]) for row in rows(db, "select * from works") if row["id"] in entries]
    return sorted(found, key=lambda w: (-w["people"], -w["entries"], w["key"]))[:limit]


def _counted(work: Row, entries: Sequence[Row]) -> Row:
    said = {letters(row["text"]): plain(row["text"]) for row in entries}
    return {
        "id": work["id"],
        "key": work["key"],
        "people": len({letters(row["person"] or "") or row["blog_id"] for row in entries}),
        "entries": len(entries),
        "variants": len(said),
        "posts": len({row["post_id"] for row in entries}),
        "blogs": len({row["blog_id"] for row in entries}),
        "texts": sorted(said.values()),
        "csl": json.loads(work["csl"]),
    }


def of_post(db: sqlite3.Connection, post: int) -> Row:
    """What a post cites: `cites` (works with the citations that name them), `cited_not_listed` (by authors and year), `listed_not_cited`.

    Entries of comments are left out: the post's text does not cite them.
    """
    cited = defaultdict[int | None, list[Row]](list)
    for row in rows(db, CITED, post):
        cited[row["work_id"]].append({**row, "authors": json.loads(row["authors"])})
    own = "select w.csl, w.id, r.text from reference_entries r join works w on w.id = r.work_id where r.post_id = ? and r.comment_id is null order by r.position"
    listed = [{"id": r["id"], "text": plain(r["text"]), "csl": json.loads(r["csl"])} for r in rows(db, own, post)]
    named = {work["id"]: work for work in listed}
    return {
        "post": rows(db, "select url, title, author from posts where id = ?", post)[0],
        "cites": [{**work, "citations": _said(cited[number])} for number, work in named.items() if number in cited],
        "cited_not_listed": _unlisted(cited.get(None, [])),
        "listed_not_cited": [work for number, work in named.items() if number not in cited],
    }


def _said(citations: Sequence[Row]) -> list[Row]:
    return [{**{k: c[k] for k in ("authors", "year", "link")}, "text": plain(c["text"])} for c in citations]


def _unlisted(citations: Sequence[Row]) -> list[Row]:
    said = defaultdict[str, list[Row]](list)
    for c in citations:
        said[letters("".join((*c["authors"], c["year"] or "")))].append(c)
    return [{"authors": c[0]["authors"], "year": c[0]["year"], "citations": _said(c)} for c in said.values()]


def works_lines(found: Sequence[Row]) -> Iterator[str]:
    """A line a work, in columns."""
    yield f"{'people':>6}  {'entries':>7}  {'variants':>8}  work"
    for work in found:
        yield f"{work['people']:>6,}  {work['entries']:>7,}  {work['variants']:>8,}  {_line(work['csl'])}"


def post_lines(told: Row) -> Iterator[str]:
    """A post's works in words."""
    yield plain(f"{told['post']['title'] or ''}  {told['post']['url']}")
    yield from (f"cites              {_line(work['csl'])}  [{_texts(work)}]" for work in told["cites"])
    yield from (f"cited, not listed  {_texts(unlisted)}" for unlisted in told["cited_not_listed"])
    yield from (f"listed, not cited  {_line(work['csl'])}" for work in told["listed_not_cited"])


def _texts(cited: Row) -> str:
    """The wordings of the citations, once each."""
    return "; ".join(dict.fromkeys(citation["text"] for citation in cited["citations"]))


def _line(item: dict[str, Any]) -> str:
    """A work in APA, or as printed where nothing was recognised."""
    (made,) = bibliography([item])
    return entry(made) if made.get("title") else made.get("custom", {}).get("text", "")
