"""What a database is, as a data set: counts, time, languages, themes, gaps, licences, software, digests; and how to cite it."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from archive.database.dictionary import TITLE
from archive.database.fulltext import FACT
from archive.database.tables import VERSION
from archive.report.coverage import coverage, coverage_lines
from archive.report.summary import Row, rows

COUNTS = {
    "courses": "courses",
    "blogs": "blogs",
    "posts": "posts where kind = 'post' and status <> 'gone'",
    "pages": "posts where kind = 'page' and status <> 'gone'",
    "comments": "comments where status <> 'gone'",
    "pingbacks": "pingbacks where status <> 'gone'",
    "people": "people",
    "works": "works",
    "references": "reference_entries",
    "citations": "citations",
    "captures": "captures",
    "crawls": "crawls",
}
GAPS = {
    "addresses that failed": "failures",
    "posts behind a password": "posts where protected = 1",
    "posts without a time": "posts where published_at is null",
    "comments without a time": "comments where published_at is null",
    "comments of nobody known": "comments where person_id is null",
    "posts that are gone from their blog": "posts where status = 'gone'",
    "comments that are gone from their blog": "comments where status = 'gone'",
}
LANGUAGES = """
select coalesce(p.language, b.language) as language, count(*) as posts from posts p join blogs b on b.id = p.blog_id
where p.status <> 'gone' group by 1 order by 2 desc, 1
"""
LICENCES = """
select license, count(*) as posts, count(distinct blog_id) as blogs from posts where status <> 'gone' group by 1 order by 2 desc, 1
"""
SPAN = """
select min(day) as first, max(day) as last from (
  select coalesce(local_date, substr(published_at, 1, 10)) as day from posts where status <> 'gone'
  union all select coalesce(local_date, substr(published_at, 1, 10)) from comments where status <> 'gone')
"""
CRAWLED = "select min(substr(started_at, 1, 10)) as first, max(substr(started_at, 1, 10)) as last, max(id) as newest from crawls"
ASKED = ("select * from courses order by id", "select * from assignments order by id",
         "select slug, url, owner, section, role, consent from blogs order by slug")  # fmt: skip
"""What a configuration and its rosters said, as far as the database was made with it."""


def described(db: sqlite3.Connection) -> Row:
    """The data set in numbers and names; the same database gives the same."""
    excerpt = rows(db, "select value from facts where name = 'excerpt'")
    return {
        "title": _title(db),
        "counts": {name: _count(db, what) for name, what in COUNTS.items()},
        "written": rows(db, SPAN)[0],
        "crawled": rows(db, CRAWLED)[0],
        "languages": rows(db, LANGUAGES),
        "themes": coverage(db),
        "gaps": {name: count for name, what in GAPS.items() if (count := _count(db, what))},
        "states": _tally(db, "select state as name, count(*) as n from blogs where state <> 'ok' group by 1 order by 2 desc, 1"),
        "problems": _tally(db, "select kind as name, count(*) as n from problems group by 1 order by 2 desc, 1"),
        "licences": rows(db, LICENCES),
        "software": [row["software"] for row in rows(db, "select distinct software from crawls where software is not null order by 1")],
        "schema": VERSION,
        "digests": _digests(db),
        "excerpt": json.loads(excerpt[0]["value"]) if excerpt else None,
    }  # fmt: skip


def _count(db: sqlite3.Connection, what: str) -> int:
    return int(db.execute(f"select count(*) from {what}").fetchone()[0])


def _tally(db: sqlite3.Connection, sql: str) -> dict[str, int]:
    return {row["name"]: row["n"] for row in rows(db, sql)}


def _title(db: sqlite3.Connection) -> str:
    """The course's, or that of the only blog, or a general one."""
    for sql in (
        "select coalesce(title, slug) as title from courses order by slug",
        "select coalesce(title, slug) as title from blogs",
    ):
        if len(found := rows(db, sql)) == 1:
            return str(found[0]["title"])
    return TITLE


def _digests(db: sqlite3.Connection) -> dict[str, str]:
    """Of the texts (as the full text search notes it), and of what the configuration said of courses and blogs."""
    texts = rows(db, "select value from facts where name = ?", FACT)
    said = json.dumps([rows(db, sql) for sql in ASKED], ensure_ascii=False, sort_keys=True)
    told = {"courses and blogs": f"sha256:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}"}
    return {**({"texts": f"blake2b:{texts[0]['value']}"} if texts else {}), **told}


def described_lines(told: Row) -> Iterator[str]:
    """A data set in words."""
    yield told["title"]
    yield f"holds     {', '.join(_counted(count, name) for name, count in told['counts'].items() if count)}"
    yield f"written   {_span(told['written'])}"
    yield f"crawled   {_span(told['crawled'])}"
    yield f"language  {', '.join(_shares(told['languages'], 'language'))}"
    yield f"licence   {', '.join(_shares(told['licences'], 'license'))}"
    for name, part in (("blogs", "states"), ("gaps", "gaps"), ("look at", "problems")):
        if told[part]:
            yield f"{name:<9} {', '.join(f'{count:,} {what}' for what, count in told[part].items())}"
    if told["excerpt"]:
        yield f"part      {json.dumps(told['excerpt'], sort_keys=True)}"
    yield f"made by   {', '.join(told['software']) or 'unknown'}, schema {told['schema']}"
    yield from (f"digest    {digest}  {name}" for name, digest in told["digests"].items())
    yield f"cite as   {citation(told)}"
    yield ""
    yield from coverage_lines(told["themes"])


def _counted(count: int, names: str) -> str:
    return (
        f"{count:,} {'person' if names == 'people' else names.removesuffix('s')}"
        if count == 1
        else f"{count:,} {names}"
    )


def _shares(found: list[Row], name: str) -> Iterator[str]:
    yield from (
        f"{' '.join((row[name] or 'none said').split())} ({_counted(row['posts'], 'posts')})" for row in found[:10]
    )


def _span(span: Row) -> str:
    return f"{span['first']} to {span['last']}" if span["first"] else "never"


def citation(told: Row) -> str:
    """One sentence in the manner of APA 7 for data sets."""
    years = "–".join(sorted({(told["written"][end] or "")[:4] for end in ("first", "last")} - {""})) or "n.d."
    made = f"{told['software'][-1].replace('/', ' ')}" if told["software"] else "Coursekeep"
    version = f" (crawl {told['crawled']['newest']})" if told["crawled"]["newest"] else ""
    return f"{_authors(told)}. ({years}). {told['title']}: {_abstract(told)}{version} [Data set]. Archived with {made}."


def _authors(told: Row) -> str:
    count = told["counts"]["blogs"]
    return f"Writers of {count:,} course blog{'' if count == 1 else 's'}"


def _abstract(told: Row) -> str:
    counts = told["counts"]
    return f"{counts['posts'] + counts['pages']:,} posts and {counts['comments']:,} comments"


def citation_file(told: Row) -> str:
    """CITATION.cff (Citation File Format 1.2.0); texts as JSON strings, which YAML reads."""
    crawled, digest = told["crawled"], told["digests"].get("texts")
    values: dict[str, Any] = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "If you use this data set, please cite it, and respect the wishes of those who wrote it.",
        "title": f"{told['title']}: {_abstract(told)}",
        "authors": [{"name": _authors(told)}],
        **({"version": str(crawled["newest"]), "date-released": crawled["last"]} if crawled["newest"] else {}),
        "abstract": f"Written {_span(told['written'])}; crawled {_span(crawled)} with {', '.join(told['software']) or 'Coursekeep'}; schema {told['schema']}.",
        "keywords": ["course blogs", "WordPress", "comments", "references"],
        **(
            {"identifiers": [{"type": "other", "value": digest, "description": "digest of the texts"}]}
            if digest
            else {}
        ),
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
