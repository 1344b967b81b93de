"""A row of the original becomes a row of the twin, column by column."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.database.tables import Table
from archive.twin import rules
from archive.twin.key import Key
from archive.twin.rules import rule
from archive.twin.scrub import Scrub
from archive.twin.who import WITHHELD, Who

Row = dict[str, Any]
Change = Callable[[Any, Row], Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes rows of the twin. Numbers of rows are keyed as well: the original's are made from names and addresses."""

    scrub: Scrub

    @property
    def who(self) -> Who:
        """Everybody."""
        return self.scrub.who

    @property
    def key(self) -> Key:
        """The key."""
        return self.who.key

    def of(self, table: Table) -> Callable[[Row], tuple[Any, ...]]:
        """What makes a row of a table."""
        changes = [(name, self._change(table, name)) for name in table.columns]

        def changed(row: Row) -> tuple[Any, ...]:
            made = {name: None if row[name] is None else change(row[name], row) for name, change in changes}
            if made.get("csl"):
                made["csl"] = str(made["csl"]).replace(f'"id": "{row["id"]}"', f'"id": "{made["id"]}"', 1)
            return tuple(made.values())

        return changed

    def _change(self, table: Table, column: str) -> Change:
        kind = rule(table, column)
        needed = column in table.not_null
        target = table.foreign_keys.get(column, table.name)
        text, shift = self.scrub.text, self.scrub.shift
        known: dict[str, Change] = {
            rules.NUMBER: lambda value, row: value,
            rules.NULL: lambda value, row: "" if needed else None,
            rules.ZERO: lambda value, row: 0,
            rules.ROW: lambda value, row: self.number(target, value),
            rules.TOKEN: lambda value, row: self.key.token(column, value, 10).lower(),
            rules.FILE: lambda value, row: f"{self.key.token('file', value, 10).lower()}.warc.gz",
            rules.AUTHOR: lambda value, row: self._author(table.name, value, row),
            rules.BLOG: lambda value, row: self.who.blogs[row["id"]].lower(),
            rules.TITLE: lambda value, row: f"Blog {self.who.blogs[row['id']]}",
            rules.URL: lambda value, row: self.scrub.address(value),
            rules.FORCED: lambda value, row: self.scrub.address(value, force=True),
            rules.SMALL: lambda value, row: text(value, small=True),
            rules.DATE: lambda value, row: shift.date(value) or ("" if needed else None),
            rules.RAW: lambda value, row: None if shift.days else text(value),
            rules.TEXT: lambda value, row: text(value),
            rules.WORK: lambda value, row: text(value, work=True),
        }
        return known[kind]

    def number(self, table: str, number: int) -> int:
        """A row's number in the twin."""
        if table in ("facts", "data_dictionary"):
            return number
        return (self.scrub.shift.run(number) if table == "crawls" else None) or self.key.number("row", number)

    def _author(self, table: str, printed: str, row: Row) -> str:
        person = row["id"] if table == "people" else row.get("person_id")
        self.scrub.found["authors and owners"] += 1
        name = self.who.author(person, printed)
        return name or WITHHELD
