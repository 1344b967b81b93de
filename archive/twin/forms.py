"""How a name is written: in full, turned round, with initials, in one word, or a part of it alone. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from archive.twin.view import fold
from archive.twin.words import COMMON, NOBODY, PARTICLES, SHORT_FORMS

WORD = re.compile(r"[^\W\d_]+|\d+")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa"}
)
_NOTES = re.compile(r"[(\[{\"“«]([^)\]}\"”»]{2,60})[)\]}\"”»]")
SCRIPTS_IN_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Letters of scripts that put no space between words."""
LONGEST = 12
"""Words of a name; a longer one is known by its first words."""


class Rule(IntEnum):
    """When words are taken for a name."""

    ANY = 0
    CAPITAL = 1
    """With a capital: initials, and parts of two letters."""
    SURE = 2
    """With a capital and where the text says that it is a person: the word is a common one, or the name of an author of a work."""


@dataclass(frozen=True, slots=True)
class Form:
    """Words in order, folded; `alone`: a part of a name; `single`: those of one letter need a capital."""

    words: tuple[str, ...]
    rule: Rule = Rule.ANY
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A person's name in words as printed: given names and the family name; one of them may be empty."""

    given: tuple[str, ...]
    family: tuple[str, ...]


def parts(name: str) -> Parts | None:
    """Given names and family name, where a printed name looks like a person's; else None."""
    last, comma, first = name.partition(",")
    words, before = _words(last), _words(first)
    if comma and words and before and len(words) <= 4 and len(before) <= 4:
        return Parts(given=before, family=words)
    words = _words(name)
    if not 1 <= len(words) <= 6 or any(char.isdigit() for char in name) or not any(len(w) > 1 for w in words):
        return None
    if sum(fold(w) in COMMON and fold(w) not in PARTICLES for w in words) == len(words) > 1 and not name.istitle():
        return None
    if len(words) == 1:
        return Parts(given=words, family=())
    start = next((n for n, w in enumerate(words) if n and fold(w) in PARTICLES and n < len(words) - 1), len(words) - 1)
    return Parts(given=words[:start], family=words[start:])


def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name))


def forms(name: str) -> Iterator[Form]:
    """Every form of a printed name, also of what stands in brackets or quotes in it."""
    for spelling in dict.fromkeys((name, name.translate(_UMLAUTS))):
        yield from _of(spelling)
        inner = _NOTES.findall(spelling)
        if inner and (outer := _NOTES.sub(" ", spelling).strip()):
            for each in (outer, *inner):
                yield from _of(each)


def _of(name: str) -> Iterator[Form]:
    words = tuple(WORD.findall(fold(name)))[:LONGEST]
    if not words or "".join(words) in NOBODY or (len(words) == 1 and len(words[0]) < 2):
        return
    if len(words) == 1:
        yield from _single(words[0])
        return
    yield Form(words)
    yield Form(("".join(words),))
    if shaped := parts(name):
        yield from _shaped(_folded(shaped.given), _folded(shaped.family))


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _shaped(given: tuple[str, ...], family: tuple[str, ...]) -> Iterator[Form]:
    first, initials = given[0], tuple(word[0] for word in given)
    for front in dict.fromkeys((given, (first,), (first, *initials[1:]), *((short,) for short in shorter(first)))):
        for words in ((*front, *family), (*family, *front)):
            yield Form(words)
            yield Form(("".join(words),))
    for words in ((*initials, *family), (*family, *initials), (initials[0], *family), (*family, initials[0]), (first, family[0][0])):  # fmt: skip
        yield Form(words, Rule.CAPITAL)
    if len("".join(family)) > 3:
        yield Form((initials[0] + "".join(family),))
        yield Form(("".join(family) + initials[0],))
    core = tuple(word for word in family if word not in PARTICLES) or family
    if len(core) > 1 or (len(core[0]) > 1 and len(family) > 1):
        yield Form(family)
    for word in (*given, *core, *shorter(first)):
        yield from _single(word)


def _single(word: str) -> Iterator[Form]:
    if word in PARTICLES or word.isdigit() or (len(word) < 2 and not SCRIPTS_IN_ONE.search(word)):
        return
    rule = Rule.SURE if word in COMMON else Rule.CAPITAL if len(word) < 3 else Rule.ANY
    yield Form((word,), rule, alone=True)


def shorter(given: str) -> tuple[str, ...]:
    """What bearers of a given name are called."""
    return _SHORT.get(given, ())


_SHORT = {words[0]: tuple(words[1:]) for line in SHORT_FORMS.split(";") if (words := line.split())}


def handle(text: str) -> Iterator[Form]:
    """The forms of a login, a slug or a name of a server."""
    words = tuple(WORD.findall(fold(text)))[:LONGEST]
    joined = "".join(words)
    if len(joined) < 3 or joined.isdigit() or joined in NOBODY or all(word in COMMON for word in words):
        return
    if len(words) > 1 and any(len(word) > 1 and not word.isdigit() for word in words):
        yield Form(words)
    yield Form((joined,), alone=len(words) == 1)
