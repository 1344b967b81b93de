"""The nouns: what is crawled, what is kept and what is read from it. Frozen, keyword-only, without behaviour.

Times in what was read from a page (`published`, `modified`) are ISO-8601 strings, exactly as precise as the source:
`2013-07-10T15:13:55+12:00`, `2013-07-10T15:13:55` (the blog's own clock), `2013-07-10T15:13` or `2013-07-10`.
What a page does not say is None or (), never a guess.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from archive.luggage import travels


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """One blog of a course, as the roster or the command line names it."""

    slug: str
    """Unique in a data folder; lower-case letters, digits and hyphens; the blog's natural key."""
    url: str
    """The address given, with scheme."""
    title: str | None = None
    owner: str | None = None
    course: str | None = None
    """The course's slug."""
    section: str | None = None
    consent: str = ""
    """yes, no, opted out, or blank."""
    email: str | None = None
    role: str | None = None
    schedule: str | None = None
    aliases: tuple[str, ...] = ()
    status: str = ""
    """pending, paused, or blank for a blog that is crawled (approved)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a capture's record stands: `file` is a bare name, `offset` and `length` are bytes of the gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer of a server, as kept in the archive."""

    url: str
    fetched_at: datetime
    """UTC, with tzinfo; when the request began (WARC-Date)."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As sent, in order, names in their own case, values decoded as Latin-1."""
    body: bytes
    """Transfer and content codings undone."""
    digest: str | None = None
    """`sha256:` and 64 hex digits over `body`."""
    etag: str | None = None
    last_modified: str | None = None
    source: Source | None = None
    record_id: str | None = None
    """WARC-Record-ID of the response or revisit record, without angle brackets."""
    blog: str | None = None
    """Slug of the blog it was fetched for."""
    crawl: str | None = None
    via: str | None = None
    truncated: str | None = None
    """WARC-Truncated: disconnect, time, length or unspecified; None when whole."""
    revisit_of: str | None = None
    """For a revisit: the digest or the URL it refers to; the body is then that of the earlier capture, or empty."""
    payload_digest: str | None = None
    """`sha1:` and base32 over the body as sent, transfer coding undone, content coding kept (WARC-Payload-Digest)."""
    role: str | None = None
    """What it was asked for as: home, feed, post, requisite, ... (crawler/answers.py); None where nothing says so."""
    problem: str | None = None
    """Why `body` is empty though one was sent: a coding we never asked for, or a body that grows past the limit."""

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        return next((v for k, v in self.headers if k.lower() == wanted), None)

    @property
    def content_type(self) -> str:
        """`text/html; charset=UTF-8`, or an empty string."""
        return self.header("content-type") or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person (`family`, `given`) or, whole, an organisation (`literal`)."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of a reference list."""

    position: int
    """0-based among the post's (or the comment's) own."""
    text: str
    """The entry as printed, one line."""
    urls: tuple[str, ...] = ()
    doi: str | None = None
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    year: str | None = None
    """`2013`, `2013a`, `n.d.`, `in press`."""
    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    place: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    retrieved: str | None = None
    type: str | None = None
    """A CSL type: article-journal, chapter, book, webpage, ..."""
    flags: tuple[str, ...] = ()
    """What to know about the reading: url_lost, same_author."""
    confidence: float | None = None
    """0 to 1: how much of what an entry has to say was found in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One work cited at one place of the text."""

    position: int
    text: str
    """As printed, locator included: `Wenger, 2000, p. 12` or `Wenger’s (2000)`."""
    authors: tuple[str, ...] = ()
    """Families, or an organisation's name."""
    year: str | None = None
    reference: int | None = None
    """Position in the post's references."""
    link: str | None = None
    """How it was linked: exact, fuzzy, acronym, year_mismatch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in a text."""

    url: str
    text: str
    rel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image, audio, video or embedded frame of a text."""

    url: str
    kind: str
    """image, audio, video or frame."""
    alt: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post or a static page, without the page's chrome."""

    url: str | None = None
    wp_id: str | None = None
    kind: str = "post"
    """post or page."""
    title: str | None = None
    author: str | None = None
    author_url: str | None = None
    published: str | None = None
    published_raw: str | None = None
    """The words the date was read from."""
    published_from: str | None = None
    """What told the time: stamp (a machine's: REST, feed, `datetime`), printed, relative ("3 days ago", counted from
    the capture) or address (the permalink)."""
    modified: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    body_html: str = ""
    """Sanitised, links absolute; the reference list is in it."""
    body_text: str = ""
    """One line a block, without the reference list and its heading."""
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    license: str | None = None
    """As printed."""
    comments_open: bool | None = None
    protected: bool = False
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()
    excerpt_only: bool = False
    """The source (a feed) carries a summary only."""
    author_id: str | None = None
    """WordPress's number of the author, where a REST answer says it."""
    stated_comment_count: int | None = None
    """In feeds and the WordPress.com API: how many comments the post has, pings among them."""
    comments_feed: str | None = None
    """The address of the post's own comment feed (wfw:commentRss)."""
    placed_by: str | None = None
    """On an HTML page, what told where the body stands: marks, learnt (from the blog's own feed) or structure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment: never a pingback."""

    id: str
    """WordPress's number as a string where the source shows one, else c1, c2, ... in page order."""
    parent_id: str | None = None
    author: str | None = None
    author_url: str | None = None
    published: str | None = None
    published_raw: str | None = None
    published_from: str | None = None
    """As in a post."""
    text: str = ""
    html: str = ""
    by_post_author: bool = False
    references: tuple[Reference, ...] = ()
    post: str | None = None
    """In feeds and REST answers, which carry comments of many posts: the post's WordPress number or address."""
    links: tuple[Link, ...] = ()
    author_id: str | None = None
    """WordPress's number of the author, where a REST answer says it and the author has an account there."""
    account: str | None = None
    """The name of the author's account on the blog, where the page's classes tell it (`comment-author-NAME`)."""
    avatar: str | None = None
    """A digest of the address of the author's picture, where that is made from an e-mail address: never the address itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pingback:
    """Another page's link to this one, as the blog prints it."""

    id: str | None = None
    kind: str = "pingback"
    """pingback or trackback."""
    title: str | None = None
    source_url: str | None = None
    excerpt: str | None = None
    published: str | None = None
    published_raw: str | None = None
    published_from: str | None = None
    """As in a post."""
    post: str | None = None
    """As in a comment: in feeds and REST answers, the post's WordPress number or address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogFacts:
    """What a page says of its blog."""

    name: str | None = None
    language: str | None = None
    generator: str | None = None
    theme: str | None = None
    timezone: str | None = None
    """`Pacific/Auckland`, or a fixed offset `+05:30`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one capture says."""

    url: str
    kind: str
    """post, page, list, home, feed, comments_feed, sitemap, rest, text, wall, other."""
    canonical_url: str | None = None
    blog: BlogFacts = BlogFacts()
    post: Post | None = None
    comments: tuple[Comment, ...] = ()
    pingbacks: tuple[Pingback, ...] = ()
    stated_comment_count: int | None = None
    missing: tuple[str, ...] = ()
    """Fields of the post or its comments that should be there and were not found."""
    follow: tuple[str, ...] = ()
    """Other pages of the same thing: comment pages, pages of a post, next pages of a feed or list."""
    requisites: tuple[str, ...] = ()
    listed: tuple[Post, ...] = ()
    """Posts that a feed, a REST answer, a sitemap or a list page names; as complete as the source has them."""
    sources: tuple[tuple[str, str], ...] = ()
    """Machine-readable sources the page names: (`rest` | `feed` | `comments_feed` | `sitemap` | `shortlink`, URL)."""
    links: tuple[str, ...] = ()
    """Links of an HTML page, absolute, once each, in page order (the whole page's, chrome included)."""
    state: str | None = None
    """A wall's blog state (private, coming_soon, challenge, password, ...), else None."""
    total: int | None = None
    """X-WP-Total of a REST list."""
    comments_placed_by: str | None = None
    """What told where the comments of an HTML page stand: marks, learnt or structure; None where there are none."""


travels(Source, Capture, Name, Reference, Citation, Link, Media, Post, Comment, Pingback, BlogFacts, Page)


def as_json(value: Any) -> Any:
    """The JSON form of a noun: the same names, tuples as lists, nothing left out."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [each if type(each) is str else as_json(each) for each in value]
    if isinstance(value, Name):
        return {"literal": value.literal} if value.literal else {"family": value.family, "given": value.given}
    if is_dataclass(value):
        return {name: as_json(getattr(value, name)) for name in _names_of(value.__class__)}
    return value.isoformat() if isinstance(value, datetime) else value


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    """Those of a noun's fields."""
    return tuple(field.name for field in fields(kind))
