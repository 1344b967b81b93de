"""What the tests of players need: the players themselves, and an archive whose blogs are no longer there."""

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest
from blog import Answer, Blog, Entry, Said
from command import ENVIRONMENT, coursekeep, rows

SETUP = Path(__file__).with_name("setup.sh")
CACHE = Path(__file__).parent.parent.parent / ".cache" / "replay"
REQUIRED = "COURSEKEEP_REQUIRE_BROWSER"
HOW = f"set {REQUIRED}=1 to run these: tests/replay/setup.sh then fetches the players (needs Chromium, npm, and the registries)"
CONFIG = """
store: {{path: data, media: all}}
politeness: {{delay: 0, allow_private_networks: true}}
courses: [{{slug: chalk-101, title: Chalk for beginners, blogs: [{{name: Ana Example, url: "{url}", slug: ana}}]}}]
"""
FIRST, SECOND = "We began with a drawing on the wall.", "Afterwards we wiped the drawing off the wall."
COLOUR = "rgb(10, 120, 60)"
STYLE = f"body {{ background: url(images/paper.png) }} h1, h2 {{ color: {COLOUR} }}"


@dataclass(frozen=True)
class Tools:
    """Where the players are."""

    folder: Path

    @property
    def chromium(self) -> str:
        """A browser."""
        return which("chromium") or which("chromium-browser") or which("google-chrome") or ""

    def command(self, environment: str, name: str) -> str:
        """A program of one of the environments."""
        return str(self.folder / environment / "bin" / name)


def fetched() -> Tools:
    """The players; fetched once into the checkout's cache. Skips unless they are asked for."""
    if not os.environ.get(REQUIRED):
        pytest.skip(HOW)
    made = subprocess.run(
        [SETUP, CACHE], capture_output=True, text=True, check=False, env={**ENVIRONMENT, "PYTHON": sys.executable}
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return Tools(CACHE)


@dataclass(frozen=True)
class Archived:
    """An archive of a blog that is gone."""

    data: Path
    url: str
    post: str
    """The post that changed between the two crawls."""
    said: tuple[str, ...]
    """Its comments."""

    @property
    def times(self) -> list[str]:
        """When the post was captured, the older first."""
        return [
            row[0] for row in rows(self.data, f"select fetched_at from captures where url = '{self.post}' order by 1")
        ]


def png(wide: int, high: int) -> bytes:
    """A picture of one colour."""
    lines = (b"\0" + b"\x20\x80\x40" * wide) * high
    chunks = (
        (b"IHDR", struct.pack(">2I5B", wide, high, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    packed = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def archive(folder: Path) -> Archived:
    """Crawled twice, with a post that changed, pictures and a style sheet; then its server is shut down."""
    with _blog() as blog:
        entry = blog.entries[0]
        (folder / "config.yaml").write_text(CONFIG.format(url=blog.url), encoding="utf-8")
        picture = f'<img class="wall" src="{blog.url}wp-content/uploads/wall.png" srcset="{blog.url}wp-content/uploads/wall-2x.png 2x">'
        for words, later in ((FIRST, "0"), (SECOND, "60")):  # players tell captures apart by the second
            entry.text = words + picture
            ran = coursekeep("crawl", "--full", cwd=folder, patch="later", LATER=later)
            assert ran.code == 0, ran.err + ran.out
        said = tuple(each.text for each in entry.said if each.kind == "comment")
        return Archived(folder / "data", blog.url, blog.link(entry), said)


@contextmanager
def _blog() -> Iterator[Blog]:
    talk = [Said(11, "Reader", "I like the wall."), Said(12, "Other reader", "I liked it – more before.", parent=11)]
    with Blog([Entry(1, "The wall", FIRST, talk), Entry(2, "Later", "Another post.")]) as blog:
        blog.faults = {
            "/wp-content/uploads/wall.png": [Answer(png(40, 30), kind="image/png")],
            "/wp-content/uploads/wall-2x.png": [Answer(png(80, 60), kind="image/png")],
            "/wp-content/themes/chalkboard/images/paper.png": [Answer(png(8, 8), kind="image/png")],
            "/wp-content/themes/chalkboard/style.css": [Answer(STYLE.encode(), kind="text/css")],
        }
        yield blog
