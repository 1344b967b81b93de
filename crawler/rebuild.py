"""The database, made again from the WARC files, the roster and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.database.store import NAME, Store, replace_file
from archive.errors import StoreError
from archive.items import Blog, Capture, Source
from archive.warc.ledger import Ledger
from archive.warc.reader import read_capture, read_events
from archive.warc.records import Note
from crawler import chronicle
from crawler.config import Config
from crawler.ingest import evidence_of, save_blog, save_crawls, save_roster, settle
from crawler.known import WARC, warc_files
from crawler.schema import Assignment

Progress = Callable[[str, int, int], None]
"""Called with words, how much is done, and how much there is to do."""


def rebuild(
    data: Path, roster: Mapping[str, Blog], courses: Sequence[Mapping[str, Any]], progress: Progress = lambda *_: None
) -> Path:
    """Make the database of a data folder again from its WARC files; the old one is replaced when the new one is whole.

    Raises StoreError where there is nothing to read, WarcError for a damaged file.
    """
    paths = warc_files(data)
    if not paths:
        raise StoreError("there are no WARC files; crawl first, or name another folder with --data", str(data / WARC))
    Ledger(data).rebuild(progress)
    notes, sources, crawl_of = _survey(paths, progress)
    logs = list(chronicle.read(notes).values())
    new = data / (NAME + ".new")
    new.unlink(missing_ok=True)
    store = Store(new)
    known = {slug: course for log in logs for slug, course in log.courses.items()} | {
        course["slug"]: course for course in courses
    }
    out = opted_out(roster)
    save_crawls(store, logs, known.values(), out)
    save_roster(store, roster.values())
    seen = {*sources, *(slug for log in logs for slug in log.accounts)}  # not every blog has answered
    slugs = sorted(seen - {blog.slug for blog in out})
    for n, slug in enumerate(slugs):
        progress(f"blog {slug}", n, len(slugs))
        evidence = (evidence_of(read_capture(data / WARC, source)) for source in sources.get(slug, ()))
        save_blog(store, chronicle.blog_of(logs, slug, roster), evidence, logs, data)
    settle(store, data, crawl_of=crawl_of)
    store.close()
    replace_file(new, data / NAME)
    return data / NAME


def _survey(
    paths: Sequence[Path], progress: Progress
) -> tuple[list[Note], dict[str, list[Source]], dict[str, str | None]]:
    """One pass over the files: the crawls' own records, where each blog's captures stand, which crawl wrote which file."""
    notes: list[Note] = []
    sources: dict[str, list[Source]] = defaultdict(list)
    crawl_of: dict[str, str | None] = {}
    for n, path in enumerate(paths):
        progress(path.name, n, len(paths))
        for event in read_events(path):
            crawl_of.setdefault(path.name, event.crawl)
            if isinstance(event, Note):
                notes.append(event)
            elif isinstance(event, Capture) and event.blog and event.source:
                sources[event.blog].append(event.source)
    return notes, sources, crawl_of


def roster(config: Config) -> dict[str, Blog]:
    """Every blog that a configuration names, by slug."""
    return {blog.slug: blog for course in config.courses for blog in course.blogs}


def opted_out(roster: Mapping[str, Blog]) -> list[Blog]:
    """The blogs of a roster whose owners do not want to be archived any longer."""
    return [blog for blog in roster.values() if blog.consent == "opted out"]


def courses(config: Config) -> list[dict[str, Any]]:
    """A configuration's courses as rows, each with its assignments."""
    return [
        {
            "slug": c.slug,
            "title": c.title,
            "starts": str(c.starts) if c.starts else None,
            "weeks": c.weeks,
            "timezone": c.timezone,
            **c.expect.model_dump(),
            "assignments": [_assignment(a) for a in c.assignments],
        }
        for c in config.courses
    ]


def _assignment(each: Assignment) -> dict[str, Any]:
    match = each.match.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"slug": each.id, "title": each.title, "due": str(each.due) if each.due else None, "match": match}
