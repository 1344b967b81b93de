"""Tells what is new, once on each way: one message a run, and nothing where there is no news."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.state import state
from crawler.config import Config
from crawler.notice_ways import NotSent, Way, subject, ways
from crawler.notices import Notice, notices


def pending(config: Config, data: Path, now: datetime) -> list[tuple[Way, list[Notice]]]:
    """What each way has not told yet. Raises ConfigError, StoreError."""
    found = notices(config, data, now)
    told = _told(data)
    return [(way, [notice for notice in found if (notice.key, way.name) not in told]) for way in ways(config)]


def notify(config: Config, data: Path, now: datetime) -> tuple[list[str], list[str]]:
    """Tell it. Returns what was told, and what went wrong, in words; that is tried again with the next run."""
    done, wrong = [], []
    for way, news in pending(config, data, now):
        if not news:
            continue
        try:
            way.send(news, now)
        except NotSent as error:
            wrong.append(f"notices: {error}")
        else:
            _note(data, way, news, now)
            done.append(f"notices  {subject(news).removeprefix('Coursekeep: ')} (to {way.shown})")
    return done, wrong


def as_json(found: Sequence[tuple[Way, Sequence[Notice]]]) -> list[dict[str, Any]]:
    """What is still to be told, a row for each notice and way."""
    return [
        {"way": way.name.partition(":")[0], "to": way.shown, "kind": each.kind, "at": each.at, "words": each.words}
        for way, news in found
        for each in news
    ]


def _told(data: Path) -> set[tuple[str, str]]:
    if not data.is_dir():
        return set()
    with state(data) as db:
        return {(row["key"], row["way"]) for row in db.execute("select key, way from notices")}


def _note(data: Path, way: Way, news: Sequence[Notice], now: datetime) -> None:
    at = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with state(data) as db:
        sql = "insert or ignore into notices (key, way, words, sent_at) values (?, ?, ?, ?)"
        db.executemany(sql, [(each.key, way.name, each.words, at) for each in news])
