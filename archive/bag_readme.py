"""The README of a bag: what is in it, where it is from, under which licences, made by what, and how to open it."""

import platform
import sqlite3
from collections.abc import Iterable
from importlib import metadata

from archive.report.summary import BLOGS, Row, rows

LICENCES = """
select b.slug, p.license, count(*) as posts from posts p join blogs b on b.id = p.blog_id
where p.license is not null and p.license <> '' group by 1, 2 order by 1, 3 desc, 2
"""
COUNTED = ("posts", "comments", "pingbacks", "references", "citations")
PACKAGES = ("coursekeep", "scrapy", "warcio", "beautifulsoup4", "selectolax", "bagit")
TEXT = """\
{title}
{rule}

{blogs}, crawled from {first} to {last}
with {software}. This is a BagIt bag (RFC 8493): manifest-sha256.txt and
manifest-sha512.txt name every file with its digest. It was whole when it was made; to see whether it still is:

    bagit.py --validate THIS_FOLDER

What is in data/
----------------

warc/                  the archive itself: WARC/1.1 (ISO 28500), the bytes as they came over the wire
imports/               files of other tools that were taken in, whole and unchanged, where there are any
index.cdxj             where each address stands in them
wacz/{name}.wacz
                       the same in one file for players: open it at https://replayweb.page, or with
                       `coursekeep replay --wacz FILE`
coursekeep.sqlite      posts, comments, references and more as rows (SQLite), made from the WARC files;
                       each row leads to its bytes
config.yaml, *.csv     what was asked for: the courses and their blogs, without mail addresses
people.yaml            what a person corrected about who is whom, where there is any of that
README.txt             this file

data/ is a data folder of Coursekeep, which is free software (Apache-2.0). Work with a copy, so that the bag stays
as it is:

    cp -r data /tmp/copy
    coursekeep status --data /tmp/copy        what is here
    coursekeep rebuild --data /tmp/copy       makes the database again from the WARC files

Even without that program all of it can be read: WARC, CDXJ, SQLite, CSV and YAML are open, documented formats.

Counts
------

{counts}

Licences seen on the blogs
--------------------------

{licences}

What a blog does not say is its author's: ask before you publish from it.

Software
--------

{versions}
"""


def readme(db: sqlite3.Connection, title: str, name: str, software: str) -> str:
    """The text, from the database of the bag."""
    blogs = rows(db, BLOGS)
    times = rows(db, "select min(fetched_at) as first, max(fetched_at) as last from captures")[0]
    return TEXT.format(
        title=title,
        rule="=" * len(title),
        blogs="1 blog" if len(blogs) == 1 else f"{len(blogs)} blogs",
        first=times["first"],
        last=times["last"],
        software=software,
        name=name,
        counts="\n".join(_counts(blogs)),
        licences="\n".join(_licences(rows(db, LICENCES))) or "None.",
        versions="\n".join(_versions()),
    )


def licences(db: sqlite3.Connection) -> list[Row]:
    """Which licences the posts of each blog show, as printed."""
    return rows(db, LICENCES)


def _counts(blogs: list[Row]) -> Iterable[str]:
    wide = max((len(blog["slug"]) for blog in blogs), default=0)
    for blog in blogs:
        counts = "  ".join(f"{blog[name]:>6,} {name}" for name in COUNTED)
        yield f"{blog['slug']:<{wide}}  {counts}"
        yield f"{'':<{wide}}  {blog['title'] or ''}  {blog['url']}".rstrip()


def _licences(seen: list[Row]) -> Iterable[str]:
    return (
        f"{row['slug']}: {' '.join(row['license'].split())} ({row['posts']} {'post' if row['posts'] == 1 else 'posts'})"
        for row in seen
    )


def _versions() -> Iterable[str]:
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    for name in PACKAGES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue
