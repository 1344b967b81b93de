"""Where things stand on the page of a post whose discussion is gone: container, body, heading, byline. Nothing is removed here."""

from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.bounds import article_of, banner_of
from crawler.parsers.branches import branch_of
from crawler.parsers.chrome import size
from crawler.parsers.head import Head
from crawler.parsers.html import ancestors, common_ancestor
from crawler.parsers.leads import lead_of
from crawler.parsers.named import Marks
from crawler.parsers.prose import Prose
from crawler.parsers.regions import body_of, container_of, is_marked
from crawler.parsers.stated import stated_in
from crawler.parsers.surroundings import Surroundings
from crawler.parsers.themes import METAS
from crawler.parsers.titles import Heading, bears_title, heading_of
from crawler.parsers.trimmings import Trimmings, trimmings_of

_SMALL_PRINT = 5
"""Characters that a heading holds beside the title, at the least, when there is a date in it."""
_MAX_METAS = 4
_MAX_OUTER = 5
"""Elements around the container that are searched."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on a page."""

    container: LexborNode
    region: LexborNode
    """The body's box; the container where it has none."""
    heading: Heading | None
    trimmings: Trimmings
    placed_by: str
    lead: LexborNode | None
    """What the body begins with, where that stands outside its box."""


def layout_of(
    tree: LexborHTMLParser, head: Head, blog: str | None, known: LexborNode | None, talk: LexborNode | None = None
) -> Layout:
    """Where things stand on a page whose discussion is gone; nothing is removed. `known`: the body's element; `talk`: where the
    discussion stood.
    """
    marks, prose = Marks(tree), Prose(tree)
    stated = stated_in(head, blog)
    container = container_of(tree, marks, prose, head.wp_id, lambda node: bears_title(node, stated))
    container = common_ancestor(known, container) if known is not None else container
    region = known if known is not None else body_of(container, marks, prose)
    placed_by = "learnt" if known is not None else "marks" if is_marked(region, container) else "structure"
    heading = heading_of(container, region, marks, head, blog)
    if known is None and heading and heading.is_stated:
        if (article := article_of(heading.node, region)) is not None:
            region = body_of(article, marks, prose)
        elif placed_by == "structure" and (branch := branch_of(heading.node, region, talk)) is not None:
            container, region = branch, body_of(branch, marks, prose)
    if container.tag in ("body", "html") and heading:
        container = common_ancestor(heading.node, region)
    trimmings = trimmings_of(region, heading.node if heading else None, stated=bool(heading and heading.is_stated))
    whole = common_ancestor(heading.node, container) if heading else container
    return Layout(container, region, heading, trimmings, placed_by, lead_of(whole, region, marks))


def places_of(layout: Layout) -> list[Surroundings]:
    """Where the byline may stand: in the heading, in the meta within the body's box, around that box, further out."""
    heading, container, region = layout.heading, layout.container, layout.region
    title = heading.node.mem_id if heading else 0
    feet = [node for node in layout.trimmings.chrome if node.tag == "footer"]
    places = [Surroundings(node, frozenset((title,))) for node in (*layout.trimmings.meta, *feet)]
    if heading and len(heading.text) < size(heading.node) - _SMALL_PRINT:
        places.insert(0, Surroundings(heading.node, frozenset()))
    if heading and container.tag == "body" and (banner := banner_of(heading.node, region)) is not None:
        places.append(Surroundings(banner, frozenset((title,))))
    if region.mem_id != container.mem_id:
        places.append(Surroundings(container, frozenset((title, region.mem_id))))
    places.extend(Surroundings(node, frozenset((title,))) for node in layout.trimmings.unmarked)
    inner = container
    for _, outer in zip(range(_MAX_OUTER), ancestors(container), strict=False):
        if outer.tag in ("html", "body"):
            break
        far = Surroundings(outer, frozenset((title, inner.mem_id)), near=False)
        places.extend(
            (far, *(Surroundings(node, frozenset((title,))) for node in islice(far.marked(METAS), _MAX_METAS)))
        )
        inner = outer
    return places
