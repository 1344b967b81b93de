"""A blog's rows, made again from its captures and saved: what a rebuild has its processes do."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.database.store import Store
from archive.items import Blog
from crawler import ingest
from crawler.allocation import give_back
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import Evidence
from crawler.crew import Crew
from crawler.places import Place, Shelf, read_place

CHUNK = 400
"""Captures of one blog that one process reads at a stretch; what it read waits on disk for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One blog."""

    data: Path
    blog: Blog
    logs: Sequence[CrawlLog]
    places: Shelf
    spool: Path
    """A folder for what was read."""
    database: Path
    draft: bool
    """Whether the database is a new one that nobody reads yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Some captures of one blog, and where to put what they say."""

    data: Path
    places: Sequence[Place]
    into: Path


def remade(jobs: Sequence[Job], crew: Crew) -> Iterator[tuple[str, int]]:
    """(slug, captures read), as it comes; each process saves what it made."""
    large = [job for job in jobs if len(job.places) > CHUNK and crew.hands > 1]
    yield from crew.done(_read, (stretch for job in large for stretch in _stretches(job)))
    for slug, size in crew.done(_saved, sorted(jobs, key=lambda job: -len(job.places))):
        yield slug, 0 if any(job.blog.slug == slug for job in large) else size


def _stretches(job: Job) -> Iterator[_Stretch]:
    for n in range(0, len(job.places), CHUNK):
        into = job.spool / f"{job.blog.slug}.{n:09d}"
        yield _Stretch(data=job.data, places=[*job.places.some(n, n + CHUNK)], into=into)


def _read(stretch: _Stretch) -> tuple[str, int]:
    give_back()
    evidence = list(_evidence(stretch.data, stretch.places))
    stretch.into.write_bytes(pickle.dumps(evidence, pickle.HIGHEST_PROTOCOL))
    return stretch.into.name.rpartition(".")[0], len(evidence)


def _evidence(data: Path, places: Iterable[Place]) -> Iterator[Evidence]:
    return (ingest.evidence_of(read_place(data, place)) for place in places)


def _saved(job: Job) -> tuple[str, int]:
    give_back()
    spooled = sorted(job.spool.glob(f"{job.blog.slug}.?????????"))
    evidence = _spooled(spooled) if spooled else _evidence(job.data, job.places)
    rows = ingest.rows_of(job.data, job.blog, evidence, job.logs)
    store = Store(job.database, shared=True, draft=job.draft)
    try:
        ingest.save_rows(store, job.blog.slug, rows)
    finally:
        store.close()
    return job.blog.slug, len(job.places)


def _spooled(paths: Iterable[Path]) -> Iterator[Evidence]:
    for path in paths:
        yield from pickle.loads(path.read_bytes())
        path.unlink()
