"""Kills a crawl at random moments, again and again: the last run completes it, and nothing is lost, torn or fetched twice.

python -m tests.soak kills [--times 300] [--seed N] [--wordpress DIR]     prints the seed; exit code 1 at the first loss
"""

import argparse
import json
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

from running import ROOT, killed_after, rows, run, stored

UP = ROOT / "tests" / "wordpress" / "up.sh"
CHAIN = 4
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


class Lost(AssertionError):
    """What must not happen has happened."""


@dataclass(kw_only=True)
class Kills:
    """Crawls of the same blogs, each killed some times."""

    urls: Sequence[str]
    asked: Asked
    folder: Path
    chance: random.Random
    took: float = 0.0
    """Seconds of the whole crawl."""
    runs: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    """What the killed runs were doing."""

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
        while self.phases.total() < times:
            number += 1
            data = self.folder / f"crawl-{number}"
            for _ in range(self.chance.randint(1, min(CHAIN, times - self.phases.total()))):
                if not self._kill(data):
                    break
            self._finish(data)
            self._compare(data)
            shutil.rmtree(data)
            print(f"{self.phases.total()} kills, {number} crawls", file=sys.stderr, flush=True)

    def _kill(self, data: Path) -> bool:
        kept = stored(data)
        name, words = self._words(data)
        began, moment = time.monotonic(), self.chance.uniform(0, self.took)
        killed = killed_after(moment, words, self.folder)
        if killed:
            self.phases[_phase(data)] += 1
        else:
            self.took = time.monotonic() - began  # the machine has less to do than before
        self._nothing_twice(name, kept)
        return killed

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
        return f"{name}@", ["crawl", *self.urls, "--config", config, "--data", data]

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


def _phase(data: Path) -> str:
    """What a killed run was doing, by what it left."""
    files = sorted((data / "warc").glob("*.warc.gz*")) if data.is_dir() else []
    if not files:
        return "beginning"
    return "fetching, writing or parsing" if files[-1].name.endswith(".open") else "rotating or saving"


def in_log(log: Path) -> Asked:
    """Reads the log of the WordPress's web server."""

    def asked(name: str) -> set[str]:
        time.sleep(0.2)  # the log is written when an answer is sent
        found = (REQUEST.search(line) for line in log.read_text(errors="replace").splitlines() if name in line)
        return {f"http://{match[1]}{match[2]}" for match in found if match and int(match[3]) != LEFT}

    return asked


def main(words: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak kills", description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--port", type=int, default=18480, help="of the WordPress that is started")
    parser.add_argument("--wordpress", type=Path, help="the folder of one that runs already")
    given = parser.parse_args(words)
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="coursekeep-kills-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        served = given.wordpress or folder / "wordpress"
        try:
            if not given.wordpress:
                subprocess.run([UP, str(given.port), "3", served], check=True)
            urls = [blog["home"] for blog in json.loads((served / "truth.json").read_text())][:3]
            asked = in_log(served / "log" / "access.log")
            kills = Kills(urls=urls, asked=asked, folder=folder, chance=random.Random(given.seed))
            kills.whole()
            print(f"a crawl that nobody kills: {kills.took:.0f} s, {len(kills.truth['posts'])} posts", flush=True)
            kills.go(given.times)
        finally:
            if not given.wordpress:
                subprocess.run([UP, "stop", served], check=False)
    print(f"{kills.phases.total()} kills in {kills.runs} runs, nothing lost: {dict(kills.phases)}")
    return 0
