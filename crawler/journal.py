"""The journal of a crawl: a line for each decision about an address, for people or for programs."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from archive.errors import StoreError
from crawler.account import Account

TEXT, JSON = "text", "json"


class Journal:
    """Lines of {at, event, blog, url, why}; events are planned, fetched, not_modified, excluded, failed of an account,
    and beside them waiting, held (the server wants to be left alone), retried, read_back (a crawl is gone on with), state (how a blog
    is, and what it was), begun, resumed, ended (the crawl; `blog` is empty).

    Without a file they go to stderr, and only if they are for programs: people have the progress line.
    """

    def __init__(self, file: Path | None = None, form: str = TEXT, clock: Callable[[], datetime] | None = None):
        self.form, self._clock = form, clock or (lambda: datetime.now(UTC))
        self._out: TextIO | None = _opened(file) if file else sys.stderr if form == JSON else None

    @property
    def wanted(self) -> bool:
        """Whether anybody reads it."""
        return self._out is not None

    def follow(self, accounts: Mapping[str, Account]) -> None:
        """Write down what the blogs' accounts have decided and will decide."""
        for blog, account in accounts.items() if self.wanted else ():
            account.hear = partial(self.note, blog)
            for url, (event, why) in account.outcomes.items():
                account.hear(url, event, why)

    def note(self, blog: str, url: str, event: str, why: str = "") -> None:
        """One decision. `why`: an HTTP status, a rule, a reason, or seconds."""
        if self._out is None:
            return
        row = {"at": f"{self._clock():%Y-%m-%dT%H:%M:%SZ}", "event": event, "blog": blog, "url": url, "why": why}
        line = json.dumps(row, ensure_ascii=False) if self.form == JSON else "  ".join(row.values()).rstrip()
        print(line.encode("utf-8", "backslashreplace").decode(), file=self._out, flush=True)


def _opened(file: Path) -> TextIO:
    try:
        return file.open("a", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"the log cannot be written ({error.strerror}); name another with --log", str(file)) from error
