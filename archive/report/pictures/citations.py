"""What a course reads: the works that most people list, as bars."""

from collections.abc import Iterator, Sequence

from archive.report.pictures.shapes import Box, Drawing, Label, Picture, Shape, cut
from archive.report.summary import Row

WIDTH, NAMES, ROW = 920, 520, 26
MOST = 25


def citations(title: str, works: Sequence[Row]) -> Picture:
    """`works`: of each `name`, `people`, `posts`, `entries`; the first ones are drawn, all are in the table."""
    shown = works[:MOST]
    shapes = tuple(_bars(shown)) or (Label(x=14, y=30, text="No work is listed.", size=13, ink="faint"),)
    about = f"{len(works)} works; the {len(shown)} that most people list are drawn."
    height = 16 + ROW * max(1, len(shown)) + 30
    drawing = Drawing(width=WIDTH, height=height, title=title, about=about, shapes=shapes)
    rows = tuple((w["name"], w["people"], w["posts"], w["entries"]) for w in works)
    return Picture(drawing=drawing, columns=("work", "people", "posts", "entries"), rows=rows)


def _bars(works: Sequence[Row]) -> Iterator[Shape]:
    most = max((w["people"] for w in works), default=1)
    room = WIDTH - NAMES - 60
    for n, work in enumerate(works):
        y = 12 + ROW * n
        yield Label(x=NAMES - 8, y=y + 16, text=cut(work["name"], 12, NAMES - 20), size=12, anchor="end")
        tip = f"{work['name']}: {work['people']} people, {work['posts']} posts"
        yield Box(x=NAMES, y=y + 3, w=max(2, room * work["people"] / most), h=ROW - 7, fill="c0", round=2, tip=tip)
        yield Label(x=NAMES + room * work["people"] / most + 8, y=y + 17, text=f"{work['people']}", size=12)
    if works:
        yield Label(x=NAMES, y=12 + ROW * len(works) + 14, text="people who list it", size=11, ink="faint")
