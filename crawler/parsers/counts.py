"""How many comments the words of a heading tell: "9 Comments (and 3 trackbacks)". The words themselves: `words.py`."""

import re

from crawler.parsers.folding import fold
from crawler.parsers.patterns import late
from crawler.parsers.phrases import begins
from crawler.parsers.words import COUNTED, NUMBERS, ONE, REPLY_HEADINGS

_DIGIT = re.compile(r"\d")
_NUMBER = rf"(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}}|^(?:{ONE}|{'|'.join(NUMBERS)})\b)"
_NOUN = "|".join(COUNTED.values())
_COUNT = re.compile(rf"(?<![a-z\d_.,]){_NUMBER}(?:\s|(?![a-z]))(?:[^\W\d_]{{1,20}}\s){{0,2}}?(?:{_NOUN})(?!\w)")
_COUNT_AFTER = late(rf"^\W{{0,9}}(?:{_NOUN})\s?[:(\[–-]{{0,3}}\s?(\d{{1,6}})(?:개|\b)")
_NAMED = late(rf"(?<!\w)(?:{_NOUN})(?!\w)")


def count_in(heading: str) -> int | None:
    """The number of comments that a heading tells: "One thought on", "9 Comments (and 3 trackbacks)", "Comments (5)"."""
    folded = fold(heading[:300])
    if begins(folded, REPLY_HEADINGS):
        return None
    has_digit = _DIGIT.search(folded) is not None  # else a number in words begins it
    match = (_COUNT.search(folded) or _COUNT_AFTER.search(folded)) if has_digit else _COUNT.match(folded)
    if match is None:
        return None
    number = re.sub(r"\D", "", match[1])
    return int(number) if number else NUMBERS.get(match[1], 1)


def counts_comments(text: str) -> bool:
    """Whether a text names comments, responses or the like."""
    return _NAMED.search(fold(text[:300])) is not None


def begins_with_count(text: str) -> bool:
    """Whether a text begins as "3 comments" or "Comments (3)" do."""
    folded = fold(text[:100]).lstrip("{([ ")
    return bool(_COUNT.match(folded) or (_DIGIT.search(folded) and _COUNT_AFTER.match(folded)))
