"""Crawls a generated blog of 5,000 posts with every trap on every page: at most 1.2 times the requests that it needs.

python tests/soak/traps.py [--posts 5000]     prints what was asked for and what was needed; exit code 1 where it was more
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from trapped import Trapped  # noqa: E402

PROGRAM = (sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())")
MOST = 1.2


def main() -> int:
    """Crawl once, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=5_000)
    count = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as folder, Trapped(count) as blog:
        words = (
            "crawl",
            blog.url,
            "--data",
            folder,
            "--delay",
            "0",
            "--allow-private-networks",
            "--media",
            "none",
            "--json",
        )
        began, environment = time.monotonic(), {**os.environ, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            [*PROGRAM, *words], env=environment, cwd=folder, capture_output=True, text=True, check=False
        )
        told = json.loads(ran.stdout)
        asked, needed, size = (
            len(blog.targets),
            blog.needed(),
            sum(p.stat().st_size for p in Path(folder, "warc").iterdir()),
        )
    found = told["totals"]
    print(
        f"{asked:,} requests, {needed:,} needed: {asked / needed:.2f} times; {time.monotonic() - began:,.0f} s, {size / 1e6:,.0f} MB of WARC"
    )
    print(
        f"{found['posts']:,} posts, {found['comments']:,} comments; excluded {told['excluded_by']}; exit code {ran.returncode}"
    )
    whole = (found["posts"], found["comments"], told["gap"]) == (count, count // 10 * 5, 0)
    return int(asked > MOST * needed or not whole or ran.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
