"""A course for a feed reader: OPML (its blogs with their feeds) and Atom (the newest posts of all of them)."""

import sqlite3
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from archive.database.dictionary import TITLE
from archive.export.cells import xml
from archive.export.excerpt import Scope

NEWEST = 100
"""Entries of an Atom feed."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
EPOCH = "1970-01-01T00:00:00Z"
"""`updated` of a feed without entries: Atom must have one."""
BLOGS = """
select b.slug, b.url, coalesce(b.title, b.owner, b.slug) as title, b.owner, b.section, k.slug as course, k.title as course_title, b.language
from blogs b left join courses k on k.id = b.course_id order by k.slug, b.section, b.slug
"""
FEEDS = """
select url from captures where blog_id = (select id from blogs where slug = ?) and role = 'feed' and status = 200
order by length(url), url limit 1
"""
POSTS = f"""
select p.id, p.url, p.title, coalesce(h.name, p.author, b.owner, b.slug) as person, p.published_at, coalesce(p.modified_at, p.published_at) as updated,
  p.body_html, p.license, b.title as blog, b.url as home, b.slug, p.language
from posts p join blogs b on b.id = p.blog_id left join people h on h.id = p.person_id
where p.kind = 'post' and p.status = 'live' and p.protected = 0 and p.published_at is not null
  and (:first is null or p.course_week between :first and :last)
order by p.published_at desc, p.id limit {NEWEST}
"""
TERMS = "select t.name from posts_terms x join terms t on t.id = x.term_id where x.post_id = ? order by t.kind, t.name"


def opml(db: sqlite3.Connection, scope: Scope) -> Iterator[str]:
    """OPML 2.0: the blogs, in a folder a section where there are sections; addresses of feeds as they were met, else WordPress's."""
    blogs = [dict(row) for row in db.execute(BLOGS)]
    yield f'{HEAD}<opml version="2.0">\n<head><title>{escape(xml(_title(db, scope)))}</title></head>\n<body>\n'
    section = None
    for blog in blogs:
        if blog["section"] != section:
            yield ("</outline>\n" if section else "") + (
                _tag("outline", text=blog["section"]) + ">\n" if blog["section"] else ""
            )
            section = blog["section"]
        met = db.execute(FEEDS, (blog["slug"],)).fetchone()
        feed = met[0] if met else f"{blog['url'].rstrip('/')}/feed/"
        yield _tag("outline", type="rss", text=blog["title"], title=blog["title"], xmlUrl=feed, htmlUrl=blog["url"],
                   language=blog["language"], description=blog["owner"]) + "/>\n"  # fmt: skip
    yield ("</outline>\n" if section else "") + "</body>\n</opml>\n"


def atom(db: sqlite3.Connection, scope: Scope) -> Iterator[str]:
    """Atom (RFC 4287): the newest posts, whole; entries are known by the permalink."""
    first, last = scope.weeks or (None, None)
    posts = db.execute(POSTS, {"first": first, "last": last}).fetchall()
    updated = max((post["updated"] for post in posts), default=EPOCH)
    yield f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom">\n'
    name = "-".join(filter(None, ("coursekeep", scope.course, scope.blog)))
    yield f"<id>urn:coursekeep:{name}</id>\n<title>{escape(xml(_title(db, scope)))}</title>\n<updated>{updated}</updated>\n"
    yield "<author><name>Coursekeep</name></author>\n<generator>Coursekeep</generator>\n"
    for post in posts:
        yield from _entry(db, post)
    yield "</feed>\n"


def _entry(db: sqlite3.Connection, post: sqlite3.Row) -> Iterator[str]:
    yield f"<entry>\n<id>{escape(xml(post['url']))}</id>\n{_tag('link', href=post['url'])}/>\n"
    yield f"<title>{escape(xml(post['title']))}</title>\n"
    yield f"<published>{post['published_at']}</published>\n<updated>{post['updated']}</updated>\n"
    yield f"<author><name>{escape(xml(post['person']))}</name></author>\n"
    for (term,) in db.execute(TERMS, (post["id"],)):
        yield _tag("category", term=term) + "/>\n"
    yield f"<source><id>{escape(xml(post['home']))}</id><title>{escape(xml(post['blog'] or post['slug']))}</title>"
    yield f"<updated>{post['updated']}</updated></source>\n"
    if post["license"]:
        yield f"<rights>{escape(xml(post['license']))}</rights>\n"
    yield f'<content type="html">{escape(xml(post["body_html"]))}</content>\n</entry>\n'


def _title(db: sqlite3.Connection, scope: Scope) -> str:
    """The course's or the blog's, or that of the data set."""
    for table, slug in (("blogs", scope.blog), ("courses", scope.course)):
        if slug:
            return str(db.execute(f"select coalesce(title, slug) from {table} where slug = ?", (slug,)).fetchone()[0])
    courses = [row[0] for row in db.execute("select coalesce(title, slug) from courses order by slug")]
    return courses[0] if len(courses) == 1 else TITLE


def _tag(name: str, **attributes: str | None) -> str:
    return f"<{name}" + "".join(f" {key}={quoteattr(xml(value))}" for key, value in attributes.items() if value)
