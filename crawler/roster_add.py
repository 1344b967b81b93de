"""Takes new blogs into a roster: found in what was handed over, tested, written down as pending, and told of in words."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.errors import ConfigError
from archive.items import Blog
from crawler import roster_check
from crawler.addresses import same_place, slug_of, slug_of_url
from crawler.config import Config, load
from crawler.roll import CONSENTS, Roll, Row
from crawler.roster_entry import Entry, told
from crawler.roster_file import RosterFile, place_for
from crawler.roster_input import Candidate, from_file, from_word

FILES = (".csv", ".tsv", ".tab", ".opml", ".xml", ".txt", ".text", ".eml", ".md")
"""What is a file even where it is not there: then its name is mistyped."""
TABLES = (".csv", ".tsv", ".tab")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for."""

    words: tuple[str, ...]
    config: Path | None = None
    data: Path | None = None
    course: str | None = None
    defaults: Mapping[str, str]
    """Fields for all that do not say otherwise: section, role, consent."""
    test: bool = True
    dry: bool = False
    allow_private: bool = False


def add(wish: Wish, now: datetime, tell: Any = lambda _: None) -> dict[str, Any]:
    """Do it, and say what came of it. Raises ConfigError, OSError."""
    candidates, passed = _candidates(wish.words)
    place = place_for(wish.config, wish.course)
    kept = False
    try:
        config = load(place.config)
        entries = _entries(candidates, config, place.course, wish)
        if wish.test:
            _test(entries, config, wish, tell)
            _name_again(entries, config, place.course)
        kept = not wish.dry and any(each.written for each in entries)
        if kept:
            _write(entries, RosterFile.open(place.roster, place.course), wish)
            load(place.config)
            found = [each.checked for each in entries if each.checked and each.written]
            roster_check.remember(wish.data or config.store.path, found, now)
    finally:
        if not kept:
            for path in place.made:
                path.unlink()
    contact = config.contact
    blogs = [told(each, contact.name if contact else None) for each in entries]
    made = [str(path) for path in place.made] if kept else []
    return {"roster": str(place.roster), "made": made, "dry_run": wish.dry, "blogs": blogs, "passed_over": passed}


def _candidates(words: Sequence[str]) -> tuple[list[Candidate], int]:
    found: list[Candidate] = []
    passed = 0
    for word in words:
        path = Path(word)
        if word == "-":
            more, lines = from_file(sys.stdin.buffer.read(), Path("line"), table=False)
        elif path.is_file() or (path.suffix.lower() in FILES and "://" not in word):
            more, lines = from_file(_bytes(path), path, table=path.suffix.lower() in TABLES)
        else:
            more, lines = [from_word(word)], 0
        found, passed = [*found, *more], passed + lines
    if not found:
        raise ConfigError(
            f"no address in {'it' if len(words) == 1 else 'them'}: hand over a CSV, OPML, or lines with addresses",
            " ".join(words),
        )
    return found, passed


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", str(path)) from error


def _entries(candidates: Iterable[Candidate], config: Config, course: str, wish: Wish) -> list[Entry]:
    """With slugs for those that are new; no place stands in the roster twice."""
    known = {same_place(blog.url): blog for each in config.courses for blog in each.blogs}
    roll = Roll(slugs={blog.slug for blog in known.values()})
    above: dict[str, str] = {}
    entries = []
    for each in candidates:
        entry = Entry(candidate=each, fate="untested", url=each.found.url)
        entries.append(entry)
        where = same_place(each.found.url) if each.found.url else ""
        if not where:
            entry.fate, entry.words = "look", each.found.wrong
        elif where in known:
            entry.fate, entry.words = "known", f"stands in the roster as {known[where].slug}"
        elif where in above:
            entry.fate, entry.words = "twice", f"stands in {above[where]} already"
        else:
            above[where] = each.subject
            _name(entry, roll, course, wish)
    return entries


def _name(entry: Entry, roll: Roll, course: str, wish: Wish) -> None:
    """A slug, and values that the roster takes."""
    values = {**{k: v for k, v in wish.defaults.items() if v}, **entry.candidate.values}
    if values.get("consent", "").lower() not in CONSENTS:
        entry.words = f'consent "{values["consent"]}" is not understood: taken as no, correct it in the roster'
        values["consent"] = "no"
    if "@" not in values.get("email", "@"):
        values.pop("email")
    entry.candidate = replace(entry.candidate, values=values)
    if _slugged(entry, roll, course).consent == "opted out":
        entry.fate = "opted out"


def _slugged(entry: Entry, roll: Roll, course: str) -> Blog:
    row = Row(subject=entry.candidate.subject, values={**entry.candidate.values, "url": entry.url})
    (blog,) = roll.blogs([row], course)
    entry.slug = blog.slug
    return blog


def _test(entries: Sequence[Entry], config: Config, wish: Wish, tell: Any) -> None:
    """Test those that are new; where the blog stands elsewhere, that is its address."""
    new = {each.slug: each for each in entries if each.fate == "untested"}
    if not new:
        return
    known = {same_place(blog.url): blog.slug for each in config.courses for blog in each.blogs}
    blogs = [Blog(slug=slug, url=each.url) for slug, each in new.items()]
    for found in roster_check.check(config, blogs, wish.allow_private, tell):
        entry = new[found.slug]
        entry.checked, entry.url = found, found.home
        entry.fate = "ready" if found.ready else "look"
        first = known.setdefault(same_place(found.home), found.slug)
        if first != found.slug:
            entry.fate, entry.slug, entry.words = "known", "", f"is the blog of {first}"


def _name_again(entries: Sequence[Entry], config: Config, course: str) -> None:
    """Slugs that come from addresses: from those that the tests found."""
    roll = Roll(slugs={blog.slug for each in config.courses for blog in each.blogs})
    for entry in entries:
        if entry.written:
            slug = _slugged(entry, roll, course).slug
            entry.checked = entry.checked and replace(entry.checked, slug=slug)


def _write(entries: Sequence[Entry], file: RosterFile, wish: Wish) -> None:
    for each in entries:
        if each.written:
            status = "" if each.fate == "opted out" else "pending"
            file.add({**each.candidate.values, "url": each.url, "status": status, **_slug(file, each)})
    file.save()


def _slug(file: RosterFile, entry: Entry) -> dict[str, str]:
    """The slug goes in where the roster has a place for it, or where nothing else would tell it."""
    told = slug_of(entry.candidate.values.get("name", "")) or slug_of_url(entry.url)
    return {"slug": entry.slug} if file.has("slug") or entry.slug != told else {}
