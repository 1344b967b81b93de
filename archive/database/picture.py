"""The schema for readers, made from the schema: docs/schema.md and docs/schema.svg. Run it to make them again:

python -m archive.database.picture docs
"""

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from archive.database.dictionary import TYPES
from archive.database.fulltext import INDEXES
from archive.database.tables import TABLES, Table
from archive.database.views import VIEWS

PLACES: tuple[tuple[str, ...], ...] = (
    ("courses", "assignments", "crawls", "crawl_blogs", "failures", "warc_files"),
    ("people", "identities", "blogs", "captures"),
    ("posts", "pingbacks", "problems"),
    ("comments", "post_versions", "comment_versions"),
    ("links", "media", "terms", "posts_terms", "citations"),
    ("works", "reference_entries"),
)
"""Columns of the picture, left to right; tables top to bottom. Others follow in the last one."""
ALONE = ("facts", "data_dictionary")
"""What no picture needs."""
WIDE, LINE, HEAD, GAP, APART = 190, 15, 22, 22, 80
"""Units of the picture: a box's width, a line's and a head's height, the gaps below a box and beside it."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b5b5b", "#8c564b")
"""Of lines, by the table they lead to: told apart by those who do not see all colours (Okabe and Ito, 2008)."""
STYLE = (
    "text{font:11px system-ui,sans-serif;fill:#222}.h{font-weight:600;fill:#fff}.k{font-weight:600}"
    "rect{fill:#fff;stroke:#888}.b{fill:#33485c;stroke:#33485c}path{fill:none;stroke-width:1.2;opacity:.75}"
)
HOW = "<!-- Made by `python -m archive.database.picture docs`; a test fails when it is stale. -->"
BY_NAME = {table.name: table for table in TABLES}
MET = [table.name for table in TABLES if any(table.name in other.foreign_keys.values() for other in TABLES)]
"""Tables that others refer to."""
Place = tuple[int, int]
"""The upper left corner of a box."""


def markdown() -> str:
    """Every table, view and index with its columns, as a page."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield from (HOW, "# The database, table by table", "")
    yield "`coursekeep.sqlite` is one file. The same words stand in it: `select * from data_dictionary`."
    yield from ("", "![Tables and what refers to what](schema.svg)", "", "## Tables")
    for table in TABLES:
        yield from (
            "",
            f"### {table.name}",
            "",
            table.about,
            "",
            "| column | type | refers to | |",
            "| --- | --- | --- | --- |",
        )
        for name, (kind, about) in table.columns.items():
            other = table.foreign_keys.get(name)
            yield f"| `{name}` | {TYPES[kind]} | {f'[{other}](#{other})' if other else ''} | {_cell(about)} |"
    yield from ("", "## Views")
    for view in VIEWS:
        yield from ("", f"### {view.name}", "", view.about, "", "| column | |", "| --- | --- |")
        yield from (f"| `{name}` | {_cell(about)} |" for name, about in view.columns.items())
    yield from ("", "## Full text search", "", "| index | columns | |", "| --- | --- | --- |")
    yield from (f"| `{i.name}` | {', '.join(f'`{c}`' for c in i.columns)} | {_cell(i.about)} |" for i in INDEXES)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def svg() -> str:
    """The tables as boxes; a line leads from each foreign key to the table it refers to."""
    corners = _corners()
    height = max(y + _height(BY_NAME[name]) for name, (_, y) in corners.items()) + GAP
    wide = len(PLACES) * (WIDE + APART) - APART + 2 * GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {height}" role="img" aria-labelledby="t">'
    title = '<title id="t">Tables of the database and what refers to what</title>'
    lines = [line for name in corners for line in _lines(BY_NAME[name], corners)]
    boxes = [box for name, corner in corners.items() for box in _box(BY_NAME[name], corner)]
    return "\n".join((head, title, f"<style>{STYLE}</style>", '<rect width="100%" height="100%" stroke="none"/>', *lines, *boxes, "</svg>", ""))  # fmt: skip


def _corners() -> dict[str, Place]:
    corners: dict[str, Place] = {}
    placed = {*ALONE, *(name for column in PLACES for name in column)}
    others = tuple(name for name in BY_NAME if name not in placed)
    for n, column in enumerate((*PLACES[:-1], (*PLACES[-1], *others))):
        y = GAP
        for name in column:
            corners[name] = (GAP + n * (WIDE + APART), y)
            y += _height(BY_NAME[name]) + GAP
    return corners


def _height(table: Table) -> int:
    return HEAD + LINE * len(table.columns) + 6


def _box(table: Table, corner: Place) -> Iterator[str]:
    x, y = corner
    yield f'<rect x="{x}" y="{y}" width="{WIDE}" height="{_height(table)}" rx="3"/>'
    yield f'<rect class="b" x="{x}" y="{y}" width="{WIDE}" height="{HEAD}" rx="3"/>'
    yield f'<text class="h" x="{x + 8}" y="{y + 15}">{escape(table.name)}<title>{escape(table.about)}</title></text>'
    for n, (name, (_, about)) in enumerate(table.columns.items()):
        key = ' class="k"' if name == "id" or name in table.foreign_keys else ""
        yield f'<text{key} x="{x + 8}" y="{y + HEAD + LINE * n + 13}">{escape(name)}<title>{escape(about)}</title></text>'


def _lines(table: Table, corners: dict[str, Place]) -> Iterator[str]:
    """Curves from the column's line to the head of the other table, from the nearer sides."""
    x, y = corners[table.name]
    names = list(table.columns)
    for column, other in table.foreign_keys.items():
        to_x, to_y = corners[other]
        from_y, end_y = y + HEAD + LINE * names.index(column) + 9, to_y + HEAD // 2
        right = to_x > x
        start = x + WIDE if right else x
        end = to_x if right else to_x + (WIDE if to_x < x else 0)
        bend = 50 if right else -50
        end_bend = -bend if to_x != x else bend
        colour = COLOURS[MET.index(other) % len(COLOURS)]
        yield (
            f'<path stroke="{colour}" d="M{start} {from_y}C{start + bend} {from_y} {end + end_bend} {end_y} {end} {end_y}">'
            f"<title>{table.name}.{column} → {other}</title></path>"
        )


def main(folder: Path) -> None:
    """Write both files."""
    (folder / "schema.md").write_text(markdown(), encoding="utf-8")
    (folder / "schema.svg").write_text(svg(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
