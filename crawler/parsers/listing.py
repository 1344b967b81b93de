"""The posts that a list page (home, archive, category, search) names."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Post
from crawler.parsers.chrome import is_chrome
from crawler.parsers.elements import fold
from crawler.parsers.head import Head
from crawler.parsers.html import ancestors
from crawler.parsers.links import web_url

_TITLES = (
    ".entry-title a[href], .wp-block-post-title a[href], .post-title a[href], .posttitle a[href], .storytitle a[href], "
    ".entrytitle a[href], .p-name a[href], h1 a[rel~=bookmark], h2 a[rel~=bookmark], h3 a[rel~=bookmark], h4 a[rel~=bookmark], "
    ".hentry h1 a[href], .hentry h2 a[href], .hentry h3 a[href], .post h1 a[href], .post h2 a[href], .post h3 a[href], "
    "article h1 a[href], article h2 a[href], article h3 a[href], "
    "h1.entry-title a, a.entry-title[href], a.post-title[href]"
)
_OTHER = ".hentry a[rel~=bookmark], .post a[rel~=bookmark], article a[rel~=bookmark], h2 a[href], h3 a[href]"


def listed_in(tree: LexborHTMLParser, head: Head) -> tuple[Post, ...]:
    """The address and title of each post, in page order; headings of widgets and links to elsewhere are not posts."""
    return _posts(tree.css(_TITLES), head) or _posts(tree.css(_OTHER), head)


def _posts(nodes: list[LexborNode], head: Head) -> tuple[Post, ...]:
    found: dict[str, Post] = {}
    for node in nodes:
        url = web_url(node.attributes.get("href"), head.base)
        title = fold(node.text() or "")
        if (
            url
            and url not in found
            and url != head.url
            and _host(url) == _host(head.url)
            and not any(map(is_chrome, ancestors(node)))
        ):
            found[url] = Post(url=url, title=title or None)
    return tuple(found.values())


def _host(url: str) -> str:
    return url.split("/", 3)[2].lower().removeprefix("www.") if url.count("/") > 1 else ""
