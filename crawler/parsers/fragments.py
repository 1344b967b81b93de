"""Titles, comments and marks in the bits of HTML that feeds and REST answers carry. No whole pages here."""

import re
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from archive.items import Comment, Pingback, Post
from crawler.parsers.elements import fold
from crawler.parsers.post import Body, read_body
from crawler.parsers.remark import links_in, references_in
from crawler.parsers.safe_html import sanitise
from crawler.parsers.text import text_of

LONGEST_URL = 8_000
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What neither UTF-8 nor SQLite can carry, and a JSON string may."""
PASSWORD_FORM = re.compile(
    r"<form\s[^<>]{0,1000}\bpost-password-form\b|<input\s[^<>]{0,500}\bname=[\"']post_password[\"']"
)
REPLY = re.compile(
    r"\s{0,99}<p>([^<>]{0,80})<a\s[^<>]{0,2000}#comment-(\d{1,20})[\"'][^<>]{0,200}>[^<>]{0,300}</a>([^<>]{0,80})</p>"
)
"""The paragraph that comment_text() of WordPress puts before a reply in a feed: `In reply to X.`, in any language."""
PINGBACK = re.compile(r"\[(?:…|\.\.\.)\].{0,2000}\[(?:…|\.\.\.)\]", re.DOTALL)
"""The excerpt as pingback() of xmlrpc.php writes it."""
TRACKBACK = re.compile(
    r"\s{0,99}<p><strong>[^<>]{1,500}</strong></p>\s{0,99}<p>[^<>]{0,500}(?:…|&#8230;|\.\.\.)</p>\s{0,99}"
)
"""Title and cut excerpt as wp-trackback.php writes them."""
IMAGE = re.compile(r"<img\s[^<>]{0,2000}>")
SMILEY = re.compile(r"\bclass=[\"'][^\"'<>]{0,200}\b(?:wp-smiley|emoji)\b")
ALT = re.compile(r"\salt=([\"'])([^\"'<>]{1,40})\1")
ONE_PIXEL = re.compile(r"\s(?:width|height)=[\"']?1(?![\d.])")
FOOTER = re.compile(
    r"<p>[^<>]{0,100}<a\s[^<>]{0,1000}?href=[\"']([^\"'<>]+)[\"'][^<>]{0,300}>[^<>]{0,500}</a>"
    r"[^<>]{0,100}<a\s[^<>]{0,1500}>[^<>]{0,300}</a>[^<>]{0,100}</p>\s*"
)
"""A last paragraph of two links, of which the first leads to the post itself."""
COMMENT_ID = re.compile(r"#(?:li-|div-)?comment-(\d{1,20})$")
POST_ID = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d{1,20})(?![^&#])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a feed or a REST answer tells of a comment or a ping, before it is known which it is."""

    id: str
    html: str
    post: str | None = None
    post_url: str | None = None
    parent_id: str | None = None
    author: str | None = None
    author_id: str | None = None
    author_url: str | None = None
    avatar: str | None = None
    published: str | None = None
    published_raw: str | None = None


def clean(value: object) -> str:
    """A string without what cannot be stored; anything else is an empty string."""
    return UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else ""


def plain(html: object) -> str | None:
    """A title as text on one line, entities and inline tags undone; None when there is none."""
    return fold(unescape(TAG.sub("", clean(html)[:10_000]))) or None


def asks_password(html: str) -> bool:
    """Whether WordPress put its password form in the place of the content (get_the_password_form())."""
    return bool(PASSWORD_FORM.search(html))


def with_body(post: Post, html: str, base_url: str) -> Post:
    """The post with what its content says: text, references, links and the rest."""
    if asks_password(html):
        return replace(post, protected=True)
    body = read_body(html, base_url)
    return replace(post, **{name: getattr(body, name) for name in Body.__slots__})


def as_written(html: str, url: str) -> str:
    """The content of a feed without what is added for feeds only.

    Emoji are images there (wp_staticize_emoji()), and plugins add counting pixels and `The post X appeared first on Y`.
    """
    place = html.rfind("<p>")
    footer = FOOTER.fullmatch(html, place) if url and place >= 0 else None
    return IMAGE.sub(_image, html[:place] if footer and footer[1].startswith(url) else html)


def _image(match: re.Match[str]) -> str:
    alt = ALT.search(match[0])
    if alt and SMILEY.search(match[0]):
        return alt[2]
    return "" if len(ONE_PIXEL.findall(match[0])) == 2 else match[0]


def split_reply(html: str) -> tuple[str | None, str]:
    """The parent's number, read from the added `In reply to X.` paragraph, and the rest."""
    match = REPLY.match(html)
    if not match or not any(c.isalpha() for c in match[1] + match[3]):
        return None, html
    return match[2], html[match.end() :].strip()


def ping_kind(html: str) -> str | None:
    """pingback or trackback where WordPress's own wording shows one, in sources that do not tell them from comments."""
    if PINGBACK.fullmatch(plain(html) or ""):
        return "pingback"
    return "trackback" if TRACKBACK.fullmatch(html) else None


def text_of_html(html: str) -> str:
    """The text of a comment or an excerpt, one line a block, read as on a page."""
    body = LexborHTMLParser(html).body if html.strip() else None
    return text_of(body) if body else ""


def web_address(value: object) -> str | None:
    """An address that can be asked for or followed; None for `http://` of old comment forms, `javascript:`, `http://[`."""
    url = clean(value).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.netloc and len(url) <= LONGEST_URL
    return url if usable else None


def comment(said: Said) -> Comment:
    """The comment that was told of, its HTML sanitised and its text with the references in it."""
    url = said.post_url or ""
    node = LexborHTMLParser(said.html).body if said.html.strip() else None
    text, html = text_of(node) if node else "", sanitise(said.html, url)
    return Comment(
        id=said.id,
        parent_id=said.parent_id,
        author=said.author,
        author_id=said.author_id,
        author_url=said.author_url,
        avatar=said.avatar,
        published=said.published,
        published_raw=said.published_raw,
        text=text,
        html=html,
        references=references_in(html, text, url),
        links=tuple(links_in(node, url)) if node else (),
        post=said.post,
    )


def pingback(said: Said, kind: str) -> Pingback:
    """The ping that was told of."""
    return Pingback(
        id=said.id,
        kind=kind,
        title=said.author,
        source_url=said.author_url,
        excerpt=text_of_html(said.html) or None,
        published=said.published,
        published_raw=said.published_raw,
        post=said.post,
    )


def number(pattern: re.Pattern[str], *addresses: object) -> str | None:
    """The first number that `COMMENT_ID` or `POST_ID` finds in addresses, leading zeros gone."""
    for address in addresses:
        if match := pattern.search(clean(address)[:4000]):
            return str(int(match[1]))
    return None
