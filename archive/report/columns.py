"""Tables on a terminal, where a character takes one cell, two (Chinese, Japanese, Korean, pictures) or none (accents that stand alone)."""

import unicodedata
from collections.abc import Container, Iterator, Sequence

NARROWEST = 12


def cells(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def filled(text: str, width: int, right: bool = False) -> str:
    """The text with blanks behind it, or before it, up to a width in cells."""
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits."""
    if cells(text) <= width:
        return text
    kept = text[: width - 1]
    while cells(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def columns(table: Sequence[Sequence[str]], right: Container[int] = (), widest: int = 60) -> Iterator[str]:
    """Lines of a table; the columns with the numbers `right` are set to the right. A cell wider than `widest` moves its line."""
    wide = [min(widest, max(map(cells, column))) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(filled(cell, w, n in right) for n, (cell, w) in enumerate(zip(row, wide, strict=True))).rstrip()


def grid(head: Sequence[str], body: Sequence[Sequence[str]], right: Sequence[bool], width: int | None) -> Iterator[str]:
    """Lines of a table with a rule below its head. `right`: which columns are set to the right. `width`: of the terminal.

    Cells are cut to fit the terminal, and where it is too narrow even for that, each row is a record of its own, a line a cell.
    """
    wide = [max(map(cells, column)) for column in zip(head, *body, strict=True)]
    if width and sum(min(w, NARROWEST) + 2 for w in wide) - 2 > width:
        yield from _records(head, body)
        return
    fit = _fitting(wide, width) if width else wide
    for line in (head, ["-" * w for w in fit], *body):
        yield "  ".join(filled(cut(c, w), w, r) for c, w, r in zip(line, fit, right, strict=True)).rstrip()


def _records(head: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[str]:
    wide = max(map(cells, head))
    for number, row in enumerate(body, start=1):
        yield f"--- {number}"
        yield from (f"{filled(name, wide)}  {cell}".rstrip() for name, cell in zip(head, row, strict=True))


def _fitting(wide: Sequence[int], width: int) -> list[int]:
    """Widths that fit: the widest columns give way first."""
    fit = list(wide)
    while sum(fit) + 2 * (len(fit) - 1) > width and max(fit) > NARROWEST:
        fit[fit.index(max(fit))] -= 1
    return fit
