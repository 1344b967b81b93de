"""Pages of reports from templates: everything is escaped, styles stand in the page, and a policy forbids all else."""

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.report.assignments_lines import late_words
from archive.report.pictures.shapes import Drawing
from archive.report.pictures.svg import svg
from archive.report.week_calendar import counted, day_words
from archive.report.week_lines import waited

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)  # fmt: skip
    made.filters |= {
        "image": image,
        "counted": counted,
        "late": late_words,
        "waited": waited,
        "day": lambda day: day_words(date.fromisoformat(day)),
    }
    return made


def page(name: str, **values: Any) -> str:
    """A template filled in. `css` is the style sheet, `policy` what the page may load: its own style and pictures in itself."""
    from markupsafe import Markup

    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    style = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
    return _templates().get_template(name).render(css=Markup(css), policy=policy, **values)


def image(drawing: Drawing) -> str:
    """A drawing as the address of an image: what runs nowhere, and what mail programs that know no SVG leave out whole."""
    return "data:image/svg+xml;base64," + b64encode(svg(drawing).encode()).decode()
