"""How well entries of the same work are found: precision, recall and F1 over pairs of reference strings.

    python tests/bench/works.py FILE.jsonl[.gz] [--show]

A line of the file is {"text": a reference as printed, "work": the name of its work}. `--show` prints what went wrong.
"""

import gzip
import json
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from crawler.parsers.references import read_reference
from crawler.samework import Entry, groups

Pairs = tuple[float, float, float]


def measure(works: Sequence[Hashable], found: Sequence[Hashable]) -> Pairs:
    """Precision, recall and F1 of pairs that `found` puts together; `works` says which belong together."""
    both = _pairs(zip(works, found, strict=True))
    said, true = _pairs(found), _pairs(works)
    return both / max(said, 1), both / max(true, 1), 2 * both / max(said + true, 1)


def _pairs(names: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(names).values())


def main(path: Path, show: bool) -> None:
    """Read, group, print."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        given = [json.loads(line) for line in lines if line.strip()]
    entries = [Entry(id=n, reference=read_reference(g["text"])) for n, g in enumerate(given)]
    began = time.perf_counter()
    group_of = {each: key for key, members in groups(sqlite3.connect(":memory:"), entries) for each in members}
    seconds = time.perf_counter() - began
    works, found = [g["work"] for g in given], [group_of[n] for n in range(len(given))]
    precision, recall, f1 = measure(works, found)
    print(
        f"{len(given):,} entries, {len(set(works)):,} works, {len(set(found)):,} found, {len(given) / seconds:,.0f} a second"
    )
    print(f"pairs: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    if show:
        _show(given, "put together, but not the same", found, works)
        _show(given, "the same, but not put together", works, found)


def _show(given: Sequence[dict[str, str]], title: str, by: Sequence[str], other: Sequence[str]) -> None:
    members = defaultdict[str, list[int]](list)
    for n, name in enumerate(by):
        members[name].append(n)
    for numbers in members.values():
        if len({other[n] for n in numbers}) > 1:
            print(f"\n{title}:", *(f"{other[n]}: {given[n]['text']}" for n in numbers), sep="\n  ")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), "--show" in sys.argv)
