"""Where comments may stand that nothing marks: in a box of that name, below a count of them, before a reply form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.chrome import size
from crawler.parsers.counts import begins_with_count, count_in
from crawler.parsers.elements import BLOCKS, fold
from crawler.parsers.folding import key
from crawler.parsers.nearness import in_body, names_of, siblings
from crawler.parsers.phrases import begins
from crawler.parsers.repeats import count_records, has_date
from crawler.parsers.text import only_text
from crawler.parsers.words import DISCUSSION_HEADINGS, NONE_YET, REPLY_HEADINGS

_MOST = 2000
_MOST_PIECES = 20
_FORMS = "form[action*='comments-post'], form[id*=omment], #respond"
_MOST_FORMS, _LEVELS = 3, 4
NEAR = 4
"""Elements below a heading, or before a form, among which comments begin."""
_BOXES = "[id*=omment], [class*=omment], #discussion, #responses"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
LISTS = frozenset(("dl", "ol", "table", "tbody", "ul"))
_LINES = "summary, legend, strong, b, span, a[href*='#']"
"""What heads comments and is no heading by its kind; a paragraph or a box never does (`_heads`)."""
_LONGEST = 80
"""Characters of a heading that says how many comments follow; of any other words those that say nothing else."""
_MOST_LINES = 3000
_QUOTED = re.compile(r"[“„«‹「『‘\"”]\s?([^“„«‹「『‘\"”»›」』]{8,300}?)\s?[”“»›」』’\"]")
_FEWEST = 4
"""Characters beside the quoted title in a heading of comments."""
_NUMBER = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where comments may stand."""

    run: list[LexborNode]
    """Siblings."""
    count: int | None = None
    """How many there are, as a heading says."""
    sure: bool = True
    """Whether words say that these are comments."""


def spots_in(tree: LexborHTMLParser) -> Iterator[Spot]:
    """Boxes by name, what follows a heading that counts or names comments, what stands before a reply form."""
    for box in tree.css(_BOXES):
        if marks.CONTAINER.search(names_of(box)) and not in_body(box) and box.tag not in marks.HEADINGS:
            yield from _headed(box) or (Spot(list(box.iter())),)
    title = _title_of(tree)
    for heading in tree.css(_HEADINGS)[:_MOST_LINES]:
        if (spot := _below(heading, title)) is not None:
            yield spot
    for form in tree.css(_FORMS)[:_MOST_FORMS]:
        yield from _before(form)
    for line in map(_counter, tree.css(_LINES)[:_MOST_LINES]):
        spot = _below(line)
        if spot is None or spot.count != count_records(spot.run):
            continue
        if line.tag != "a" or (spot.count > 1 and BLOCKS.issuperset(node.tag or "" for node in spot.run)):
            yield spot  # beside a link that counts them may stand the post's byline


def _headed(box: LexborNode) -> list[Spot]:
    """What follows the heading of comments in a box."""
    return [spot for heading in box.css(_HEADINGS)[:NEAR] if (spot := _below(heading)) is not None][:1]


def _title_of(tree: LexborHTMLParser) -> str:
    """What the page is called."""
    title = tree.css_first("title")
    return key(title.text()[:_MOST]) if title is not None else ""


def _counter(line: LexborNode) -> LexborNode:
    """An element; of one that is a number alone, what is around it: `<div><span>5</span> comments</div>`."""
    alone = (only_text(line) or "").strip() if line.tag == "span" else ""
    return line.parent if alone.isdecimal() and line.parent is not None else line


def _below(heading: LexborNode, title: str = "") -> Spot | None:
    """What follows a heading of comments."""
    text = _little_text(heading)
    if not text or not (_heads(heading, text) or _names(title, text)) or in_body(heading):
        return None
    run = _after(heading)
    return Spot(run, count_in(text)) if run else None


def _little_text(node: LexborNode) -> str:
    """The text of an element of few pieces; of a larger one, nothing."""
    if (alone := only_text(node)) is not None:
        return fold(alone) if len(alone) <= 4 * _LONGEST else ""
    pieces = list(islice(node.traverse(include_text=True), _MOST_PIECES + 1))
    text = "".join(piece.text_content or "" for piece in pieces if piece.is_text_node)
    return fold(text) if len(pieces) <= _MOST_PIECES and len(text) <= 4 * _LONGEST else ""


def _heads(node: LexborNode, text: str) -> bool:
    """Whether an element heads comments; where it is no heading by its kind, it says nothing else."""
    if node.tag in marks.HEADINGS:
        return count_in(text) is not None or begins(text, DISCUSSION_HEADINGS)
    if len(text) > _LONGEST // 2 or not begins_with_count(text):
        return False
    return all(inner.mem_id == node.mem_id for inner in node.css("a, p, div"))


def _names(title: str, text: str) -> bool:
    """Whether a heading puts the page's title in quotation marks, and says more: "One thought on “The title”", in any language."""
    match = _QUOTED.search(text) if title else None
    if match is None or len(text) - len(match[0]) < _FEWEST or key(text) in title:
        return False
    return title.startswith(key(match[1])) or title.endswith(key(match[1]))


def _after(heading: LexborNode) -> list[LexborNode]:
    """The siblings after a heading, up to the next of its kind; where none is dated, those after the box that it fills."""
    step = heading
    found: list[LexborNode] = []
    for _ in range(_LEVELS):
        same = step.tag if step.tag in marks.HEADINGS else None
        following = takewhile(partial(_goes_on, same), siblings(step, _MOST, before=False))
        run = [n for n in following if n.text(strip=True)]
        found = found or run
        if any(node.tag in LISTS or has_date(node) for node in run[:NEAR]):
            return run
        outer = step.parent
        if outer is None or outer.tag in ("body", "main", "article") or size(outer) > 4 * _LONGEST:
            break
        step = outer
    return found


def _goes_on(same: str | None, node: LexborNode) -> bool:
    """Whether an element is no heading of the same kind, but for one that says when."""
    return node.tag != same or has_date(node)


def _before(form: LexborNode) -> Iterator[Spot]:
    """What stands before a reply form or the boxes around it, the nearest first; none that holds the post."""
    step: LexborNode | None = form
    for _ in range(_LEVELS):
        if step is None or step.tag in ("body", "article", "main"):
            break
        run: list[LexborNode] = []
        for node in siblings(step, _MOST, after=False):
            if in_body(node) or node.css_first("h1, article, form") is not None:
                break
            if node.tag in marks.HEADINGS and begins(node.text(), NONE_YET):
                return
            if node.tag in marks.HEADINGS:
                if run and (spot := _numbered(node, run[::-1])) is not None:
                    yield spot
                if run or not begins(node.text(), REPLY_HEADINGS):
                    break
                continue
            run.append(node)
        yield from (Spot([node], sure=False) for node in run[:NEAR])
        step = step.parent


def _numbered(heading: LexborNode, run: list[LexborNode]) -> Spot | None:
    """What follows a heading in any language, if the number in that is the number of dates."""
    text = fold(heading.text()[: 2 * _LONGEST])
    numbers = [int(number) for number in _NUMBER.findall(text)]
    found = count_records(run) if numbers and len(text) <= _LONGEST else 0
    return Spot(run, found) if found in numbers else None
