"""What others wrote, made fit for our pages: sanitised again, without their looks, pictures only from the archive."""

import re
from collections.abc import Mapping
from html import escape

import nh3

LONGEST = 400_000
"""Characters of one text that are shown as HTML; of a longer one, its beginning as plain text."""
ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "blockquote": {"cite"},
}
NO_ALT = re.compile(r"<img\b(?![^<>]{0,4000}\balt\s*=)", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto"}


def shown(html: str | None, pictures: Mapping[str, int]) -> str:
    """HTML of a post or a comment that is safe to put into a page.

    It is sanitised when it is saved; here it is done again, and what could meddle with our page (classes, ids) goes.
    `pictures`: address -> number of the medium, for those that the archive has; others show their words instead.
    """
    if not html:
        return ""
    if len(html) > LONGEST:
        return f"<p>{escape(html[:2000])}…</p><p>(This text is too long to be shown whole.)</p>"

    def kept(tag: str, name: str, value: str) -> str | None:
        if tag == "img" and name == "src":
            return f"/media/{pictures[value]}" if value in pictures else None
        if name == "href" and not value.lower().startswith(("http://", "https://", "mailto:")):
            return None  # it would lead into our own pages
        return (value.strip() or "picture") if tag == "img" and name == "alt" else value

    described = NO_ALT.sub('<img alt="picture"', html)  # before it is cleaned: what comes out is never touched
    return nh3.clean(
        described,
        tags=nh3.ALLOWED_TAGS - {"map", "area"},
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow ugc",
    )
