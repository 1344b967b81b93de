"""Tells whether a title goes on after its first sentence."""

import re

from crawler.parsers.references.sentences import cut, is_journal, is_place, opens_source
from crawler.parsers.references.words import plain_words

_PART = re.compile(
    r"(?:Book|Part|Parts|Volume|Vol\.|Band|Bd\.|Teil|Tome|Chapter|Supplement|Series) ?(?:\d|[IVX]+\b)|\d{1,2}$|(?:Annual|Final|Interim|Progress|Summary|Research|Consensus Study) [Rr]eport(?: [\d-]+)?$"
)
_BOOK_PART = re.compile(r"(?:Book|Parts?|Teil|Tome|Band) (?:\d{1,2}|[IVX]+)\b")
_EDITION_FIRST = re.compile(r"\d{1,2}\.,? (?:[a-zà-ÿ]+\.? (?:und |u\. )?){0,3}Aufl(?:age)?\b[.,]*\s*")
_IN_BOOK = re.compile(r"In:? (?:the )?[A-Z]")
_SOURCE_WORDS = re.compile(r"(?:In:? |Retrieved|\(|\[)")
_FIGURE = re.compile(r"\d")


def extend(title: str, rest: str, linked: bool) -> tuple[str, str]:
    """A title of several sentences: go on while the next one is no source and a source still follows."""
    for _ in range(3):
        sentence, after = cut(rest)
        if (
            not rest
            or _EDITION_FIRST.match(rest)
            or (opens_source(rest) and not _BOOK_PART.match(rest) and not _is_subtitle(title, sentence, after))
            or not _continues(title, sentence, after, linked)
        ):
            break
        title = f"{title}{' ' if title[-1:] in '?!' else '. '}{sentence}"
        rest = after
    return title, rest


def _is_subtitle(title: str, sentence: str, after: str) -> bool:
    """Whether a sentence that could open a source stands before one: after a question, and before `In: A journal`."""
    if _IN_BOOK.match(after):
        return _SOURCE_WORDS.match(sentence) is None
    return (
        title.endswith(("?", "!")) and len(sentence.split()) > 3 and not _FIGURE.search(sentence) and is_journal(after)
    )


def _continues(title: str, sentence: str, after: str, linked: bool) -> bool:
    plain = plain_words(sentence)
    if is_place(after) or _PART.match(sentence) or _IN_BOOK.match(after):
        return True
    if (after and " " not in title) or re.match(r"An? [A-Z]", sentence):
        return True
    if is_journal(after):
        return plain > 0 or sentence.endswith("?") or title.endswith("?")
    if not after:
        return title.endswith(("?", "!")) and linked and plain >= (1 if len(sentence.split()) > 4 else 2)
    if title.endswith(("?", "!")) and len(sentence.split()) > 2:
        return True
    return linked and plain >= 3 and not plain_words(after)
