"""A blog's rows, made again from its captures: what a rebuild has its processes do."""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.items import Blog
from crawler import ingest
from crawler.allocation import give_back
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import Evidence
from crawler.crew import Crew
from crawler.places import Place, Shelf, read_place

CHUNK = 400
"""Captures of one blog that one process reads at a stretch; what it read waits on disk for the others."""

Rows = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One blog."""

    data: Path
    blog: Blog
    logs: Sequence[CrawlLog]
    places: Shelf
    spool: Path
    """A folder for what was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Some captures of one blog, and where to put what they say."""

    data: Path
    places: Sequence[Place]
    into: Path


def remade(jobs: Sequence[Job], crew: Crew) -> Iterator[tuple[str, int, Rows | None]]:
    """(slug, captures read, the blog's rows or None while more of them are to be read), as it comes."""
    large = [job for job in jobs if len(job.places) > CHUNK and crew.hands > 1]
    for stretch, size in crew.done(_read, (stretch for job in large for stretch in _stretches(job))):
        yield stretch, size, None
    largest_first = sorted(jobs, key=lambda job: -len(job.places))
    for slug, rows in crew.done(_composed, largest_first):
        job = next(job for job in jobs if job.blog.slug == slug)
        yield slug, 0 if job in large else len(job.places), rows
        del rows  # let go before the next blog's are made


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


def _composed(job: Job) -> tuple[str, Rows]:
    give_back()
    spooled = sorted(job.spool.glob(f"{job.blog.slug}.?????????"))
    evidence = _spooled(spooled) if spooled else _evidence(job.data, job.places)
    return job.blog.slug, ingest.rows_of(job.data, job.blog, evidence, job.logs, job.spool)


def _spooled(paths: Iterable[Path]) -> Iterator[Evidence]:
    for path in paths:
        yield from pickle.loads(path.read_bytes())
        path.unlink()
