"""Kills `import` and `forget` at random moments: the next run completes or undoes, `verify` passes, nothing stored is gone.

python tests/soak/forget_import.py [--times 100] [--seed N]     prints the seed; exit code 1 at the first loss
"""

import argparse
import gzip
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import foreign as make  # noqa: E402

PROGRAM = (sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
HOME = "http://old.example/"
NAME = "Zoe Lindqvist"
POSTS = 60


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """A command, to its end."""
    line = [*PROGRAM, *map(str, words)]
    return subprocess.run(line, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300)


def killed_after(seconds: float, words: Sequence[object]) -> bool:
    """Whether the command was killed, with its children, before it had ended."""
    process = subprocess.Popen(
        [*PROGRAM, *map(str, words)], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


def course(name: str, home: str) -> bytes:
    """A WARC of a blog with comments, some of them by the person who will be forgotten."""
    pages = []
    for n in range(POSTS):
        talk = [(3 * n + 1, "Ana", f"Remark {n} that stays."), (3 * n + 2, NAME, f"Remark {n} that goes away.")]
        page = make.post(home, f"p{n}", f"{name} {n}", f"Words of post {n}, which are kept.", talk)
        pages.append(make.response(f"{home}p{n}/", page))
    return make.packed(pages)


def posts(data: Path) -> set[str]:
    """The titles in the database."""
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return {title for (title,) in db.execute("select title from posts")}


def named(data: Path) -> int:
    """How many WARC files hold the person's name."""
    files = [*data.glob("warc/*.warc.gz"), *data.glob("imports/*.warc.gz")]
    return sum(NAME.encode() in gzip.decompress(file.read_bytes()) for file in files)


def check(data: Path, wanted: set[str]) -> str:
    """What is wrong with the archive now; empty when nothing is."""
    verified = run("verify", "--data", data)
    if verified.returncode:
        return f"verify: {verified.stdout}{verified.stderr}"
    if missing := wanted - posts(data):
        return f"lost: {sorted(missing)[:5]}"
    left = [path.name for path in data.rglob("*") if path.name.endswith((".part", ".open")) or path.name == ".forget"]
    return f"left behind: {left}" if left else ""


def one(start: Path, folder: Path, chance: random.Random, took: dict[str, float], n: int) -> str:
    """One kill; what it broke, if anything."""
    data, verb = folder / "data", ("import", "forget")[n % 2]
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(start, data)
    wanted = posts(data)
    words = {
        "import": ("import", folder / "second.warc.gz", "--data", data),
        "forget": ("forget", "--person", NAME, "--reason", "soak", "--data", data),
    }[verb]
    moment = chance.uniform(0.2, took[verb])
    was_killed = killed_after(moment, words)
    wrong = _wrong(data, folder, words, verb, wanted)
    print(
        f"{n + 1:>4}  {verb}  {'killed' if was_killed else 'had ended'} after {moment:.2f} s  {wrong or 'well'}",
        flush=True,
    )
    return wrong


def _wrong(data: Path, folder: Path, words: Sequence[object], verb: str, wanted: set[str]) -> str:
    again = run("rebuild", "--data", data)  # the next run, of another verb
    if again.returncode:
        return f"rebuild: {again.stderr}"
    if wrong := check(data, wanted):
        return f"after the next run: {wrong}"
    run(*words)
    wrong = check(data, wanted | ({f"second {n}" for n in range(POSTS)} if verb == "import" else set()))
    return "the name is still there" if not wrong and verb == "forget" and named(data) else wrong


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    with tempfile.TemporaryDirectory(prefix="coursekeep-soak-") as name:
        folder = Path(name)
        (folder / "first.warc.gz").write_bytes(course("first", HOME))
        (folder / "second.warc.gz").write_bytes(course("second", "http://second.example/"))
        start = folder / "start"
        assert not run("import", folder / "first.warc.gz", "--data", start).returncode
        took = {}
        for verb, words in (("import", (folder / "second.warc.gz",)), ("forget", ("--person", NAME, "--reason", "x"))):
            trial, began = folder / f"trial-{verb}", time.monotonic()
            shutil.copytree(start, trial)
            done = run(verb, *words, "--data", trial)
            assert not done.returncode, done.stderr
            took[verb] = time.monotonic() - began
        chance = random.Random(asked.seed)
        return int(any(one(start, folder, chance, took, n) for n in range(asked.times)))


if __name__ == "__main__":
    sys.exit(main())
