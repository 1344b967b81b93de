"""Which addresses belong to a blog, and which are traps. Rules are data, and what each drops is counted."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

LONGEST = 2000
"""Characters of an address; what is longer is none, whoever wrote it."""
REMEMBERED = 4096
"""Addresses whose forms are kept at hand: a blog's posts are asked about again and again while its rows are made."""
NONE = SplitResult("", "", "", "", "")
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
COMMENT_PAGES = (
    re.compile(r"(?P<before>/comment-page-)(?P<n>\d{1,4})/?(?=$|[?#])"),
    re.compile(r"(?P<before>[?&]cpage=)(?P<n>\d{1,4})(?=$|[&#])"),
)
POST_ID = re.compile(r"[?&](?:p|page_id)=(\d+)")
FILE = re.compile(r"\.\w{1,5}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The addresses of one blog: below each (host, folder) that it was met under."""

    places: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, url: str) -> "Scope":
        """The scope of a blog whose home page is `url`: `/course`, `/course/` and `/course/index.php` are one place."""
        path = _split(url).path.split("index.php")[0]
        folder, _, name = path.rpartition("/")
        within = folder if not name or FILE.search(name) else path
        return cls(places=frozenset(((host_key(url), f"{within.rstrip('/')}/"),)))

    def with_home(self, url: str) -> "Scope":
        """The scope after the home page turned out to stand at `url`: both places."""
        return Scope(places=self.places | Scope.of(url).places)

    def has_host(self, host: str) -> bool:
        """Whether the blog was met under this host (as `host_key` has it)."""
        return any(host == place for place, _ in self.places)

    def __contains__(self, url: str) -> bool:
        host, path = host_key(url), _split(url).path + "/"
        return any(host == place and path.startswith(folder) for place, folder in self.places)


@lru_cache(maxsize=REMEMBERED)
def trap(url: str) -> str | None:
    """The name of the first trap rule that an address falls under, or None."""
    if len(url) > LONGEST:
        return "endless"
    return next((name for name, pattern in TRAPS if pattern.search(url)), None)


@lru_cache(maxsize=REMEMBERED)
def host_key(url: str) -> str:
    """Host with a port that is not the scheme's own; `www.` does not make another host. Empty when `url` is no address."""
    parts = _split(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


@lru_cache(maxsize=REMEMBERED)
def _split(url: str) -> SplitResult:
    """Never fails: `http://[` and `http://host:notaport/` have no parts."""
    try:
        parts = urlsplit(url)
        return NONE if parts.port == 0 else parts
    except ValueError:
        return NONE


@lru_cache(maxsize=REMEMBERED)
def tidy(url: str, base: str | None = None) -> str:
    """An address as we ask for it: absolute, escaped, without fragment, default port and tracking keys. Empty when it is none."""
    if len(url) > LONGEST:
        return ""
    try:
        whole = safe_url_string(urljoin(base, url.strip()) if base else url.strip())
    except ValueError:
        return ""
    parts = _split(whole)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\x00-\x20]", parts.netloc):
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, {"http": 80, "https": 443}[parts.scheme]) else f":{parts.port}"
    query = "&".join(piece for piece in parts.query.split("&") if piece and not TRACKING.fullmatch(piece.split("=")[0]))
    return urlunsplit((parts.scheme, host + port, parts.path or "/", query, ""))


@lru_cache(maxsize=REMEMBERED)
def thread_url(url: str) -> str:
    """The address of a post, given that of one of its comment pages or parts: `/comment-page-2/`, `?cpage=2`, `&page=2`."""
    parts = _split(url)
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if k not in ("cpage", "page") or not v.isdigit()
    ]
    return urlunsplit((parts.scheme, parts.netloc, COMMENT_PAGE.sub("/", parts.path), urlencode(query), ""))


def part_number(url: str, post_url: str) -> int:
    """Which page of a post (`<!--nextpage-->`) an address names: 1 unless it is the post's own with `/2/` or `page=2`."""
    parts = _split(url)
    named = dict(parse_qsl(parts.query)).get("page", "")
    path = COMMENT_PAGE.sub("", parts.path).rstrip("/")
    named = named or path.removeprefix(_split(post_url).path.rstrip("/") + "/")
    return max(1, int(named)) if re.fullmatch("[0-9]{1,3}", named) else 1


def is_below(url: str, post_url: str) -> bool:
    """Whether an address is a post's own further one, such as its feed: `POST/feed/`, or `?feed=rss2&p=5` for `?p=5`."""
    asked, post = POST_ID.search(url), POST_ID.search(post_url)
    if asked or post:
        return bool(asked and post) and parse_qsl(urlsplit(url).query)[-1:] == parse_qsl(urlsplit(post_url).query)[-1:]
    return url != post_url and url.startswith(post_url)


@lru_cache(maxsize=REMEMBERED)
def url_key(url: str) -> str:
    """What two addresses of one page have in common: scheme, `www.`, a final slash and escapes do not matter."""
    parts = _split(url)
    path = unquote(parts.path).rstrip("/")
    return host_key(url) + path + (f"?{parts.query}" if parts.query else "")


def comment_pages_before(url: str) -> tuple[str, ...]:
    """All comment pages that must exist when this one does: `/comment-page-3/` says that there are pages 1 and 2."""
    for pattern in COMMENT_PAGES:
        if found := pattern.search(url):
            head, tail = url[: found.end("before")], url[found.end("n") :]
            return tuple(f"{head}{n}{tail}" for n in range(1, min(int(found["n"]), 2000) + 1))
    return ()
