"""What the head and the address of a page call it."""

import re
from urllib.parse import unquote

from crawler.parsers.folding import key
from crawler.parsers.head import Head

_PARTS = re.compile(r"\s+(?:[|–—«»‹›·•:→←/~-]+|::)\s+|\s*[|«»‹›]\s*")
_LONGEST = 500


def stated_in(head: Head, blog: str | None) -> set[str]:
    """What the head and the address call the page, as keys, without the blog's name."""
    titles = (head.title, head.meta("og:title"), head.meta("twitter:title"))
    named = {_without(key(title), key(blog or "")) for title in titles if title}
    return (named | _in_address(head)) - {""}


def _in_address(head: Head) -> set[str]:
    """The title as the end of the permalink has it, where that is some words: `/2013/08/wedding-cake/`."""
    slug = unquote(
        (head.canonical or head.url).partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2][:_LONGEST]
    )
    words = key(slug.replace("_", " "))
    return {words} if " " in words and "." not in slug else set()


def _without(title: str, name: str) -> str:
    """The words of a page's title without those of the blog's name before or after."""
    return title.removesuffix(name).removeprefix(name).strip() if name else title


def parts_of(head: Head) -> list[str]:
    """The parts of the page's title, where it has several."""
    parts = _PARTS.split(head.title or "")
    return parts if len(parts) > 1 else []


def stated_title(head: Head, blog: str | None) -> str | None:
    """The title from the head of the page, without the blog's name."""
    title, name = head.meta("og:title") or head.title, key(blog or "")
    parts = [part.strip() for part in _PARTS.split(title) if part and part.strip()]
    kept = [part for part in parts if key(part) not in (name, "blog archive", "archives", "")]
    if len(kept) < len(parts):
        return max(kept, key=len, default=None)
    alone = key(title).removesuffix(name) if name else key(title)
    return title if len(alone) > 3 else None
