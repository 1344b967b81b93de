"""The posts that a list page (home, archive, category, search) names."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Post
from crawler.parsers.chrome import is_chrome
from crawler.parsers.elements import fold
from crawler.parsers.head import Head
from crawler.parsers.html import ancestors, attribute, tokens
from crawler.parsers.links import web_url
from crawler.parsers.themes import DATES

_POSTS = ".hentry, .h-entry, .type-post, .wp-block-post, [id^=post-], article"
_TITLES = (
    ".entry-title a[href], .wp-block-post-title a[href], .p-name a[href], a.entry-title[href], a[rel~=bookmark]",
    "a.thepermalink[href], a.permalink[href]",
    "h1 a[href], h2 a[href], h3 a[href], h4 a[href]",
)
"""Links to a post, the surest first."""
_DATES = "time, .entry-date, .date a[href], .permalink"
_LOOSE = "h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[rel~=bookmark], .entry-title a[href], .post-title a[href]"
_QUERY = "wp-block-query"
"""Chrome in a post, where it lists related ones; the list itself here."""


def listed_in(tree: LexborHTMLParser, head: Head) -> tuple[Post, ...]:
    """The address and title of each post, in page order; headings of widgets and links to elsewhere are not posts."""
    boxes = [node for node in tree.css(_POSTS) if not _in_chrome(node)]
    return _unique(map(_link, boxes), head) or _unique(_loose(tree), head)


def _link(box: LexborNode) -> LexborNode | None:
    """The link of the post's title; where it has none, that of its date."""
    for selector in _TITLES:
        if (link := box.css_first(selector)) is not None:
            return link
    mark = box.css_first(_DATES)
    if mark is None or mark.tag == "a":
        return mark
    return next((node for node in (*ancestors(mark), *mark.css("a[href]")) if node.tag == "a"), None)


def _loose(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    return (node for node in tree.css(_LOOSE) if not _in_chrome(node))


def _in_chrome(node: LexborNode) -> bool:
    return any(is_chrome(around) and _QUERY not in tokens(around) for around in (node, *ancestors(node)))


def _unique(links: Iterable[LexborNode | None], head: Head) -> tuple[Post, ...]:
    found: dict[str, Post] = {}
    for link in links:
        url = web_url(attribute(link, "href"), head.base) if link is not None else None
        if link is not None and url and url not in found and url != head.url and _host(url) == _host(head.url):
            found[url] = Post(url=url, title=_title(link))
    return tuple(found.values())


def _title(link: LexborNode) -> str | None:
    """The link's text, unless that is a date or its sign."""
    text = fold(link.text() or "")
    dated = link.css_first("time") is not None or any(
        mark in tokens(n) for n in (link, *link.css("*")) for mark in DATES
    )
    return None if dated or len(text) < 2 else text


def _host(url: str) -> str:
    return url.split("/", 3)[2].lower().removeprefix("www.") if url.count("/") > 1 else ""
