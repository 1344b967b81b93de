"""The short forms of the long tests."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from blog import Blog, Entry, Said

sys.path.insert(0, str(Path(__file__).parent))

from kills import Kills
from year import UP

KILLS = 12
STEPS = 6


def test_a_dozen_kills_lose_nothing_tear_nothing_and_fetch_nothing_twice(tmp_path: Path) -> None:
    entries = [
        Entry(n, f"Week {n}", f"We read Wenger (2000) in week {n}.", [Said(100 + n, "Ben", f"Well seen, {n}!")])
        for n in range(1, 25)
    ]
    with Blog(entries) as one, Blog(entries, rest=False) as two:

        def asked(name: str) -> set[str]:
            return {b.url[:-1] + each.target for b in (one, two) for each in b.asked if name in each.agent}

        kills = Kills(urls=[one.url, two.url], asked=asked, folder=tmp_path, chance=random.Random(2026))
        kills.whole()
        kills.go(KILLS)
    assert kills.kills == kills.phases.total() == KILLS


def test_some_weeks_of_a_real_wordpress_are_in_the_database_as_they_happened() -> None:
    possible = subprocess.run([UP, "check"], capture_output=True, text=True, check=False)
    if possible.returncode:
        told = possible.stderr.strip() or "tests/wordpress/up.sh cannot run here"
        (pytest.fail if os.environ.get("COURSEKEEP_REQUIRE_WORDPRESS") else pytest.skip)(told)
    words = ("year", "--weeks", str(STEPS), "--full-after", "14", "--seed", "1")
    line = [sys.executable, "-m", "tests.soak", *words]
    ran = subprocess.run(line, cwd=UP.parent.parent.parent, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
