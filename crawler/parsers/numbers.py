"""Comments told by the links that core prints in each, whatever the theme: its permalink, and the link that answers it."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.html import attribute
from crawler.parsers.repeats import is_dated, records_around
from crawler.parsers.text import text_of

_ANSWERS = "a[data-commentid], a[href*='replytocom=']"
_PERMALINKS = "a[href*='#comment-'], a[href*='#li-comment-'], a[href*='#div-comment-']"
_ANSWERED = re.compile(r"[?&]replytocom=(\d{1,18})")
_PAGE = re.compile(r"/comment-page-\d{1,6}/?$|/$")
_TITLES = "h1, h2"
_MOST = 5000
_LONGEST = 200
"""Characters of a paragraph that may be a line of meta: in a longer one a link to a comment is the author's."""


def numbered(tree: LexborHTMLParser, url: str = "") -> list[LexborNode]:
    """The elements around the links with the numbers of comments of this page, one a number, in page order."""
    answers, permalinks = dict(_first(_answers(tree))), dict(_first(_permalinks(tree, url)))
    links = permalinks if len(permalinks) > len(answers) else answers
    if not links or not (answers or len(links) > 1 or any(is_dated(link.text()[:_LONGEST]) for link in links.values())):
        return []
    rows = records_around(list(links.values()))
    if any(row.css_first(_TITLES if len(rows) == 1 else "h1") for row in rows):
        return []  # the post with its title, around a link that stands alone
    return rows if 2 * sum("\n" in text_of(row) for row in rows) > len(rows) else []


def _first(links: Iterator[tuple[str, LexborNode]]) -> Iterator[tuple[str, LexborNode]]:
    seen: set[str] = set()
    for number, link in links:
        if number not in seen:
            seen.add(number)
            yield number, link


def _answers(tree: LexborHTMLParser) -> Iterator[tuple[str, LexborNode]]:
    for link in tree.css(_ANSWERS)[:_MOST]:
        match = _ANSWERED.search(attribute(link, "href"))
        number = attribute(link, "data-commentid") or (match[1] if match else "")
        if number.isdecimal():
            yield number, link


def _permalinks(tree: LexborHTMLParser, url: str) -> Iterator[tuple[str, LexborNode]]:
    """Those that lead to one page: this one, where links without a page or the page's own address tell; else none."""
    found = []
    for link in tree.css(_PERMALINKS)[:_MOST]:
        page, _, _ = attribute(link, "href").partition("#")
        match = marks.NUMBER_IN_LINK.search(attribute(link, "href"))
        if match and not _in_text(link):
            found.append((_PAGE.sub("", page.partition("?")[0]), match[1], link))
    canonical = tree.css_first("link[rel=canonical]")
    own = {"", _PAGE.sub("", (attribute(canonical, "href") if canonical is not None else url).partition("?")[0])}
    yield from ((number, link) for page, number, link in found if page in own)


def _in_text(link: LexborNode) -> bool:
    outer = link.parent
    return outer is not None and outer.tag == "p" and len(outer.text()) > _LONGEST
