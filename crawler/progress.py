"""How far a crawl is, on stderr: a live line a blog on a terminal, a plain line a finished blog elsewhere."""

import json
import os
import sys
import time
from types import TracebackType
from typing import Any, Protocol

from crawler.frontier import Frontier


class Progress(Protocol):
    """Something that hears of each step."""

    def __enter__(self) -> "Progress": ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def __call__(self, frontier: Frontier) -> None:
        """A step was taken in this frontier's blog."""


def progress(silent: bool = False) -> Progress:
    """What suits where stderr goes; JSON for a program that watches (`COURSEKEEP_PROGRESS=json`, as `serve` sets it)."""
    if os.environ.get("COURSEKEEP_PROGRESS") == "json":
        return Told()
    if silent:
        return Silent()
    return Bars() if sys.stderr.isatty() else Lines()


class Silent:
    """Says nothing."""

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __call__(self, frontier: Frontier) -> None:
        """Nothing."""


class Lines(Silent):
    """A line when a blog is done, and one each ten seconds for those that are not."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}
        self._told: set[str] = set()

    def __call__(self, frontier: Frontier) -> None:
        """Prints at times."""
        slug, now = frontier.blog.slug, time.monotonic()
        done = not frontier.queue and frontier.gathered
        if slug in self._told or (not done and now - self._last.setdefault(slug, now) < 10):
            return
        self._last[slug] = now
        if done:
            self._told.add(slug)
        print(f"{slug}  {_words(frontier)}{'  done' if done else ''}", file=sys.stderr, flush=True)


class Told(Silent):
    """A JSON object a line: blog, asked, open (still to be asked), posts, comments, state, done; each blog once a second and at its end."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def __call__(self, frontier: Frontier) -> None:
        """Prints at times."""
        slug, now, found = frontier.blog.slug, time.monotonic(), frontier.account.found
        done = not frontier.queue and frontier.gathered
        if not done and now - self._last.get(slug, now - 1) < 1:
            return
        self._last[slug] = now
        told = {"blog": slug, "asked": frontier.account.asked, "open": len(frontier.queue), "posts": found["posts"]}
        told |= {"comments": found["comments"], "state": frontier.account.state, "done": bool(done)}
        print(json.dumps(told), file=sys.stderr, flush=True)


class Bars:
    """A bar a blog, drawn by rich."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Rich

        columns = (
            TextColumn("{task.description}"),
            BarColumn(24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[found]}"),
        )
        self._bars = Rich(*columns, console=Console(stderr=True), redirect_stdout=False)
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> "Bars":
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, frontier: Frontier) -> None:
        """Moves the blog's bar."""
        slug = frontier.blog.slug
        if slug not in self._tasks:
            self._tasks[slug] = self._bars.add_task(slug, total=1, found="")
        asked = frontier.account.asked
        self._bars.update(self._tasks[slug], total=asked, completed=asked - len(frontier.queue), found=_words(frontier))


def _words(frontier: Frontier) -> str:
    found = frontier.account.found
    state = "" if frontier.account.state == "ok" else f"  [{frontier.account.state}]"
    return f"{found['posts']:,} posts  {found['comments']:,} comments{state}"
