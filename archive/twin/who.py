"""Who is in a database, under which names and addresses: what the twin must not say. It reads the whole original."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.export.rules import SILENT
from archive.twin.finder import Finder
from archive.twin.forms import WORD, forms, handle, parts
from archive.twin.key import Key
from archive.twin.places import Places, place
from archive.twin.view import fold
from archive.twin.words import COMMON, NOBODY

WITHHELD = "[withheld]"
"""In the place of somebody who said no."""
SILENT_BLOGS = f"""select id from old.blogs where consent in {SILENT}
  or person_id in (select id from old.people where consent in {SILENT})"""


@dataclass(slots=True)
class Who:
    """Pseudonyms of people, by number and by printed name; of blogs, by number; and how to find both in texts."""

    key: Key
    finder: Finder
    places: Places
    people: dict[int, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Printed name, folded -> pseudonym, of those who are nobody's row in `people`."""
    blogs: dict[int, str] = field(default_factory=dict)
    persons: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(family, given or initial) -> pseudonyms, to tell authors of works who are people of the course."""
    silent: frozenset[int] = frozenset()

    def author(self, person: int | None, printed: str | None) -> str | None:
        """The pseudonym of who wrote a row; None where nobody is named."""
        if person in self.people:
            return self.people[person]
        return self.named(printed) if printed else None

    def named(self, printed: str) -> str:
        """The pseudonym of a printed name."""
        plain = "".join(WORD.findall(fold(printed)))
        known = self.names.get(plain)
        return known if known else f"P-{self.key.token('name', plain or printed)}"

    def cited(self, family: str, given: str) -> str | None:
        """The pseudonym of an author of a work, if that is a person of the course."""
        last, first = ("".join(WORD.findall(fold(each))) for each in (family, given))
        found = self.persons.get((last, first)) or self.persons.get((last, first[:1])) if first else None
        return one(found) if found and last else None


def one(names: Iterable[str]) -> str:
    """One name for all that it may be: a single pseudonym, that of who said no, or those of several."""
    known = sorted(set(names))
    return known[0] if len(known) == 1 else "/".join(known[:3])


def who(db: sqlite3.Connection, key: Key) -> Who:
    """Everybody of the original database `old`, which is attached."""
    found = Who(key=key, finder=Finder(), places=Places(key))
    said_no = {row[0] for row in db.execute(f"select id from old.people where consent in {SILENT}")}
    found.silent = frozenset(said_no)
    people = db.execute("select id, key, name from old.people order by key").fetchall()
    found.people = _pseudonyms(key, "P", "person", [(row[0], row[1]) for row in people])
    found.people |= dict.fromkeys(said_no, WITHHELD)
    slugs = db.execute("select id, slug from old.blogs order by slug").fetchall()
    found.blogs = _pseudonyms(key, "B", "blog", [(row[0], row[1]) for row in slugs])
    found.blogs |= {row[0]: WITHHELD for row in db.execute(SILENT_BLOGS)}
    _names(db, found)
    _addresses(db, found)
    found.places.seal()
    for label, name in found.places.labels.items():
        found.finder.add(handle(label), name)
    found.finder.authors = frozenset(_families(db, found))
    return found


def _pseudonyms(key: Key, letter: str, kind: str, members: list[tuple[int, str]]) -> dict[int, str]:
    """Number -> pseudonym; where two come out alike, longer ones, so that no order of people matters."""
    short = {number: key.token(kind, natural) for number, natural in members}
    often = Counter(short.values())
    return {
        n: f"{letter}-{short[n] if often[short[n]] == 1 else key.token(kind, natural, 12)}" for n, natural in members
    }


def _names(db: sqlite3.Connection, found: Who) -> None:
    for name, person in dict.fromkeys(_printed(db)):
        plain = "".join(WORD.findall(fold(name)))
        if not plain or plain in NOBODY:
            continue
        if person not in found.people:
            found.names.setdefault(plain, f"P-{found.key.token('name', plain)}")
        pseudonym = found.people[person] if person in found.people else found.names[plain]
        found.finder.add(forms(name), pseudonym)
        _remember(found, name, pseudonym)
    for kind, value, person in db.execute("select kind, value, person_id from old.identities"):
        if kind in ("account", "name") and "/" in value and not (login := value.partition("/")[2]).isdigit():
            found.finder.add(handle(login), found.people[person])
    for blog, slug, owner in db.execute("select id, slug, person_id from old.blogs"):
        found.finder.add(handle(slug), found.people.get(owner) or found.blogs[blog])


def _printed(db: sqlite3.Connection) -> Iterator[tuple[str, int | None]]:
    """Every printed name and whose it is."""
    yield from db.execute("select name, id from old.people where name is not null")
    yield from db.execute("select label, person_id from old.identities where label is not null")
    yield from db.execute("select owner, person_id from old.blogs where owner is not null")
    yield from db.execute("select distinct author, person_id from old.posts where author is not null")
    yield from db.execute("select distinct author, person_id from old.comments where author is not null")
    yield from db.execute(
        "select distinct v.author, p.person_id from old.post_versions v join old.posts p on p.id = v.post_id where v.author is not null"
    )
    yield from db.execute("select distinct account, person_id from old.comments where account is not null")


def _remember(found: Who, name: str, pseudonym: str) -> None:
    shaped = parts(name)
    if shaped and shaped.family:
        family, given = fold("".join(shaped.family)), tuple(fold(word) for word in shaped.given)
        for first in (given[0], "".join(given), "".join(word[0] for word in given), given[0][0]):
            found.persons[family, first].add(pseudonym)


def _addresses(db: sqlite3.Connection, found: Who) -> None:
    for blog, url in db.execute("select id, url from old.blogs union all select blog_id, url from old.blog_aliases"):
        found.places.add(url, found.blogs[blog], certain=True)
    for url, person in db.execute("select value, person_id from old.identities where kind = 'url'"):
        found.places.add(url, found.people[person])
    for table in ("posts", "comments"):
        for url, person, author in db.execute(f"select distinct author_url, person_id, author from old.{table} where author_url is not null"):  # fmt: skip
            found.places.add(url, found.author(person, author) or f"H-{found.key.token('host', place(url))}")
    for url, title in db.execute("select url, title from old.blogs where title is not null"):
        name = found.places.whose(url)
        if name and (words := WORD.findall(fold(title))) and not all(word in COMMON for word in words):
            found.finder.add([form for form in forms(title) if not form.alone and len(form.words) == len(words)], name)


def _families(db: sqlite3.Connection, found: Who) -> Iterator[str]:
    """Words of names of authors of works who are not people of the course."""
    for table in ("works", "reference_entries"):
        for column in ("authors", "editors"):
            for (text,) in db.execute(f"select distinct {column} from old.{table} where {column} is not null"):
                for each in _listed(text):
                    family, given = str(each.get("family") or ""), str(each.get("given") or "")
                    if family and found.cited(family, given) is None:
                        yield from (word for word in WORD.findall(fold(f"{family} {given}")) if len(word) > 1)


def _listed(text: str) -> list[dict[str, Any]]:
    try:
        told = json.loads(text)
    except ValueError:
        return []
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


LOWER_OFTEN = 3


def usual(taken: sqlite3.Connection, found: Who) -> None:
    """Learn which parts of names these texts use as words: far more often in small letters than as a name."""
    small, capital = Counter[str](), Counter[str]()
    single = {word for word, known in found.finder.known.items() if any(form.alone for form in known)}
    for sql in ("select body_text from posts", "select text from comments"):
        for (text,) in taken.execute(sql):
            for word in WORD.findall(text or ""):
                plain = fold(word)
                if plain in single:
                    (small if word == word.lower() else capital)[plain] += 1
    found.finder.common = frozenset(w for w, n in small.items() if n >= LOWER_OFTEN and n > 4 * capital[w])
