"""A text as a reader would see it: markup, entities, escapes, accents and case undone, each character with where it came from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import category, normalize

from archive.twin.words import INLINE, TAGS

TAG = re.compile(r"""<!--(?:(?!-->|<!--).)*+-->|</?([a-zA-Z][a-zA-Z0-9]{0,12})\b(?:[^<>"']|"[^"]{0,100000}"|'[^']{0,100000}')*+>""", re.S)  # fmt: skip
_X = "[0-9a-fA-F]"
ESCAPED = re.compile(
    rf"""(?P<entity>&\#?\w{{1,30}};)
    |(?P<percent>%(?:25)*(?:[0-7]{_X}|[cCdD]{_X}%(?:25)*[89abAB]{_X}|[eE]{_X}(?:%(?:25)*[89abAB]{_X}){{2}}
        |[fF][0-7](?:%(?:25)*[89abAB]{_X}){{3}}))
    |(?P<json>\\u{_X}{{4}}|\\x{_X}{{2}}|\\[nrt/"])
    |(?P<split>-\r?\n)
    |(?P<puny>\bxn--[a-zA-Z0-9-]{{1,59}})""",
    re.X,
)
UNUSUAL = re.compile(r"""[<&%\\]|-\r?\n|xn--""", re.I)
_BYTE = re.compile(rf"%(?:25)*({_X}{{2}})")
SPECIAL = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ŋ": "n"}


@lru_cache(maxsize=20_000)
def folded(c: str) -> str:
    """One character in lower case and without accents; nothing for what is not seen, such as a soft hyphen."""
    plain = "".join(x for x in normalize("NFKD", c.casefold()) if category(x) not in ("Mn", "Cf")).casefold()
    return "".join(SPECIAL.get(x, x) for x in plain)


def fold(text: str) -> str:
    """A text in lower case and without accents."""
    return text.lower() if text.isascii() else "".join(map(folded, text))


@dataclass(frozen=True, slots=True)
class View:
    """`text` is folded, `shown` as printed, both as long; `starts` and `ends` are places in the source, None where these are the same."""

    text: str
    shown: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def source(self, start: int, end: int) -> list[tuple[int, int]]:
        """The pieces of the source that characters from `start` to `end` are made of; markup between them is not."""
        if self.starts is None or self.ends is None:
            return [(start, end)]
        pieces: list[tuple[int, int]] = []
        for n in range(start, end):
            one = (self.starts[n], self.ends[n])
            if pieces and one[0] <= pieces[-1][1]:
                pieces[-1] = (pieces[-1][0], max(one[1], pieces[-1][1]))
            else:
                pieces.append(one)
        return pieces


def view(source: str) -> View:
    """How a text reads."""
    if source.isascii() and not UNUSUAL.search(source):
        return View(source.lower(), source)
    return _Reading(source).read()


class _Reading:
    def __init__(self, source: str):
        self.source = source
        self.text: list[str] = []
        self.shown: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def read(self) -> View:
        at = 0
        for tag in TAG.finditer(self.source):
            if not is_tag(tag):
                continue
            self._between(at, tag.start())
            if tag[1] and tag[1].lower() not in INLINE:
                self._put("\n", tag.start(), tag.start())
            at = tag.end()
        self._between(at, len(self.source))
        return View("".join(self.text), "".join(self.shown), self.starts, self.ends)

    def _between(self, start: int, end: int) -> None:
        at = start
        for escaped in ESCAPED.finditer(self.source, start, end):
            self._plain(at, escaped.start())
            for c in READERS[str(escaped.lastgroup)](escaped[0]):
                self._put(c, *escaped.span())
            at = escaped.end()
        self._plain(at, end)

    def _plain(self, start: int, end: int) -> None:
        piece = self.source[start:end]
        if not piece.isascii():
            for n, c in enumerate(piece, start):
                self._put(c, n, n + 1)
            return
        self.text.extend(piece.lower())
        self.shown.extend(piece)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def _put(self, c: str, start: int, end: int) -> None:
        plain = folded(c)
        if not plain and self.ends and end > start:  # an accent of its own, or a soft hyphen: goes with what it follows
            self.ends[-1] = max(end, self.ends[-1]) if self.ends[-1] == start else self.ends[-1]
        for each in plain:
            self.text.append(each)
            self.shown.append(c)
            self.starts.append(start)
            self.ends.append(end)


def is_tag(tag: re.Match[str]) -> bool:
    """Whether it is markup, and not words in angle brackets."""
    return tag[1] is None or tag[1].lower() in TAGS


def _percent(text: str) -> str:
    return bytes.fromhex("".join(_BYTE.findall(text))).decode("utf-8", "replace")


def _json(text: str) -> str:
    if text[1] in "ux":
        return chr(int(text[2:], 16))
    return " " if text[1] in "nrt" else text[1]


def _puny(text: str) -> str:
    try:
        return text.encode("ascii").decode("idna")
    except UnicodeError:
        return text


READERS: dict[str, Callable[[str], str]] = {
    "entity": unescape,
    "percent": _percent,
    "json": _json,
    "split": lambda text: "",
    "puny": _puny,
}
