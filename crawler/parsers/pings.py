"""One pingback or trackback of a page, and how to tell one from a comment."""

import re

from selectolax.lexbor import LexborNode

from archive.items import Pingback
from crawler.parsers import marks
from crawler.parsers.comments import Context, fold_space
from crawler.parsers.dates import LONGEST, read_date
from crawler.parsers.html import absolute, remove
from crawler.parsers.text import text_of
from crawler.parsers.words import PINGS, begins, only_noise, without_label

_EXCERPT = re.compile(r"\[(?:…|\.\.\.|&hellip;)\]\s?(.{1,2000}?)\s?\[(?:…|\.\.\.|&hellip;)\]", re.DOTALL)
"""As pingback() of xmlrpc.php writes it."""
LABELS = "|".join(PINGS.values())


def kind_by_words(text: str) -> str | None:
    """pingback or trackback for a text that begins with such a label."""
    return next((kind for kind, labels in PINGS.items() if begins(text, labels)), None)


def is_excerpt(text: str) -> bool:
    """Whether a whole text is an excerpt that WordPress cut for a pingback."""
    return _EXCERPT.fullmatch(text.strip()) is not None


def read_pingback(node: LexborNode, number: str | None, kind: str, context: Context) -> Pingback | None:
    """Reads one ping; its element is used up. None when it names no source."""
    remove(node.css(marks.SILENT))
    link = _source(node)
    title = fold_space(link.text()) if link is not None else _heading(node)
    url = absolute(link.attributes.get("href") or "", context.url) if link is not None else None
    excerpt = _EXCERPT.search(text_of(node)[:10_000])
    published, raw = _published(node, context)
    if not title and not url:
        return None
    return Pingback(
        id=number,
        kind=kind,
        title=without_label(title) or None,
        source_url=url,
        excerpt=fold_space(excerpt[0]) if excerpt else None,
        published=published,
        published_raw=raw,
    )


def _heading(node: LexborNode) -> str:
    """The title of a ping without a link."""
    found = node.css_first("h2, h3, h4, h5, cite, strong, .fn, .comment-author")
    return fold_space(found.text()) if found is not None else ""


def _source(node: LexborNode) -> LexborNode | None:
    named = [n for selector in (".fn a", ".comment-author a", "cite a", "a.url", "a[rel~=external]") for n in node.css(selector)]
    for link in (*named, *node.css("a[href]")):
        href = (link.attributes.get("href") or "").strip()
        if not href or href.startswith("#") or marks.CHROME_LINKS.search(href) or marks.NUMBER_IN_LINK.search(href):
            continue
        if fold_space(link.text()) and not only_noise(link.text()):
            return link
    return None


def _published(node: LexborNode, context: Context) -> tuple[str | None, str | None]:
    for found in node.css("time[datetime], abbr[title]"):
        raw = found.attributes.get("datetime") or found.attributes.get("title") or ""
        if stamp := read_date(raw, language=context.language):
            return stamp, fold_space(found.text()) or raw
    for selector in marks.DATES:
        for found in node.css(selector):
            raw = fold_space(found.text())
            if 4 < len(raw) <= LONGEST and (stamp := read_date(raw, language=context.language)):
                return stamp, raw
    return None, None
