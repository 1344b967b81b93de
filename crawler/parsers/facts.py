"""What a page says of its blog: name, language, software, theme."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import BlogFacts
from crawler.parsers.elements import fold
from crawler.parsers.head import Head

_CLASS = re.compile(r"wp-(?:child-)?theme-([\w-]{1,80})")
_THEME = re.compile(r"/(?:wp-content/)?themes/(?:(?:pub|premium|h4|vip|a8c)/)?([\w.-]{1,80})/")
_ASSETS = "link[rel=stylesheet][href*='themes/'], script[src*='themes/'], img[src*='/themes/']"
_FEED = re.compile(r"\s(?:»|›|→|>|-|–|\|)\s")
_SUFFIX = re.compile(r"\s(?:RSS|Atom)?\s?(?:Feed|Newsfeed)$", re.IGNORECASE)
_NO_NAMES = frozenset(("", "atom", "comments", "entries", "rss", "rss 2.0", "subscribe"))
_HOME_NAMES = (
    "#site-title a, .site-title a, .site-title, .wp-block-site-title, #blog-title, #logo a, h1#header a, #header h1 a"
)


def facts_of(head: Head) -> BlogFacts:
    """The blog's name, language, generator and theme, as this page says them."""
    return BlogFacts(
        name=blog_name(head),
        language=head.language,
        generator=head.meta("generator"),
        theme=_theme(head),
    )


def blog_name(head: Head) -> str | None:
    """From `og:site_name`, the title of the feed link (feed_links() of WordPress: `Name » Feed`), or the page's banner."""
    if name := head.meta("og:site_name", "application-name"):
        return name
    for link in head.named("alternate"):
        if link.type.startswith(("application/rss", "application/atom")) and link.title:
            name = _SUFFIX.sub("", _FEED.split(link.title)[0])
            if name != link.title and name.lower() not in _NO_NAMES:
                return name
    banner = head.tree.css_first(_HOME_NAMES)
    return (fold(banner.text() or "")[:200] or None) if banner is not None else None


def _assets(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The first is nearly always the theme's own, and found without a walk over the whole page."""
    if (first := tree.css_first(_ASSETS)) is not None:
        yield first
        yield from tree.css(_ASSETS)


def _theme(head: Head) -> str | None:
    for node in _assets(head.tree):
        values = node.attributes
        if match := _THEME.search(values.get("href") or values.get("src") or ""):
            return match[1]
    named = sorted(match[0] for name in head.body_classes if (match := _CLASS.fullmatch(name)))
    if named:  # since WordPress 6.7; "wp-child-theme-" sorts before "wp-theme-"
        return _CLASS.sub(r"\1", named[0])
    styles = (_THEME.search(node.text() or "") for node in head.tree.css("style"))
    return next((match[1] for match in styles if match), None)
