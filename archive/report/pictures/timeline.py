"""Posts and comments day by day, with the weeks of the course and its deadlines."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from archive.report.pictures.shapes import Box, Drawing, Label, Line, Picture, Shape, cut, width_of

LEFT, WIDTH, HIGH = 46, 920, 180
LINE = 17
MOST_DAYS = 800
"""Of a longer time, only the last days are drawn."""


def timeline(
    title: str, days: Mapping[date, tuple[int, int]], span: tuple[date, date], marks: Sequence[tuple[date, str]], deadlines: Sequence[tuple[date, str]]
) -> Picture:  # fmt: skip
    """`days`: posts and comments of each; `span`: the first and the last day; `marks`: days on which a week begins, with its name."""
    first, last = max(span[0], span[1] - timedelta(days=MOST_DAYS - 1)), span[1]
    count = (last - first).days + 1
    wide = (WIDTH - LEFT - 12) / count
    shown = [(first + timedelta(days=n)) for n in range(count)]
    due = sorted((d, words) for d, words in deadlines if first <= d <= last)
    top = 14 + LINE * len(due)
    most = max((sum(days.get(d, (0, 0))) for d in shown), default=0) or 1
    shapes = [*_frame(top, most), *_marks(marks, first, last, wide, top), *_due(due, first, wide, top), *_bars(shown, days, wide, top, most), *_legend(top)]  # fmt: skip
    posts, comments = (sum(days.get(d, (0, 0))[n] for d in shown) for n in (0, 1))
    about = f"{posts} posts and {comments} comments from {first} to {last}; {len(due)} deadlines."
    words = {d: "; ".join(w for day, w in due if day == d) for d, _ in due}
    table = tuple((d.isoformat(), *days.get(d, (0, 0)), words.get(d, "")) for d in shown)
    drawing = Drawing(width=WIDTH, height=top + HIGH + 62, title=title, about=about, shapes=tuple(shapes))
    return Picture(drawing=drawing, columns=("day", "posts", "comments", "deadline"), rows=table)


def _frame(top: float, most: int) -> Iterator[Shape]:
    for part in sorted({0, most // 2, most}):
        y = top + HIGH * (1 - part / most)
        yield Line(x1=LEFT, y1=y, x2=WIDTH - 12, y2=y)
        yield Label(x=LEFT - 6, y=y + 4, text=f"{part:,}", size=11, anchor="end", ink="faint")


def _marks(marks: Sequence[tuple[date, str]], first: date, last: date, wide: float, top: float) -> Iterator[Shape]:
    """Where weeks (or months, or days) begin, as many names as there is room for."""
    free = 0.0
    for day, name in sorted(m for m in marks if first <= m[0] <= last):
        x = LEFT + wide * (day - first).days
        yield Line(x1=x, y1=top, x2=x, y2=top + HIGH + 4)
        if x >= free:
            yield Label(x=x + 3, y=top + HIGH + 16, text=name, size=11, ink="faint")
            free = x + width_of(name, 11) + 10


def _due(due: Sequence[tuple[date, str]], first: date, wide: float, top: float) -> Iterator[Shape]:
    for n, (day, name) in enumerate(due):
        x, y = LEFT + wide * ((day - first).days + 1), 12.0 + LINE * n
        yield Line(x1=x, y1=y + 4, x2=x, y2=top + HIGH, ink="c1", width=1.5, dashed=True)
        right = x > WIDTH * 0.6
        text = cut(f"due {day.day}.{day.month}. {name}", 11, WIDTH * 0.55)
        yield Label(
            x=x - 4 if right else x + 4,
            y=y + 4,
            text=text,
            size=11,
            anchor="end" if right else "start",
            ink="c1",
            halo=True,
        )


def _bars(
    shown: Sequence[date], days: Mapping[date, tuple[int, int]], wide: float, top: float, most: int
) -> Iterator[Shape]:
    gap = min(2.0, wide * 0.15)
    for n, day in enumerate(shown):
        posts, comments = days.get(day, (0, 0))
        floor, x = top + HIGH, LEFT + wide * n + gap
        for count, fill, word in ((posts, "c0", "posts"), (comments, "c4", "comments")):
            if count:
                high = HIGH * count / most
                floor -= high
                yield Box(x=x, y=floor, w=wide - 2 * gap, h=high, fill=fill, tip=f"{day}: {count} {word}")


def _legend(top: float) -> Iterator[Shape]:
    for x, fill, name in ((LEFT, "c0", "posts"), (LEFT + 80, "c4", "comments")):
        yield Box(x=x, y=top + HIGH + 34, w=14, h=14, fill=fill)
        yield Label(x=x + 20, y=top + HIGH + 46, text=name, size=12, ink="faint")
