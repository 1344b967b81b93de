"""Kills a crawl at random moments, again and again: the last run completes it, and nothing is lost, torn or fetched twice.

python -m tests.soak kills [--times 300] [--seed N] [--wordpress DIR]     prints the seed; exit code 1 at the first loss
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from moments import moment
from phases import writes_warc
from running import ROOT, Lost, killed_when, rows, run, stored

UP = ROOT / "tests" / "wordpress" / "up.sh"
CHAIN = 8
"""At most so many kills before a crawl may come to its end."""
REQUEST = re.compile(r'^(\S+) .*?"GET (\S+) HTTP/[\d.]+" (\d{3}) ')
"""A line of the access log of tests/wordpress/up.sh: host, target, status."""
LEFT = 499
"""nginx's word for a client that left before its answer was sent."""

CONFIG = """
contact: {{name: Soak, email: {name}@example.org}}
store: {{warc_max: 300KB, media: none}}
politeness: {{delay: 0, allow_private_networks: true}}
"""

Asked = Callable[[str], set[str]]
"""Name in the User-Agent -> addresses that were asked for under it."""


@dataclass(kw_only=True)
class Kills:
    """Crawls of the same blogs, each killed some times."""

    urls: Sequence[str]
    asked: Asked
    folder: Path
    chance: random.Random
    workers: int = 0
    """Processes that share the blogs; 0: there is one process."""
    took: float = 0.0
    """Seconds of the whole crawl."""
    runs: int = 0
    kills: int = 0
    victims: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    """What the killed commands were doing."""
    beside: Counter[str] = field(default_factory=Counter)
    """What other processes of theirs were doing then."""

    def whole(self) -> None:
        """The crawl that nobody kills."""
        began = time.monotonic()
        self._finish(self.folder / "whole")
        self.took = time.monotonic() - began
        self.truth = rows(self.folder / "whole")
        shutil.rmtree(self.folder / "whole")

    def go(self, times: int) -> None:
        """Kill crawls until that many kills are done. Raises Lost."""
        number = 0
        while self.kills < times:
            number += 1
            data = self.folder / f"crawl-{number}"
            left = self.took
            for _ in range(self.chance.randint(1, min(CHAIN, times - self.kills))):
                began = time.monotonic()
                if not self._kill(data, left):
                    break
                left = max(self.took / 4, left - (time.monotonic() - began))
            else:
                self._finish(data)
            self._compare(data)
            shutil.rmtree(data)
            print(f"{self.kills} kills, {number} crawls: {self.told()}", file=sys.stderr, flush=True)

    def told(self) -> str:
        """What was killed doing what."""
        whom = f"{dict(self.victims)}: " if self.workers else ""
        return f"{whom}{dict(self.phases.most_common())}, beside {dict(self.beside.most_common())}"

    def _kill(self, data: Path, left: float) -> bool:
        """Whether the run was killed before it had ended. `left`: seconds that it may take."""
        kept = stored(data)
        name, words = self._words(data)
        doing = killed_when(moment(data, left, self.chance), words, self.folder, self._whom)
        if doing:
            self.kills += 1
            first, *others = doing.values()
            self.phases[first] += 1
            self.beside.update(filter(None, others))
        self._nothing_twice(name, kept)
        return bool(doing)

    def _whom(self, processes: Sequence[int]) -> Sequence[int]:
        """All; with workers also the crawl's own process, or one of those that write."""
        writers = [each for each in processes[1:] if self.workers and writes_warc(each)]
        kinds: dict[str, Sequence[int]] = {"all": processes, "parent": processes[:1]}
        worker = {"a worker": [self.chance.choice(writers)]} if writers else {}
        kind, chosen = self.chance.choice(
            [*(kinds | worker).items(), *worker.items()] if self.workers else [("all", processes)]
        )
        self.victims[kind] += 1
        return chosen

    def _finish(self, data: Path) -> None:
        kept = stored(data)
        name, words = self._words(data)
        ran = run(*words, cwd=self.folder)
        if ran.returncode:
            raise Lost(f"the last run of {data} ended with {ran.returncode}: {ran.stdout[-2000:]}{ran.stderr[-4000:]}")
        self._nothing_twice(name, kept)

    def _words(self, data: Path) -> tuple[str, list[object]]:
        self.runs += 1
        name = f"run-{self.folder.name}-{self.runs}"
        config = self.folder / "config.yaml"
        config.write_text(CONFIG.format(name=name))
        more = ["--workers", self.workers] if self.workers else []
        return f"{name}@", ["crawl", *self.urls, "--config", config, "--data", data, *more]

    def _nothing_twice(self, name: str, kept: set[str]) -> None:
        if again := self.asked(name) & kept:
            raise Lost(f"fetched though it was stored: {sorted(again)}")

    def _compare(self, data: Path) -> None:
        found = rows(data)
        for table, wanted in self.truth.items():
            if found[table] != wanted:
                apart = set(wanted) ^ set(found[table])
                raise Lost(f"{table} of {data} differ: {sorted(apart, key=repr)[:4]}")
        checked = run("verify", "--data", data, cwd=self.folder)
        if checked.returncode or list((data / "warc").glob("*.open")):
            raise Lost(f"{data} is not whole: {checked.stdout[-3000:]}{checked.stderr[-1000:]}")
        for file in (data / "warc").glob("*.gz"):
            subprocess.run(["gzip", "-t", file], check=True)


def in_log(log: Path) -> Asked:
    """Reads the log of the WordPress's web server."""

    def asked(name: str) -> set[str]:
        time.sleep(0.2)  # the log is written when an answer is sent
        found = (REQUEST.search(line) for line in log.read_text(errors="replace").splitlines() if name in line)
        return {f"http://{match[1]}{match[2]}" for match in found if match and int(match[3]) != LEFT}

    return asked


def _soaked(given: argparse.Namespace, folder: Path) -> Kills:
    """Kills, as the command line wants them. Raises Lost; the archive of which it tells is then kept."""
    served = given.wordpress or folder / "wordpress"
    try:
        if not given.wordpress:
            subprocess.run([UP, str(given.port), "3", served], env={**os.environ, "COURSE_CACHE": "1"}, check=True)
        urls = [blog["home"] for blog in json.loads((served / "truth.json").read_text())][: given.blogs]
        asked = in_log(served / "log" / "access.log")
        chance = random.Random(given.seed)
        kills = Kills(urls=urls, asked=asked, folder=folder, chance=chance, workers=given.workers)
        kills.whole()
        print(f"{len(urls)} blogs, {len(kills.truth['posts'])} posts: {kills.took:.0f} s without kills", flush=True)
        kills.go(given.times)
    except Lost:
        kept = tempfile.mkdtemp(prefix="coursekeep-lost-")
        shutil.copytree(folder, kept, dirs_exist_ok=True, ignore=shutil.ignore_patterns("wordpress"))
        print(f"the archive is kept in {kept}", file=sys.stderr)
        raise
    finally:
        if not given.wordpress:
            subprocess.run([UP, "stop", served], check=False)
    return kills


def main(words: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak kills", description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--blogs", type=int, default=3, help="that are crawled at once, 3 at most")
    parser.add_argument(
        "--workers", type=int, default=0, help="kill also only the crawl's own process, or one of its workers"
    )
    parser.add_argument("--port", type=int, default=18480, help="of the WordPress that is started")
    parser.add_argument("--wordpress", type=Path, help="the folder of one that runs already")
    given = parser.parse_args(words)
    print(f"seed {given.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coursekeep-kills-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        kills = _soaked(given, folder)
    print(f"{kills.kills} kills in {kills.runs} runs, nothing lost: {kills.told()}; {time.monotonic() - began:,.0f} s")
    return 0
