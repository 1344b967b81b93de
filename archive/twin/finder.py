"""Finds names in a text: the longest first, by the words that names begin with. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive.twin.forms import SCRIPTS_IN_ONE, WORD, Form, Rule
from archive.twin.view import View
from archive.twin.words import CUES

BETWEEN = re.compile(r"\s{0,200}[^\w\s]{0,3}\s{0,200}_?\s{0,200}", re.A)
"""What may stand between two words of a name."""
CITED = re.compile(r"[^.;:!?]{0,50}\b(?:1[5-9]|20)\d\d[a-z]?\b|\W{0,3}et al")
"""What follows a family name in a citation."""
INSIDE = 8
"""Letters of a name that is looked for within a longer word."""


@dataclass(frozen=True, slots=True)
class Match:
    """Characters of a view that are a name; `names`: all pseudonyms it may stand for. `left`: not sure, so it stays."""

    start: int
    end: int
    names: frozenset[str]
    form: Form
    left: bool = False


@dataclass(slots=True)
class Finder:
    """Names by their forms. `authors`: names of authors of published works, which alone are left where a work is cited."""

    authors: Collection[str] = ()
    common: Collection[str] = ()
    """Words that these texts use as words."""
    known: dict[str, dict[Form, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    long: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    _ordered: dict[str, list[Form]] = field(default_factory=dict)
    _held: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def add(self, forms: Iterable[Form], name: str) -> None:
        """Learn forms of `name`, a pseudonym."""
        for form in forms:
            self.known[form.words[0]][form].add(name)
            word = form.words[0]
            if len(form.words) == 1 and form.rule is Rule.ANY and (len(word) >= INSIDE or _in_one(word)):
                self.long[word[:2]][word].add(name)

    def find(self, view: View, work: bool = False) -> Iterator[Match]:
        """Names in order, none over another. `work`: the text describes published works, whose authors stay."""
        words = list(WORD.finditer(view.text))
        at = 0
        sure_before = -1
        while at < len(words):
            best = self._at(view, words, at, work, sure_before)
            if best is None:
                yield from self._within(words[at])
                at += 1
                continue
            match, count = best
            if not match.left:
                sure_before = match.end
            yield match
            at += count

    def _at(self, view: View, words: list[re.Match[str]], at: int, work: bool, sure: int) -> tuple[Match, int] | None:
        first = words[at][0]
        left = None
        for form in self._forms(first):
            end = _fits(form, view, words, at)
            if end is None:
                continue
            match = Match(words[at].start(), end, frozenset(self.known[first][form]), form)
            if self._holds(match, view, work, sure):
                return match, len(form.words)
            if form.rule is Rule.SURE or form.words[0] in self.authors:
                left = Match(match.start, end, match.names, form, left=True), len(form.words)
        return left if left and view.shown[left[0].start].isupper() and not work else None

    def _forms(self, first: str) -> list[Form]:
        if first not in self._ordered:
            found = self.known.get(first, {}) if first in self.known else {}
            self._ordered[first] = sorted(found, key=lambda form: (-len(form.words), form.rule, form.alone))
        return self._ordered[first]

    def _holds(self, match: Match, view: View, work: bool, sure: int) -> bool:
        word, capital = match.form.words[0], view.shown[match.start].isupper()
        if not match.form.alone:
            return True
        if word in self.authors and (work or not capital or CITED.match(view.text[match.end : match.end + 60])):
            return False
        if match.form.rule is Rule.SURE or word in self.common:
            return capital and not work and _told(match, view, sure)
        return capital or match.form.rule is Rule.ANY

    def _within(self, word: re.Match[str]) -> Iterator[Match]:
        text = word[0]
        if len(text) < INSIDE and not _in_one(text):
            return
        if text not in self._held:
            self._held[text] = list(_held(text, self.long))
        for start, end, found in self._held[text]:
            names = frozenset(self.long[found[:2]][found])
            yield Match(word.start() + start, word.start() + end, names, Form((found,)))


def _held(text: str, long: Mapping[str, Mapping[str, set[str]]]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(text) - 1:
        fitting = [each for each in long.get(text[at : at + 2], ()) if text.startswith(each, at)]
        if not fitting:
            at += 1
            continue
        found = max(fitting, key=len)
        yield at, at + len(found), found
        at += len(found)


def _in_one(text: str) -> bool:
    return len(text) > 1 and SCRIPTS_IN_ONE.search(text) is not None


def _fits(form: Form, view: View, words: list[re.Match[str]], at: int) -> int | None:
    """Where the form ends, if it begins with word `at`."""
    count = len(form.words)
    if at + count > len(words):
        return None
    for n, wanted in enumerate(form.words):
        word = words[at + n]
        if word[0] != wanted and not (n == count - 1 > 0 and word[0] == f"{wanted}s" and len(wanted) > 3):
            return None
        if n and not BETWEEN.fullmatch(view.text, words[at + n - 1].end(), word.start()):
            return None
        if (
            len(wanted) == 1
            and wanted.isalpha()
            and form.rule is Rule.CAPITAL
            and not view.shown[word.start()].isupper()
        ):
            return None
    if form.rule is Rule.CAPITAL and count > 1 and not view.shown[words[at].start()].isupper():
        return None
    return words[at + count - 1].end()


def _told(match: Match, view: View, sure: int) -> bool:
    """Whether a text says that a common word is a name: it is spoken to, owns something, or stands beside a name."""
    before = view.text[max(0, match.start - 40) : match.start]
    spoken = WORD.findall(before)
    near = 0 <= match.start - sure <= 2 and sure >= 0
    return near or before.endswith("@") or (bool(spoken) and spoken[-1] in CUES) or view.text[match.end : match.end + 2] in ("'s", "’s")  # fmt: skip
