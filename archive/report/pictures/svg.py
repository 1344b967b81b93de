"""A drawing as SVG: small, the same bytes each time, light and dark by the reader's choice, nothing in it that runs or loads."""

from collections.abc import Iterator
from html import escape

from archive.report.pictures.shapes import ROLES, Box, Circle, Drawing, Label, Line, Polygon, Shape

FONT = "system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,sans-serif"


def svg(drawing: Drawing) -> str:
    """The picture as one element that may stand alone or in a page."""
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} font-family="{FONT}">'
    said = f"<title>{_t(drawing.title)}</title><desc>{_t(drawing.about)}</desc>"
    paper = '<rect class="f-paper" width="100%" height="100%"/>'
    used = "".join(_shape(each) for each in drawing.shapes)
    return f"{head}{said}<style>{_style(used)}</style>{paper}{used}</svg>\n"


def _style(used: str) -> str:
    """Rules for the roles that are used, by day and by night."""
    roles = [role for role in ROLES if f'-{role}"' in used or f"-{role} " in used or role == "paper"]
    day, night = ("".join(_rules(role, ROLES[role][n]) for role in roles) for n in (0, 1))
    halo = f".halo{{stroke:{ROLES['paper'][0]};stroke-width:3px;paint-order:stroke}}"
    dark = f".halo{{stroke:{ROLES['paper'][1]}}}"
    return f"{day}{halo}@media (prefers-color-scheme:dark){{{night}{dark}}}@media print{{{day}.halo{{stroke:#fff}}}}"


def _rules(role: str, colour: str) -> str:
    return f".f-{role}{{fill:{colour}}}.s-{role}{{stroke:{colour}}}"


def _shape(shape: Shape) -> str:
    match shape:
        case Line():
            return "".join(_line(shape))
        case Circle():
            return "".join(_circle(shape))
        case Box():
            return "".join(_box(shape))
        case Polygon():
            return "".join(_polygon(shape))
        case Label():
            return "".join(_label(shape))


def _line(s: Line) -> Iterator[str]:
    dashed = ' stroke-dasharray="4 4"' if s.dashed else ""
    ends = f'x1="{_n(s.x1)}" y1="{_n(s.y1)}" x2="{_n(s.x2)}" y2="{_n(s.y2)}"'
    yield f'<line class="s-{s.ink}" {ends} stroke-width="{_n(s.width)}"{dashed}{_opacity(s.opacity)}/>'


def _circle(s: Circle) -> Iterator[str]:
    yield f'<circle class="f-{s.fill} s-paper" cx="{_n(s.x)}" cy="{_n(s.y)}" r="{_n(s.r)}" stroke-width="1.5"'
    yield _tipped("circle", s.tip)


def _box(s: Box) -> Iterator[str]:
    rim = ' stroke-width="1" stroke-dasharray="2 2"' if s.dashed else ""
    inset = 0.5 if s.dashed else 0
    place = f'x="{_n(s.x + inset)}" y="{_n(s.y + inset)}" width="{_n(s.w - 2 * inset)}" height="{_n(s.h - 2 * inset)}"'
    yield f'<rect class="f-{s.fill}{" s-faint" if s.dashed else ""}" {place} rx="{_n(s.round)}"{rim}'
    yield _tipped("rect", s.tip)


def _polygon(s: Polygon) -> Iterator[str]:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in s.points)
    yield f'<polygon class="f-{s.fill}" points="{points}"{_opacity(s.opacity)}/>'


def _label(s: Label) -> Iterator[str]:
    weight = ' font-weight="600"' if s.bold else ""
    anchor = f' text-anchor="{s.anchor}"' if s.anchor != "start" else ""
    halo = " halo" if s.halo else ""
    yield f'<text class="f-{s.ink}{halo}" x="{_n(s.x)}" y="{_n(s.y)}" font-size="{_n(s.size)}"{anchor}{weight}>{_t(s.text)}</text>'


def _tipped(name: str, tip: str | None) -> str:
    return f"><title>{_t(tip)}</title></{name}>" if tip else "/>"


def _opacity(value: float) -> str:
    return "" if value == 1 else f' opacity="{_n(value)}"'


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _t(text: str) -> str:
    return escape("".join(c for c in text if c.isprintable()), quote=False)
