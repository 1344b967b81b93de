"""Images, sound, films and frames of a text, and the lazy images among them (data-src, data-lazy-src, srcset, noscript)."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from archive.items import Media
from crawler.parsers.elements import fold
from crawler.parsers.html import absolute, ancestors, attribute, tokens, tokens_in

SOURCES = ("data-lazy-src", "data-src", "data-original", "data-large-file", "data-orig-file", "src")
"""Where an image's address stands, the one that a reader sees first."""
SETS = ("data-lazy-srcset", "data-srcset", "srcset")
_PLACEHOLDERS = ("data:", "blob:", "about:", "javascript:")
KINDS = {"img": "image", "audio": "audio", "video": "video", "iframe": "frame", "embed": "frame"}
_EMOJI = frozenset(("emoji", "wp-smiley"))
_CAPTIONED = frozenset(("gallery-item", "wp-caption"))
_CAPTIONS = "figcaption, .wp-caption-text, .gallery-caption"


def sources(values: dict[str, str | None]) -> Iterator[str]:
    """Every address an element's attributes give, placeholders left out."""
    for name in SOURCES:
        if name in values and (value := (values[name] or "").strip()) and not value.startswith(_PLACEHOLDERS):
            yield value
    for name in SETS:
        if name in values:
            yield from _candidates(values[name] or "")


def _candidates(srcset: str) -> Iterator[str]:
    """The addresses of a srcset: they may hold commas themselves (`?resize=300,200 300w`), but no white space."""
    begins = True
    for token in srcset.split():
        comma = 0 if begins else token.find(",") + 1
        if begins or 0 < comma < len(token):
            plain = token[comma:].strip(",")
            if plain and not plain.startswith("data:"):
                yield plain
        begins = token[-1] == ","


def show_lazy(region: LexborNode) -> None:
    """Give lazy images the address they would have once a browser had shown them."""
    for image in region.css("img"):
        values = image.attributes
        if (address := next(sources(values), None)) and address != values.get("src"):
            image.attrs["src"] = address


def media_in(region: LexborNode, base_url: str) -> tuple[Media, ...]:
    """The media of a region, once each, in its order."""
    found: dict[str, Media] = {}
    for node in region.css(", ".join(KINDS)):
        values = node.attributes
        address = _address(node, values)
        if address and _EMOJI.isdisjoint(tokens_in(values)) and (url := absolute(address, base_url)) not in found:
            alt = fold(values.get("alt") or "") or None
            found[url] = Media(url=url, kind=KINDS[node.tag or ""], alt=alt, caption=_caption(node))
    return tuple(found.values())


def _address(node: LexborNode, values: dict[str, str | None]) -> str | None:
    own = next(sources(values), None)
    inner = node.css_first("source[src]") if own is None and node.tag in ("audio", "video") else None
    return attribute(inner, "src") if inner is not None else own


def _caption(node: LexborNode) -> str | None:
    for _, around in zip(range(4), ancestors(node), strict=False):
        if around.tag == "figure" or not _CAPTIONED.isdisjoint(tokens(around)):
            caption = around.css_first(_CAPTIONS)
            return (fold(caption.text() or "") or None) if caption is not None else None
    return None
