"""Reads plain text dumps of posts (as WET conversion records keep them): title, body, references, comments, no chrome."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.items import Capture, Comment, Page, Pingback, Post
from crawler.parsers.blocks import Block
from crawler.parsers.dates import read_date
from crawler.parsers.dump_words import (
    AUTHOR,
    CAPTION,
    CHROME,
    COUNT,
    COUNT_AFTER,
    FORM,
    ITEM,
    NUMBER_WORDS,
    PING,
    POSTED,
)
from crawler.parsers.license import license_in
from crawler.parsers.references import comment_references, separate

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    indent: int
    opens: bool = False
    """A numbered item begins here; `indent` is that of its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A numbered item of the discussion: its own lines, and where its number stood."""

    indent: int
    lines: tuple[str, ...]


def parse_dump(capture: Capture) -> Page:
    """Read a text dump: a Page of kind `text`. What the dump lost (names, dates) is None; nothing is guessed."""
    lines = tuple(_lines(_decode(capture)))
    count = next((i for i, line in enumerate(lines) if i and _count(line.text)), None)
    form = next(
        (i for i, line in enumerate(lines) if i > (count or 0) and line.indent == 0 and FORM.fullmatch(line.text)),
        len(lines),
    )
    end = form if count is None else count
    stated, named = _count(lines[count].text) or (None, None) if count is not None else (None, None)
    post = _post(lines[:end], named)
    comments, pingbacks = _discussion(lines[count + 1 : form]) if count is not None else ((), ())
    return Page(
        url=capture.url, kind="text", post=post, comments=comments, pingbacks=pingbacks, stated_comment_count=stated
    )


def _decode(capture: Capture) -> str:
    charset = re.search(r"charset=[\"']?([\w-]{2,30})", capture.content_type, re.I)
    for name in (charset[1] if charset else "utf-8", "utf-8"):
        try:
            return capture.body.decode(name).lstrip("\ufeff")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return capture.body.decode("cp1252", "replace")


def _lines(text: str) -> Iterator[_Line]:
    """Lines that are not blank, white space folded; blanks at their front counted."""
    for raw in text.replace("\xa0", " ").expandtabs(4).splitlines()[:MOST_LINES]:
        text = " ".join(raw.split())
        item = ITEM.match(raw)
        if item:
            yield _Line(text=" ".join(raw[item.end() :].split()), indent=len(item["indent"]), opens=True)
        elif text:
            yield _Line(text=text, indent=len(raw) - len(raw.lstrip()))


def _count(text: str) -> tuple[int, str | None] | None:
    """The number and the title in `4 thoughts on “Title`; None when the line is no such heading."""
    match = (COUNT.fullmatch(text) or COUNT_AFTER.fullmatch(text)) if len(text) < 300 else None
    if not match:
        return None
    number = match["n"].lower()
    title = match.groupdict().get("title")
    return int(number) if number.isdigit() else NUMBER_WORDS[number], title.strip('“”"‘’«»„ ') if title else None


def _post(lines: Sequence[_Line], named: str | None) -> Post | None:
    """`named`: the title that the heading of the comments gives; it tells the title from a site's name above it."""
    if not lines:
        return None
    start = next((i for i, line in enumerate(lines[:60]) if named and line.text == named), 0)
    kept = [line.text for line in lines[start + 1 :] if not _is_chrome(line.text)]
    author, date = next(
        ((m["name"], m["date"]) for m in map(POSTED.fullmatch, kept) if m and read_date(m["date"])), (None, None)
    )
    licensed = next((found for found in map(license_in, kept) if found), None)
    blocks = tuple(Block(text=text) for text in kept if not license_in(text) and not (date and POSTED.fullmatch(text)))
    separated = separate(blocks)
    return Post(
        title=lines[start].text,
        author=author,
        published=read_date(date) if date else None,
        published_raw=date,
        body_text="\n".join(b.text for b in separated.body),
        references=separated.references,
        citations=separated.citations,
        license=licensed,
    )


def _is_chrome(text: str) -> bool:
    return len(text) < 300 and bool(CHROME.fullmatch(text) or CAPTION.fullmatch(text))


def _discussion(lines: Sequence[_Line]) -> tuple[tuple[Comment, ...], tuple[Pingback, ...]]:
    """Comments with the parents that their indentation shows, and pings."""
    comments: list[Comment] = []
    pingbacks: list[Pingback] = []
    above: list[tuple[int, str]] = []
    for item in _items(lines):
        ping = PING.fullmatch(" ".join(item.lines))
        if ping:
            pingbacks.append(Pingback(kind=ping["kind"].lower(), title=ping["title"]))
            continue
        above = [a for a in above if a[0] < item.indent]
        comment = _comment(item, f"c{len(comments) + 1}", above[-1][1] if above else None)
        if comment.text:
            comments.append(comment)
            above.append((item.indent, comment.id))
    return tuple(comments), tuple(pingbacks)


def _items(lines: Sequence[_Line]) -> Iterator[_Item]:
    """The numbered items; where none is numbered, what begins with `Name says:`."""
    numbered = any(line.opens for line in lines)
    item: _Item | None = None
    for line in lines:
        if line.opens or (not numbered and (AUTHOR.match(line.text) or PING.match(line.text))):
            if item:
                yield item
            item = _Item(indent=line.indent, lines=(line.text,))
        elif item and (line.indent > item.indent or not numbered) and not _is_chrome(line.text):
            item = replace(item, lines=(*item.lines, line.text))
    if item:
        yield item


def _comment(item: _Item, name: str, parent: str | None) -> Comment:
    lines, author, raw = item.lines, None, None
    said = AUTHOR.match(lines[0])
    if said:
        author, raw = said["name"].strip(), said["date"]
        rest = lines[0][said.end() :].strip()
        lines = (rest, *lines[1:]) if rest else lines[1:]
        if lines and not raw and len(lines[0]) < 60 and read_date(lines[0]):
            raw, lines = lines[0], lines[1:]
    blocks = tuple(Block(text=line) for line in lines if line)
    return Comment(
        id=name,
        parent_id=parent,
        author=author,
        published=read_date(raw) if raw else None,
        published_raw=raw,
        text=" ".join(lines),
        references=comment_references(blocks),
    )
