"""What is known about the elements of HTML: which break lines, which are silent, which carry weight."""

import re

_BLOCKS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin and end a line. `td` and `th` only part words: a row of a table is a line."""
SILENT = frozenset(("datalist", "head", "iframe", "noscript", "script", "style", "svg", "template", "title"))
"""Elements whose content is no text of the page."""
CELLS = frozenset(("td", "th"))
STRONG = frozenset(("b", "strong", "u"))
ITALIC = frozenset(("cite", "em", "i"))
ITEMS = frozenset(("dd", "dt", "li"))


def fold(text: str) -> str:
    """White space of every kind, no-break spaces too, as single spaces; none at the ends."""
    if not text.isprintable():  # as all white space but the space is: others are not taken to pieces
        return " ".join(text.split())
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


_WORD = re.compile(r"[^\W_]")


def has_word(text: str) -> bool:
    """Whether a text has a letter or a digit of any script."""
    return text.lstrip()[:1].isalnum() or _WORD.search(text) is not None
