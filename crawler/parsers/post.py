"""A post or static page from its HTML page; and the body of a post from the content that pages, feeds or REST answers have."""

from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Citation, Link, Media, Post, Reference
from crawler.parsers.asides import contents_of, teasers_of
from crawler.parsers.authors import author_in_notice, author_of
from crawler.parsers.blocks import Block
from crawler.parsers.bounds import article_of, banner_of
from crawler.parsers.calendar import Calendar
from crawler.parsers.chrome import size
from crawler.parsers.endings import endings_of
from crawler.parsers.facts import blog_name
from crawler.parsers.head import Head
from crawler.parsers.headings import headings_of
from crawler.parsers.html import ancestors, common_ancestor, remove, tree_of, within
from crawler.parsers.leads import join_lead, lead_of
from crawler.parsers.license import license_in
from crawler.parsers.lines import blocks_in
from crawler.parsers.media import media_in, show_lazy
from crawler.parsers.named import Marks
from crawler.parsers.prose import Prose
from crawler.parsers.references import separate
from crawler.parsers.regions import body_of, container_of, is_marked, number_of
from crawler.parsers.safe_html import sanitise
from crawler.parsers.stamps import stamps_of
from crawler.parsers.stated import stated_in, stated_title
from crawler.parsers.surroundings import Surroundings
from crawler.parsers.terms import terms_of
from crawler.parsers.themes import METAS
from crawler.parsers.titles import Heading, bears_title, heading_of, real_title
from crawler.parsers.trimmings import Trimmings, trimmings_of

_SMALL_PRINT = 5
"""Characters that a heading holds beside the title, at the least, when there is a date in it."""
_MAX_METAS = 4
_MAX_OUTER = 5
"""Elements around the container that are searched."""
_PASSWORD_FORM = "form.post-password-form, input[name=post_password]"
_NOTICE_LINES = 3
"""A licence notice stands among the last lines of a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the content of a post says. See `Post` for the fields."""

    body_html: str = ""
    body_text: str = ""
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()
    license: str | None = None


def read_body(html: str, base_url: str) -> Body:
    """The content of a post as WordPress prints it, links resolved against `base_url`; sharing buttons and the like left out."""
    if not html.strip():
        return Body()
    tree = tree_of(html)
    region = tree.body
    if region is None:
        return Body()
    remove(trimmings_of(region).chrome)
    return body_in(region, base_url)


def body_in(region: LexborNode, base_url: str, author: str | None = None) -> Body:
    """The body from a region of a page that holds nothing else, but for links to more of the blog at its end, and lines about the author."""
    teasers = list(teasers_of(region, base_url))
    remove((*contents_of(region, base_url), *teasers, *headings_of(teasers, region)))
    remove(endings_of(region, base_url, author))
    show_lazy(region)
    blocks = blocks_in(region, base_url)
    separated = separate(blocks)
    return Body(
        body_html=sanitise(region.inner_html or "", base_url),
        body_text="\n".join(block.text for block in separated.body),
        references=separated.references,
        citations=separated.citations,
        media=media_in(region, base_url),
        links=tuple(dict.fromkeys(Link(url=url, text=text) for block in blocks for text, url in block.links)),
        license=_notice(separated.body),
    )


def _notice(blocks: tuple[Block, ...]) -> str | None:
    """The licence that the last lines of a body name."""
    return next((found for block in reversed(blocks[-_NOTICE_LINES:]) if (found := license_in(block.text))), None)


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


def read_post(
    tree: LexborHTMLParser, head: Head, kind: str, calendar: Calendar, region: LexborNode | None = None
) -> Post:
    """The post or page that an HTML page shows. The discussion is gone from the tree already; the tree is used up.

    A protected post keeps its title only. `region`: the body's element, where it is known.
    """
    blog = blog_name(head)
    tree.strip_tags(["script", "style"])  # their words would count as text
    layout = layout_of(tree, head, blog, region)
    heading, places = layout.heading, _places(layout)
    author, stamps, terms = author_of(places, head), stamps_of(places, head, calendar), terms_of(places)
    wp_id = head.wp_id or number_of(layout.container)
    protected = layout.container.css_first(_PASSWORD_FORM) is not None
    body = Body() if protected else read_region(layout, head.base, author.name if author else None)
    author = author or author_in_notice(body.body_text.splitlines()[-_NOTICE_LINES:] if body.license else ())
    return Post(
        url=head.canonical or head.url,
        wp_id=wp_id,
        kind=kind,
        title=real_title(heading.text) if heading else stated_title(head, blog),
        author=author.name if author else None,
        author_url=author.url if author else None,
        published=stamps.published,
        published_raw=stamps.raw,
        published_from=stamps.told_by,
        modified=stamps.modified,
        categories=terms.categories,
        tags=terms.tags,
        language=head.language,
        protected=protected,
        comments_feed=head.comments_feed,
        placed_by=layout.placed_by,
        **{name: getattr(body, name) for name in Body.__slots__},
    )


def layout_of(tree: LexborHTMLParser, head: Head, blog: str | None, known: LexborNode | None) -> Layout:
    """Where things stand on a page whose discussion is gone; nothing is removed. `known`: the body's element."""
    marks, prose = Marks(tree), Prose(tree)
    stated = stated_in(head, blog)
    container = container_of(tree, marks, prose, head.wp_id, lambda node: bears_title(node, stated))
    container = common_ancestor(known, container) if known is not None else container
    region = known if known is not None else body_of(container, marks, prose)
    placed_by = "learnt" if known is not None else "marks" if is_marked(region, container) else "structure"
    heading = heading_of(container, region, marks, head, blog)
    if heading and known is None and heading.is_stated and (article := article_of(heading.node, region)) is not None:
        region = body_of(article, marks, prose)
    if container.tag in ("body", "html") and heading:
        container = common_ancestor(heading.node, region)
    trimmings = trimmings_of(region, heading.node if heading else None, stated=bool(heading and heading.is_stated))
    whole = common_ancestor(heading.node, container) if heading else container
    return Layout(container, region, heading, trimmings, placed_by, lead_of(whole, region, marks))


def read_region(layout: Layout, base_url: str, author: str | None = None) -> Body:
    """The body from its region, cleared of all that is none."""
    heading = layout.heading
    remove((*layout.trimmings.all, *([heading.node] if heading and within(heading.node, layout.region) else ())))
    join_lead(layout.lead, layout.region)
    return body_in(layout.region, base_url, author)


def _places(layout: Layout) -> list[Surroundings]:
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
