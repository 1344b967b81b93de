"""Watches a process and its descendants while they run: memory, and processor time also of those nobody waits for (Linux)."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path

PROC = Path("/proc")
SIZES = ("VmRSS", "VmHWM")
EACH = 0.2
"""Seconds between two looks."""


class Family(threading.Thread):
    """`largest` and `together` are MB of resident memory at their highest; `cpu` is in seconds. The process itself, which only
    waits, is not counted."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.largest = self.together = 0.0
        self._pid, self._over = pid, threading.Event()
        self._used: dict[int, float] = {}

    @property
    def cpu(self) -> float:
        """Of all together, as last seen."""
        return sum(self._used.values())

    def run(self) -> None:
        """Until `end`."""
        while not self._over.wait(EACH):
            family = _descendants(self._pid)
            sizes = [_memory(pid) for pid in family]
            self._used.update(family)
            self.largest = max([self.largest, *(peak for _, peak in sizes)])
            self.together = max(self.together, sum(now for now, _ in sizes))

    def end(self) -> None:
        """Look no longer."""
        self._over.set()
        self.join()


def _descendants(pid: int) -> Mapping[int, float]:
    """Process -> seconds of processor time."""
    stats = {int(path.name): found for path in PROC.glob("[0-9]*") if (found := _stat(path))}
    known, more = set[int](), {pid} & set(stats)
    while more:
        known |= more
        more = {child for child, (parent, _) in stats.items() if parent in more} - known
    return {each: stats[each][1] for each in known - {pid}}


def _stat(path: Path) -> tuple[int, float] | None:
    """(parent, seconds of processor time)."""
    try:
        fields = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> tuple[float, float]:
    """MB now, and at their highest since the process began to run its program."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines) if name in SIZES}
    return sizes.get("VmRSS", 0) * 1024 / 1e6, sizes.get("VmHWM", 0) * 1024 / 1e6
