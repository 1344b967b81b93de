"""Whether two readings of a post are the same text. Pure."""

from collections import Counter

from archive.items import Post
from crawler.compose.wordcount import WORD

SAME_TEXT = 0.95
"""F1 of the words of two texts, below which they are not the same text."""


def same_text(one: Post, other: Post) -> bool:
    """Whether two bodies are the same, with or without their reference lists: where these begin may be read differently."""
    if one.body_text == other.body_text:
        return True
    return max(_f1(one.body_text, other.body_text), _f1(_whole(one), _whole(other))) >= SAME_TEXT


def word_count(post: Post) -> int:
    """Words of the body."""
    return _words(post.body_text).total()


def _whole(post: Post) -> str:
    return "\n".join((post.body_text, *(r.text for r in post.references)))


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold().replace("’", "'")))


def _f1(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)
