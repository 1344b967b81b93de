"""Kills `import` and `forget` at random moments: the next run completes or undoes, `verify` passes, nothing stored is gone.

python -m tests.soak forget_import [--times 100] [--seed N]     prints the seed; exit code 1 at the first loss
"""

import argparse
import gzip
import random
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import foreign as make
from click.testing import CliRunner, Result
from running import Lost, killed_when, run

from crawler.cli import main as command

HOME, SECOND = "http://old.example/", "http://second.example/"
NAME = "Zoe Lindqvist"
IMPORT, FORGET = "import", "forget"
BEGINS = 0.2
"""Seconds in which no command has begun to work yet."""


def course(name: str, home: str, posts: int) -> bytes:
    """A WARC of a blog with comments, some of them by the person who will be forgotten."""
    pages = []
    for n in range(posts):
        talk = [(3 * n + 1, "Ana", f"Remark {n} that stays."), (3 * n + 2, NAME, f"Remark {n} that goes away.")]
        page = make.post(home, f"p{n}", f"{name} {n}", f"Words of post {n}, which are kept.", talk)
        pages.append(make.response(f"{home}p{n}/", page))
    return make.packed(pages)


def titles(data: Path) -> set[str]:
    """Of the posts in the database."""
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return {title for (title,) in db.execute("select title from posts")}


def named(data: Path) -> int:
    """How many WARC files hold the person's name."""
    files = [*data.glob("warc/*.warc.gz"), *data.glob("imports/*.warc.gz")]
    return sum(NAME.encode() in gzip.decompress(file.read_bytes()) for file in files)


@dataclass(kw_only=True)
class Kills:
    """Imports and takings down of the same archive, each killed once."""

    folder: Path
    chance: random.Random
    posts: int = 60
    took: dict[str, float] = field(default_factory=dict)
    """Command -> seconds, when nobody kills it."""
    phases: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    """Commands that were quicker than the kill."""

    def begin(self) -> None:
        """Make an archive of one import, and measure both commands on it. Raises Lost."""
        for name, home in (("first", HOME), ("second", SECOND)):
            (self.folder / f"{name}.warc.gz").write_bytes(course(name, home, self.posts))
        self._well("import", self.folder / "first.warc.gz", "--data", self.folder / "start")
        for verb in (IMPORT, FORGET):
            data, began = self._copy(), time.monotonic()
            ran = run(*self._words(verb, data), cwd=self.folder)
            if ran.returncode:
                raise Lost(f"{verb}: {ran.stdout}{ran.stderr}")
            self.took[verb] = time.monotonic() - began

    def go(self, times: int) -> None:
        """Kill both in turns. Raises Lost."""
        for n in range(times):
            self._one((IMPORT, FORGET)[n % 2])

    def _one(self, verb: str) -> None:
        data = self._copy()
        words, wanted = self._words(verb, data), titles(data)
        moment = self.chance.uniform(BEGINS, self.took[verb])
        doing = killed_when(lambda runs: runs(moment), words, self.folder)
        phase = next(iter(doing.values()), "")
        self.phases.update([f"{verb}, {phase}"] if doing else [])
        self.ended += not doing
        self._well("rebuild", "--processes", 1, "--data", data)  # the next run, of another command
        self._check(data, wanted)
        self._any(words)
        self._check(data, wanted | ({f"second {n}" for n in range(self.posts)} if verb == IMPORT else set()))
        if verb == FORGET and named(data):
            raise Lost(f"the name is still in {data}")
        told = f"killed {phase}" if doing else "had ended"
        print(f"{verb}  {told} after {moment:.2f} s: well", flush=True)

    def _check(self, data: Path, wanted: set[str]) -> None:
        self._well("verify", "--data", data)
        if missing := wanted - titles(data):
            raise Lost(f"lost from {data}: {sorted(missing)[:5]}")
        left = [p.name for p in data.rglob("*") if p.name.endswith((".part", ".open")) or p.name == ".forget"]
        if left:
            raise Lost(f"left behind in {data}: {left}")

    def _copy(self) -> Path:
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        return Path(shutil.copytree(self.folder / "start", data))

    def _words(self, verb: str, data: Path) -> Sequence[object]:
        if verb == IMPORT:
            return (verb, self.folder / "second.warc.gz", "--data", data)
        return (verb, "--person", NAME, "--reason", "soak", "--data", data)

    def _any(self, words: Sequence[object]) -> Result:
        """A command that nobody kills, in this process."""
        return CliRunner().invoke(command, [*map(str, words)])

    def _well(self, *words: object) -> None:
        done = self._any(words)
        if done.exit_code:
            raise Lost(f"{words[0]}: {done.output}{done.exception!r}")


def main(words: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak forget_import", description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args(words)
    print(f"seed {given.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coursekeep-soak-") as name:
        kills = Kills(folder=Path(name), chance=random.Random(given.seed))
        kills.begin()
        kills.go(given.times)
    told = f"{dict(kills.phases.most_common())}, {kills.ended} had ended; {time.monotonic() - began:,.0f} s"
    print(f"{kills.phases.total()} kills, nothing lost: {told}")
    return 0
