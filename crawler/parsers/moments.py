"""When a comment was written: the element of the time, what it tells machines, and its printed words."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers.ago import says_ago
from crawler.parsers.commenters import in_long_paragraph
from crawler.parsers.dates import LONGEST, read_date, split_at_date, without_dates
from crawler.parsers.elements import fold as fold_space
from crawler.parsers.folding import fold
from crawler.parsers.nearness import is_inside
from crawler.parsers.phrases import only_noise
from crawler.parsers.repeats import dates_in
from crawler.parsers.selectors import ALL, Selectors
from crawler.parsers.text import text_of

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the page around a comment."""

    url: str
    language: str | None = None
    fetched_at: datetime | None = None
    selectors: Selectors = ALL


class Moment(NamedTuple):
    """The time of a comment, before the order of dates in figures is known."""

    stamp: str | None = None
    """The machine's time, ISO-8601."""
    printed: str | None = None
    """The words."""


def moment_of(node: LexborNode, content: LexborNode | None, context: Context) -> tuple[LexborNode | None, Moment]:
    """The element of the time, if one holds it alone, and the time."""
    if found := _machine(node, content, context):
        return found
    dated, dateless = _printed(node, content, context)
    line = None if dated else _line(node, context)
    return dated or (line and (None, line)) or _alone(node, content, context) or dateless or (None, Moment())


def published(moment: Moment, order: str | None, context: Context) -> str | None:
    """The machine's time where its day is the printed one; else the printed, which is what readers saw."""
    raw, language = moment.printed or "", context.language
    base = None if moment.stamp else context.fetched_at
    printed = read_date(raw, language=language, order=order, base=base)
    if moment.stamp is None or printed is None:
        return printed or moment.stamp
    day = moment.stamp[:10]
    if printed[:10] == day:
        return moment.stamp
    readings = (read_date(raw, language=language, order=order) or "" for order in ("DMY", "MDY"))
    return moment.stamp if any(reading[:10] == day for reading in readings) else printed


def told_by(moment: Moment, time: str | None, context: Context) -> str | None:
    """What told a comment's time (`Comment.published_from`); for words that say no day, whether they count from today."""
    if time and time == moment.stamp:
        return "stamp"
    raw = moment.printed or ""
    if time:
        return "printed" if read_date(raw, language=context.language, order="DMY") else "relative"
    return "relative" if says_ago(fold(raw[:LONGEST])) else None


def day_in(raw: str, context: Context) -> str | None:
    """The day of a line, read in one and the same order."""
    if len(raw) > LONGEST or not _DIGIT.search(raw):
        return None
    found = read_date(raw, language=context.language, order="DMY", base=context.fetched_at)
    return found[:10] if found else None


def _machine(node: LexborNode, content: LexborNode | None, context: Context) -> tuple[LexborNode, Moment] | None:
    for selector in context.selectors.times:
        for found in node.css(selector):
            attributes = found.attributes
            for name in ("datetime", "content", "title"):
                stamp = read_date(attributes.get(name) or "", language=context.language)
                if stamp and not _quoted(found, content):
                    return found, Moment(stamp, fold_space(found.text())[:LONGEST] or attributes.get(name))
    return None


def _printed(
    node: LexborNode, content: LexborNode | None, context: Context
) -> tuple[tuple[LexborNode, Moment] | None, tuple[LexborNode, Moment] | None]:
    """The first element with a date, else the first with a time only."""
    dateless = None
    for selector in context.selectors.dates:
        for found in node.css(selector):
            if found.mem_id == node.mem_id or _quoted(found, content):
                continue
            for raw in (found.attributes.get("title") or "", found.text()):
                raw = fold_space(raw[: 4 * LONGEST])
                if 4 < len(raw) <= LONGEST:
                    if day_in(raw, context):
                        return (found, Moment(None, _words(raw))), None
                    dateless = dateless or ((found, Moment(None, raw)) if _is_time_only(raw) else None)
    return None, dateless


def _words(raw: str) -> str:
    """The date's own words, without a name before or after them."""
    before, after = split_at_date(raw)
    rest = f"{before} {after}"
    if before == raw or not any(c.isalnum() for c in rest) or only_noise(rest):
        return raw
    return raw[len(before) : len(raw) - len(after)]


def _is_time_only(raw: str) -> bool:
    """Words like "July 10 at 3:13 pm" or "3 years ago": a time that says no day."""
    folded = fold(raw)
    rest = without_dates(folded)
    return says_ago(folded) or (rest != folded and (not any(c.isalnum() for c in rest) or only_noise(rest)))


def _quoted(node: LexborNode, content: LexborNode | None) -> bool:
    """Whether a node stands in a paragraph of the text."""
    return (node.tag == "em" or in_long_paragraph(node)) and is_inside(node, content)


def _alone(node: LexborNode, content: LexborNode | None, context: Context) -> tuple[LexborNode, Moment] | None:
    """The first element that is a date and nothing else, in a line with other words: `<b>Ann</b><i>May 3, 2014</i>`."""
    for found in dates_in(node):
        raw = fold_space(found.text()[: 2 * LONGEST])
        if found.mem_id != node.mem_id and not _quoted(found, content) and _is_time_only(raw):
            return found, Moment(None, raw)
    return None


def _line(node: LexborNode, context: Context) -> Moment | None:
    """A line with a date at the head or the foot of the element."""
    lines = text_of(node).split("\n")
    for line in (*lines[:4], *lines[4:][-3:]):
        if 4 < len(line) <= LONGEST and day_in(line, context):
            return Moment(None, _words(line))
    return None
