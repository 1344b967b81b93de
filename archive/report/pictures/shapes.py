"""What a picture is made of: lines, circles, rectangles, polygons and labels in pixels, y downwards; colours by their role."""

from dataclasses import dataclass
from typing import Any

ROLES = {
    "paper": ("#ffffff", "#16181c"),
    "ink": ("#1f2328", "#e8eaed"),
    "faint": ("#57606a", "#a9b1ba"),
    "grid": ("#d5dae0", "#3a4048"),
    "c0": ("#0072b2", "#56a8dc"),
    "c1": ("#d55e00", "#f0883e"),
    "c2": ("#009e73", "#2fc79b"),
    "c3": ("#a8518a", "#e09ac4"),
    "c4": ("#b07d00", "#f0b93a"),
    "c5": ("#56b4e9", "#9bd4f5"),
    "c6": ("#6e7781", "#9aa3ad"),
    "heat0": ("#ffffff", "#16181c"),
    "heat1": ("#d6e7f5", "#17344c"),
    "heat2": ("#93c1e4", "#1b5279"),
    "heat3": ("#1f6fb0", "#4d9fdb"),
    "heat4": ("#08407a", "#a5d3f7"),
    "heat0ink": ("#57606a", "#a9b1ba"),
    "heat1ink": ("#1f2328", "#e8eaed"),
    "heat2ink": ("#1f2328", "#ffffff"),
    "heat3ink": ("#ffffff", "#0b1a26"),
    "heat4ink": ("#ffffff", "#0b1a26"),
}
"""Role -> colour by day and by night. Categories after Okabe and Ito (2008), made dark enough for white paper; heat by one hue."""
CATEGORIES = ("c0", "c1", "c2", "c3", "c4", "c5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: str = "grid"
    width: float = 1
    dashed: bool = False
    opacity: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A disc with a rim of paper, so that neighbours stay apart. `tip`: shown under the pointer."""

    x: float
    y: float
    r: float
    fill: str = "c0"
    tip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; `dashed` gives it a dashed rim, for what is nothing."""

    x: float
    y: float
    w: float
    h: float
    fill: str = "c0"
    round: float = 0
    dashed: bool = False
    tip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A filled shape with straight sides."""

    points: tuple[tuple[float, float], ...]
    fill: str = "faint"
    opacity: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text; `y` is its baseline. `halo`: a rim of paper, for text over lines."""

    x: float
    y: float
    text: str
    size: float = 12
    anchor: str = "start"
    ink: str = "ink"
    bold: bool = False
    halo: bool = False


Shape = Line | Circle | Box | Polygon | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture. `about`: what it shows, in words, for those who do not see it."""

    width: float
    height: float
    title: str
    about: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing with its numbers as a table, for those who cannot or would not look."""

    drawing: Drawing
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in pixels; wide scripts count double."""
    return sum(1.0 if ord(c) > 0x2E80 else 0.56 for c in text) * size


def cut(text: str, size: float, width: float) -> str:
    """A text that fits into a width, with an ellipsis where it was cut."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
