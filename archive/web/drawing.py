"""A network as a picture: people on a circle, in the order of sections and neighbours, curves between them. Numbers only; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Any

SIZE = 760
RADIUS = 205
NAMED = 80
"""People whose names can be read around the circle; of more, only the tables name all."""
LONGEST = 18
"""Letters of a name: what is left beside the circle has room for as many."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Somebody: place and radius, name with the place and turn (degrees) of its words."""

    number: int
    name: str
    label: str
    kind: str
    x: float
    y: float
    r: float
    tx: float
    ty: float
    turn: float
    anchor: str
    given: int
    received: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Comments of one on another: an SVG path, its width."""

    path: str
    width: float
    words: str
    source: int
    target: int


def drawn(nodes: Sequence[Mapping[str, Any]], edges: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """`dots` and `curves` of a square of `size`."""
    order = _ordered(nodes, edges)
    dots = {n["person_id"]: _dot(n, place, len(order)) for place, n in enumerate(order)}
    most = max((edge["comments"] for edge in edges), default=1)
    curves = [_curve(edge, dots, most) for edge in edges if edge["source"] in dots and edge["target"] in dots]
    return {"size": SIZE, "dots": list(dots.values()), "curves": curves, "named": len(order) <= NAMED}


def _ordered(nodes: Sequence[Mapping[str, Any]], edges: Collection[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Sections together; within, a few rounds of moving everybody towards those they talk with."""
    place = {n["person_id"]: i / max(1, len(nodes)) for i, n in enumerate(sorted(nodes, key=_section))}
    for _ in range(8):
        pull = {who: [at] for who, at in place.items()}
        for edge in edges:
            if edge["source"] in place and edge["target"] in place:
                pull[edge["source"]].append(place[edge["target"]])
                pull[edge["target"]].append(place[edge["source"]])
        ranked = sorted(pull, key=lambda who: (sum(pull[who]) / len(pull[who]), who))
        place = {who: i / max(1, len(ranked)) for i, who in enumerate(ranked)}
    return sorted(nodes, key=lambda n: (n["section"] or "", n["kind"] != "student", place[n["person_id"]]))


def _section(node: Mapping[str, Any]) -> tuple[str, str]:
    return node["section"] or "", node["person"]


def _dot(node: Mapping[str, Any], place: int, count: int) -> Dot:
    angle = 2 * pi * place / max(1, count) - pi / 2
    x, y = SIZE / 2 + RADIUS * cos(angle), SIZE / 2 + RADIUS * sin(angle)
    r = 5 + 2.2 * sqrt(node["received"])
    left = cos(angle) < -0.001
    away = RADIUS + min(r, 18) + 7
    name = node["person"]
    return Dot(
        number=node["person_id"], name=name, label=name if len(name) <= LONGEST else name[: LONGEST - 1] + "…", kind=node["kind"],
        x=round(x, 1), y=round(y, 1), r=round(min(r, 18), 1),
        tx=round(SIZE / 2 + away * cos(angle), 1), ty=round(SIZE / 2 + away * sin(angle), 1),
        turn=round(angle * 180 / pi + (180 if left else 0), 1), anchor="end" if left else "start",
        given=node["given"], received=node["received"],
    )  # fmt: skip


def _curve(edge: Mapping[str, Any], dots: Mapping[int, Dot], most: int) -> Curve:
    """Bent towards the middle, a little to one side, so that both directions are seen."""
    a, b = dots[edge["source"]], dots[edge["target"]]
    middle_x, middle_y = (a.x + b.x) / 2, (a.y + b.y) / 2
    aside_x, aside_y = (b.y - a.y) * 0.08, (a.x - b.x) * 0.08
    x = middle_x + (SIZE / 2 - middle_x) * 0.55 + aside_x
    y = middle_y + (SIZE / 2 - middle_y) * 0.55 + aside_y
    words = f"{edge['source_name']} → {edge['target_name']}: {edge['comments']}"
    width = 1 + 5 * (edge["comments"] - 1) / max(1, most - 1) if most > 1 else 1.5
    return Curve(f"M{a.x} {a.y}Q{x:.1f} {y:.1f} {b.x} {b.y}", round(width, 1), words, edge["source"], edge["target"])
