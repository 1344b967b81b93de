"""The body of a post or a comment as blocks: its lines, and what the reference rules want to know of each."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from crawler.parsers.blocks import Block
from crawler.parsers.elements import BLOCKS, CELLS, ITALIC, ITEMS, SILENT, STRONG, fold
from crawler.parsers.html import absolute

PARSER = "lxml"
MAX_CLASSES = 100
"""More classes than that over one line are a trick."""

Leave = Callable[[], None]


@dataclass(slots=True)
class _Frame:
    """An element on the way down to the text."""

    tag: str
    number: int
    parent: "_Frame | None"
    classes: frozenset[str]
    lines: int = 0


@dataclass(slots=True)
class _Line:
    """A line being gathered."""

    owner: _Frame
    parts: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    italic: list[str] = field(default_factory=list)
    weak: bool = False
    coins: str | None = None


@dataclass(slots=True)
class _Reader:
    """Walks a parsed fragment and gathers its lines, with a stack of its own instead of Python's."""

    base_url: str
    frame: _Frame
    lines: list[_Line] = field(default_factory=list)
    line: _Line | None = None
    frames: int = 0
    pre: int = 0
    strong: int = 0

    def read(self, root: Tag) -> list[_Line]:
        stack: list[PageElement | Leave] = list(reversed(root.contents))
        while stack:
            node = stack.pop()
            if type(node) is NavigableString:
                self.text(str(node))
            elif isinstance(node, Tag):
                self.open(node, stack)
            elif not isinstance(node, PageElement):
                node()
        self.end_line()
        return self.lines

    def open(self, tag: Tag, stack: list[PageElement | Leave]) -> None:
        name = tag.name
        if name in SILENT:
            return
        if name == "br":
            self.end_line()
            return
        if name in CELLS:
            self.text(" ")
        stack.append(self.enter_block(tag) if name in BLOCKS else self.enter_inline(tag))
        stack.extend(reversed(tag.contents))

    def enter_block(self, tag: Tag) -> Leave:
        self.end_line()
        self.frames += 1
        outer, pre = self.frame, tag.name == "pre"
        classes = outer.classes.union(_words(tag, "class")) if len(outer.classes) < MAX_CLASSES else outer.classes
        self.frame = _Frame(tag.name, self.frames, outer, classes)
        self.pre += pre

        def leave() -> None:
            self.end_line()
            self.frame = outer
            self.pre -= pre

        return leave

    def enter_inline(self, tag: Tag) -> Leave:
        style = str(tag.get("style") or "")
        strong = tag.name in STRONG or "underline" in style or "bold" in style
        italic = tag.name in ITALIC or "italic" in style
        line = self.current()
        start, href = len(line.parts), tag.get("href") if tag.name == "a" else None
        if "Z3988" in _words(tag, "class"):
            line.coins = str(tag.get("title") or "") or None
        self.strong += strong

        def leave() -> None:
            self.strong -= strong
            if (italic or href) and self.line:
                words = fold("".join(self.line.parts[start if self.line is line else 0 :]))
                if italic and words:
                    self.line.italic.append(words)
                if href:
                    self.line.links.append((words, absolute(str(href), self.base_url)))

        return leave

    def text(self, text: str) -> None:
        first, *rest = text.split("\n") if self.pre else [text]
        self.words(first)
        for line in rest:
            self.end_line()
            self.words(line)

    def words(self, text: str) -> None:
        line = self.current()
        line.parts.append(text)
        if not self.strong and not line.weak and any(c.isalnum() for c in text):
            line.weak = True

    def current(self) -> _Line:
        if self.line is None:
            self.line = _Line(self.frame)
        return self.line

    def end_line(self) -> None:
        if self.line and any(part.strip() for part in self.line.parts):
            self.lines.append(self.line)
            frame: _Frame | None = self.frame
            while frame and frame.lines < 2:  # one or several is all that matters: the way up is walked twice at most
                frame.lines += 1
                frame = frame.parent
        self.line = None


def blocks_of(html: str, base_url: str) -> tuple[Block, ...]:
    """The lines of a fragment of HTML, such as the body of a post or a comment, with what the reference rules want to know.

    `group` numbers the innermost element that holds more than one line, so that the items of a list, the pieces of
    a `br` run and the paragraphs of a body each share one.
    """
    if not html.strip():
        return ()
    reader = _Reader(base_url, _Frame("div", 0, None, frozenset()))
    return tuple(_block(line) for line in reader.read(BeautifulSoup(html, PARSER, multi_valued_attributes=None)))


def _words(tag: Tag, name: str) -> list[str]:
    """The words of an attribute: `BeautifulSoup` would split those of every element, needed or not."""
    return str(tag.get(name) or "").split()


def _block(line: _Line) -> Block:
    frame, tag = line.owner, line.owner.tag
    while frame.lines == 1 and frame.parent:
        tag = frame.tag if frame.tag in ITEMS else tag
        frame = frame.parent
    return Block(
        text=fold("".join(line.parts)),
        tag="div" if tag in ("html", "body") else tag,
        links=tuple(line.links),
        italic=tuple(line.italic),
        strong=not line.weak,
        classes=line.owner.classes,
        group=frame.number,
        coins=line.coins,
    )
