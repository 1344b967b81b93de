"""Which records of a WARC file belong into a package: whole groups, a response with its request and its story."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from archive.wacz.choice import Choice
from archive.wacz.survey import Entry, Place

CAPTURES = ("response", "revisit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What is taken of a file, in its order."""

    kept: tuple[Entry, ...]
    whole: bool
    """Whether that is all of it, and nothing was changed."""


def sift(
    entries: Iterable[Entry], choice: Choice, slugs: Mapping[int, str], crawl: str | None, also: Collection[Place] = ()
) -> Sifted:
    """`slugs`: offset -> blog, as the database has it; `crawl`: which wrote the file; `also`: originals that are needed.

    The warcinfo record is kept where anything of its file is.
    """
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.group].append(entry)
    taken = [kept for group in groups.values() if (kept := _taken(group, choice, slugs, crawl, also))]
    if all(entry.type == "warcinfo" for group in taken for entry in group):
        return Sifted(kept=(), whole=False)
    kept = sorted((entry for group in taken for entry in group), key=lambda entry: entry.offset)
    count = sum(map(len, groups.values()))
    changed = any(entry.own is not None or entry.anew for entry in kept)
    return Sifted(kept=tuple(kept), whole=len(kept) == count and not changed)


def _taken(
    group: list[Entry], choice: Choice, slugs: Mapping[int, str], crawl: str | None, also: Collection[Place]
) -> list[Entry]:
    if group[0].type == "warcinfo" or any(e.type == "response" and e.place in also for e in group):
        return group
    if choice.crawl and choice.crawl != crawl and not any(entry.offset in slugs for entry in group):
        return []
    if group[0].note is not None:
        return [note] if (note := _note(group[0], choice)) else []
    told = (e.blog or slugs.get(e.offset) for e in group)
    return group if choice.takes(next(filter(None, told), None)) else []


def _note(entry: Entry, choice: Choice) -> Entry | None:
    """A crawl's own record, if it speaks of what is taken; its list of blogs and courses without the others."""
    crawl, kind = entry.crawl_and_kind
    if not choice.part and not choice.out:
        return entry
    note = entry.note or {}
    if kind == "import":
        homes = {home: slug for home, slug in note.get("homes", {}).items() if choice.takes(slug)}
        texts = note.get("texts") and choice.takes(note["texts"])
        return replace(entry, own={**note, "homes": homes}) if homes or texts else None
    if crawl not in choice.crawls:
        return None
    if kind == "blog":
        return entry if choice.takes(note.get("slug")) else None
    if kind != "start":
        return entry
    blogs = [blog for blog in note.get("blogs", ()) if choice.takes(blog.get("slug"))]
    named = {blog.get("course") for blog in blogs}
    courses = [course for course in note.get("courses", ()) if course.get("slug") in named]
    less = {**note, "blogs": blogs, "courses": courses}
    return entry if less == note else replace(entry, own=less)


def wanted(kept: Iterable[Entry]) -> Iterator[Place]:
    """The originals that revisits refer to."""
    return (entry.refers_to for entry in kept if entry.refers_to)


def present(kept: Iterable[Entry]) -> Iterator[Place]:
    """The responses that revisits may refer to."""
    return (entry.place for entry in kept if entry.type == "response")
