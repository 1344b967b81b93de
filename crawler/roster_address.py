"""The blog's address in what people write: mistyped schemes, dashboards, feeds, posts, whole sentences. Pure, no network."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from crawler.addresses import HOST, whole

LONGEST = 4000
"""Characters of a line that are looked at."""
SCHEME = re.compile(
    r"(?<![\w./-])(?:(?:h{1,3}t{1,3}p{1,2}s?|ttps?|feed)(?:[;:]{0,2}[/\\]{1,4}(?::[/\\]{0,2})?|:(?=\w))){1,3}", re.I
)
"""`http://` as fingers make it: htp://, http:/, https//, hhtp://, http:\\\\, ttps://, https://https://."""
TOKEN = re.compile(
    r"https?://[^\s<>\"'\u201c\u201d|,;()]+"
    r"|(?<![@\w.-])(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:/[^\s<>\"'|,;()]*)?"
    r"|(?<![@\w.-])[^\W_](?:[\w-]{0,62}\.)+[^\W\d_]{2,24}(?::\d+)?(?:[/?][^\s<>\"'\u201c\u201d|,;()]*)?(?![\w@])",
    re.I,
)
"""An address within words; the host of a mail address is none."""
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
ENDINGS = ".,:;!?)]}>'\"*_\u2026"
"""What a sentence puts behind an address."""
FILES = re.compile(r"\.(?:docx?|pdf|xlsx?|csv|txt|jpe?g|png|pptx?|odt)$", re.I)
DATED = re.compile(r"/(?:19|20)\d\d/(?:(?:0?[1-9]|1[0-2])(?:/.*)?)?$")
"""Where WordPress puts posts and months: what stands before is the blog."""
INNER = re.compile(r"/(?:category|tag|author|page|comments|search)/.*$")
NUMBERED = re.compile(
    r"(?:^|&)(?:p|page_id|cat|m|preview|preview_id|feed|s|replytocom|attachment_id|utm_[a-z]+|fbclid|gclid|ref)="
)
"""Queries of a blog's pages, and of those who count visitors: none belongs to a blog's address."""
RETURNS = ("redirect_to", "return_to", "redirect")
"""Where a page for signing in says whereto."""
HUBS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("wordpress.com", re.compile(r"/(?:[a-z-]+/){1,4}([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/:].*)?$"), ""),
    ("wordpress.com", re.compile(r"/site/([a-z0-9-]+)/?$"), ".wordpress.com"),
)
"""Hosts of dashboards: what leads to the blog's own host, and what is to be added to it."""
HUB_HOSTS = frozenset({"wordpress.com", "www.wordpress.com", "app.wordpress.com"})
ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(("docs.google.com", "drive.google.com", "sites.google.com"), "a page of Google's, not a blog"),
    **dict.fromkeys(("facebook.com", "instagram.com", "twitter.com", "x.com", "linkedin.com"), "a profile, not a blog"),
}
"""Hosts that people name in the place of a blog's."""
NOT_YOURS = "is the provider's own address, not that of one blog: the blog's own looks like https://NAME.wordpress.com/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a piece of text says. One of `url` and `wrong` is empty."""

    url: str = ""
    """The blog's address, as far as the text tells."""
    wrong: str = ""
    """Why there is none, and what to do."""
    before: str = ""
    """The words that stand before the address."""
    email: str = ""


def sought(text: str) -> Sought:
    """The blog that a text names: its first address that can be a blog's."""
    text = SCHEME.sub(_scheme, text[:LONGEST])
    mail = MAIL.search(text)
    email = mail[0] if mail else ""
    wrong = ""
    for match in sorted(TOKEN.finditer(text), key=lambda each: "://" not in each[0]):
        try:
            return Sought(url=_blog(match[0].rstrip(ENDINGS)), before=text[: match.start()].strip(), email=email)
        except ValueError as error:
            wrong = wrong or str(error)
    return Sought(wrong=wrong or f'no address in "{_short(text)}": ask for the blog\'s address', email=email)


def _scheme(match: re.Match[str]) -> str:
    last = re.split(r"[^a-z]+", match[0].lower().rstrip(":/\\"))[-1]
    return "" if last == "feed" else "https://" if last.endswith("s") else "http://"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "\u2026"


def _blog(token: str, depth: int = 0) -> str:
    """The blog's address from that of one of its pages. Raises ValueError."""
    url = whole(token)
    parts = urlsplit(url)
    host = parts.hostname or ""
    if "://" not in token and FILES.search(token):
        raise ValueError(f'"{token}" is a file, not an address: ask for the blog\'s address')
    for name in RETURNS:
        for target in parse_qs(urlsplit(token if "://" in token else f"//{token}").query).get(name, ())[:1]:
            if depth < 3 and "://" in unquote(target):
                return _blog(unquote(target), depth + 1)
    if why := ELSEWHERE.get(host.removeprefix("www.")):
        raise ValueError(f"{url} is {why}: ask for the blog's address")
    if host in HUB_HOSTS:
        return _behind(host, parts.path, url)
    path = INNER.sub("/", DATED.sub("/", parts.path))
    given = urlsplit(token if "://" in token else f"//{token}").path or "/"
    query = "" if NUMBERED.search(parts.query) or path != given else parts.query
    return whole(parts._replace(path=path, query=query).geturl())


def _behind(host: str, path: str, url: str) -> str:
    """The blog that a dashboard's address names. Raises ValueError."""
    for hub, pattern, rest in HUBS:
        if host.endswith(hub) and (match := pattern.search(path)) and HOST.fullmatch(match[1] + rest):
            return whole(match[1] + rest)
    raise ValueError(f"{url} {NOT_YOURS}")
