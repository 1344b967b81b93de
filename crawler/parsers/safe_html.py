"""HTML of others made safe to show: of a post's body, of a comment."""

import re
from functools import lru_cache

import nh3

_HOST = r"(?![^/\"]{0,250}--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z]{2,63}"
_REL = r" rel=\"[\w -]{0,100}\""
_LINK = rf"a(?:{_REL})? href=\"https?://{_HOST}(?:/[\w.~/%?=&;,+:@!*()#-]*)?\"(?:{_REL})?>"
_UNPLAIN = re.compile(rf"\r|<(?!/?(?:p|em|strong|b|i|blockquote|ul|ol|li|code)>|br>|/a>|{_LINK})", re.ASCII)
"""What a tree's own HTML has that may change when it is cleaned: any other element, or one with other attributes than a web address."""
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": {"class", "dir", "id", "lang", "title"}, "a": {"href", "hreflang", "rel"}}


def sanitise(html: str, base_url: str) -> str:
    """HTML that is safe to show anywhere: no scripts, styles, frames or handlers; links and images absolute."""
    return _cleaner(base_url).clean(html)


def sanitised(html: str, base_url: str, most: int) -> str:
    """What an element of a tree holds, as safe HTML, `most` characters at most. Of plain paragraphs nothing has to be cleaned."""
    return html if len(html) < most and _UNPLAIN.search(html) is None else sanitise(html[:most], base_url)


@lru_cache(maxsize=8)
def _cleaner(base_url: str) -> nh3.Cleaner:
    """Made once a page: making one takes longer than a comment's cleaning."""
    try:
        return nh3.Cleaner(attributes=_ATTRIBUTES, link_rel=None, url_relative=("rewrite_with_base", base_url))
    except ValueError:  # the base is no address that links can be resolved against
        return nh3.Cleaner(attributes=_ATTRIBUTES, link_rel=None, url_relative="deny")
