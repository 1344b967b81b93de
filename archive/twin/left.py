"""What may be left of people in the twin's texts, for a person to read: words with a capital that are no words elsewhere."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from archive.database.tables import Table
from archive.twin.view import fold
from archive.twin.words import COMMON, CUES

READ = {
    "posts": ("title", "body_text"), "comments": ("text",), "pingbacks": ("title", "excerpt"), "links": ("text",),
    "media": ("alt", "caption"), "terms": ("name",), "post_versions": ("title",), "blogs": ("section", "role"),
}  # fmt: skip
"""Columns of texts that people wrote."""
PSEUDONYM = r"(?:[PBH]-[2-9B-Z]{6,12}|\[withheld\])"
NEAR = re.compile(rf"{PSEUDONYM}(?:['’]s)?[ ,&]{{1,3}}(?:and |und |et |y )?([A-Z][^\W\d_]{{0,30}}\.?)(?![\w-])|([A-Z][^\W\d_]{{1,30}})[ ,&]{{1,3}}(?:and |und |et |y )?{PSEUDONYM}")  # fmt: skip
SPOKEN = re.compile(rf"\b({'|'.join(sorted(CUES))})[ ,]{{1,2}}([A-Z][^\W\d_]{{1,30}})", re.I)
CAPITAL = re.compile(r"(?<=[^\W_][ ,] )[A-Z][^\W\d_]{2,30}|(?<=[^\W_] )[A-Z][^\W\d_]{2,30}")
INITIALS = re.compile(r"\b[A-Z]\.[ ]?(?:[A-Z]\.)+(?!\w)")
LOWER = re.compile(r"\b[a-z][^\W\d_]{2,30}")
WIDE = 60
MOST = 500
"""Places that are shown of each kind."""


@dataclass(slots=True)
class Left:
    """Reads rows of the twin, and remembers what a person should look at."""

    near: list[tuple[str, int, str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)
    where: dict[str, tuple[str, int, str, str]] = field(default_factory=dict)
    lower: set[str] = field(default_factory=set)

    def read(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        """Rows of the twin."""
        names = list(table.columns)
        places = [(name, names.index(name)) for name in READ.get(table.name, ()) if name in names]
        for row in rows:
            for name, at in places:
                if isinstance(row[at], str):
                    self._text(f"{table.name}.{name}", row[0], row[at])

    def _text(self, column: str, number: int, text: str) -> None:
        self.lower.update(LOWER.findall(text))
        for kind, pattern in (("beside a pseudonym", NEAR), ("spoken to", SPOKEN), ("initials", INITIALS)):
            for each in pattern.finditer(text):
                word = each[each.lastindex or 0]
                if fold(word.rstrip(".")) in COMMON and kind != "initials":
                    continue
                self.counts[kind] += 1
                if self.counts[kind] <= MOST:
                    self.near.append((column, number, kind, _around(text, each)))
        for each in CAPITAL.finditer(text):
            self.capitals[each[0]] += 1
            if each[0] not in self.where:
                self.where[each[0]] = (column, number, "rare word", _around(text, each))

    def told(self) -> dict[str, Any]:
        """Counts by kind, and the places themselves under `places`, which are for the eyes of the key's holder only."""
        rare = [w for w, n in self.capitals.items() if n < 4 and w.lower() not in self.lower and fold(w) not in COMMON]
        shown = [*self.near, *(self.where[word] for word in sorted(rare)[:MOST])]
        names = ("column", "id", "why", "text")
        return {
            "to_read": {**dict(sorted(self.counts.items())), "rare words": len(rare)},
            "places": [dict(zip(names, place, strict=True)) for place in shown],
        }


def _around(text: str, each: re.Match[str]) -> str:
    return " ".join(text[max(0, each.start() - WIDE) : each.end() + WIDE].split())
