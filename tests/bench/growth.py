"""How time and memory grow with blogs, posts, comments a post and captures: `python tests/bench/growth.py PICTURE.svg [--small]`.

Each point is one command in processes of its own: whole crawls of made-up blogs on loopback, and rebuilds of made-up archives.
Time is processor time of all its processes, less that of the command with next to nothing to do; memory is what they took together.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib as mpl

from crawler.bench.crawling import CONTENDERS, OURS
from crawler.bench.measure import run
from crawler.bench.rebuilding import fill
from crawler.bench.served import served

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype": "none", "font.size": 8})
from matplotlib import pyplot as plt  # noqa: E402  the drawing is chosen before it is loaded

REBUILD = "import sys; from crawler.cli import main; sys.argv[0] = 'coursekeep'; main()"


@dataclass(frozen=True)
class Point:
    """What one size took."""

    size: int
    seconds: float
    mb: float


@dataclass(frozen=True)
class Curve:
    """One thing that grows; `measured` runs it at a size."""

    name: str
    sizes: Sequence[int]
    measured: Callable[[int], Point]


def crawled(size: int, blogs: int = 1, posts: int = 2, comments: int = 8) -> Point:
    """A whole crawl of so many blogs."""
    with served(blogs, posts, comments) as site, TemporaryDirectory(prefix="coursekeep-bench-") as folder:
        numbers, _ = run(CONTENDERS[OURS](Path(folder), site.homes), Path(folder))
    return Point(size, numbers["cpu_seconds"], numbers["together_mb"])


def rebuilt(size: int) -> Point:
    """A rebuild of so many captures in one process."""
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        fill(Path(name), size)
        line = [sys.executable, "-c", REBUILD, "rebuild", "--json", "--data", name, "--processes", "1"]
        numbers, _ = run(line, Path(name))
    return Point(size, numbers["cpu_seconds"], numbers["together_mb"])


CURVES = (
    Curve("blogs of 20 posts", (5, 20, 80), lambda n: crawled(n, blogs=n, posts=20)),
    Curve("posts of one blog", (50, 200, 800), lambda n: crawled(n, posts=n)),
    Curve("comments on each of 5 posts", (1_000, 3_000, 10_000), lambda n: crawled(n, posts=5, comments=n)),
    Curve("captures (rebuild)", (500, 2_000, 8_000), rebuilt),
)
SMALLEST = {"captures (rebuild)": lambda: rebuilt(1)}


def measured(curve: Curve, small: bool) -> Iterator[Point]:
    """The points of a curve, without what a start costs."""
    start = SMALLEST.get(curve.name, lambda: crawled(1))().seconds
    for size in curve.sizes[: 2 if small else None]:
        point = curve.measured(size)
        yield Point(size, max(point.seconds - start, 0.001), point.mb)


def exponent(before: Point, after: Point) -> float:
    """1 where time grows as the size does; n log n is a little over 1."""
    return log(after.seconds / before.seconds) / log(after.size / before.size)


def draw(curves: dict[str, list[Point]], picture: Path) -> None:
    """Time above, memory below; the dashed line is n log n through the first point."""
    figure, axes = plt.subplots(2, len(curves), figsize=(2.6 * len(curves), 4.6), layout="constrained")
    for (above, below), (name, points) in zip(zip(*axes, strict=True), curves.items(), strict=True):
        sizes, first = [p.size for p in points], points[0]
        bound = [first.seconds * n * log(n) / (first.size * log(first.size)) for n in sizes]
        above.loglog(sizes, bound, "--", color="#999999")
        above.loglog(sizes, [p.seconds for p in points], "o-", color="#0072b2")
        below.semilogx(sizes, [p.mb for p in points], "o-", color="#d55e00")
        below.set_ylim(0, max(400, *(p.mb for p in points)) * 1.1)
        above.set_title(name)
        for panel in (above, below):
            panel.set_xticks(sizes, [f"{n:,}" for n in sizes])
            panel.minorticks_off()
    axes[0][0].set_ylabel("CPU seconds")
    axes[1][0].set_ylabel("MB, all processes")
    figure.savefig(picture, metadata={"Date": None})


def main() -> None:
    """Measure, print and draw."""
    curves: dict[str, list[Point]] = {}
    for curve in CURVES:
        points = curves[curve.name] = []
        for point in measured(curve, "--small" in sys.argv):
            grown = f"  exponent {exponent(points[-1], point):.2f}" if points else ""
            points.append(point)
            print(f"{curve.name:<28} {point.size:>7,}  {point.seconds:8.2f} s  {point.mb:6.0f} MB{grown}", flush=True)
    draw(curves, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
