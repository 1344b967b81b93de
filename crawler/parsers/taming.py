"""What no real page has, undone before a tree is built: nesting and attributes without end.

The rules of HTML make a parser look through all open elements at each tag, and through all attributes of a tag at each
new one. So 100,000 of either take half a minute, in any parser.
"""

import re
from collections.abc import Iterator

MANY_TAGS = 20_000
"""Tags below which even the deepest nesting takes no second."""
DEEPEST = 500
"""Elements that may be open at once; browsers stop at 512."""
MOST_ATTRIBUTES = 1000
"""Words of a tag; some real ones hold a whole page's markup in an attribute."""
_STEP = 2000
"""Characters of a tag below which its attributes take no time, whatever they are."""
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
LONE = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("script", "style"),
    )
)
"""Elements that hold nothing, or that the next of their kind ends: they do not nest by themselves."""


def tame(text: str, tags: int | None = None) -> str:
    """The page as it is, unless it is hostile; then without most of the offending tags or attributes.

    `tags`: how many brackets it has that may open one, where they are counted already.
    """
    if spans := list(_overlong(text)):
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
    return _shallow(text) if (text.count("<") if tags is None else tags) > MANY_TAGS else text


def _overlong(text: str) -> Iterator[tuple[int, int]]:
    """Where the attributes of tags stand that have too many. Nearly every step of a page has a bracket, and is passed at once."""
    last, end = 0, 0
    for place in range(0, len(text), _STEP):
        if text.find("<", place, place + _STEP) >= 0 or text.find(">", place, place + _STEP) >= 0:
            last = place
        elif place >= end and (start := text.rfind("<", last, last + _STEP)) > text.rfind(">", last, last + _STEP):
            tag, end = TAG.match(text, start), text.find(">", place)
            end = len(text) if end < 0 else end
            if (
                tag
                and text[tag.end()].isspace()
                and len(text[tag.end() : end].split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES
            ):
                yield tag.end(), end


def _shallow(text: str) -> str:
    """Without the tags that would open more elements than `DEEPEST`; the text in them stays."""
    depth = 0
    kept: list[str] = []
    done = 0
    for tag in TAG.finditer(text):
        if tag[2].lower() in LONE:
            continue
        if tag[1]:
            depth = max(depth - 1, 0)
        elif depth < DEEPEST:
            depth += 1
        else:
            kept.append(text[done : tag.start()])
            done = max(text.find(">", tag.end()) + 1, tag.end())
    return "".join((*kept, text[done:]))
