"""The short forms of the long tests."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from blog import Blog, Entry, Said

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "wordpress"))

import forget_import
import phases
import quiet
from installed import free_ports
from kills import Kills
from year import UP

KILLS = 8
STEPS = 6
QUIET = 9


def test_some_kills_lose_nothing_tear_nothing_and_fetch_nothing_twice(tmp_path: Path) -> None:
    entries = [
        Entry(n, f"Week {n}", f"We read Wenger (2000) in week {n}.", [Said(100 + n, "Ben", f"Well seen, {n}!")])
        for n in range(1, 13)
    ]
    with Blog(entries) as one, Blog(entries, rest=False) as two:

        def asked(name: str) -> set[str]:
            return {b.url[:-1] + each.target for b in (one, two) for each in b.asked if name in each.agent}

        kills = Kills(urls=[one.url, two.url], asked=asked, folder=tmp_path, chance=random.Random(2026))
        kills.whole()
        kills.go(KILLS)
    assert kills.kills == kills.phases.total() == KILLS


def test_kills_of_imports_and_takings_down_lose_nothing_and_leave_nothing_behind(tmp_path: Path) -> None:
    kills = forget_import.Kills(folder=tmp_path, chance=random.Random(2026), posts=10)
    kills.begin()
    kills.go(KILLS + 2)
    assert kills.phases.total() + kills.ended == KILLS + 2


def test_the_second_crawl_of_a_quiet_course_asks_little_parses_nothing_and_stores_next_to_nothing(
    tmp_path: Path,
) -> None:
    first, second = quiet.measured(QUIET, 12, 2026, tmp_path)
    assert first.rows["posts"] == QUIET * 12
    quiet.judged(first, second)


def test_what_a_process_does_is_told_by_its_frames() -> None:
    def doing(*frames: tuple[str, str]) -> str:
        return phases.phase_of([{"frames": [{"filename": file, "name": name} for file, name in frames]}])

    running = ("/x/crawler/run.py", "run")
    assert doing(running) == "fetching"
    assert (
        doing(("/x/archive/warc/files.py", "WarcFiles.append"), ("/x/archive/warc/writer.py", "_append"), running)
        == "writing"
    )
    assert (
        doing(("/x/archive/warc/files.py", "WarcFiles.next"), ("/x/archive/warc/writer.py", "_append"), running)
        == "rotating"
    )
    assert doing(("/x/crawler/parsers/page.py", "parse"), ("/x/crawler/ingest.py", "evidence_of"), running) == "parsing"
    assert (
        doing(("/x/archive/database/store.py", "Store.put"), ("/x/crawler/ingest.py", "save_rows"), running) == "saving"
    )
    assert doing(("/lib/threading.py", "wait")) == ""


def test_some_weeks_of_a_real_wordpress_are_in_the_database_as_they_happened() -> None:
    possible = subprocess.run([UP, "check"], capture_output=True, text=True, check=False)
    if possible.returncode:
        told = possible.stderr.strip() or "tests/wordpress/up.sh cannot run here"
        (pytest.fail if os.environ.get("COURSEKEEP_REQUIRE_WORDPRESS") else pytest.skip)(told)
    words = ("year", "--weeks", str(STEPS), "--full-after", "14", "--seed", "1", "--port", str(free_ports(1)))
    line = [sys.executable, "-m", "tests.soak", *words]
    ran = subprocess.run(line, cwd=UP.parent.parent.parent, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
