"""Texts without people: names, addresses, mail, telephone numbers and handles go, in any spelling and through any markup."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from archive.twin.dates import Shift, moved
from archive.twin.finder import Match
from archive.twin.view import TAG, View, is_tag, view
from archive.twin.who import Who, one
from archive.twin.words import ATTRIBUTES, ROADS, VOCABULARY

URL = re.compile(r"(?<![\w@])(?:https?|ftp|feed)://[^\s<>\"'|\\^`{}]+", re.I)
BARE = re.compile(r"(?<![\w@.%/-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{2,5})?(?:/[^\s<>\"'|\\^`{}]*)?", re.I)
MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.I)
SPELT_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64}\s?(?:[\[({<]\s?(?:at|@|ät)\s?[\])}>]|\sat\s(?=[\w-]{1,63}\s(?:dot|punkt|punto)\s))\s?"
    r"[\w-]{1,63}(?:\s?(?:\.|[\[({<]?\s?\b(?:dot|punkt|punto)\b\s?[\])}>]?)\s?[\w-]{2,63}){1,4}",
    re.I,
)
HANDLE = re.compile(r"(?<![\w@/.])@([\w](?:[\w.-]{0,38}\w)?)")
PHONE = re.compile(
    r"(?<![\w/.:=#-])(?!\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?:\+\s?\d|\(0?\d{1,4}\)|0\d)(?:[\s().\-/]{0,3}\d){6,13}(?![\w/:])"
)
ABROAD = re.compile(r"(?<![\w/.:=#-])\+\s?\d(?:[\s().\-/]{0,3}\d){6,13}(?![\w/:])")
IP = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
STREET = re.compile(
    rf"\b\d{{1,5}}[a-z]?[ ,]{{1,2}}(?:[A-Z][\w'’-]{{1,30}} ){{1,3}}(?:{'|'.join(r.title() for r in ROADS)})\b\.?"
)
ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,60})(?:\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
CONTACTS = (
    (PHONE, "[phone]", "telephone numbers"),
    (IP, "[address]", "IP addresses"),
    (STREET, "[address]", "postal addresses"),
    (ABROAD, "[phone]", "telephone numbers"),
)
"""What is masked in people's texts; only the last in entries of works, which are full of numbers."""
LINKS = frozenset(("href", "src", "cite", "poster", "srcset"))
SENTENCE = ".,;:!?)]'’"
Span = tuple[int, int, str, str]
"""From, to, what stands there instead, and what kind of thing it was."""


@dataclass(slots=True)
class Scrub:
    """Scrubs texts and counts what it found, by kind."""

    who: Who
    shift: Shift
    found: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    """What may be a name, and stays: how often."""

    def text(self, source: str, *, work: bool = False, small: bool = False) -> str:
        """A text, HTML or JSON. `work`: it describes published works; `small`: pseudonyms in lower case, as in slugs."""
        if source in VOCABULARY:
            return source
        if source[:1] in ("[", "{") and (told := _json(source)) is not None:
            changed = self.value(moved(told, self.shift) if self.shift.days else told, work=work)
            return source if changed == told else json.dumps(changed, ensure_ascii=False)
        return self._text(source, work, small)

    def value(self, told: Any, *, work: bool = False) -> Any:
        """A JSON value; an author of a work who is a person of the course becomes a pseudonym."""
        if isinstance(told, str):
            return self.text(told, work=work)
        if isinstance(told, list):
            return [self.value(each, work=work) for each in told]
        if not isinstance(told, dict):
            return told
        if isinstance(told.get("family"), str) and (
            name := self.who.cited(told["family"], str(told.get("given") or ""))
        ):
            self.found["authors of works"] += 1
            return {"literal": name}
        return {self._text(key, work, False): self.value(each, work=work) for key, each in told.items()}

    def address(self, url: str, force: bool = False) -> str:
        """An address."""
        masked = self.who.places.address(url, force)
        if masked is None:
            return self._text(url, False, True)
        self.found["addresses"] += 1
        return masked

    def _text(self, source: str, work: bool, small: bool) -> str:
        edits = list(self._tags(source)) if "<" in source else []
        seen = view(source)
        taken: list[Span] = []
        covered = bytearray(len(seen.text))
        for each in self._spans(seen, work):
            if 1 not in covered[each[0] : each[1]]:
                covered[each[0] : each[1]] = bytes([1]) * (each[1] - each[0])
                taken.append(each)
        for start, end, new, kind in taken:
            self.found[kind] += 1
            pieces = seen.source(start, end)
            edits.append((pieces[0][0], pieces[0][1], new.lower() if small else new))
            edits += [(a, b, "") for a, b in pieces[1:]]
        return _edited(source, edits)

    def _spans(self, seen: View, work: bool) -> Iterator[Span]:
        yield from self._addresses(seen)
        yield from self._contacts(seen, CONTACTS[3:] if work else CONTACTS)
        names = list(self.who.finder.find(seen, work))
        for match in names:
            if match.left:
                self.left["words that may be names"] += 1
        sure = [match for match in names if not match.left]
        if "@" in seen.text and not work:
            yield from self._handles(seen, sure)
        for match in sure:
            yield match.start, match.end, self._name(match), "parts of names" if match.form.alone else "names"

    def _name(self, match: Match) -> str:
        return one(match.names)

    def _addresses(self, seen: View) -> Iterator[Span]:
        if "." not in seen.text and "://" not in seen.text:
            return
        for pattern in (MAIL, SPELT_MAIL):
            for each in pattern.finditer(seen.text):
                yield *each.span(), "[email]", "mail addresses"
        for each in URL.finditer(seen.shown):
            text = each[0].rstrip(SENTENCE)
            if (masked := self.who.places.address(text)) is not None:
                yield each.start(), each.start() + len(text), masked, "addresses"
        for each in BARE.finditer(seen.shown):
            text = each[0].rstrip(SENTENCE)
            if self.who.places.whose(text) and (masked := self.who.places.address(text)):
                yield each.start(), each.start() + len(text), masked, "addresses"

    def _contacts(self, seen: View, kinds: Iterable[tuple[re.Pattern[str], str, str]]) -> Iterator[Span]:
        for pattern, new, kind in kinds:
            for each in pattern.finditer(seen.shown):
                yield *each.span(), new, kind

    def _handles(self, seen: View, names: list[Match]) -> Iterator[Span]:
        for each in HANDLE.finditer(seen.text):
            over = [match for match in names if match.start < each.end() and match.end > each.start()]
            own = f"H-{self.who.key.token('handle', each[1])}"
            new = one({name for match in over for name in match.names}) if over else own
            yield each.start(), max([each.end(), *(match.end for match in over)]), f"@{new}", "handles"

    def _tags(self, source: str) -> Iterator[tuple[int, int, str]]:
        for tag in TAG.finditer(source):
            if is_tag(tag) and (tag[1] is None or len(tag[0]) > len(tag[1]) + 3):
                yield tag.start(), tag.end(), self._tag(tag[0], tag[1]) if tag[1] else ""

    def _tag(self, text: str, name: str) -> str:
        kept = []
        for each in ATTRIBUTE.finditer(text, len(name) + 1):
            attribute, value = each[1].lower(), unescape((each[2] or "").strip("\"'"))
            if text.startswith("</") or attribute not in ATTRIBUTES:
                continue
            value = self.links(value) if attribute in LINKS else self._text(value, False, False)
            kept.append(f' {attribute}="{escape(value)}"')
        return f"{'</' if text.startswith('</') else '<'}{name}{''.join(kept)}{' /' if text.endswith('/>') else ''}>"

    def links(self, value: str) -> str:
        """Addresses in an attribute, one or with sizes."""
        if value.lower().startswith(("mailto:", "tel:", "javascript:", "data:", "skype:", "sms:")):
            self.found["mail addresses"] += 1
            return f"{value.partition(':')[0]}:[masked]"
        return " ".join(self.address(each) if ":" in each or "/" in each else each for each in value.split(" "))


def _edited(source: str, edits: list[tuple[int, int, str]]) -> str:
    if not edits:
        return source
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        if start >= at:
            pieces += [source[at:start], new]
            at = end
    return "".join((*pieces, source[at:]))


def _json(source: str) -> Any:
    try:
        return json.loads(source)
    except (ValueError, RecursionError):
        return None
