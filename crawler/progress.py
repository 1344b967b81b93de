"""How far a crawl is, on stderr: a live line a blog on a terminal, a plain line a finished blog elsewhere."""

import json
import os
import sys
import time
from dataclasses import asdict
from types import TracebackType
from typing import Any, Protocol

from archive.report.states import in_words
from crawler.step import Step


class Progress(Protocol):
    """Something that hears of each step."""

    def __enter__(self) -> "Progress": ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def __call__(self, step: Step) -> None:
        """A step was taken in a blog."""


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

    def __call__(self, step: Step) -> None:
        """Nothing."""


class Lines(Silent):
    """A line when a blog is done, and one each ten seconds for those that are not."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}
        self._told: set[str] = set()

    def __call__(self, step: Step) -> None:
        """Prints at times."""
        slug, now = step.blog, time.monotonic()
        if slug in self._told or (not step.done and now - self._last.setdefault(slug, now) < 10):
            return
        self._last[slug] = now
        if step.done:
            self._told.add(slug)
        print(f"{slug}  {_words(step)}{'  done' if step.done else ''}", file=sys.stderr, flush=True)


class Told(Silent):
    """A JSON object a line: blog, asked, open (still to be asked), posts, comments, state, done; each blog once a second and at its end."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def __call__(self, step: Step) -> None:
        """Prints at times."""
        now = time.monotonic()
        if not step.done and now - self._last.get(step.blog, now - 1) < 1:
            return
        self._last[step.blog] = now
        print(json.dumps(asdict(step)), file=sys.stderr, flush=True)


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

    def __call__(self, step: Step) -> None:
        """Moves the blog's bar."""
        slug = step.blog
        if slug not in self._tasks:
            self._tasks[slug] = self._bars.add_task(slug, total=1, found="")
        self._bars.update(self._tasks[slug], total=step.asked, completed=step.asked - step.open, found=_words(step))


def _words(step: Step) -> str:
    state = "" if step.state == "ok" else f"  [{in_words(step.state)}]"
    return f"{step.posts:,} posts  {step.comments:,} comments{state}"
