"""The database, made again from the WARC files, the imports, the roster and nothing else."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.database.sides import sides
from archive.database.store import NAME, Store, replace_file
from archive.errors import StoreError
from archive.items import Blog
from archive.warc.ledger import Ledger
from archive.warc.sorting import Sorted
from crawler import chronicle
from crawler.chronicle import CrawlLog
from crawler.config import Config
from crawler.crew import Crew
from crawler.importing.story import PREFIX
from crawler.ingest import save_crawls, save_roster, settle
from crawler.known import WARC, warc_files
from crawler.places import Shelf
from crawler.remake import Job, remade
from crawler.schema import Assignment
from crawler.survey import Progress, Survey, survey

SPOOL = ".rebuild"
"""A folder for what processes hand on; whatever is in it belongs to a rebuild that was killed."""
FEW = 8_000_000
"""Bytes of WARC that are read before other processes would have begun."""


def rebuild(
    data: Path,
    roster: Mapping[str, Blog],
    courses: Sequence[Mapping[str, Any]],
    progress: Progress = lambda *_: None,
    processes: int | None = None,
) -> Path:
    """Make the database of a data folder again; the old one is replaced when the new one is whole.

    `processes`: how many share the work; all cores unless said. The database is the same whatever their number.
    Raises StoreError where there is nothing to read, WarcError for a damaged file.
    """
    paths = warc_files(data)
    if not paths:
        raise StoreError("there are no WARC files; crawl first, or name another folder with --data", str(data / WARC))
    ledger = Ledger(data)
    ledger.know(progress)
    with _anew(data) as new, Crew(processes or _hands(data), preload=["crawler.remake"]) as crew:
        index = Sorted(data)
        found = survey(data, paths, crew, progress, index)
        ledger.relist(index)
        del index
        logs = list(chronicle.read(found.notes).values())
        store = Store(new, draft=True)
        known = {slug: course for log in logs for slug, course in log.courses.items()} | {
            course["slug"]: course for course in courses
        }
        out = opted_out(roster)
        save_crawls(store, logs, known.values(), out)
        save_roster(store, roster.values())
        seen = {*found.places, *(slug for log in logs for slug in log.accounts)}  # not every blog has answered
        fill(store, data, found, logs, seen - {blog.slug for blog in out}, roster, crew, progress)
        store.close()
    return data / NAME


@contextmanager
def _anew(data: Path) -> Iterator[Path]:
    """Where the new database is made, beside the one that it replaces when it is whole."""
    new = data / (NAME + ".new")
    parts = [new, *sides(new)]
    for path in parts:
        path.unlink(missing_ok=True)
    try:
        yield new
        replace_file(new, data / NAME)
    finally:
        for path in parts:
            path.unlink(missing_ok=True)


def refill(
    store: Store, data: Path, slugs: Collection[str], roster: Mapping[str, Blog], courses: Sequence[Mapping[str, Any]],
    progress: Progress = lambda *_: None, processes: int | None = None,
) -> None:  # fmt: skip
    """Put into the database what imports say of blogs that were never crawled; all else in it stays as it is."""
    with Crew(processes or _hands(data), preload=["crawler.remake"], apart=True) as crew:
        found = survey(data, sorted((data / WARC).glob(f"{PREFIX}-*.warc.gz")), crew, progress)
        logs = list(chronicle.read(found.notes).values())
        known = {slug: course for log in logs for slug, course in log.courses.items()} | {
            course["slug"]: course for course in courses
        }
        out = opted_out(roster)
        save_crawls(store, logs, known.values(), out)
        save_roster(store, roster.values())
        fill(store, data, found, logs, set(slugs) - {blog.slug for blog in out}, roster, crew, progress)


def fill(
    store: Store, data: Path, found: Survey, logs: Sequence[CrawlLog], slugs: Iterable[str], roster: Mapping[str, Blog],
    crew: Crew, progress: Progress,
) -> None:  # fmt: skip
    """Put all of some blogs into the database, in the place of what it had of them, and what is found over all blogs; the crew is let go."""
    spool = data / SPOOL
    shutil.rmtree(spool, ignore_errors=True)
    spool.mkdir()
    jobs = [
        Job(
            data=data,
            blog=chronicle.blog_of(logs, slug, roster),
            logs=[log.of(slug) for log in logs if slug in log.accounts],
            places=found.places.get(slug) or Shelf(slug),
            spool=spool,
            database=store.path,
            draft=store.draft,
        )
        for slug in sorted(slugs)
    ]
    done, of = 0, sum(len(job.places) for job in jobs)
    try:
        for slug, read in remade(jobs, crew):
            done += read
            progress(f"blog {slug}", done, of)
    finally:
        shutil.rmtree(spool, ignore_errors=True)
    crew.close()  # what is left is ours alone, and their memory is needed
    settle(store, data, crawl_of=found.crawl_of)


def _hands(data: Path) -> int | None:
    """One process for a small archive, all cores for others."""
    folders = (data / WARC, data / "imports")
    size = sum(path.stat().st_size for folder in folders if folder.is_dir() for path in folder.iterdir())
    return 1 if size < FEW else None


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
