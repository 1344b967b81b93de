"""The roster in forms that other programs read: OPML for feed readers, CSV for spreadsheets."""

import csv
import io
from collections.abc import Sequence
from xml.etree import ElementTree

from archive.items import Blog
from crawler.schema import Course

COLUMNS = ("name", "url", "section", "role", "consent", "email", "title", "status", "slug")


def as_opml(courses: Sequence[Course]) -> str:
    """Every blog that has not opted out, in a group for its section where it has one."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = ", ".join(each.title or each.slug for each in courses)
    body = ElementTree.SubElement(root, "body")
    for course in courses:
        groups: dict[str, ElementTree.Element] = {}
        for blog in course.blogs:
            if blog.consent != "opted out":
                _outline(_group(body, groups, blog.section), blog)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _group(
    body: ElementTree.Element, groups: dict[str, ElementTree.Element], section: str | None
) -> ElementTree.Element:
    if not section:
        return body
    if section not in groups:
        groups[section] = ElementTree.SubElement(body, "outline", text=section)
    return groups[section]


def _outline(parent: ElementTree.Element, blog: Blog) -> None:
    name = blog.owner or blog.title or blog.slug
    ElementTree.SubElement(
        parent, "outline", type="rss", text=name, title=name, xmlUrl=feed_of(blog.url), htmlUrl=blog.url
    )


def feed_of(url: str) -> str:
    """Where WordPress has the feed of a blog."""
    return f"{url}&feed=rss2" if "?" in url else f"{url.rstrip('/')}/feed/"


def as_csv(courses: Sequence[Course]) -> str:
    """Every blog, with the columns that a roster has; it can be a roster itself."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for course in courses:
        writer.writerows(_cells(blog) for blog in course.blogs)
    return out.getvalue()


def _cells(blog: Blog) -> list[str]:
    values = (blog.owner, blog.url, blog.section, blog.role, blog.consent, blog.email, blog.title)
    return [*(value or "" for value in values), blog.status or "approved", blog.slug]
