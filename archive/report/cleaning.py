"""Stored HTML of posts and comments made fit for a page that leaves the house: few tags, no pictures, no classes, headings below ours.

The database's HTML is sanitised already; it is taken for hostile all the same, since a page that is mailed cannot count on the reader's program.
"""

import re

import nh3

HEADING = re.compile(r"<(/?)h[1-6](?:\s[^>]{0,2000})?>", re.IGNORECASE)
CLEANER = nh3.Cleaner(
    tags={
        *("a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h4", "hr", "i", "ins", "kbd", "li", "ol"),
        *("p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
    },
    clean_content_tags={"script", "style", "template", "title", "iframe", "noscript", "svg", "math"},
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)  # fmt: skip


def cleaned(html: str) -> str:
    """HTML of which nothing can run, load or change the page; every heading is an h4."""
    return CLEANER.clean(HEADING.sub(r"<\1h4>", html))
