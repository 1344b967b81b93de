"""What a process took: time, processor time, memory. And tables of it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from archive.errors import CoursekeepError
from crawler.bench.family import Family

ROOT = Path(__file__).parents[2]
"""Where `crawler` and `archive` are imported from, also by the processes that are measured."""
Numbers = Mapping[str, float]
APART = """
import os, sys
pid = os.fork()
if not pid:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(pid, 0)
with open(sys.argv[1], "w") as told:
    print(used.ru_maxrss, used.ru_utime + used.ru_stime, file=told)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""
"""A small process between us and what is measured: Linux counts a parent's memory to its child until that runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one contender took."""

    name: str
    numbers: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One thing that was measured."""

    name: str
    about: str
    rows: Sequence[Row]
    missing: Mapping[str, str] = field(default_factory=dict)
    """A peer that is not here, and how to have it."""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        rows = {row.name: {name: round(value, 3) for name, value in row.numbers.items()} for row in self.rows}
        return {"about": self.about, "rows": rows, "missing": dict(self.missing)}

    def lines(self) -> Iterator[str]:
        """For people."""
        names = list(dict.fromkeys(name for row in self.rows for name in row.numbers))
        wide = max((len(row.name) for row in self.rows), default=0)
        yield f"{self.name}: {self.about}"
        yield " " * wide + "".join(f"  {name}" for name in names)
        for row in self.rows:
            yield f"{row.name:{wide}}" + "".join(f"  {shown(row.numbers.get(name)):>{len(name)}}" for name in names)
        for peer, how in self.missing.items():
            yield f"{peer} is not here: {how}"


def shown(value: float | None) -> str:
    """Three figures, as people write them."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def medians(rounds: Iterable[Numbers]) -> dict[str, float]:
    """Of each number, its median over the rounds."""
    known = list(rounds)
    return {name: median(numbers[name] for numbers in known) for name in known[0]}


def python() -> dict[str, str]:
    """The environment of a process that imports what this one does."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
    }


def run(command: Sequence[str], folder: Path) -> tuple[dict[str, float], str]:
    """(seconds, cpu_seconds, peak_mb of the largest process, together_mb; what it printed), its descendants counted in."""
    out, told = folder / "stdout", folder / "used"
    apart = [sys.executable, "-I", "-S", "-c", APART, str(told), *command]
    with out.open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
        began = time.perf_counter()
        process = subprocess.Popen(
            apart, cwd=folder, env=python(), stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
        )
        family = Family(process.pid)
        family.start()
        code = process.wait()
        took = time.perf_counter() - began
    family.end()
    if code:
        said = (folder / "stderr").read_text(errors="replace")[-500:].strip()
        raise CoursekeepError(f"ended with {code}: {said}", " ".join(command)[:60])
    size, cpu_seconds = map(float, told.read_text().split())
    peak = max(size * (1 if sys.platform == "darwin" else 1024) / 1e6, family.largest)
    numbers = {
        "seconds": took,
        "cpu_seconds": max(cpu_seconds, family.cpu),
        "peak_mb": peak,
        "together_mb": max(peak, family.together),
    }
    return numbers, out.read_text(errors="replace")


def size_of(folder: Path, pattern: str = "*") -> int:
    """Bytes of the files in a folder and below."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())
