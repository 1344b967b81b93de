"""A drawing as PNG, by matplotlib, which is an extra: pip install 'coursekeep[pictures]'."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from archive.errors import QueryError
from archive.report.pictures.shapes import ROLES, Box, Circle, Drawing, Label, Line, Polygon, Shape

DPI = 96
SCALE = 2
"""Pixels of the file for a pixel of the drawing."""
ANCHORS = {"start": "left", "middle": "center", "end": "right"}
FONTS = (
    "DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai",
    "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "WenQuanYi Zen Hei", "Arial Unicode MS",
)  # fmt: skip
"""In which order fonts are looked at for a letter; matplotlib brings the first, which has no Chinese, Japanese or Korean."""
GLYPH = re.compile(r"Glyph (\d+) ")
"""How matplotlib warns of a letter that no font has."""
MOST = 30_000
"""Pixels that a PNG may be wide or high."""


def png(drawing: Drawing, tell: Callable[[str], object] = lambda _: None) -> bytes:
    """The picture in its colours by day; `tell` hears of letters that are boxes. Raises QueryError where matplotlib is not there."""
    try:
        figures, backend, patches = (import_module(f"matplotlib.{n}") for n in ("figure", "backends.backend_agg", "patches"))  # fmt: skip
    except ImportError:
        told = "PNG files are drawn by matplotlib, which is not installed: pip install 'coursekeep[pictures]', or write .svg or .html"
        raise QueryError(told) from None
    scale = min(SCALE, MOST / max(drawing.width, drawing.height))
    figure = figures.Figure(
        figsize=(drawing.width / DPI, drawing.height / DPI), dpi=DPI * scale, facecolor=_colour("paper")
    )
    backend.FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, drawing.width), ylim=(drawing.height, 0))
    axes.axis("off")
    out = io.BytesIO()
    with _fonts(tell):
        for order, shape in enumerate(drawing.shapes):
            _add(axes, patches, shape, order + 1)
        figure.savefig(out, format="png", metadata={"Software": None, "Title": drawing.title})
    return out.getvalue()


@contextmanager
def _fonts(tell: Callable[[str], object]) -> Iterator[None]:
    """Letters are looked for in every font that is here."""
    here = {font.name for font in import_module("matplotlib.font_manager").fontManager.ttflist}
    families = {"font.family": [name for name in FONTS if name in here]}
    with warnings.catch_warnings(record=True) as met, import_module("matplotlib").rc_context(families):
        warnings.simplefilter("always")
        yield
    boxes = sorted({chr(int(found[1])) for each in met if (found := GLYPH.match(str(each.message)))})
    if boxes:
        tell(
            f"this machine has no font for {''.join(boxes[:20])}, which are boxes; .svg and .html show them wherever there is one"
        )


def _add(axes: Any, patches: Any, shape: Shape, order: int) -> None:
    if isinstance(shape, Label):
        return _write(axes, shape, order)
    if isinstance(shape, Line):
        style = {"color": _colour(shape.ink), "linewidth": shape.width * 72 / DPI, "alpha": shape.opacity}
        axes.plot(
            (shape.x1, shape.x2), (shape.y1, shape.y2), linestyle="--" if shape.dashed else "-", zorder=order, **style
        )
        return
    axes.add_patch(_patch(patches, shape, order))


def _patch(patches: Any, shape: Box | Circle | Polygon, order: int) -> Any:
    plain = {"facecolor": _colour(shape.fill), "zorder": order}
    if isinstance(shape, Circle):
        return patches.Circle((shape.x, shape.y), shape.r, edgecolor=_colour("paper"), linewidth=1, **plain)
    if isinstance(shape, Polygon):
        return patches.Polygon(shape.points, alpha=shape.opacity, linewidth=0, **plain)
    rim = {"edgecolor": _colour("faint"), "linestyle": ":", "linewidth": 0.7} if shape.dashed else {"linewidth": 0}
    return patches.Rectangle((shape.x, shape.y), shape.w, shape.h, **plain, **rim)


def _write(axes: Any, label: Label, order: int) -> None:
    text = label.text.replace("$", r"\$")  # between two of them matplotlib reads formulas
    style = {
        "color": _colour(label.ink),
        "fontsize": label.size * 72 / DPI * 0.94,
        "fontweight": "bold" if label.bold else "normal",
    }
    drawn = axes.text(label.x, label.y, text, ha=ANCHORS[label.anchor], va="baseline", zorder=order, **style)
    if label.halo:
        effects = import_module("matplotlib.patheffects")
        drawn.set_path_effects([effects.withStroke(linewidth=2.5, foreground=_colour("paper"))])


def _colour(role: str) -> str:
    return ROLES[role][0]
