"""The measured site, while it is served."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from archive.errors import StoreError
from crawler.bench.measure import ROOT, python


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that answers."""

    homes: tuple[str, ...]
    to: IO[str]
    of: IO[str]

    def told(self) -> dict[str, int]:
        """What was asked since the last time: answers, pages, bytes."""
        print(file=self.to, flush=True)
        return {"answers": 0, "pages": 0, "bytes": 0, **json.loads(self.of.readline())}


@contextmanager
def served(blogs: int, posts: int, comments: int = 8) -> Iterator[Site]:
    """A site of so many blogs with so many posts each. Raises StoreError where it cannot be served."""
    command = [sys.executable, "-m", "crawler.bench.server", *map(str, (blogs, posts, comments))]
    with subprocess.Popen(
        command, cwd=ROOT, env=python(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        line = process.stdout.readline()
        if not line:
            raise StoreError("the site to measure on cannot be served", "127.0.0.1")
        try:
            yield Site(homes=tuple(json.loads(line)), to=process.stdin, of=process.stdout)
        finally:
            process.stdin.close()
