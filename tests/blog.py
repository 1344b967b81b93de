"""A small WordPress on loopback, made of a few posts and scripted faults; it notes every request it is sent."""

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import inf
from typing import Any
from urllib.parse import parse_qsl, unquote


@dataclass(frozen=True)
class Said:
    """A comment, or a pingback."""

    id: int
    author: str
    text: str
    parent: int = 0
    kind: str = "comment"
    url: str = ""


@dataclass
class Entry:
    """A post or a page; its number is also its day in March 2026."""

    id: int
    title: str
    text: str
    said: list[Said] = field(default_factory=list)
    kind: str = "post"

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")

    @property
    def clock(self) -> str:
        return f"2026-03-{self.id % 28 + 1:02d}T09:30:00"


@dataclass(frozen=True)
class Answer:
    """What goes out. `then`: keep; cut, when half of the body is sent; endless, the body again and again."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    then: str = "keep"


@dataclass
class Asked:
    """One request: when it came and when it was answered, by a clock that only tells before from after."""

    target: str
    agent: str
    conditional: bool
    number: int
    """From 1, as they came."""
    at_once: int
    """How many requests were being answered when it came, this one included."""
    began: float
    ended: float = inf
    """Just before the last of its answer is sent: who has all of it may ask for the next before we do anything more."""


def some_entries() -> list[Entry]:
    """Three posts with a conversation, and a page: enough for each rule."""
    talk = [Said(10 + n, f"Reader {n}", f"Remark number {n} upon chalk.") for n in range(1, 6)]
    talk.append(Said(16, "Ana Example", "Thank you, reader one.", parent=11))
    talk.append(
        Said(17, "Another blog", "[&#8230;] as Ana wrote [&#8230;]", kind="pingback", url="https://b.example/x/")
    )
    return [
        Entry(1, "Chalk and talk", "Wenger (2000) says that we learn together.", talk),
        Entry(
            2, "A second look", "The next week we looked again, and wrote about it.", [Said(21, "Ben", "Well seen!")]
        ),
        Entry(3, "Third time lucky", "A third text, without any remark under it."),
        Entry(4, "About me", "I teach, and I keep this blog about it.", kind="page"),
    ]


class Blog:
    """The blog and its server. Change its fields at any time: the next answer follows them."""

    def __init__(self, entries: Sequence[Entry] | None = None, *, host: str = "127.0.0.1", **fields: Any):
        self.entries = list(some_entries() if entries is None else entries)
        self.permalinks = "pretty"
        """pretty `/slug/`, index `/index.php/slug/`, plain `/?p=1`."""
        self.rest = self.feeds = self.sitemap = self.validators = True
        self.comments_per_page = 0
        self.newest_first = True
        self.robots: Answer | None = None
        self.faults: dict[str, list[Answer]] = {}
        """Target -> answers instead of its own, each once, the last one for ever."""
        self.asked: list[Asked] = []
        self.before_answer: Callable[[int], None] = lambda number: None
        """Called with the number of the request (from 1) when it has come and nothing was sent."""
        self.halfway: Callable[[int], None] = lambda number: None
        """Called when half of its answer's body was sent."""
        self._changed, self._open, self._count = threading.Condition(), 0, 0
        for name, value in fields.items():
            assert hasattr(self, name), name
            setattr(self, name, value)
        self.server = (_SixServer if ":" in host else _Server)((host, 0), _Handler)
        self.server.blog = self  # type: ignore[attr-defined]
        self.host = f"{f'[{host}]' if ':' in host else host}:{self.server.server_port}"
        self.url = f"http://{self.host}/"

    def __enter__(self) -> "Blog":
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.target for asked in self.asked]

    def forget(self) -> None:
        """Begin to count anew, when all requests are answered."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open, timeout=300)
            self.asked.clear()
            self._count = 0

    def note(self, target: str, agent: str, conditional: bool) -> Asked:
        """Writes down that a request has come."""
        with self._changed:
            self._open, self._count = self._open + 1, self._count + 1
            self.asked.append(Asked(target, agent, conditional, self._count, self._open, time.monotonic()))
            return self.asked[-1]

    def answered(self, asked: Asked) -> None:
        """Writes down that nothing more is done for a request than to send the rest; once is enough."""
        with self._changed:
            if asked.ended == inf:
                self._open, asked.ended = self._open - 1, time.monotonic()
                self._changed.notify_all()

    def answer(self, target: str) -> Answer:
        """What is sent for a target: its scripted fault, else what WordPress would say."""
        if faults := self.faults.get(target):
            return faults.pop(0) if len(faults) > 1 else faults[0]
        path, _, query = target.partition("?")
        asked = dict(parse_qsl(query))
        parts = [unquote(part) for part in path.split("/") if part and part != "index.php"]
        return self._route(parts, asked) or Answer(self._page("Not found", "error404", "<p>Nothing here.</p>"), 404)

    def _route(self, parts: list[str], asked: dict[str, str]) -> Answer | None:
        if parts == ["robots.txt"]:
            return self.robots
        if "rest_route" in asked or parts[:1] == ["wp-json"]:
            return self._rest(asked.get("rest_route", "/".join(parts[1:])).strip("/"), asked)
        if "feed" in asked or parts[-1:] == ["feed"]:
            comments = asked.get("feed") == "comments-rss2" or parts[:1] == ["comments"]
            return self._feed(comments, int(asked.get("paged", 1)))
        if parts == ["wp-sitemap.xml"] or "sitemap" in asked:
            return self._sitemap()
        number = int(asked.get("paged", 0)) or (int(parts[1]) if parts[:1] == ["page"] else 1)
        if not parts or parts[:1] == ["page"]:
            found = asked.get("p") or asked.get("page_id")
            return self._post(found, asked.get("cpage")) if found else self._home(number)
        comment_page = parts[1].removeprefix("comment-page-") if len(parts) > 1 else None
        return self._post(parts[0], comment_page)

    # Addresses

    def link(self, entry: Entry) -> str:
        """The permanent address of a post."""
        key = "page_id" if entry.kind == "page" else "p"
        return self._at(f"{entry.slug}/", f"?{key}={entry.id}")

    def _at(self, pretty: str, plain: str) -> str:
        return self.url + {"pretty": pretty, "index": f"index.php/{pretty}", "plain": plain}[self.permalinks]

    def comment_page(self, entry: Entry, number: int) -> str:
        """The address of one page of a post's comments."""
        return self._joined(self.link(entry), f"comment-page-{number}/", f"&cpage={number}")

    def _joined(self, link: str, pretty: str, plain: str) -> str:
        return link + (plain if self.permalinks == "plain" else pretty)

    # HTML, in the markup of WordPress's own themes

    def _page(self, title: str, classes: str, main: str, head: str = "") -> bytes:
        rest = f'<link rel="https://api.w.org/" href="{self._at("wp-json/", "?rest_route=/")}">' if self.rest else ""
        feed = self._at("feed/", "?feed=rss2")
        said = self._at("comments/feed/", "?feed=comments-rss2")
        links = (("Feed", feed), ("Comments Feed", said)) if self.feeds else ()
        feeds = "".join(
            f'<link rel="alternate" type="application/rss+xml" title="Chalk dust &raquo; {name}" href="{url}">'
            for name, url in links
        )
        return (
            f'<!DOCTYPE html><html lang="en-NZ"><head><meta charset="UTF-8"><title>{escape(title)}</title>'
            f'<meta name="generator" content="WordPress 6.5">{rest}{feeds}{head}'
            f'<link rel="stylesheet" href="{self.url}wp-content/themes/chalkboard/style.css"></head>'
            f'<body class="{classes}"><header><h1 class="site-title"><a href="{self.url}" rel="home">Chalk dust</a>'
            f"</h1></header><main>{main}</main><footer><a href='{self.url}wp-login.php'>Log in</a></footer></body></html>"
        ).encode()

    def _home(self, number: int) -> Answer | None:
        posts = [entry for entry in self.entries if entry.kind == "post"][::-1]
        shown = posts[2 * number - 2 : 2 * number]
        if not shown and number > 1:
            return None
        main = "".join(
            f'<article id="post-{e.id}" class="post-{e.id} post hentry"><h2 class="entry-title">'
            f'<a href="{self.link(e)}" rel="bookmark">{e.title}</a></h2>'
            f'<time class="entry-date published" datetime="{e.clock}+13:00">{e.clock[:10]}</time>'
            f'<div class="entry-content"><p>{e.text}</p></div></article>'
            for e in shown
        )
        if len(posts) > 2 * number:
            older = self._at(f"page/{number + 1}/", f"?paged={number + 1}")
            main += f'<nav class="navigation"><div class="nav-previous"><a href="{older}">Older posts</a></div></nav>'
        pages = "".join(f'<li><a href="{self.link(e)}">{e.title}</a></li>' for e in self.entries if e.kind == "page")
        return self._html(self._page("Chalk dust", "home blog", main + f"<ul class='menu'>{pages}</ul>"))

    def _post(self, name: str, comment_page: str | None) -> Answer | None:
        entry = next((e for e in self.entries if name in (e.slug, str(e.id))), None)
        if entry is None:
            return None
        last = len(self._talk_pages(entry))
        number = int(comment_page or (last if self.newest_first else 1))
        if not 1 <= number <= last:
            return None
        kind = f"single single-post postid-{entry.id}" if entry.kind == "post" else f"page page-id-{entry.id}"
        main = (
            f'<article id="post-{entry.id}" class="post-{entry.id} {entry.kind} type-{entry.kind} hentry">'
            f'<header><h1 class="entry-title">{entry.title}</h1><time class="entry-date published" '
            f'datetime="{entry.clock}+13:00">{entry.clock[:10]}</time><span class="author vcard">'
            f'<a class="url fn n" href="{self.url}author/ana/">Ana Example</a></span></header>'
            f'<div class="entry-content"><p>{entry.text}</p></div></article>'
        )
        head = f'<link rel="canonical" href="{self.link(entry)}">'
        head += f'<link rel="shortlink" href="{self.url}?p={entry.id}">'
        return self._html(self._page(f"{entry.title} - Chalk dust", kind, main + self._talk(entry, number), head))

    def _talk_pages(self, entry: Entry) -> list[list[Said]]:
        """The comments that answer no other, by pages, as WordPress counts them."""
        first = [said for said in entry.said if not said.parent]
        size = self.comments_per_page or len(first) or 1
        return [first[at : at + size] for at in range(0, len(first) or 1, size)]

    def _talk(self, entry: Entry, number: int) -> str:
        pages = self._talk_pages(entry)
        last, items = len(pages), "".join(self._item(entry, said) for said in pages[number - 1])
        older = f'<a href="{self.comment_page(entry, number - 1)}#comments">Older comments</a>' if number > 1 else ""
        newer = f'<a href="{self.comment_page(entry, number + 1)}#comments">Newer comments</a>' if number < last else ""
        nav = f'<nav class="comment-navigation"><div class="nav-previous">{older}</div><div class="nav-next">{newer}</div></nav>'
        head = f'<h2 class="comments-title">{len(entry.said)} thoughts on this</h2>' if entry.said else ""
        return f'<div id="comments" class="comments-area">{head}<ol class="comment-list">{items}</ol>{nav}</div>'

    def _item(self, entry: Entry, said: Said) -> str:
        when = f"{entry.clock[:11]}{10 + said.id % 10}:00:00"
        if said.kind == "pingback":
            link = f'<a href="{said.url}" class="url" rel="ugc external nofollow">{said.author}</a>'
            return f'<li id="comment-{said.id}" class="pingback"><div class="comment-body">Pingback: {link}</div></li>'
        by_author = " bypostauthor" if said.author == "Ana Example" else ""
        return (
            f'<li id="comment-{said.id}" class="comment depth-{1 + bool(said.parent)}{by_author}">'
            f'<article id="div-comment-{said.id}" class="comment-body"><footer class="comment-meta">'
            f'<div class="comment-author vcard"><b class="fn">{said.author}</b> <span class="says">says:</span></div>'
            f'<div class="comment-metadata"><a href="{self.link(entry)}#comment-{said.id}">'
            f'<time datetime="{when}+13:00">{when}</time></a></div></footer>'
            f'<div class="comment-content"><p>{said.text}</p></div></article>{self._answers(entry, said)}</li>'
        )

    def _answers(self, entry: Entry, said: Said) -> str:
        items = "".join(self._item(entry, one) for one in entry.said if one.parent == said.id)
        return f'<ol class="children">{items}</ol>' if items else ""

    def _html(self, body: bytes) -> Answer:
        return Answer(body, headers=self._marks(body))

    def _marks(self, body: bytes) -> tuple[tuple[str, str], ...]:
        mark = hashlib.sha256(body).hexdigest()[:16]
        return (("ETag", f'"{mark}"'),) if self.validators else ()

    # Machine-readable sources

    def _rest(self, route: str, asked: dict[str, str]) -> Answer:
        if not self.rest:
            return _json({"code": "rest_login_required", "message": "Log in first.", "data": {"status": 401}}, 401)
        rows: list[dict[str, Any]]
        if route == "wp/v2/comments":
            rows = [self._comment_row(entry, said) for entry in self.entries for said in entry.said]
        elif route in ("wp/v2/posts", "wp/v2/pages"):
            rows = [self._post_row(e) for e in self.entries if e.kind == route[6:10]]
        else:
            facts = {"name": "Chalk dust", "timezone_string": "Pacific/Auckland", "gmt_offset": 13}
            return _json({**facts, "namespaces": ["wp/v2"]})
        size, page = int(asked.get("per_page", 10)), int(asked.get("page", 1))
        total = (("X-WP-Total", str(len(rows))), ("X-WP-TotalPages", str(-(-len(rows) // size))))
        answer = _json(rows[(page - 1) * size : page * size])
        return Answer(answer.body, kind=answer.kind, headers=(*total, *self._marks(answer.body)))

    def _post_row(self, entry: Entry) -> dict[str, Any]:
        times = {"date": entry.clock, "date_gmt": _utc(entry.clock), "modified": entry.clock}
        return {
            **times,
            "modified_gmt": times["date_gmt"],
            "id": entry.id,
            "type": entry.kind,
            "status": "publish",
            "link": self.link(entry),
            "title": {"rendered": entry.title},
            "content": {"rendered": f"<p>{entry.text}</p>\n", "protected": False},
            "author": 1,
            "comment_status": "open",
            "_embedded": {"author": [{"id": 1, "name": "Ana Example", "link": f"{self.url}author/ana/"}]},
        }

    def _comment_row(self, entry: Entry, said: Said) -> dict[str, Any]:
        when = f"{entry.clock[:11]}{10 + said.id % 10}:00:00"
        return {
            "id": said.id,
            "post": entry.id,
            "parent": said.parent,
            "author": int(said.author == "Ana Example"),
            "author_name": said.author,
            "author_url": said.url,
            "date": when,
            "date_gmt": _utc(when),
            "content": {"rendered": f"<p>{said.text}</p>\n"},
            "link": f"{self.link(entry)}#comment-{said.id}",
            "status": "approved",
            "type": said.kind,
        }

    def _feed(self, comments: bool, page: int) -> Answer | None:
        if not self.feeds:
            return None
        items = (
            self._comment_items() if comments else [self._item_of(e) for e in self.entries if e.kind == "post"][::-1]
        )
        shown = items[2 * page - 2 : 2 * page]
        if not shown and page > 1:
            return None
        spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        title = "Comments for Chalk dust" if comments else "Chalk dust"
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {spaces}><channel><title>{title}</title>'
            f"<link>{self.url}</link><generator>https://wordpress.org/?v=6.5</generator>{''.join(shown)}</channel></rss>"
        ).encode()
        return Answer(body, kind="application/rss+xml; charset=UTF-8", headers=self._marks(body))

    def _item_of(self, entry: Entry) -> str:
        return (
            f"<item><title>{entry.title}</title><link>{escape(self.link(entry))}</link><dc:creator>Ana Example</dc:creator>"
            f"<pubDate>{_rfc(entry.clock)}</pubDate><guid isPermaLink='false'>{self.url}?p={entry.id}</guid>"
            f"<content:encoded><![CDATA[<p>{entry.text}</p>]]></content:encoded></item>"
        )

    def _comment_items(self) -> list[str]:
        return [
            f"<item><title>Comment on {e.title} by {said.author}</title><dc:creator>{said.author}</dc:creator>"
            f"<link>{escape(self.link(e))}#comment-{said.id}</link>"
            f"<pubDate>{_rfc(f'{e.clock[:11]}{10 + said.id % 10}:00:00')}</pubDate>"
            f"<content:encoded><![CDATA[<p>{said.text}</p>]]></content:encoded></item>"
            for e in self.entries
            for said in e.said
        ]

    def _sitemap(self) -> Answer | None:
        if not self.sitemap:
            return None
        rows = "".join(f"<url><loc>{escape(self.link(entry))}</loc></url>" for entry in self.entries)
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<url><loc>{self.url}</loc></url>{rows}</urlset>"
        ).encode()
        return Answer(body, kind="application/xml; charset=UTF-8", headers=self._marks(body))


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(json.dumps(value).encode(), status, "application/json; charset=UTF-8")


def _utc(clock: str) -> str:
    """Thirteen hours earlier, as in Auckland in March."""
    from datetime import datetime, timedelta

    return (datetime.fromisoformat(clock) - timedelta(hours=13)).isoformat()


def _rfc(clock: str) -> str:
    from datetime import datetime
    from email.utils import format_datetime

    return format_datetime(datetime.fromisoformat(_utc(clock) + "+00:00"))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that leave are part of the game."""


class _SixServer(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: else each waits for the other's acknowledgement

    def do_GET(self) -> None:
        blog: Blog = self.server.blog  # type: ignore[attr-defined]
        known = self.headers.get("If-None-Match")
        asked = blog.note(self.path, self.headers.get("User-Agent", ""), known is not None)
        try:
            blog.before_answer(asked.number)
            answer = blog.answer(self.path)
            if known and ("ETag", known) in answer.headers:
                answer = Answer(status=304, headers=answer.headers)
            self._send(answer, lambda: blog.halfway(asked.number), lambda: blog.answered(asked))
        except OSError:  # the client has left
            self.close_connection = True
        finally:
            blog.answered(asked)

    def _send(self, answer: Answer, halfway: Callable[[], None], answered: Callable[[], None]) -> None:
        self.send_response(answer.status)
        for name, value in (("Content-Type", answer.kind), *answer.headers):
            self.send_header(name, value)
        if answer.status != 304 and answer.then != "endless":
            self.send_header("Content-Length", str(len(answer.body)))
        if answer.then != "keep":
            self.send_header("Connection", "close")
        self.end_headers()
        half = len(answer.body) // 2
        self.wfile.write(answer.body[:half])
        if answer.body:
            self.wfile.flush()
        halfway()
        answered()
        if answer.then != "cut":
            self.wfile.write(answer.body[half:])
        self.wfile.flush()
        while answer.then == "endless":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silent."""
