"""DIR/state.sqlite: what is personal or of the moment, and no part of the archive: tests of a roster, runs, notices.

Whoever deletes it loses no more than that. The first to need it makes it; a column is never changed, only tables are added.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import StoreError

NAME = "state.sqlite"
TABLES = (
    """create table if not exists roster_checks (
  slug text primary key,        -- of the blog in the roster
  url text not null,            -- the address that was tested; another one in the roster makes the test out of date
  checked_at text not null,     -- UTC, 2026-03-01T03:00:00Z
  state text not null,          -- as blogs.state
  home text not null,           -- where the blog turned out to stand
  title text,
  posts integer                 -- as the blog says
) strict""",
    """create table if not exists runs (
  id integer primary key,
  kind text not null,           -- check, full or archive
  subjects text not null,       -- JSON: slugs of the blogs, of an archive: of the courses
  due_at text not null,         -- UTC: the time of the timetable that the run was for
  started_at text not null,
  ended_at text,                -- null: it runs, or it was killed
  exit_code integer,
  words text                    -- what came of it
) strict""",
    """create table if not exists notices (
  key text not null,            -- what happened, once: state:SLUG:CRAWL, address:SLUG:URL, run:..., fixity:..., archive:..., week:COURSE:N
  way text not null,            -- on which way it was told: mail, or a kind and a digest of an address
  words text not null,
  sent_at text not null,        -- UTC
  primary key (key, way)
) strict""",
)
"""The tables, each made where it is not there; those of the pages (sessions, seen) are in archive/web/state.py."""
WAIT = 30.0
"""Seconds that one writer waits for another."""


@contextmanager
def state(data: Path) -> Iterator[sqlite3.Connection]:
    """The state of a data folder, to read and write; committed at the end, undone after an error. Raises StoreError."""
    path = data / NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=WAIT)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"cannot be written ({error}); mend its permissions, or delete it", str(path)) from error
    try:
        db.row_factory = sqlite3.Row
        with db:
            for table in TABLES:
                db.execute(table)
            yield db
    except sqlite3.DatabaseError as error:
        raise StoreError(f"cannot be used ({error}); delete it: it holds no part of the archive", str(path)) from error
    finally:
        db.close()
