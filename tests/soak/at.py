"""Runs the command by a clock that is some time off: python at.py 2026-03-01T09:00:00+00:00 crawl ..."""

import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import crawler.crawl
import crawler.patience
import crawler.wire
from crawler.cli import main

OFF = datetime.fromisoformat(sys.argv.pop(1)) - datetime.now(UTC)


class Then(datetime):
    """The time as it is told."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + OFF


if __name__ == "__main__":
    for module in (crawler.crawl, crawler.patience, crawler.wire):
        module.datetime = Then  # type: ignore[attr-defined]
    main()
