"""A year of a real WordPress, recrawled weekly: after every step the database is what WordPress holds.

python -m tests.soak year [--weeks 52] [--seed N]     prints the seed; exit code 1 at the first difference

What no validator, feed or count can show (a deleted post; what happens to a comment older than the look-back) may wait
for the next crawl that looks at everything. What was deleted is missing after one such crawl, and gone after two.
"""

import argparse
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from diary import EVERYWHERE, Diary, Key
from running import ENVIRONMENT, ROOT

sys.path.insert(0, str(ROOT / "tests" / "wordpress"))

from truth import differences

HERE = Path(__file__).parent
UP = ROOT / "tests" / "wordpress" / "up.sh"
CONFIG = (
    "politeness: {{delay: 0, allow_private_networks: true}}\nstore: {{media: none}}\nrecrawl: {{full_after: {days}}}\n"
)
ABOUT = re.compile(r": post (\d+)(?:.*?: (comment|ping) (\d+):)?")
"""What a line of truth.py is about."""
NAMELESS = ": title: '' is 'Untitled'"
"""Twenty Twenty-One gives posts without a title this one; a title that was seen stays until there is another."""


class Apart(AssertionError):
    """The database is not what WordPress holds."""


@dataclass(kw_only=True)
class Year:
    """`served`: the folder of a WordPress of its own; its first blog lives through the year."""

    served: Path
    port: int
    folder: Path
    diary: Diary
    full_after: int
    kinds: list[str] = field(default_factory=list)
    """Of the crawls."""

    def go(self) -> None:
        """All weeks. Raises Apart."""
        (self.folder / "config.yaml").write_text(CONFIG.format(days=self.full_after))
        for week in range(self.diary.weeks):
            told = self._happen(week)
            self._crawl()
            print(f"week {week}: {told}; crawl {self.kinds[-1]}", file=sys.stderr, flush=True)
            self._compare()
            self.diary.now += timedelta(weeks=1)

    def _happen(self, week: int) -> str:
        things = self.diary.plan(week)
        numbers = json.loads(self._php(HERE / "week.php", json.dumps(things)))
        for thing, number in zip(things, numbers, strict=True):
            self.diary.note(thing, number)
        return ", ".join(thing["do"] for thing in things)

    def _php(self, script: Path, given: str = "") -> str:
        wordpress = {
            "COURSE_ROOT": str(self.served / "wordpress"),
            "COURSE_SOCKET": str(self.served / "run" / "mariadb.sock"),
            "COURSE_HOME": f"http://127.0.0.1:{self.port}",
            "COURSE_PREFIX": "b1_",
            "COURSE_BLOG": "1",
        }
        line = ["php", "-d", "error_reporting=1", script]
        done = subprocess.run(line, env={**os.environ, **wordpress}, input=given, capture_output=True, text=True)
        if done.returncode:
            raise Apart(f"{script.name}: {done.stdout}{done.stderr}")
        return done.stdout

    def _crawl(self) -> None:
        words = ["crawl", f"http://127.0.0.1:{self.port}/", "--config", "config.yaml", "--data", "data"]
        line = [sys.executable, HERE / "at.py", self.diary.now.isoformat(), *words]
        ran = subprocess.run(line, env=ENVIRONMENT, cwd=self.folder, capture_output=True, text=True)
        if ran.returncode:
            raise Apart(f"the crawl ended with {ran.returncode}: {ran.stdout}{ran.stderr}")
        (kind,) = self._rows("select kind from crawl_blogs order by crawl_id desc limit 1")[0]
        self.kinds.append(kind)
        if kind == "full":
            self.diary.seen()

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "data" / "coursekeep.sqlite")) as db:
            return db.execute(sql).fetchall()

    def _compare(self) -> None:
        truth = json.loads(self._php(UP.with_name("truth.php")))
        lines = list(differences([truth], self.folder / "data" / "coursekeep.sqlite"))
        if wrong := [line for line in lines if not self._is_excused(line)]:
            raise Apart("\n".join(wrong[:20]))

    def _is_excused(self, line: str) -> bool:
        found, known = ABOUT.search(line), self.diary
        if found is None:
            return False
        key: Key = (found[2], int(found[3])) if found[2] else ("post", int(found[1]))
        if NAMELESS in line or key in known.unseen or any(EVERYWHERE[name] in line for name in known.changed):
            return True
        if key not in known.deleted or "is not in WordPress" not in line:
            return False
        (status,) = self._rows(f"select status from {key[0]}s where wp_id = {key[1]}")[0]
        return known.deleted[key] == 0 or status == "gone" or (known.deleted[key] == 1 and status == "missing")


def main(words: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak year", description=__doc__)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--full-after", type=int, default=28, metavar="DAYS")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--port", type=int, default=18490, help="of the WordPress that is started")
    given = parser.parse_args(words)
    print(f"seed {given.seed}", flush=True)
    began = time.monotonic()
    now = datetime.now(UTC).replace(microsecond=0) - timedelta(weeks=given.weeks + 1)
    with tempfile.TemporaryDirectory(prefix="coursekeep-year-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        year = Year(
            served=folder / "wordpress",
            port=given.port,
            folder=folder,
            diary=Diary(chance=random.Random(given.seed), weeks=given.weeks, now=now),
            full_after=given.full_after,
        )
        try:
            subprocess.run([UP, str(given.port), "1", year.served], check=True)
            year.go()
        finally:
            subprocess.run([UP, "stop", year.served], check=False)
    crawls = f"{year.kinds.count('full')} crawls of everything, {year.kinds.count('check')} checks"
    happened = ", ".join(f"{name} {count}" for name, count in year.diary.happened.most_common())
    print(f"{given.weeks} weeks, {crawls}: the same; {happened}; {time.monotonic() - began:,.0f} s")
    return 0
