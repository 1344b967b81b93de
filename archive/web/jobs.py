"""Commands that pages start: `coursekeep crawl` and the like, each as a child process, one at a time."""

import json
import os
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from typing import IO, Any

KEPT = 200
"""Lines of what a command says that are kept."""
REMEMBERED = 10


@dataclass(kw_only=True)
class Job:
    """One command: what it was asked, what it says, how it ended."""

    number: int
    words: tuple[str, ...]
    started_at: datetime
    said: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT))
    blogs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """How far a crawl is with each blog: asked, open, posts, comments, state, done."""
    out: str = ""
    code: int | None = None
    process: "subprocess.Popen[str] | None" = None

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self.code is None

    @property
    def name(self) -> str:
        """The words after `coursekeep` that say what it does."""
        return " ".join(self.words)

    @property
    def answer(self) -> Any:
        """What it printed as JSON; None where that is nothing."""
        try:
            return json.loads(self.out)
        except ValueError:
            return None


class Busy(Exception):
    """A command runs already."""


class Jobs:
    """Starts commands. `program`: the words that are `coursekeep`."""

    def __init__(self, program: Sequence[str], cwd: Path | None = None):
        self._program, self._cwd, self._lock = tuple(program), cwd, Lock()
        self._jobs: deque[Job] = deque(maxlen=REMEMBERED)
        self._count = 0

    def start(self, words: Sequence[str], options: Sequence[str], now: datetime) -> Job:
        """Run `coursekeep WORDS OPTIONS`. Raises Busy while another runs, OSError."""
        with self._lock:
            if self.running:
                raise Busy
            self._count += 1
            job = Job(number=self._count, words=tuple(words), started_at=now)
            pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
            environment = {**os.environ, "COURSEKEEP_PROGRESS": "json", "NO_COLOR": "1"}
            job.process = subprocess.Popen(
                [*self._program, *words, *options], cwd=self._cwd, env=environment, text=True, errors="replace", **pipes
            )
            self._jobs.append(job)
        Thread(target=_watch, args=(job,), daemon=True).start()
        return job

    @property
    def running(self) -> Job | None:
        """The command that runs."""
        return next((job for job in self._jobs if job.running), None)

    @property
    def newest(self) -> Job | None:
        """The command that was started last."""
        return self._jobs[-1] if self._jobs else None

    def stop(self) -> None:
        """Interrupt the command that runs, as Ctrl-C does: what it has fetched is kept."""
        if (job := self.running) and job.process:
            job.process.send_signal(2)

    def close(self) -> None:
        """Interrupt what runs, and wait for its end."""
        if (job := self.running) and job.process:
            self.stop()
            job.process.wait()


def _watch(job: Job) -> None:
    """Takes in what a command says until it has ended."""
    process = job.process
    assert process and process.stdout and process.stderr
    reader = Thread(target=_gather, args=(job, process.stdout), daemon=True)
    reader.start()
    for line in process.stderr:
        _heard(job, line.rstrip())
    reader.join()
    job.code = process.wait()


def _gather(job: Job, stdout: IO[str]) -> None:
    job.out = stdout.read()


def _heard(job: Job, line: str) -> None:
    if line.startswith("{"):
        try:
            told = json.loads(line)
            job.blogs[str(told["blog"])] = told
            return
        except (ValueError, KeyError, TypeError):
            pass
    if line:
        job.said.append(line)
