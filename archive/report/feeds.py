"""A course as an Atom feed (RFC 4287) of its posts, and as an OPML 2.0 list of its blogs, for feed readers. The same database gives the same bytes."""

import re
import sqlite3
from collections.abc import Iterable
from xml.etree import ElementTree

from archive.export.plain import plain
from archive.report.summary import Row, rows
from archive.report.week_people import THERE

ATOM = "http://www.w3.org/2005/Atom"
THREAD = "http://purl.org/syndication/thread/1.0"
ENTRIES = 200
"""Posts in a feed, the newest; readers fetch it again and again."""
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold (XML 1.0, section 2.2)."""
POSTS = f"""
select p.url, p.title, coalesce(h.name, p.author, b.owner, b.slug) as person, b.title as blog, p.body_html, p.language,
  coalesce(p.published_at, p.local_date || 'T00:00:00Z', p.first_seen_at, '1970-01-01T00:00:00Z') as published, p.modified_at,
  (select count(*) from comments c where c.post_id = p.id and c.status <> 'gone') as comments
from blogs b cross join posts p on p.blog_id = b.id left join people h on h.id = p.person_id
where (?1 is null or b.course_id = ?1) and {THERE} and p.kind = 'post' and p.status <> 'gone' and p.protected is not 1
order by published desc, p.id limit ?2
"""
BLOGS = f"""
select b.slug, b.url, b.title, b.owner, b.section, h.name,
  (select min(x.url) from captures x where x.blog_id = b.id and x.role = 'feed' and x.status = 200) as feed
from blogs b left join people h on h.id = b.person_id
where (?1 is null or b.course_id = ?1) and {THERE} order by b.section is null, b.section, b.slug
"""


def _course(db: sqlite3.Connection, slug: str | None) -> tuple[int | None, str]:
    """Number and title of a course; where none is named, of everything. Raises StoreError."""
    if slug is None:
        return None, "Course blogs"
    from archive.report.week_calendar import courses

    [course] = courses(db, slug)
    return course.id, course.title


def atom(db: sqlite3.Connection, course: str | None = None, limit: int = ENTRIES) -> str:
    """The newest posts, each with its whole text. Raises StoreError for a course that is not there."""
    number, title = _course(db, course)
    found = rows(db, POSTS, number, limit)
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xmlns:thr": THREAD})
    _texts(feed, {"title": title, "id": f"urn:coursekeep:{course or 'all'}", "updated": _latest(found)})
    for row in found:
        _entry(ElementTree.SubElement(feed, "entry"), row)
    return _text(feed)


def _latest(found: Iterable[Row]) -> str:
    return max((row["modified_at"] or row["published"] for row in found), default="1970-01-01T00:00:00Z")


def _entry(entry: ElementTree.Element, row: Row) -> None:
    updated = max(row["modified_at"] or "", row["published"])
    _texts(
        entry,
        {
            "title": plain(row["title"] or "(no title)"),
            "id": row["url"],
            "published": row["published"],
            "updated": updated,
        },
    )
    _texts(ElementTree.SubElement(entry, "author"), {"name": plain(row["person"])})
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": _legal(row["url"])})
    if row["blog"]:
        _texts(ElementTree.SubElement(entry, "source"), {"title": plain(row["blog"])})
    _texts(entry, {"thr:total": str(row["comments"])})
    content = ElementTree.SubElement(entry, "content", {"type": "html"})
    content.text = _legal(row["body_html"] or "")
    if row["language"]:
        content.set("xml:lang", _legal(row["language"]))


def opml(db: sqlite3.Connection, course: str | None = None) -> str:
    """The blogs with their feeds, a folder a section. Raises StoreError for a course that is not there."""
    number, title = _course(db, course)
    root = ElementTree.Element("opml", {"version": "2.0"})
    _texts(ElementTree.SubElement(root, "head"), {"title": title})
    body = ElementTree.SubElement(root, "body")
    folders: dict[str | None, ElementTree.Element] = {None: body}
    for row in rows(db, BLOGS, number):
        section = plain(row["section"] or "") or None
        if section not in folders:
            folders[section] = ElementTree.SubElement(body, "outline", {"text": section or "", "title": section or ""})
        ElementTree.SubElement(folders[section], "outline", _outline(row))
    return _text(root)


def _outline(row: Row) -> dict[str, str]:
    name = plain(row["name"] or row["owner"] or row["title"] or row["slug"])
    feed = row["feed"] or f"{row['url'].rstrip('/')}/feed/"
    return {
        "type": "rss",
        "text": name,
        "title": plain(row["title"] or name),
        "xmlUrl": _legal(feed),
        "htmlUrl": _legal(row["url"]),
    }


def _texts(parent: ElementTree.Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = _legal(text)


def _legal(text: str) -> str:
    return ILLEGAL.sub("", text)


def _text(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


FORMATS = {"atom": atom, "opml": opml}
"""Name of a format -> what writes it from a database and a course's slug."""
