"""Does what is due, under a lock: each crawl, check and package is a command of its own, so that none can take another down.

due > lock > crawl (> verify > a package a course) > notices
"""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from archive.errors import CoursekeepError
from crawler import notifying, runs
from crawler.config import Config
from crawler.runs import Job
from crawler.timer import PROGRAM

LOCK = ".run.lock"
PACKAGES = "wacz"
WORST = (4, 2, 3, 130, 5, 1, 0)
"""Exit codes, the gravest first."""
LOCKED = 5
Say = Callable[[str], None]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What to work with. `config`: the file of it; `data`: the data folder."""

    config: Config
    path: Path
    data: Path


def run(place: Place, now: datetime, say: Say, clock: Clock = lambda: datetime.now(UTC)) -> int:
    """Do what is due and return the gravest exit code; 0 and a word where another run goes on. Raises StoreError, OSError."""
    place.data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.data / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("skipped: a run that began earlier still goes")
        return 0
    with lock:
        codes = [_job(place, job, now, say, clock) for job in runs.waiting(place.config, place.data, now)]
        return worst([*codes, _tell(place, clock(), say)])


def _tell(place: Place, now: datetime, say: Say) -> int:
    """Notices; that they cannot be sent takes nothing from what was done."""
    try:
        done, wrong = notifying.notify(place.config, place.data, now)
    except CoursekeepError as error:
        done, wrong = [], [f"notices: {error}"]
    for line in (*done, *wrong):
        say(line)
    return int(bool(wrong))


def worst(codes: Sequence[int]) -> int:
    """The gravest of some exit codes."""
    return min(codes, key=lambda code: WORST.index(code) if code in WORST else -1, default=0)


def _job(place: Place, job: Job, now: datetime, say: Say, clock: Clock) -> int:
    """One job, from its first command to the last; written down before and after."""
    say(words_of(job))
    number = runs.begin(place.data, job, now)
    code = 0
    for command in commands(place, job, now):
        ended = _command(command, say)
        if ended == LOCKED:
            say(f"skipped: another coursekeep works in {place.data}; the next run does it")
            code = 0 if code == 0 else code
            runs.end(place.data, number, clock(), LOCKED, "skipped: the folder was locked")
            return code
        code = worst((code, ended))
        if ended not in (0, 1):
            break
    else:
        code = worst((code, _thin(place, job, say)))
    runs.end(place.data, number, clock(), code, words_of(job))
    return code


def words_of(job: Job) -> str:
    """What a job is, in words."""
    count = f"{len(job.blogs)} blog{'' if len(job.blogs) == 1 else 's'}"
    return f"{job.kind:<8} {count}{' of ' + ', '.join(job.courses) if job.courses else ''}"


def commands(place: Place, job: Job, now: datetime) -> list[tuple[str, ...]]:
    """The words after `coursekeep`, in order."""
    where = ("--config", str(place.path), "--data", str(place.data))
    blogs = [word for slug in job.blogs for word in ("--blog", slug)]
    crawl = [("crawl", *where, *blogs, *(("--full",) if job.kind != "check" else ()))] if job.blogs else []
    if job.kind != "archive":
        return crawl
    packages = [("wacz", *where, "--course", slug, "-o", str(package(place, slug, now))) for slug in job.courses]
    return [*crawl, ("verify", *where), *packages]


def package(place: Place, course: str, now: datetime) -> Path:
    """Where a course's package of this day goes."""
    zone = next(each.timezone for each in place.config.courses if each.slug == course)
    return place.data / PACKAGES / f"{course}-{now.astimezone(ZoneInfo(zone)):%Y-%m-%d}.wacz"


def _thin(place: Place, job: Job, say: Say) -> int:
    """Once new packages stand there, remove what `store.packages` leaves no room for: the oldest that a schedule made."""
    keep = place.config.store.packages
    if job.kind != "archive" or keep == "all":
        return 0
    for old in [path for slug in job.courses for path in scheduled(place.data, slug)[:-keep]]:
        try:
            old.unlink()
        except OSError as error:
            say(f"  cannot be removed ({error.strerror}): {old}")
            return 1
        say(f"  removed {old.name}: store.packages is {keep}")
    return 0


def scheduled(data: Path, course: str) -> list[Path]:
    """A course's packages as `package` names them, the oldest first; what somebody named otherwise is theirs."""
    made = re.compile(rf"{re.escape(course)}-\d{{4}}-\d\d-\d\d\.wacz")
    return sorted(path for path in (data / PACKAGES).glob("*.wacz") if made.fullmatch(path.name))


def _command(words: Sequence[str], say: Say) -> int:
    """Run a command to its end. On a terminal it speaks for itself; elsewhere only where it did not go well."""
    for place in [Path(words[n + 1]) for n, word in enumerate(words) if word == "-o"]:
        place.parent.mkdir(parents=True, exist_ok=True)
    seen = sys.stderr.isatty()
    pipe = None if seen else subprocess.PIPE
    child = subprocess.Popen([*PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)
    try:
        out, err = child.communicate()
    except KeyboardInterrupt:
        child.wait()  # it was interrupted too, and ends its crawl well
        raise
    if child.returncode and not seen:
        for line in f"{out}{err}".splitlines():
            say(f"  {line}")
    return child.returncode
