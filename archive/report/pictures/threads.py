"""The longest conversations: under each post its comments in the order of time, deeper answers lower, lines to what they answer."""

from collections.abc import Iterator, Sequence

from archive.report.pictures.shapes import Circle, Drawing, Label, Line, Picture, Shape, cut
from archive.report.summary import Row

WIDTH, LEFT = 920, 300
STEP, DEEPEST = 14, 6
"""Pixels a level; deeper answers are drawn on the last one."""
MOST = 60
"""Comments of one post that are drawn; the rest is counted."""


def threads(title: str, posts: Sequence[Row]) -> Picture:
    """`posts`: of each `title`, `person`, `words` and `comments`, each of these with `id`, `parent`, `depth`, `person`, `own`."""
    shapes: list[Shape] = []
    y = 16.0
    for post in posts:
        shapes += _strip(post, y)
        y += 26 + STEP * max((min(c["depth"], DEEPEST) for c in post["comments"]), default=1)
    shapes += _legend(y + 12) if posts else [Label(x=14, y=30, text="There are no comments.", size=13, ink="faint")]
    about = f"The {len(posts)} posts with most comments; {sum(len(p['comments']) for p in posts)} comments."
    drawing = Drawing(width=WIDTH, height=y + 40, title=title, about=about, shapes=tuple(shapes))
    columns = ("post", "by", "comments", "people", "deepest level")
    return Picture(drawing=drawing, columns=columns, rows=tuple(_row(post) for post in posts))


def _row(post: Row) -> tuple[str, str, int, int, int]:
    said = post["comments"]
    return (
        post["title"],
        post["person"],
        len(said),
        len({c["person"] for c in said}),
        max((c["depth"] for c in said), default=0),
    )


def _strip(post: Row, y: float) -> Iterator[Shape]:
    said = post["comments"][:MOST]
    wide = min(22.0, (WIDTH - LEFT - 50) / max(1, len(said)))
    yield Label(
        x=LEFT - 22, y=y + 12, text=cut(post["title"] or "(no title)", 12, LEFT - 40), size=12, anchor="end", bold=True
    )
    yield Label(x=LEFT - 22, y=y + 27, text=cut(f"{post['person']}, {len(post['comments'])} comments", 11, LEFT - 40), size=11, anchor="end", ink="faint")  # fmt: skip
    spots = {
        c["id"]: (LEFT + wide * (n + 0.8), y + 8 + STEP * (min(c["depth"], DEEPEST) - 1)) for n, c in enumerate(said)
    }
    yield Line(x1=LEFT - 10, y1=y + 8, x2=LEFT + wide * (len(said) + 0.6), y2=y + 8)
    for c in said:
        if c["parent"] in spots:
            (x1, y1), (x2, y2) = spots[c["parent"]], spots[c["id"]]
            yield Line(x1=x1, y1=y1, x2=x2, y2=y2, ink="faint", width=1.2, opacity=0.7)
    for c in said:
        x, level = spots[c["id"]]
        yield Circle(x=x, y=level, r=min(5.5, wide * 0.42), fill="c1" if c["own"] else "c0", tip=c["person"])
    if len(post["comments"]) > MOST:
        yield Label(
            x=LEFT + wide * (len(said) + 0.8), y=y + 12, text=f"+{len(post['comments']) - MOST}", size=11, ink="faint"
        )


def _legend(y: float) -> list[Shape]:
    shapes: list[Shape] = []
    for x, fill, name in ((LEFT, "c0", "a comment"), (LEFT + 110, "c1", "by the post's writer")):
        shapes += [Circle(x=x, y=y, r=5, fill=fill), Label(x=x + 10, y=y + 4, text=name, size=12, ink="faint")]
    return [
        *shapes,
        Label(x=LEFT + 270, y=y + 4, text="a line leads to the comment that is answered", size=12, ink="faint"),
    ]
