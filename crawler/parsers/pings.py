"""One pingback or trackback of a page."""

import re

from selectolax.lexbor import LexborNode

from archive.items import Pingback
from crawler.parsers import marks
from crawler.parsers.commenters import is_chrome_address
from crawler.parsers.comments import Reading
from crawler.parsers.elements import fold as fold_space
from crawler.parsers.html import absolute
from crawler.parsers.moments import Context, moment_of, published, told_by
from crawler.parsers.nearness import drop
from crawler.parsers.phrases import only_noise, without_label
from crawler.parsers.selectors import found_in
from crawler.parsers.text import text_of

_CUT = r"\[(?:…|\.\.\.)\]"
_EXCERPT = re.compile(rf"{_CUT}.{{1,2000}}?{_CUT}", re.DOTALL)
"""As pingback() of xmlrpc.php writes it."""
_QUOTED = re.compile(rf"(?:.{{1,60}}\n)?({_EXCERPT.pattern})", re.DOTALL)
"""Such a text, perhaps below a line that says when."""
_PAGE = re.compile(r"^https?://[^/?#]+/(?:[^?#]*[^/?#][/?][^#]|[^?#]*\w-\w|[^?#]*\.html?|\?\w)", re.IGNORECASE)
_SOURCES = (".fn a", ".comment-author a", "cite a", "a.url", "a[rel~=external]", "a[href]")
_HEADINGS = "h2, h3, h4, h5, cite, strong, .fn, .comment-author"


def read_pingback(node: LexborNode, number: str | None, kind: str, context: Context) -> Pingback | None:
    """Reads one ping; its element is used up. None when it names no source."""
    drop(found_in(node, context.selectors.silent))
    link = _source(node)
    named = link if link is not None else node.css_first(_HEADINGS)
    drop(named.css("small, time, [class*=date]") if named is not None else ())
    title = without_label(fold_space(named.text())) if named is not None else ""
    if not title:
        return None
    excerpt = _EXCERPT.search(text_of(node)[:10_000])
    _, moment = moment_of(node, None, context)
    return Pingback(
        id=number or _anchor(link),
        kind=kind,
        title=title,
        source_url=absolute(link.attributes.get("href") or "", context.url) if link is not None else None,
        excerpt=fold_space(excerpt[0]) if excerpt else None,
        published=(time := published(moment, None, context)),
        published_raw=moment.printed,
        published_from=told_by(moment, time, context),
    )


def as_pingback(reading: Reading, number: str | None, context: Context) -> Pingback | None:
    """The ping that is printed as a comment: signed by a page, and an excerpt, a title and an excerpt, or nothing more. Else None."""
    title, source, excerpt = reading.author, reading.author_url, reading.text
    if reading.author is None and len(reading.links) == 1 and fold_space(excerpt) == reading.links[0].text:
        title, source, excerpt = reading.links[0].text, reading.links[0].url, ""
    is_excerpt = source and (quoted := _QUOTED.fullmatch(excerpt[:4000].strip())) is not None
    excerpt = quoted[1] if is_excerpt and quoted else excerpt
    if not (reading.titled and source) and not is_excerpt and not (not excerpt and _is_page(source)):
        return None
    return Pingback(
        id=number,
        kind="trackback" if reading.titled else "pingback",
        title=title,
        source_url=source,
        excerpt=excerpt or None,
        published=(time := published(reading.moment, None, context)),
        published_raw=reading.moment.printed,
        published_from=told_by(reading.moment, time, context),
    )


def _is_page(url: str | None) -> bool:
    """Whether an address is that of one page: more than a host and a folder."""
    return url is not None and _PAGE.search(url[:2000]) is not None


def _source(node: LexborNode) -> LexborNode | None:
    for selector in _SOURCES:
        for link in node.css(selector):
            href = (link.attributes.get("href") or "").strip()
            if not href or href.startswith("#") or is_chrome_address(href):
                continue
            if (text := fold_space(link.text())) and not only_noise(text):
                return link
    return None


def _anchor(link: LexborNode | None) -> str | None:
    """The number in the name of the link itself, in themes that anchor it there."""
    match = marks.NUMBERED.fullmatch(link.attributes.get("name") or "") if link is not None else None
    return match[1] if match else None
