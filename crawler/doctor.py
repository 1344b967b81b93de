"""Looks whether Coursekeep can work here: Python, packages, SQLite, folder, disk, clock, configuration. Changes nothing."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.errors import ConfigError
from archive.verify import log
from crawler.finding import Finding
from crawler.finding import finding as _finding

DISTRIBUTION = "coursekeep"
OLDEST_PYTHON = (3, 11)
LEAST_FREE = 2_000_000_000
"""Bytes: a course of thirty blogs with its images, and the database made anew beside the old one."""
SQL = {
    "STRICT tables (3.37)": "CREATE TABLE a (b TEXT) STRICT",
    "full text (FTS5)": "CREATE VIRTUAL TABLE c USING fts5(d)",
    "JSON": "SELECT json_extract('{\"a\": 1}', '$.a')",
    "window functions": "SELECT row_number() OVER ()",
}
"""What the database needs of SQLite, and a statement that shows it."""
SLACK = timedelta(minutes=5)
EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
"""No clock that is right says an earlier time: the libraries are younger."""
PIP = "install again: pip install ."


def check(data: Path, config: Path | None, now: datetime) -> tuple[Finding, ...]:
    """All findings, in the order in which they are best mended. `now` has its time zone."""
    return (
        _python(),
        _packages(),
        _sqlite(),
        _time_zones(),
        _encoding(),
        *_config(config),
        _folder(data),
        _disk(data),
        _last_check(data),
        _clock(data, now),
    )


def _python() -> Finding:
    words = ".".join(str(part) for part in sys.version_info[:3])
    advice = "install Python 3.11 or newer, and Coursekeep with it"
    return _finding("python", sys.version_info >= OLDEST_PYTHON, words, advice)


def _packages() -> Finding:
    try:
        wrong, count = _wrong_packages(metadata.requires(DISTRIBUTION) or [])
    except metadata.PackageNotFoundError:
        return _finding("packages", False, "Coursekeep itself is not installed", "in its folder: pip install .")
    except ImportError as error:
        return _finding("packages", False, f"{error.name} is missing", PIP)
    return _finding("packages", not wrong, "; ".join(wrong) or f"all {count} as needed", PIP)


def _wrong_packages(needed: list[str]) -> tuple[list[str], int]:
    from packaging.requirements import Requirement  # comes with Scrapy, and may be missing with it

    every = [Requirement(text) for text in needed]
    here = [one for one in every if one.marker is None or one.marker.evaluate({"extra": ""})]
    return [words for one in here if (words := _wrong_package(one.name, one.specifier.contains, str(one)))], len(here)


def _wrong_package(name: str, fits: Callable[..., bool], needed: str) -> str | None:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is missing"
    return None if fits(version, prereleases=True) else f"{name} is {version}, needed is {needed}"


def _sqlite() -> Finding:
    missing = [what for what, sql in SQL.items() if not _runs(sql)]
    words = f"{sqlite3.sqlite_version}{', without ' + ', '.join(missing) if missing else ''}"
    return _finding("sqlite", not missing, words, "use a Python built with a newer SQLite, such as that of python.org")


def _runs(sql: str) -> bool:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(sql)
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True


def _time_zones() -> Finding:
    try:
        ZoneInfo("Pacific/Auckland")
    except (LookupError, OSError):
        return _finding("time zones", False, "there are none", "pip install tzdata")
    return _finding("time zones", True, "known", "")


def _encoding() -> Finding:
    names = {"files": sys.getfilesystemencoding(), "terminal": getattr(sys.stdout, "encoding", None) or "unknown"}
    wrong = {name: code for name, code in names.items() if code.lower().replace("-", "") != "utf8"}
    words = ", ".join(f"{name} {code}" for name, code in (wrong or names).items())
    return _finding("encoding", not wrong, words, "set PYTHONUTF8=1, or LANG to a UTF-8 locale such as C.UTF-8")


def _config(path: Path | None) -> Iterator[Finding]:
    if path is None:
        yield _finding("config", True, "none given, the defaults hold", "")
        return
    try:
        from crawler.config import load  # its libraries may be what is missing

        config = load(path)
    except ConfigError as error:
        yield _finding("config", False, str(error), "mend the lines named")
        return
    except ImportError as error:
        yield _finding("config", False, f"{error.name} is missing", PIP)
        return
    blogs = sum(len(course.blogs) for course in config.courses)
    yield _finding("config", True, f"{path}: {_count(len(config.courses), 'course')}, {_count(blogs, 'blog')}", "")
    contact = config.contact
    advice = "add contact: {name: ..., email: ...}, so that the blogs' owners can ask"
    yield _finding("contact", contact is not None, contact.email if contact else "nobody", advice)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _folder(data: Path) -> Finding:
    place = _existing(data)
    words = str(data) if place == data else f"{data}, which will be made in {place}"
    return _finding("data folder", _writable(place), words, f"make {place} a folder you may write to, or name another")


def _existing(path: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((place for place in (path, *path.absolute().parents) if place.exists()), path)


def _writable(folder: Path) -> bool:
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _disk(data: Path) -> Finding:
    try:
        free = shutil.disk_usage(_existing(data)).free
    except OSError:
        return _finding("disk", False, "cannot be looked at", "check that the data folder's disk is there")
    advice = f"make room: {LEAST_FREE / 1e9:.0f} GB or more should be free"
    return _finding("disk", free >= LEAST_FREE, f"{free / 1e9:.1f} GB free", advice)


def _last_check(data: Path) -> Finding:
    told = log.last(data)
    return _finding("last check", told is None or told["result"] == "ok", log.words(told), "run `coursekeep verify`")


def _clock(data: Path, now: datetime) -> Finding:
    newest = max(_written(data), default=EARLIEST)
    ok = now >= max(EARLIEST, newest - SLACK)
    words = f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if not ok:
        words += f", but the archive was written to at {newest:%Y-%m-%d %H:%M} UTC" if newest > EARLIEST else ""
    return _finding("clock", ok, words, "set the clock of this machine: every capture bears its time")


def _written(data: Path) -> Iterator[datetime]:
    """When the WARC files were last written to."""
    for path in data.rglob("*.warc.gz*"):
        try:
            yield datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (OSError, OverflowError, ValueError):
            continue
