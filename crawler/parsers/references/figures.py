"""Writes volumes and issues in the usual way: `Volume Nine, Issue Two`, and the German `63. Jg., H. 4` and `63 (2009) 4`."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.words import YEAR

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_IN_WORDS = late(rf"\b([Vv]olume|[Ii]ssue|[Nn]umber) ({'|'.join(_NUMBERS)})\b", re.I | re.A)
"""Letters of ours only: `ſix` is no number, though `ſ` is an `s` where case does not matter."""
_TO = late(r"\b([Pp]ages|pp\.) (\d+) to (\d+)")
_ISSUE = r"(?:H\b\.?|Heft|Nr\b\.?)"
_YEARLY = late(
    rf",? (?:Jg|Jahrg(?:ang)?)\b\.? ?(\d{{1,4}})(?: ?\({YEAR}\))?(?:,? {_ISSUE} ?(\d{{1,3}}(?:[/–-]\d{{1,3}})?))?"
    rf"|,? (\d{{1,4}})\. ?(?:Jg|Jahrg(?:ang)?)\b\.?(?: ?\({YEAR}\))?(?:,? {_ISSUE} ?(\d{{1,3}}(?:[/–-]\d{{1,3}})?))?"
)
"""`63. Jg., Heft 4`, `Jg. 63 (2009), H. 4`."""
_DATED = late(
    rf",? (\d{{1,4}})(?: \({YEAR}\)(?:,? {_ISSUE})? (\d{{1,3}})(?=[,:] ?(?:S|pp?)\. ?\d)|/(\d{{1,2}}) \({YEAR}\)| \({YEAR}\)(?=[,:] ?S\. ?\d))"
)
"""`63 (2009) 4, S. 8`, `63/4 (2009)`, `63 (2009), S. 8`."""


def in_figures(text: str) -> str:
    """The text after a title, its volumes and issues as `, 63(4)`."""
    if "olume " in text or "ssue " in text:
        text = _IN_WORDS.sub(lambda m: f"{m[1]} {_NUMBERS.index(m[2].lower())}", text)
    if " to " in text:
        text = _TO.sub(r"\1 \2-\3", text)
    if "Jg" in text or "Jahrg" in text:
        text = _YEARLY.sub(_usual, text)
    return _DATED.sub(_usual, text) if "S." in text or "/" in text else text


def _usual(match: re.Match[str]) -> str:
    volume, issue, *others = match.groups()
    if not volume:
        volume, issue = others
    issue = issue or (others[0] if others else None)
    return f", {volume}({issue})" if issue else f", Jg. {volume}"
