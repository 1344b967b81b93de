"""What themes and plugins put into a body that leads elsewhere: its table of contents, and teasers of other posts."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import size
from crawler.parsers.elements import fold, has_word
from crawler.parsers.html import absolute, attribute, host_of
from crawler.parsers.patterns import late

_FEWEST = 3
"""Links of a table of contents."""
_MOST, _MOST_HEADED = 0.5, 0.8
"""The share of a text that such a table has, and one with a heading: what is more is the text."""
_MOST_LINKS = 400
_MOST_TEXT = 12_000
_BESIDE = 60
"""Characters of such a table that are no link: its heading, and a button."""
_LONGEST_HEADING = 50
_HIGHEST = 8
_MOST_TEASERS, _MOST_TEASED = 200, 600
"""Teasers, and characters of one."""
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_CONTENTS = late(
    r"\W{0,3}(?:(?:table of )?contents?|(?:jump|skip) to.{0,20}|(?:in|on) this (?:post|article|page|guide|story)|what.s in this (?:post|article)|overview|toc|"
    r"inhalt(?:sverzeichnis|sübersicht)?|(?:das )?(?:erwartet|findest) (?:dich|du) (?:hier|in diesem (?:beitrag|artikel))|in diesem (?:beitrag|artikel)|"
    r"sommaire|table des matières|dans cet article|índice(?: de contenidos?)?|(?:tabla de )?contenidos?|en este (?:artículo|post)|"
    r"inhoud(?:sopgave)?|in dit artikel|indice(?: dei contenuti)?|in questo articolo|sumário|conteúdo|neste (?:artigo|post)|"
    r"innehåll(?:sförteckning)?|indhold(?:sfortegnelse)?|innhold(?:sfortegnelse)?|spis treści|ngā ihirangi|rārangi upoko)\W{0,5}",
    re.IGNORECASE,
)
"""How such a table is headed, by language."""


def contents_of(region: LexborNode, base_url: str) -> Iterator[LexborNode]:
    """Boxes and lists of links to places of the same page, made from its headings; with what heads them."""
    links = region.css("a[href*='#']")[:_MOST_LINKS]
    page, whole = (urldefrag(base_url)[0], size(region)) if links else ("", 0)
    seen: set[int] = set()
    for link in links:
        if link.mem_id in seen or not _stays(link, page):
            continue
        box = _table_around(link, region, page, seen)
        if box is None:
            continue
        heading = _before(box)
        is_headed = heading is not None and _CONTENTS.fullmatch(fold(heading.text() or "")) is not None
        if size(box) < whole * (_MOST_HEADED if is_headed or _CONTENTS.match(fold(box.text() or "")) else _MOST):
            seen.update(inner.mem_id for inner in box.css("a"))
            yield box
            if heading is not None and is_headed:
                yield heading


def _stays(link: LexborNode, page: str) -> bool:
    """Whether a link leads to a place of the page, and says more than a number or an arrow, as notes do."""
    address, _, place = attribute(link, "href").partition("#")
    return bool(place) and (not address or address == page) and size(link) > 3 and has_word(link.text() or "")


def _table_around(link: LexborNode, region: LexborNode, page: str, seen: set[int]) -> LexborNode | None:
    """The largest box around a link that holds some such links and hardly anything else."""
    box, outer = None, link.parent
    for _ in range(_HIGHEST):
        if outer is None or outer.mem_id == region.mem_id or outer.mem_id in seen:
            break
        seen.add(outer.mem_id)
        if not _is_table(outer, page):
            break
        box, outer = outer, outer.parent
    return box if box is not None and sum(_stays(inner, page) for inner in box.css("a[href]")) >= _FEWEST else None


def _is_table(box: LexborNode, page: str) -> bool:
    if size(box) > _MOST_TEXT:
        return False
    links = [link for link in box.css("a[href]")[: 2 * _MOST_LINKS] if size(link)]
    linked = sum(len(fold(link.text() or "")) for link in links)
    return all(_stays(link, page) for link in links) and len(fold(box.text() or "")) - linked <= _BESIDE


def _before(box: LexborNode) -> LexborNode | None:
    """The element with text before a box, if it is as short as a heading."""
    step = box.prev
    while step is not None and not fold(step.text() or ""):
        step = step.prev
    return step if step is not None and step.is_element_node and size(step) <= _LONGEST_HEADING else None


def teasers_of(region: LexborNode, base_url: str) -> Iterator[LexborNode]:
    """Elements within a body that are articles of their own: headed by a link to another page of the same blog."""
    for article in region.css("article")[:_MOST_TEASERS]:
        host, page = host_of(base_url), urldefrag(base_url)[0].rstrip("/")
        url = _headline_of(article, base_url)
        if url and host_of(url) == host and url.rstrip("/") != page and size(article) < _MOST_TEASED:
            yield article


def _headline_of(article: LexborNode, base_url: str) -> str | None:
    """Where the first heading of an article leads."""
    heading = article.css_first(_HEADINGS)
    if heading is None:
        return None
    link = heading.parent if heading.parent is not None and heading.parent.tag == "a" else heading.css_first("a[href]")
    return urldefrag(absolute(attribute(link, "href"), base_url))[0] if link is not None else None
