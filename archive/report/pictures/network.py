"""Who comments on whom, as a network: sizes by comments received, colours by section, lines by how many; those without any stand apart."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.report.pictures.layout import placed
from archive.report.pictures.shapes import (
    CATEGORIES,
    Circle,
    Drawing,
    Label,
    Line,
    Picture,
    Polygon,
    Shape,
    cut,
    width_of,
)

WIDTH = 920
NAMED = 60
"""In a larger network only as many names are written; all are in the table and under the pointer."""
MANY = 200
"""Lines from which on each is drawn lighter."""
SIZE = 12
ROW = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody. `group`: a section, for the colour."""

    number: int
    name: str
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`source` commented `weight` times on `target`; both are numbers of nodes."""

    source: int
    target: int
    weight: int


def network(title: str, nodes: Sequence[Node], edges: Sequence[Edge]) -> Picture:
    """The picture and its table: a row a person, the most addressed first."""
    made, received = _sums(edges, "source"), _sums(edges, "target")
    linked = sorted((n for n in nodes if made.get(n.number) or received.get(n.number)), key=lambda n: (-received.get(n.number, 0), -made.get(n.number, 0), n.name))  # fmt: skip
    alone = sorted(set(nodes) - set(linked), key=lambda n: (n.name.casefold(), n.number))
    height = max(320, min(1600, 200 + 22 * len(linked)))
    shapes = [*_lines(linked, edges, received, height, _colours(nodes)), *_apart(alone, height)]
    legend = list(_legend(nodes, height + _rows(alone) * ROW))
    bottom = height + _rows(alone) * ROW + (34 if legend else 6)
    about = f"{len(nodes)} people, {sum(e.weight for e in edges)} comments between {len(edges)} pairs; {len(alone)} people with none."
    whom = _whom(nodes, edges)
    table = tuple((n.name, n.group or "", made.get(n.number, 0), received.get(n.number, 0), whom.get(n.number, "")) for n in (*linked, *alone))  # fmt: skip
    drawing = Drawing(width=WIDTH, height=bottom, title=title, about=about, shapes=(*shapes, *legend))
    return Picture(
        drawing=drawing, columns=("person", "section", "comments made", "received", "commented on"), rows=table
    )


def _sums(edges: Sequence[Edge], end: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for edge in edges:
        number = getattr(edge, end)
        found[number] = found.get(number, 0) + edge.weight
    return found


def _whom(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[int, str]:
    """Writer -> whom they addressed, in words."""
    names = {n.number: n.name for n in nodes}
    found: dict[int, list[str]] = {}
    for e in sorted(edges, key=lambda e: (-e.weight, names[e.target], e.target)):
        found.setdefault(e.source, []).append(names[e.target] + (f" ({e.weight})" if e.weight > 1 else ""))
    return {number: ", ".join(told) for number, told in found.items()}


def _lines(
    linked: Sequence[Node],
    edges: Sequence[Edge],
    received: dict[int, int],
    height: float,
    colours: dict[str | None, str],
) -> Iterator[Shape]:
    """Lines below, then people, then names."""
    index = {n.number: at for at, n in enumerate(linked)}
    radius = [6 + 3 * math.sqrt(received.get(n.number, 0)) for n in linked]
    radius = [min(r, 22) for r in radius]
    shown = [cut(n.name, SIZE, 130) if at < NAMED else "" for at, n in enumerate(linked)]
    sizes = [(max(2 * r, width_of(name, SIZE)) + 8, 2 * r + (SIZE + 6 if name else 2)) for r, name in zip(radius, shown, strict=True)]  # fmt: skip
    joined = {(index[e.source], index[e.target]): float(e.weight) for e in edges}
    spots = [
        (x, y - (8 if name else 0)) for (x, y), name in zip(placed(sizes, joined, WIDTH, height), shown, strict=True)
    ]
    light = 1.0 if len(joined) < MANY else 0.4
    for (source, target), weight in sorted(joined.items(), key=lambda each: (each[1], each[0])):
        yield from _arrow(spots[source], spots[target], radius[source], radius[target], weight, light)
    for at, node in enumerate(linked):
        x, y = spots[at]
        tip = f"{node.name}: received {received.get(node.number, 0)}"
        yield Circle(x=x, y=y, r=radius[at], fill=colours.get(node.group, "c6" if colours else "c0"), tip=tip)
    for at, name in enumerate(shown):
        if name:
            yield Label(
                x=spots[at][0], y=spots[at][1] + radius[at] + SIZE + 1, text=name, size=SIZE, anchor="middle", halo=True
            )


def _arrow(start: tuple[float, float], end: tuple[float, float], before: float, after: float, weight: float, light: float) -> Iterator[Shape]:  # fmt: skip
    """A line from rim to rim with its head, a little beside the one that leads back."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length <= before + after:
        return
    ux, uy = dx / length, dy / length
    sx, sy = -uy * 2.2, ux * 2.2
    thick = min(1.2 + math.log2(weight), 5)
    head = 7 + thick
    x1, y1 = start[0] + ux * before + sx, start[1] + uy * before + sy
    x2, y2 = end[0] - ux * (after + 2) + sx, end[1] - uy * (after + 2) + sy
    bx, by = x2 - ux * head, y2 - uy * head
    half = head / 2.4
    yield Line(x1=x1, y1=y1, x2=bx, y2=by, ink="faint", width=thick, opacity=0.6 * light)
    yield Polygon(points=((x2, y2), (bx - uy * half, by + ux * half), (bx + uy * half, by - ux * half)), fill="faint", opacity=0.9 * light)  # fmt: skip


def _colours(nodes: Sequence[Node]) -> dict[str | None, str]:
    groups = sorted({n.group for n in nodes if n.group})
    return dict(zip(groups, CATEGORIES, strict=False)) if len(groups) > 1 else dict.fromkeys(groups, "c0")


COLUMNS = 5


def _rows(alone: Sequence[Node]) -> int:
    return -(-len(alone) // COLUMNS) + 1 if alone else 0


def _apart(alone: Sequence[Node], top: float) -> Iterator[Shape]:
    """Those with no line, in rows below."""
    if alone:
        yield Line(x1=12, y1=top + 2, x2=WIDTH - 12, y2=top + 2)
        yield Label(
            x=12, y=top + 20, text=f"No comment given or received ({len(alone)})", size=SIZE, ink="faint", bold=True
        )
    for at, node in enumerate(alone):
        x, y = 20 + at % COLUMNS * (WIDTH - 24) / COLUMNS, top + ROW * (1 + at // COLUMNS) + 16
        yield Circle(x=x, y=y - 4, r=5, fill="c6", tip=f"{node.name}: none given, none received")
        yield Label(x=x + 10, y=y, text=cut(node.name, SIZE, (WIDTH - 24) / COLUMNS - 24), size=SIZE)


def _legend(nodes: Sequence[Node], top: float) -> Iterator[Shape]:
    colours = _colours(nodes)
    if len(colours) > 1:
        x = 20.0
        for group, colour in [*colours.items(), *([("others", "c6")] if any(not n.group for n in nodes) else [])]:
            yield Circle(x=x, y=top + 20, r=5, fill=colour)
            yield Label(x=x + 10, y=top + 24, text=str(group), size=SIZE, ink="faint")
            x += 36 + width_of(str(group), SIZE)
