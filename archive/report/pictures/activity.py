"""Who wrote how much when, as a heat map: a row a person, a column a week, nothing left out: zeros are marked."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from archive.report.pictures.shapes import Box, Drawing, Label, Picture, Shape, cut

NAMES = 190
ROW = 24
TOP = 30
LEVELS = (1, 3, 5, 9)
"""From how many posts and comments on a cell is of the next colour."""


def level(count: int) -> int:
    """0 for nothing to 4: the colour of a cell."""
    return sum(count >= least for least in LEVELS)


def activity(
    title: str,
    people: Sequence[tuple[int, str]],
    weeks: Sequence[tuple[str, bool]],
    done: Mapping[tuple[int, int], tuple[int, int]],
) -> Picture:
    """`people`: number and name; `weeks`: head of a column and whether it has come; `done`: number, column -> posts, comments."""
    wide = max(20.0, min(46.0, 720 / max(1, len(weeks))))
    width, height = NAMES + wide * len(weeks) + 16, TOP + ROW * len(people) + 44
    shapes = [*_heads(weeks, wide), *_cells(people, weeks, done, wide), *_legend(height - 14)]
    zeros = sum((number, n) not in done for number, _ in people for n, (_, come) in enumerate(weeks) if come)
    about = f"{len(people)} people in {len(weeks)} columns; {zeros} cells have nothing."
    heads = tuple(head for head, _ in weeks)
    table = tuple(
        (name, *(_said(done.get((number, n), (0, 0)), weeks[n][1]) for n in range(len(weeks))))
        for number, name in people
    )
    drawing = Drawing(width=max(width, 560), height=height, title=title, about=about, shapes=tuple(shapes))
    return Picture(drawing=drawing, columns=("person", *heads), rows=table)


def _said(done: tuple[int, int], come: bool) -> str:
    return f"{done[0]}+{done[1]}" if come or any(done) else ""


def _heads(weeks: Sequence[tuple[str, bool]], wide: float) -> Iterator[Shape]:
    for n, (head, _) in enumerate(weeks):
        yield Label(x=NAMES + wide * (n + 0.5), y=TOP - 8, text=head, size=11, anchor="middle", ink="faint")


def _cells(people: Sequence[tuple[int, str]], weeks: Sequence[tuple[str, bool]], done: Mapping[tuple[int, int], tuple[int, int]], wide: float) -> Iterator[Shape]:  # fmt: skip
    for row, (number, name) in enumerate(people):
        y = TOP + ROW * row
        yield Label(x=NAMES - 10, y=y + 16, text=cut(name, 12, NAMES - 20), size=12, anchor="end")
        for n, (head, come) in enumerate(weeks):
            posts, comments = done.get((number, n), (0, 0))
            if come or posts or comments:
                yield from _cell(NAMES + wide * n, y, wide, posts, comments, f"{name}, {head}")


def _cell(x: float, y: float, wide: float, posts: int, comments: int, where: str) -> Iterator[Shape]:
    shade = level(posts + comments)
    tip = f"{where}: posts {posts}, comments {comments}"
    yield Box(x=x + 1, y=y + 1, w=wide - 2, h=ROW - 2, fill=f"heat{shade}", round=3, dashed=shade == 0, tip=tip)
    text = f"{posts}+{comments}" if shade and wide >= 30 else str(posts + comments)
    yield Label(x=x + wide / 2, y=y + 16, text=text, size=11, anchor="middle", ink=f"heat{shade}ink")


def _legend(y: float) -> Iterator[Shape]:
    """What the colours mean."""
    names = (
        "nothing",
        *(f"{a}-{b - 1}" if b - 1 > a else str(a) for a, b in pairwise(LEVELS)),
        f"{LEVELS[-1]} and more",
    )
    x = 14.0
    yield Label(x=x, y=y, text="posts + comments:", size=11, ink="faint")
    x += 112
    for shade, name in enumerate(names):
        yield Box(x=x, y=y - 11, w=18, h=14, fill=f"heat{shade}", round=3, dashed=shade == 0)
        yield Label(x=x + 23, y=y, text=name, size=11, ink="faint")
        x += 42 + 6.4 * len(name)
