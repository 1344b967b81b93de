"""When a crawl is killed: at any time, or shortly after something has changed in its folder, since what is over soon is seldom hit else."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from running import Runs

Sign = Callable[[Path], object]
"""What may be seen of a run from outside: it changes when the run has done something."""
BY_CLOCK = 0.5
"""The part of the moments that wait for nothing."""
LATE = (0, 0.01, 0.2)
"""Seconds at most from a change to the kill: in the middle of it, or of what follows upon it."""
LOOK = 0.0005
"""Seconds from look to look."""


def moment(data: Path, left: float, chance: random.Random) -> Callable[[Runs], bool]:
    """Waits for a moment of a run into a data folder that takes `left` seconds; no where the run ended before."""
    late = chance.uniform(0, chance.choice(LATE))
    if chance.random() < BY_CLOCK:
        late = chance.uniform(0, left)
        return lambda runs: runs(late)
    sign, most = chance.choice(SIGNS)
    count = chance.randint(1, most)
    return lambda runs: _changed(sign, data, count, runs) and runs(late)


def _changed(sign: Sign, data: Path, count: int, runs: Runs) -> bool:
    before = sign(data)
    while count:
        if not runs(0):
            return False
        time.sleep(LOOK)
        now = sign(data)
        before, count = now, count - (now != before)
    return True


def _names(data: Path) -> object:
    """Files that come, go and get their final names."""
    return [sorted(path.name for path in folder.glob("[!.]*[!lm]")) for folder in (data, data / "warc")]


def _database(data: Path) -> object:
    return [_size(file) for file in sorted(data.glob("*.sqlite*")) if not file.name.endswith("-shm")]


def _record(data: Path) -> object:
    return sum(map(_size, (data / "warc").glob("*.open")))


def _size(file: Path) -> int:
    """0 where it has just gone."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


SIGNS: tuple[tuple[Sign, int], ...] = ((_names, 8), (_database, 6), (_record, 30))
"""Signs, and how many changes of each are waited for at most."""
