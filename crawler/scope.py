"""Which addresses belong to a blog, and which are traps. Rules are data, and what each drops is counted."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|_ga|ref_src", re.I)
"""Query keys that only follow the reader about: never part of an address."""

TRAPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("replytocom", r"[?&]replytocom="),
        ("share", r"[?&](share|nb|shared|openidserver)="),
        ("like_comment", r"[?&](like_comment|_wpnonce|jetpack-comment|quote-comment|action|preview)="),
        ("login", r"/wp-(login|signup|activate|register)\.php|/wp-admin/"),
        (
            "api",
            r"/xmlrpc\.php|/wp-comments-post\.php|/wp-trackback\.php|/trackback/?$|/wp-json/oembed|[?&]rest_route=/oembed",
        ),
        ("feed", r"/(feed|rss2?|rdf|atom)(/(rss2?|rdf|atom))?/?$|[?&]feed="),
        ("search", r"[?&]s=|/search/"),
        ("print", r"[?&](print|printable|format)=|/print/?$|[?&](amp|noamp)\b|/amp/?$"),
        ("calendar", r"[?&](m|w|day|monthnum|ical|tribe-bar-date|mc_id)=|/(calendar|events?)/\d{4}"),
        ("session", r"[?&](phpsessid|sid|sessionid|jsessionid)="),
        ("report", r"/abuse/|[?&](report_url|report)="),
        ("blackhole", r"/blackhole/"),
        ("endless", r"(/[^/?#]{3,}/)(?:[^?#]*\1){2}"),
    )
)
"""Ordered: an address counts for the first rule it matches. wordpress.md, "traps", names where each was met."""

NOT_POSTS = re.compile(
    r"/(category|tag|author|type|page|attachment|topic|wp-content|wp-includes)/|[?&](cat|tag|author|paged|attachment_id)="
    r"|\.(jpe?g|png|gif|webp|svg|pdf|docx?|pptx?|xlsx?|mp[34]|zip|css|js|xml|txt|ico)$|/\d{4}(/\d{1,2}){0,2}/?$",
    re.I,
)
"""Lists and files: in a blog, but neither posts nor pages. Only asked when nothing better than HTML lists answers."""

COMMENT_PAGE = re.compile(r"/comment-page-(\d{1,5})/?$")
POST_ID = re.compile(r"[?&](?:p|page_id)=(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The addresses of one blog: hosts it was met under, and the path it stands below."""

    hosts: frozenset[str]
    prefix: str = "/"

    @classmethod
    def of(cls, url: str) -> "Scope":
        """The scope of a blog whose home page is `url`."""
        parts = urlsplit(url)
        folder = parts.path if parts.path.endswith("/") else parts.path.rsplit("/", 1)[0] + "/"
        if parts.path.rstrip("/").endswith("index.php"):
            folder = parts.path.split("index.php")[0]
        return cls(hosts=frozenset((host_key(url),)), prefix=folder or "/")

    def with_home(self, url: str) -> "Scope":
        """The scope after the home page turned out to stand at `url`: both hosts, and the shorter path."""
        other = Scope.of(url)
        return Scope(hosts=self.hosts | other.hosts, prefix=min(self.prefix, other.prefix, key=len))

    def __contains__(self, url: str) -> bool:
        return host_key(url) in self.hosts and (urlsplit(url).path or "/").startswith(self.prefix)


def trap(url: str) -> str | None:
    """The name of the first trap rule that an address falls under, or None."""
    return next((name for name, pattern in TRAPS if pattern.search(url)), None)


def host_key(url: str) -> str:
    """Host with a port that is not the scheme's own; `www.` does not make another host."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = _port(url)
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:  # http://host:notaport/
        return None


def tidy(url: str, base: str | None = None) -> str:
    """An address as we ask for it: absolute, without fragment, default port and tracking keys. Empty when it is none."""
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
    except ValueError:
        return ""
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or len(url) > 2000
        or re.search(r"[\x00-\x20]", parts.netloc)
    ):
        return ""
    host = parts.hostname + (f":{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else "")
    query = "&".join(piece for piece in parts.query.split("&") if piece and not TRACKING.fullmatch(piece.split("=")[0]))
    return urlunsplit((parts.scheme, host, parts.path or "/", query, "")).replace(" ", "%20")


def thread_url(url: str) -> str:
    """The address of a post, given that of one of its comment pages or parts: `/comment-page-2/`, `?cpage=2`, `&page=2`."""
    parts = urlsplit(url)
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if k not in ("cpage", "page") or not v.isdigit()
    ]
    return urlunsplit((parts.scheme, parts.netloc, COMMENT_PAGE.sub("/", parts.path), urlencode(query), ""))


def part_number(url: str, post_url: str) -> int:
    """Which page of a post (`<!--nextpage-->`) an address names: 1 unless it is the post's own with `/2/` or `page=2`."""
    query = dict(parse_qsl(urlsplit(url).query))
    if query.get("page", "").isdigit():
        return max(1, int(query["page"][:4]))
    rest = urlsplit(url).path.rstrip("/").removeprefix(urlsplit(post_url).path.rstrip("/") + "/")
    return max(1, int(rest)) if rest.isdigit() and len(rest) < 4 else 1


def url_key(url: str) -> str:
    """What two addresses of one page have in common: scheme, `www.`, a final slash and escapes do not matter."""
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    return host_key(url) + path + (f"?{parts.query}" if parts.query else "")


def comment_pages_before(url: str) -> tuple[str, ...]:
    """All comment pages that must exist when this one does: `/comment-page-3/` says that there are pages 1 and 2."""
    for pattern, mark in (
        (re.compile(r"(/comment-page-)(\d{1,4})(/?$)"), "path"),
        (re.compile(r"([?&]cpage=)(\d{1,4})(&|$)"), "query"),
    ):
        found = pattern.search(url) if mark == "query" else pattern.search(urlsplit(url).path)
        if found:
            last = min(int(found[2]), 2000)
            return tuple(url.replace(found[1] + found[2], f"{found[1]}{n}", 1) for n in range(1, last + 1))
    return ()
