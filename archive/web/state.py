"""What is of the moment, in `DIR/state.sqlite`: who has signed in, and which posts were seen. No part of the archive."""

import hashlib
import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

NAME = "state.sqlite"
LASTS = timedelta(days=30)
"""How long somebody stays signed in."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TABLES = """
create table if not exists sessions (id text primary key, until text not null) strict;
create table if not exists seen (post_id integer primary key, at text not null) strict;
"""


class State:
    """The file; where the folder cannot be written, its like in memory (`lasting` is False then)."""

    def __init__(self, data: Path):
        self._lock = Lock()
        self.lasting = True
        try:
            self._db = _opened(str(data / NAME))
        except sqlite3.Error:
            self.lasting = False
            self._db = _opened(":memory:")

    def sign_in(self, now: datetime) -> str:
        """The secret of a new session; only a digest of it is kept."""
        secret = secrets.token_urlsafe(32)
        with self._writing() as db:
            db.execute("delete from sessions where until < ?", (_text(now),))
            db.execute("insert into sessions values (?, ?)", (_digest(secret), _text(now + LASTS)))
        return secret

    def knows(self, secret: str, now: datetime) -> bool:
        """Whether a session is open."""
        found = self._db.execute("select until from sessions where id = ?", (_digest(secret),)).fetchone()
        return bool(found and found[0] >= _text(now))

    def sign_out(self, secret: str) -> None:
        """Close a session."""
        with self._writing() as db:
            db.execute("delete from sessions where id = ?", (_digest(secret),))

    def seen(self) -> dict[int, str]:
        """Posts that were seen, each with when (UTC)."""
        return dict(self._db.execute("select post_id, at from seen"))

    def mark(self, posts: Mapping[int, str], now: datetime, *, seen: bool) -> None:
        """Posts were seen, each up to a moment (UTC; now where that is none), or are to count as new again."""
        with self._writing() as db:
            if seen:
                marks = [(post, until if MOMENT.fullmatch(until) else _text(now)) for post, until in posts.items()]
                db.executemany("insert or replace into seen values (?, ?)", marks)
            else:
                db.executemany("delete from seen where post_id = ?", [(post,) for post in posts])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._db:
            yield self._db


def form_token(secret: str) -> str:
    """What a form of this session must bring back: nobody else's page can know it."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def _opened(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False, timeout=10)
    db.executescript(TABLES)
    return db


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
