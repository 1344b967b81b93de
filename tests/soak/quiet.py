"""A quiet course, crawled twice: the second crawl costs little, reads nothing that did not change and stores next to nothing.

python -m tests.soak quiet [--blogs 300] [--posts 12]     prints what both crawls took; exit code 1 where the second took too much
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blog import Blog, Entry, Said
from running import ENVIRONMENT

from archive.items import Capture
from archive.warc.reader import read_events

WARC = "warc/*.warc.gz"
REQUESTS = 4
"""At most so many of a blog, beside robots.txt."""
BYTES = 0.05
"""At most this part of what the first crawl left on the disk."""
STYLE = "".join(f".site .entry-{n} > p {{ margin: {n}px auto; color: #{n * 7919 % 4096:03x}; }}\n" for n in range(400))
"""What themes put on every page; some 20 kB."""
WORDS = [
    "week",
    "reading",
    "question",
    "teacher",
    "student",
    "learning",
    "curious",
    "answer",
    "thought",
    "group",
    "project",
    "draft",
    "theory",
    "practice",
]
CONFIG = """
contact: {{name: Soak, email: soak@example.org}}
store: {{media: none}}
politeness: {{delay: 0, allow_private_networks: true}}
courses:
  - {{slug: quiet, title: Quiet, starts: 2026-03-01, weeks: 14, blogs: [{blogs}]}}
"""
COUNTING = """
import sys
import crawler.ingest, crawler.readers
from crawler.cli import main
from crawler.parsers.page import parse
crawler.readers.FEW = 10**9  # everything is read in this process
of = open(sys.argv.pop(1), "w")
def counted(capture):
    print(capture.url, file=of, flush=True)
    return parse(capture)
for module in [each for name, each in sys.modules.items() if name.startswith("crawler.")]:
    if getattr(module, "parse", None) is parse:
        module.parse = counted
sys.exit(main())
"""
"""The command, which writes down what it parses."""


class Quiet(Blog):
    """A blog that nobody writes on any more; its pages are as large as those of real themes."""

    def _page(self, title: str, classes: str, main: str, head: str = "") -> bytes:
        return super()._page(title, classes, main, f"{head}<style>{STYLE}</style>")

    def asked_for(self) -> int:
        """Requests beside robots.txt, which are forgotten then."""
        count = sum(target != "/robots.txt" for target in self.targets)
        self.forget()
        return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a crawl took. `requests`: of each blog, beside robots.txt; `parsed`: addresses."""

    requests: Counter[int]
    parsed: Sequence[str]
    stored: Sequence[str]
    """Addresses of new responses in the WARC files; what is as it was is a revisit."""
    on_disk: Mapping[str, int]
    """Bytes that were added, by what is at the end of the files' names."""
    rows: dict[str, Any]
    seconds: float
    cpu: float

    @property
    def bytes(self) -> int:
        """On the disk, all together."""
        return sum(self.on_disk.values())

    def told(self) -> str:
        """In one line."""
        each = ", ".join(f"{count} blogs {asked}" for asked, count in sorted(self.requests.items()))
        parts = ", ".join(f"{name} {size:,}" for name, size in sorted(self.on_disk.items()) if size)
        return f"requests: {each}; parsed {len(self.parsed)}; {len(self.stored)} new responses; {self.bytes:,} bytes ({parts}); {self.seconds:.0f} s, {self.cpu:.1f} CPU s"


class Noisy(AssertionError):
    """The second crawl took too much."""


def entries(posts: int, chance: random.Random) -> list[Entry]:
    """What a student wrote in a term, with two comments a post."""

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."

    return [
        Entry(n, f"Week {n}", " ".join(words(12) for _ in range(20)), [Said(10 * n + k, "Ben", words(30)) for k in (1, 2)])
        for n in range(1, posts + 1)
    ]  # fmt: skip


def measured(count: int, posts: int, seed: int, folder: Path) -> tuple[Took, Took]:
    """Two crawls of so many blogs: of each three one without REST, one without validators. Raises Noisy where one fails."""
    chance = random.Random(seed)
    with ExitStack() as served:
        blogs = [
            served.enter_context(Quiet(entries(posts, chance), rest=n % 3 != 1, validators=n % 3 != 2))
            for n in range(count)
        ]
        named = ", ".join(f"{{name: Blog {n}, url: '{blog.url}'}}" for n, blog in enumerate(blogs))
        (folder / "config.yaml").write_text(CONFIG.format(blogs=named))
        return _crawled(blogs, folder), _crawled(blogs, folder)


def _crawled(blogs: Sequence[Quiet], folder: Path) -> Took:
    data, parsed = folder / "data", folder / "parsed"
    before, files = _sizes(data), set(data.glob(WARC))
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    line = [sys.executable, "-c", COUNTING, parsed, "crawl", "--config", "config.yaml", "--data", data, "--json"]
    ran = subprocess.run(line, env=ENVIRONMENT, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Noisy(f"the crawl ended with {ran.returncode}: {ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(
        requests=Counter(blog.asked_for() for blog in blogs),
        parsed=parsed.read_text().split(),
        stored=[each.url for file in set(data.glob(WARC)) - files for each in _captures(file) if not each.revisit_of],
        on_disk={name: size - before[name] for name, size in _sizes(data).items()},
        rows=json.loads(ran.stdout)["totals"],
        seconds=time.monotonic() - began,
        cpu=spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime,
    )


def _captures(file: Path) -> list[Capture]:
    return [event for event in read_events(file) if isinstance(event, Capture)]


def _sizes(data: Path) -> Counter[str]:
    sizes = Counter[str]()
    for path in data.rglob("*"):
        sizes[path.name.rpartition(".")[2]] += path.stat().st_size * path.is_file()
    return sizes


def judged(first: Took, second: Took) -> None:
    """Raises Noisy where the second crawl took too much, or where its rows are others."""
    if len(first.parsed) < first.rows["posts"]:
        raise Noisy(f"not all that is parsed was counted: {len(first.parsed)}")
    if max(second.requests) > REQUESTS:
        raise Noisy(f"more than {REQUESTS} requests of a blog: {second.told()}")
    if second.parsed:
        raise Noisy(f"parsed though nothing had changed: {second.parsed[:5]}")
    if second.stored:
        raise Noisy(f"stored again though it is as it was: {second.stored[:5]}")
    if second.bytes > BYTES * first.bytes:
        raise Noisy(f"{second.bytes:,} bytes more on the disk, after {first.bytes:,}")
    if second.rows["posts"] != first.rows["posts"] or second.rows["comments"] != first.rows["comments"]:
        raise Noisy(f"rows differ: {first.rows}, then {second.rows}")


def main(words: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak quiet", description=__doc__)
    parser.add_argument("--blogs", type=int, default=300)
    parser.add_argument("--posts", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args(words)
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="coursekeep-quiet-") as name:
        first, second = measured(given.blogs, given.posts, given.seed, Path(name))
    print(f"first   {first.told()}; {first.rows['posts']} posts, {first.rows['comments']} comments")
    print(f"second  {second.told()}; {second.bytes / first.bytes:.1%} of the first one's bytes")
    judged(first, second)
    return 0
