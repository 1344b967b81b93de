"""A CSV file as text that people keep: its lines, read and changed one by one, every other byte left as it is. Pure."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.plaintext import decoded, shown

DELIMITERS = ",;\t"
COMMENT = re.compile(r"[\ufeff \t]*#(?![,;\t])")
"""A line that begins so is nobody's; a column headed # is none."""
ENDING = re.compile(r"\r\n|\r|\n")


class Unreadable(ValueError):
    """The file is no CSV; the words say why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds cells; quoted ones may hold line ends, so it may fill several lines of the file."""

    number: int
    """Of its last line in the file, from 1."""
    cells: tuple[str, ...]
    """Without the spaces around them."""
    begin: int
    end: int
    """Where it stands in the text, its line end included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file, decoded so that it can be encoded to the same bytes again."""

    text: str
    encoding: str
    delimiter: str
    ending: str

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.text.encode(self.encoding, "surrogateescape")

    @property
    def shown(self) -> str:
        """The text without its mark; bytes that no code explains are question marks."""
        return shown(self.text.removeprefix("\ufeff"))

    def lines(self) -> Iterator[Line]:
        """The lines that hold anything; comments (`#` first) and empty ones are passed over. Raises Unreadable."""
        physical = list(io.StringIO(self.text, newline=""))
        places = [0]
        for each in physical:
            places.append(places[-1] + len(each))
        begun: list[int] = []

        def fed() -> Iterator[str]:
            for number, line in enumerate(physical):
                if not begun and COMMENT.match(line):
                    continue
                begun.append(number)
                yield line.lstrip("\ufeff") if number == 0 else line
            if begun:
                raise Unreadable(
                    f"line {begun[0] + 1} opens a quote that is never closed: all below it would be one cell"
                )

        try:
            for cells in csv.reader(fed(), delimiter=self.delimiter, skipinitialspace=True):
                first, last = begun[0], begun[-1] + 1
                begun.clear()
                if any(cell.strip() for cell in cells):
                    yield Line(last, tuple(shown(cell).strip() for cell in cells), places[first], places[last])
        except csv.Error as error:
            raise Unreadable(f"is no CSV ({error}): look for a quote that is not closed") from None

    def changed(self, line: Line, cells: Mapping[int, str]) -> "Sheet":
        """With these cells (column -> words) in a line; its other cells stay as they are written."""
        written = self.text[line.begin : line.end]
        body = written.rstrip("\r\n")
        pieces = list(_pieces(body, self.delimiter))
        pieces += [""] * (max(cells) + 1 - len(pieces))
        for column, words in cells.items():
            pieces[column] = self._cell(words)
        new = self.delimiter.join(pieces) + written[len(body) :]
        return replace(self, text=self.text[: line.begin] + new + self.text[line.end :])

    def added(self, cells: Sequence[str]) -> "Sheet":
        """With one more line at the end."""
        gap = "" if not self.text or self.text.endswith(("\n", "\r")) else self.ending
        line = self.delimiter.join(self._cell(words) for words in cells)
        return replace(self, text=f"{self.text}{gap}{line}{self.ending}")

    def _cell(self, words: str) -> str:
        """Quoted where it has to be."""
        plain = " ".join(words.split())
        if any(mark in plain for mark in (self.delimiter, '"')) or COMMENT.match(plain):
            return '"' + plain.replace('"', '""') + '"'
        return plain


def sheet_of(data: bytes) -> Sheet:
    """A file's bytes: UTF-8 with or without a mark, UTF-16 with one, or the one-byte code that old spreadsheets write."""
    text, encoding = decoded(data)
    head = next((line for line in ENDING.split(text.lstrip("\ufeff")) if line.strip() and not COMMENT.match(line)), "")
    found = ENDING.search(text)
    delimiter = max(DELIMITERS, key=head.count)
    return Sheet(text=text, encoding=encoding, delimiter=delimiter, ending=found[0] if found else "\n")


def _pieces(body: str, delimiter: str) -> Iterator[str]:
    """The cells of a line as written, quotes and spaces included; told apart as the csv module does."""
    cell = re.compile(rf"""(?:[ \ufeff]*+"(?:[^"]|"")*+"?)?[^{delimiter}]*+""")
    at = 0
    while at <= len(body):
        piece = cell.match(body, at)
        assert piece  # it matches nothing too
        yield piece[0]
        at = piece.end() + 1
