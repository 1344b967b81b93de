"""Images, sound, films and frames of a text, and the lazy images among them (data-src, data-lazy-src, srcset, noscript)."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag
from selectolax.lexbor import LexborNode

from archive.items import Media
from crawler.parsers.elements import fold
from crawler.parsers.html import absolute

SOURCES = ("data-lazy-src", "data-src", "data-original", "data-large-file", "data-orig-file", "src")
"""Where an image's address stands, the one that a reader sees first."""
SETS = ("data-lazy-srcset", "data-srcset", "srcset")
KINDS = {"img": "image", "audio": "audio", "video": "video", "iframe": "frame", "embed": "frame"}
_EMOJI = frozenset(("emoji", "wp-smiley"))
_CAPTIONS = ("figcaption", "wp-caption-text", "gallery-caption")


def sources(values: dict[str, str | None]) -> Iterator[str]:
    """Every address an element's attributes give, placeholders left out."""
    for name in SOURCES:
        if (value := (values.get(name) or "").strip()) and not value.startswith(
            ("data:", "blob:", "about:", "javascript:")
        ):
            yield value
    for name in SETS:
        for candidate in (values.get(name) or "").split(","):
            if (address := candidate.strip().partition(" ")[0]) and not address.startswith("data:"):
                yield address


def show_lazy(region: LexborNode) -> None:
    """Give lazy images the address they would have once a browser had shown them."""
    for image in region.css("img"):
        values = image.attributes
        if (address := next(sources(values), None)) and address != values.get("src"):
            image.attrs["src"] = address


def media_in(soup: BeautifulSoup, base_url: str) -> tuple[Media, ...]:
    """The media of a tree, once each, in its order."""
    found: dict[str, Media] = {}
    for tag in soup.find_all(list(KINDS)):
        address = _address(tag)
        if address and not _EMOJI.intersection(tag.get("class") or ()):
            url = absolute(address, base_url)
            found.setdefault(
                url,
                Media(
                    url=url, kind=KINDS[tag.name], alt=fold(str(tag.get("alt") or "")) or None, caption=_caption(tag)
                ),
            )
    return tuple(found.values())


def _address(tag: Tag) -> str | None:
    own = next(sources({name: str(value) for name, value in tag.attrs.items()}), None)
    inner = tag.find("source") if own is None and tag.name in ("audio", "video") else None
    return str(inner.get("src") or "") if isinstance(inner, Tag) else own


def _caption(tag: Tag) -> str | None:
    for _, around in zip(range(4), tag.parents, strict=False):
        for caption in around.find_all(_is_caption, limit=1) if around.name in ("figure", "div", "dl") else ():
            return fold(caption.get_text(" ")) or None
    return None


def _is_caption(tag: Tag) -> bool:
    return tag.name in _CAPTIONS or any(name in _CAPTIONS for name in tag.get("class") or ())
