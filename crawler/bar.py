"""How far long work is, on stderr: a bar with the time left on a terminal, a line each ten seconds elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[str, int, int], None]
"""Called with words, how much is done, and how much there is to do."""
EVERY = 10
"""Seconds between two lines."""
STEPS = 1000


@contextmanager
def bar(label: str, silent: bool = False) -> Iterator[Progress]:
    """What suits where stderr goes. Work may have several parts: each fills the bar anew."""
    if silent:
        yield lambda *_: None
    elif sys.stderr.isatty():
        with click.progressbar(length=STEPS, label=label, file=sys.stderr) as shown:
            yield _Bar(shown)
    else:
        yield _Lines(label)


class _Bar:
    def __init__(self, shown: "click._termui_impl.ProgressBar[int]"):
        self._shown, self._part = shown, ""

    def __call__(self, words: str, done: int, of: int) -> None:
        part = words.partition(" ")[0]
        if part != self._part:
            self._part, self._shown.pos, self._shown.start, self._shown.avg = part, 0, time.time(), []
        self._shown.update(max(0, done * STEPS // max(of, 1) - self._shown.pos))


class _Lines:
    def __init__(self, label: str):
        self._label, self._part = label, ""
        self._began = self._told = time.monotonic()

    def __call__(self, words: str, done: int, of: int) -> None:
        now, part = time.monotonic(), words.partition(" ")[0]
        if part != self._part:
            self._part, self._began = part, now
        if now - self._told < EVERY or not done:
            return
        self._told = now
        left = (now - self._began) * (of - done) / done
        print(f"{self._label}  {words}  {done:,} of {of:,}  about {_time(left)} left", file=sys.stderr, flush=True)


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"
