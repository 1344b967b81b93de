"""Gathers the lines of a text while its elements and runs of text are told in page order, whatever tree they come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crawler.parsers.blocks import Block
from crawler.parsers.elements import BLOCKS, CELLS, ITALIC, ITEMS, STRONG, fold, has_word
from crawler.parsers.html import absolute

MAX_CLASSES = 100
"""More classes than that over one line are a trick."""

Leave = Callable[[], None]
Values = Mapping[str, str | None]


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
    parts: list[str]
    links: list[tuple[str, str]]
    italic: list[str]
    weak: bool = False
    coins: str | None = None
    text: str = ""


@dataclass(slots=True)
class LineReader:
    """Gathers the lines of a text from its elements and runs of text, told in page order."""

    base_url: str
    frame: _Frame = field(default_factory=lambda: _Frame("div", 0, None, frozenset()))
    lines: list[_Line] = field(default_factory=list)
    line: _Line | None = None
    frames: int = 0
    pre: int = 0
    strong: int = 0
    inside: int = 0
    """Links and emphases that are open."""

    def blocks(self) -> tuple[Block, ...]:
        self.end_line()
        return tuple(map(_block, self.lines))

    def open(self, name: str, values: Values) -> Leave | None:
        """Begins an element, unless it is `SILENT`; what is returned ends it."""
        if name in BLOCKS:
            return self.enter_block(name, values)
        if name == "br":
            self.end_line()
            return None
        if name in CELLS:
            self.text(" ")
        return self.enter_inline(name, values)

    def enter_block(self, name: str, values: Values) -> Leave:
        self.end_line()
        self.frames += 1
        classes = self.frame.classes
        if values and (names := values.get("class")) and len(classes) < MAX_CLASSES:
            classes = classes.union(names.split())
        self.frame = _Frame(name, self.frames, self.frame, classes)
        self.pre += name == "pre"
        return self.leave_block

    def leave_block(self) -> None:
        self.end_line()
        self.pre -= self.frame.tag == "pre"
        self.frame = self.frame.parent or self.frame

    def enter_inline(self, name: str, values: Values) -> Leave | None:
        line = self.line or self.begin_line()
        strong, italic, href = name in STRONG, name in ITALIC, None
        if values:
            if style := values.get("style"):
                strong = strong or "underline" in style or "bold" in style
                italic = italic or "italic" in style
            href = values.get("href") if name == "a" else None
            if "Z3988" in (classes := values.get("class") or "") and "Z3988" in classes.split():
                line.coins = values.get("title") or None
        if not (strong or italic or href):
            return None
        start = len(line.parts)
        self.strong += strong
        self.inside += 1

        def leave() -> None:
            self.strong -= strong
            self.inside -= 1
            if (italic or href) and self.line:
                words = fold("".join(self.line.parts[start if self.line is line else 0 :]))
                if italic and words:
                    self.line.italic.append(words)
                if href:
                    self.line.links.append((words, absolute(href, self.base_url)))

        return leave

    def text(self, text: str) -> None:
        if not self.pre:
            self.words(text)
            return
        first, *rest = text.split("\n")
        self.words(first)
        for line in rest:
            self.end_line()
            self.words(line)

    def words(self, text: str) -> None:
        line = self.line
        if line is None:
            if not self.inside and text.isspace():  # between blocks
                return
            line = self.begin_line()
        line.parts.append(text)
        if not (line.weak or self.strong) and has_word(text):
            line.weak = True

    def begin_line(self) -> _Line:
        self.line = line = _Line(self.frame, [], [], [])
        return line

    def end_line(self) -> None:
        line = self.line
        if line is None:
            return
        self.line = None
        if not (text := fold("".join(line.parts))):
            return
        line.text = text
        self.lines.append(line)
        frame: _Frame | None = self.frame
        while frame and frame.lines < 2:  # one or several is all that matters: the way up is walked twice at most
            frame.lines += 1
            frame = frame.parent


def _block(line: _Line) -> Block:
    frame, tag = line.owner, line.owner.tag
    while frame.lines == 1 and frame.parent:
        tag = frame.tag if frame.tag in ITEMS else tag
        frame = frame.parent
    tag = "div" if tag in ("html", "body") else tag
    return Block(
        line.text,
        tag,
        tuple(line.links),
        tuple(line.italic),
        not line.weak,
        line.owner.classes,
        frame.number,
        line.coins,
    )
