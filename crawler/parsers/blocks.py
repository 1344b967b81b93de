"""The lines of a text: what `text.py` makes of HTML (or `dump.py` of plain text) and the reference rules read."""

from typing import NamedTuple


class Block(NamedTuple):
    """One line of a body: a paragraph, heading, list item, table row, caption, or a piece of a `br` run.

    A tuple, since every page makes many: a frozen dataclass takes four times as long to make.
    """

    text: str
    """Visible text, white space folded to single spaces, never empty."""
    tag: str = "p"
    """The block element it stands in: p, li, h2, tr, dd, pre, blockquote, figcaption, div, ..."""
    links: tuple[tuple[str, str], ...] = ()
    """(text, absolute URL) of each link in it."""
    italic: tuple[str, ...] = ()
    """Texts of its `em`, `i` and `cite` elements: hints for titles and containers."""
    strong: bool = False
    """All of its text is bold or underlined, as hand-made headings are."""
    classes: frozenset[str] = frozenset()
    """Classes of its element and of its ancestors within the body (`csl-entry`, `wp-block-footnotes`, ...)."""
    group: int = 0
    """Blocks of one parent element share a number."""
    coins: str | None = None
    """The `title` of a COinS span (`span.Z3988`) in it."""
