"""What a page or a style sheet needs to look like itself: images (lazy ones too), style sheets, scripts, fonts. Pure.

Addresses only, in the order in which they stand, once each. What of it is fetched is for crawler/requisites.py to say.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Capture
from crawler.parsers.charset import decode
from crawler.parsers.html import absolute
from crawler.parsers.media import sources

MOST = 2_000
"""Addresses of one page or style sheet; no blog's page has more."""
MOST_STYLE = 4_000_000
"""Characters of a style sheet that are read."""
_LONGEST = 4_000
_ASSETS = (
    "link[href], script[src], img, source, video, audio, input[type=image], object[data], embed[src], "
    "[background], [style*='url(' i], style"
)
_RELS = frozenset(
    ("stylesheet", "icon", "shortcut", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "manifest")
)
_ADDRESSES = {
    "link": ("href",),
    "script": ("src",),
    "video": ("poster", "src"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "input": ("src",),
}
"""Element -> the attributes that name what it shows; images and their sources are read by crawler/parsers/media.py."""
_WEB = ("http://", "https://")
_NO_ADDRESS = ("#", "data:", "blob:", "about:", "javascript:")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(
    rf"[uU][rR][lL]\(\s{{0,20}}(?:\"([^\"\n]{{1,{_LONGEST}}})\"|'([^'\n]{{1,{_LONGEST}}})'|([^\s\"'()]{{1,{_LONGEST}}}))\s{{0,20}}\)"
    rf"|@[iI][mM][pP][oO][rR][tT]\s{{1,20}}(?:\"([^\"\n]{{1,{_LONGEST}}})\"|'([^'\n]{{1,{_LONGEST}}})')"
)
_ESCAPED = re.compile(r"\\([^0-9a-fA-F\n])")
_PHOTON = re.compile(r"https?://i[0-3]\.wp\.com/(?P<place>[^?#]+)(?:\?(?P<query>[^#]*))?", re.IGNORECASE)
"""Jetpack's image server: the original's address without its scheme, then how to cut it."""


def requisites_of(tree: LexborHTMLParser, base: str) -> tuple[str, ...]:
    """What an HTML page needs. `base` is what its addresses are relative to."""
    raws: list[str] = []
    for node in tree.css(_ASSETS):
        raws += _of(node)
    return _unique(raws, base)


def requisites_in_style(capture: Capture) -> tuple[str, ...]:
    """What a style sheet needs: other style sheets, fonts, images; () for a capture that is none."""
    kind = capture.content_type.partition(";")[0].strip().lower()
    if kind != "text/css" and not (kind in ("", "text/plain") and _path(capture.url).endswith(".css")):
        return ()
    return _unique(_in_style(decode(capture.body[:MOST_STYLE], capture.content_type)), capture.url)


def original_of(url: str) -> str | None:
    """The address of the image that Jetpack's image server shows under `url`; None for all other addresses."""
    found = _PHOTON.fullmatch(url)
    if found is None or "." not in found["place"].partition("/")[0]:
        return None
    scheme = "https" if "ssl=1" in (found["query"] or "") else "http"
    return f"{scheme}://{found['place']}"


def _of(node: LexborNode) -> list[str]:
    values, tag = node.attributes, node.tag or ""
    found = list(_in_style(style)) if (style := values.get("style")) else []
    if background := values.get("background"):
        found.append(background)
    if tag == "style":
        found += _in_style(node.text() or "")
    elif tag in ("img", "source"):
        found += sources(values)
    elif tag != "link" or not _RELS.isdisjoint((values.get("rel") or "").lower().split()):
        found += [value for name in _ADDRESSES.get(tag, ()) if (value := values.get(name))]
    return found


def _in_style(text: str) -> Iterator[str]:
    plain = text[:MOST_STYLE]
    if "l(" not in plain and "L(" not in plain and "@i" not in plain and "@I" not in plain:
        return
    plain = _COMMENT.sub(" ", plain) if "/*" in plain else plain
    for found in _addresses(plain):
        address = next(filter(None, found.groups()))
        yield _ESCAPED.sub(r"\1", address) if "\\" in address else address


def _addresses(style: str) -> Iterator[re.Match[str]]:
    """Tried where `l(` stands: a pattern without capitals and small letters of its own is searched ten times as slowly."""
    if any(rare in style for rare in ("@i", "@I", "L(")):
        yield from _URL.finditer(style)
        return
    place = style.find("l(")
    while place >= 0:
        found = _URL.match(style, place - 2) if place >= 2 else None
        if found:
            yield found
        place = style.find("l(", found.end() if found else place + 1)


def _unique(raws: Iterable[str], base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for raw in dict.fromkeys(raws):
        raw = url = raw.strip()
        if not raw or len(raw) > _LONGEST:
            continue
        if raw.startswith(_WEB) or (not raw.startswith(_NO_ADDRESS) and (url := absolute(raw, base)).startswith(_WEB)):
            found[url.partition("#")[0] if "#" in url else url] = None
        if len(found) >= MOST:
            break
    return tuple(found)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""
