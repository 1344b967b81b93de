"""Reads the discussion of a text dump: comments, whose replies are indented, and pings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.items import Comment, Pingback
from crawler.parsers.blocks import Block
from crawler.parsers.dates import read_date
from crawler.parsers.dump_words import AUTHOR, CAPTION, CHROME, PING
from crawler.parsers.references import comment_references


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a dump that is not blank, white space folded."""

    text: str
    indent: int
    """Blanks before it."""
    opens: bool = False
    """A numbered item begins here; `indent` is that of its number."""
    printed: str | None = None
    """With its number, where it has one: `9. Juli` is no item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A comment or ping: its own lines, and where it began."""

    indent: int
    lines: tuple[str, ...]


def is_chrome(text: str) -> bool:
    """Whether a line is a button, a widget's word or a picture's name."""
    return len(text) < 300 and bool(CHROME.fullmatch(text) or CAPTION.fullmatch(text))


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return len(text) < 46 and len(text.split()) < 9 and any(c.isdigit() for c in text) and read_date(text) is not None


def read_talk(lines: Sequence[Line]) -> tuple[tuple[Comment, ...], tuple[Pingback, ...]]:
    """Comments, `c1` and on, with the parents that their indentation shows; and pings."""
    comments: list[Comment] = []
    pingbacks: list[Pingback] = []
    above: list[tuple[int, str]] = []
    for item in _items(lines):
        ping = PING.fullmatch(item.lines[0])
        if ping:
            excerpt = " ".join(item.lines[1:]) or None
            pingbacks.append(Pingback(kind=ping["kind"].lower(), title=ping["title"], excerpt=excerpt))
            continue
        above = [a for a in above if a[0] < item.indent]
        comment = _comment(item, f"c{len(comments) + 1}", above[-1][1] if above else None)
        if comment.text:
            comments.append(comment)
            above.append((item.indent, comment.id))
    return tuple(comments), tuple(pingbacks)


def _items(lines: Sequence[Line]) -> Iterator[_Item]:
    """The numbered items; where none is numbered, what begins with `Name says:` or with a name over a date."""
    numbered = any(line.opens for line in lines)
    item: _Item | None = None
    for n, line in enumerate(lines):
        if line.opens or (not numbered and _begins(line, lines[n + 1] if n + 1 < len(lines) else None)):
            if item:
                yield item
            item = _Item(indent=line.indent, lines=(line.text,))
        elif item and (line.indent > item.indent or not numbered) and not is_chrome(line.text):
            item = replace(item, lines=(*item.lines, line.text))
    if item:
        yield item


def _begins(line: Line, following: Line | None) -> bool:
    if AUTHOR.match(line.text) or PING.match(line.text):
        return True
    return following is not None and len(line.text) < 50 and is_date(following.text) and not is_date(line.text)


def _comment(item: _Item, name: str, parent: str | None) -> Comment:
    author, raw, lines = _signed(item.lines)
    return Comment(
        id=name,
        parent_id=parent,
        author=author,
        published=read_date(raw) if raw else None,
        published_raw=raw,
        text=" ".join(lines),
        references=comment_references(tuple(Block(text=line) for line in lines)),
    )


def _signed(lines: tuple[str, ...]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Author, date and the lines left: `Ana says:` or a name over a date; None where the dump lost them."""
    said = AUTHOR.match(lines[0])
    if said:
        rest = lines[0][said.end() :].strip()
        lines = (rest, *lines[1:]) if rest else lines[1:]
        if said["date"] or not lines or not is_date(lines[0]):
            return said["name"].strip(), said["date"], lines
        return said["name"].strip(), lines[0], lines[1:]
    if len(lines) > 1 and len(lines[0]) < 50 and is_date(lines[1]):
        return lines[0], lines[1], lines[2:]
    return None, None, lines
