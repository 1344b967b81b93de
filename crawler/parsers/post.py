"""A post or static page from its HTML page; and the body of a post from the content that pages, feeds or REST answers have."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Citation, Link, Media, Post, Reference
from crawler.parsers.asides import contents_of, teasers_of
from crawler.parsers.authors import author_in_notice, author_of
from crawler.parsers.blocks import Block
from crawler.parsers.calendar import Calendar
from crawler.parsers.endings import endings_of
from crawler.parsers.facts import blog_name
from crawler.parsers.head import Head
from crawler.parsers.headings import headings_of
from crawler.parsers.html import remove, tree_of, within
from crawler.parsers.layout import Layout, layout_of, places_of
from crawler.parsers.leads import join_lead
from crawler.parsers.license import license_in
from crawler.parsers.lines import blocks_in
from crawler.parsers.media import media_in, show_lazy
from crawler.parsers.references import separate
from crawler.parsers.regions import number_of
from crawler.parsers.safe_html import sanitise
from crawler.parsers.stamps import stamps_of
from crawler.parsers.stated import stated_title
from crawler.parsers.terms import terms_of
from crawler.parsers.titles import real_title
from crawler.parsers.trimmings import trimmings_of

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


def read_post(
    tree: LexborHTMLParser,
    head: Head,
    kind: str,
    calendar: Calendar,
    region: LexborNode | None = None,
    talk: LexborNode | None = None,
) -> Post:
    """The post or page that an HTML page shows. The discussion is gone from the tree already; the tree is used up.

    A protected post keeps its title only. `region`: the body's element, where it is known. `talk`: where the discussion stood.
    """
    blog = blog_name(head)
    tree.strip_tags(["script", "style"])  # their words would count as text
    layout = layout_of(tree, head, blog, region, talk)
    heading, places = layout.heading, places_of(layout)
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


def read_region(layout: Layout, base_url: str, author: str | None = None) -> Body:
    """The body from its region, cleared of all that is none."""
    heading = layout.heading
    remove((*layout.trimmings.all, *([heading.node] if heading and within(heading.node, layout.region) else ())))
    join_lead(layout.lead, layout.region)
    return body_in(layout.region, base_url, author)
