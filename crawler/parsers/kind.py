"""What an HTML page is: a post, a page, a list, the home page, a wall, or something else. By evidence on the page."""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.elements import fold
from crawler.parsers.head import Head
from crawler.parsers.walls import NOT_FOUND, WALLS, Wall

_LISTS = frozenset(
    ("archive", "category", "tag", "author", "date", "search", "search-results", "search-no-results", "tax", "paged")
)
_SINGLE = frozenset(("single", "single-post", "singular", "attachment"))
_LIST_URL = re.compile(
    r"/(?:category|categories|tag|tags|author|page|search)/|/(?:19|20)\d\d(?:/\d\d){0,2}/?$"
    r"|[?&](?:s|cat|tag|author|m|paged|year|monthnum|day|author_name|category_name)="
)
_PAGE_URL = re.compile(r"[?&]page_id=")
_POST_URL = re.compile(r"[?&]p=\d")
_API = re.compile(r"/wp/v2/([\w-]{1,40})/\d")
_POST_MARK = re.compile(r"(?:post|entry|article)-(\d{1,18})")
_A_POST = ".hentry, .h-entry, [id^=post-], [itemtype*=BlogPosting], [itemtype*=Article]"
_WALL_LINES = 40
_WALL_TEXT = 6000
"""Paragraphs, items and characters of a page; with more it is no wall."""


def wall_of(tree: LexborHTMLParser, head: Head) -> str | None:
    """The blog state that a wall in the place of the page tells: private, coming_soon, challenge, password; else None."""
    body = tree.body
    if body is None or (items := len(tree.css("li"))) > _WALL_LINES or items + len(tree.css("p")) > _WALL_LINES:
        return None
    title = head.title.lower()
    text = fold(body.text() or "").lower()
    if len(text) > _WALL_TEXT:
        return None
    return next((wall.state for wall in WALLS if _stands(wall, tree, title, text)), None)


def _stands(wall: Wall, tree: LexborHTMLParser, title: str, text: str) -> bool:
    return (
        (wall.title is None or wall.title.search(title) is not None)
        and (wall.selector is None or tree.css_first(wall.selector) is not None)
        and (wall.text is None or wall.text.search(text) is not None)
    )


def kind_of(tree: LexborHTMLParser, head: Head) -> str:
    """post, page, list, home or other."""
    return _by_classes(head) or _by_head(head) or _lost(tree, head) or _by_url(head.url) or _by_marks(tree)


def _by_classes(head: Head) -> str | None:
    """What body_class() of WordPress says."""
    names = head.body_classes
    if "error404" in names:
        return "other"
    if "singular-page" in names or any(name.startswith("page-id-") for name in names):
        return "page"
    if names & _SINGLE or any(name.startswith("postid-") for name in names):
        return "page" if "page" in names and not names & {"single", "single-post"} else "post"
    if "blog" in names and "home" in names:
        return "home"
    if names & _LISTS:
        return "list"
    if "page" in names:
        return "page"
    return "home" if "home" in names or "blog" in names else None


def _by_head(head: Head) -> str | None:
    """What only the head of one thing or of a list has: a short link, the address of its REST answer."""
    for link in head.links:
        if "alternate" in link.rel and link.type == "application/json" and (match := _API.search(link.url)):
            return {"posts": "post", "pages": "page"}.get(match[1], "list")
    for link in head.named("shortlink"):
        return "page" if _PAGE_URL.search(link.url) else "post"
    return None


def _lost(tree: LexborHTMLParser, head: Head) -> str | None:
    """A page that says it is not there, though the server says it is, and that shows no post."""
    if not NOT_FOUND.match(head.title) or tree.css_first(_A_POST) is not None:
        return None
    return "other"


def _by_url(url: str) -> str | None:
    if _PAGE_URL.search(url):
        return "page"
    if _POST_URL.search(url):
        return "post"
    if _LIST_URL.search(url):
        return "list"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return "home" if parts.path.rstrip("/") in ("", "/index.php", "/blog") and not parts.query else None


def _by_marks(tree: LexborHTMLParser) -> str:
    """How many posts there are."""
    numbers = {
        match[1]
        for node in tree.css("[id^=post-], [id^=entry-], article[id], .hentry[id]")
        if (match := _POST_MARK.fullmatch(node.attributes.get("id") or ""))
    }
    if len(numbers) > 1 or (not numbers and len(tree.css(".hentry")) > 1):
        return "list"
    return "post"
