"""Pseudonyms for what is handed on: Student 1, Student 2, ... the same from week to week, and names in texts replaced by them.

For a copy of the whole database that is safe for research there is `coursekeep pseudonymise`; here only what is known as somebody's
name is found, so a person has to read the result before it is passed on.
"""

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from archive.report.summary import rows
from archive.report.week_people import Person

Mask = Callable[[str], str]
WORDS = {"student": "Student", "staff": "Teacher", "other": "Reader"}
HIDDEN = frozenset(("url", "email", "role"))
"""Keys whose values lead to a person."""
TEXTS = frozenset(("title", "text", "body_text"))
"""Keys whose values are texts that may name people."""
TOKEN = re.compile(r"\w+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|(?<!\w)@\w{2,50}")
COMMON = frozenset(
    """
    amber angel art ash autumn bay bell bill bishop blue bob brook brown carol chance charity chase clay cook cross daisy dale dawn day dean
    drew eve faith fern field fisher ford forest frank gale gay gene glen grace grant gray green guy hall harmony hay hazel heath heather hill
    holly hope hunter iris ivy jack jade jasmine jean jewel joy king lake lane lark lily long love lynn major may mark marsh mason melody mercy
    miles mills moss nick norm olive paige park parker pat patience pearl penny poppy pope price rain ray read reed rich river rob robin rock
    rose rowan royal ruby rush sage sandy sky skip song spring star stone storm sue summer sunny terry tiger todd turner violet wade walker ward
    way wells west will willow winter wood young son do an in so to he la min
    """.split()  # noqa: SIM905
)
"""Names that are words too: they are replaced only where they stand with a capital."""
SHORTEST = 3
"""Letters of a name that is looked for alone."""
LABELS = """
select i.person_id, i.label from json_each(?) j join identities i on i.person_id = j.value where i.label is not null
"""


def pseudonyms(people: Mapping[int, Person]) -> dict[int, Person]:
    """The same people under other names, numbered in the order of a hash of their keys, with nothing that leads to them."""
    from hashlib import blake2b  # seldom wanted, and slow to load

    ranked = sorted(
        people.values(), key=lambda p: blake2b(p.key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )
    numbers: dict[str, int] = defaultdict(int)
    renamed = {}
    for person in ranked:
        numbers[person.kind] += 1
        name = f"{WORDS[person.kind]} {numbers[person.kind]}"
        blogs = tuple(name.lower().replace(" ", "-") for _ in person.blogs[:1])
        renamed[person.who] = replace(person, name=name, blogs=blogs, url=None, email=None)
    return dict(sorted(renamed.items(), key=lambda item: (item[1].name.split()[0], int(item[1].name.split()[1]))))


def mask(db: sqlite3.Connection, people: Mapping[int, Person], renamed: Mapping[int, Person]) -> Mask:
    """Replaces what people are known by in a text: whole names and parts of names in any case, addresses."""
    labels = rows(db, LABELS, f"[{','.join(str(who) for who in people)}]")
    known = [(p.name, p.who) for p in people.values()] + [(r["label"], r["person_id"]) for r in labels]
    whole, single = _names(known, {who: p.name for who, p in renamed.items()})
    return lambda text: _masked(text, whole, single)


Whole = Mapping[str, list[tuple[tuple[str, ...], str]]]


def _names(known: Iterable[tuple[str, int]], shown: Mapping[int, str]) -> tuple[Whole, Mapping[str, str]]:
    """Names of several words by their first one, the longest first; and single words."""
    whole: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    single: dict[str, str] = {}
    for name, who in known:
        tokens = tuple(_folded(token) for token in TOKEN.findall(name))
        if len(tokens) > 1:
            whole[tokens[0]].append((tokens, shown[who]))
        for token in tokens:
            if len(token) >= SHORTEST and not token.isdigit():
                single[token] = shown[who] if single.get(token, shown[who]) == shown[who] else "[name]"
    return {first: sorted(each, key=lambda n: -len(n[0])) for first, each in whole.items()}, single


def _folded(token: str) -> str:
    plain = unicodedata.normalize("NFKD", token)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _masked(text: str, whole: Whole, single: Mapping[str, str]) -> str:
    text = ADDRESS.sub("[address]", unicodedata.normalize("NFC", text))
    tokens = [(m.start(), m.end(), _folded(m[0])) for m in TOKEN.finditer(text)]
    parts, end, at = [], 0, 0
    while at < len(tokens):
        start, _, token = tokens[at]
        length, name = _name_at(tokens, at, whole)
        if not length and token in single and (text[start].isupper() or token not in COMMON):
            length, name = 1, single[token]
        if length:
            parts += [text[end:start], name]
            end = tokens[at + length - 1][1]
        at += max(1, length)
    return "".join((*parts, text[end:]))


def _name_at(tokens: list[tuple[int, int, str]], at: int, whole: Whole) -> tuple[int, str]:
    """How many words from there on are a name, and what stands for it."""
    for words, name in whole.get(tokens[at][2], ()):
        part = tokens[at : at + len(words)]
        near = all(b[0] - a[1] <= 3 for a, b in pairwise(part))
        if near and tuple(token for _, _, token in part) == words:
            return len(words), name
    return 0, ""


def hidden(told: Any, mask: Mask) -> Any:
    """An answer without addresses, and with its texts masked."""
    if isinstance(told, list):
        return [hidden(each, mask) for each in told]
    if not isinstance(told, dict):
        return told
    return {
        k: None if k in HIDDEN else mask(v) if k in TEXTS and isinstance(v, str) else hidden(v, mask)
        for k, v in told.items()
    }
