"""Faults of servers, as data: what each sends in the place of a post, a sitemap or a home page, and what must come of it."""

import gzip
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Sent = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Fault:
    """What goes out on the wire; `then` close, reset, or hang until the client leaves."""

    sent: Sent
    reason: str | None = None
    """How the failure's words begin; None: the answer is kept, and a row in `captures`."""
    then: str = "close"


HTML = b"Content-Type: text/html; charset=utf-8"
COMMENTS = int(os.environ.get("COURSEKEEP_COMMENTS", "100000"))
"""On the page of very many; fewer are faster."""
MEGABYTE = 1024 * 1024
PAGE = b"<html><body class='single postid-3'><article class='post-3 post hentry'><h1 class='entry-title'>Odd</h1>"
PAGE += b"<div class='entry-content'><p>%s</p></div></article></body></html>"
LENGTH = "the answer is larger than DOWNLOAD_MAXSIZE allows"
CUT = "the answer breaks off"
LEFT = "the connection broke off"
GARBAGE = "what was answered is no HTTP that can be read"
TIME = "no answer in time"


def head(*lines: bytes, status: bytes = b"200 OK") -> bytes:
    """A status line and headers."""
    return b"\r\n".join((b"HTTP/1.1 " + status, *lines, b"Connection: close")) + b"\r\n\r\n"


def said(*pieces: bytes) -> Sent:
    """These bytes, at once."""
    return lambda: iter(pieces)


def page(text: bytes, kind: bytes = HTML) -> Sent:
    """A whole page around a text."""
    body = PAGE % text
    return said(head(kind, b"Content-Length: %d" % len(body)) + body)


def whole(body: bytes, *lines: bytes) -> Sent:
    """A body of the length that is said."""
    return said(head(*lines, b"Content-Length: %d" % len(body)) + body)


def endless() -> Iterator[bytes]:
    yield head(HTML)
    while True:
        yield b"<p>and so on " * 80_000


def drip() -> Iterator[bytes]:
    yield head(HTML, b"Content-Length: 100000")
    while True:
        yield b"x"
        time.sleep(0.2)  # a fault of the server; nobody waits for its end


def bomb(times: int) -> bytes:
    """`times` MB of nothing, in about a thousandth of it."""
    return gzip.compress(bytes(times * MEGABYTE), mtime=0)


def comments(count: int) -> bytes:
    """A page with very many comments."""
    one = (
        b"<li id='comment-%d' class='comment'><article class='comment-body'><b class='fn'>Reader</b>"
        b"<time datetime='2026-03-09T10:00:00+13:00'></time><div class='comment-content'><p>Yes %d.</p></div></article></li>"
    )
    items = b"".join(one % (n, n) for n in range(1000, 1000 + count))
    return PAGE % b"Much discussed." + b"<ol class='comment-list'>" + items + b"</ol>"


def sitemap() -> Iterator[bytes]:
    """Of 50 MB: more addresses than any sitemap may hold."""
    yield head(b"Content-Type: application/xml")
    yield b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for block in range(500):
        yield b"".join(
            b"<url><loc>http://elsewhere.example/%d/%d/%s/</loc></url>" % (block, n, b"a" * 900) for n in range(105)
        )
    yield b"</urlset>"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
LAUGHS += b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
LAUGHS += b"]><urlset><url><loc>http://x.example/&m;</loc></url></urlset>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>http://x.example/&f;'
OUTSIDE += b"</loc></url></urlset>"

LINKS = b"".join(
    b"<a href='%s'>x</a>" % url
    for url in (
        b"http://example.org/\x01\x02",
        b"http://exa\x00mple.org/",
        b"http://example.org/a\r\nHost: b",
        b"http://\xd0\xb0pple.example/",  # a Cyrillic a
        b"http://b\xc3\xbccher.example/\xc3\xbc",
        b"http://xn--/",
        b"http://[::1/",
        b"http://example.org:99999/",
        b"http://" + b"a" * 300 + b".example/",
        b"//\xe2\x80\xaeexample.org/",  # right to left
        b"http://example.org/" + b"a/" * 5000,
        b"javascript:alert(1)",
    )
)

POSTS: dict[str, Fault] = {
    "an endless body": Fault(endless, LENGTH),
    "an endless header": Fault(lambda: iter(lambda: b"X-More: and more\r\n" * 1000, b""), GARBAGE),
    "a length that is too large": Fault(said(head(HTML, b"Content-Length: 999999999999")), LENGTH, "hang"),
    "a gzip bomb": Fault(whole(bomb(100), HTML, b"Content-Encoding: gzip"), "the body grows past"),
    "a bomb of gzip in gzip": Fault(
        whole(gzip.compress(bomb(300), mtime=0), HTML, b"Content-Encoding: gzip, gzip"), "the body grows past"
    ),
    "a plain body that says gzip": Fault(whole(PAGE % b"Plain.", HTML, b"Content-Encoding: gzip")),
    "gzip that is cut": Fault(whole(gzip.compress(PAGE % b"Cut." * 99)[:-9], HTML, b"Content-Encoding: gzip")),
    "a coding nobody asked for": Fault(whole(b"\x1b\x03\x00", HTML, b"Content-Encoding: zz"), "content coding"),
    "a redirect in a circle": Fault(
        said(head(b"Location: /a-redirect-in-a-circle/", b"Content-Length: 0", status=b"302 Found")),
        "redirects in a circle",
    ),
    "a redirect to nothing": Fault(
        said(head(b"Location: http://[", b"Content-Length: 0", status=b"301 Moved")), "a redirect to nowhere"
    ),
    "less than was said": Fault(said(head(HTML, b"Content-Length: 5000") + PAGE % b"Short."), CUT),
    "more than was said": Fault(said(head(HTML, b"Content-Length: 200") + PAGE % (b"Long. " * 99))),
    "a negative length": Fault(said(head(HTML, b"Content-Length: -5") + b"x"), GARBAGE),
    "two lengths": Fault(said(head(HTML, b"Content-Length: 3", b"Content-Length: 4") + b"four"), GARBAGE),
    "chunks that are none": Fault(
        said(head(HTML, b"Transfer-Encoding: chunked") + b"zz\r\nhello\r\n0\r\n\r\n"), GARBAGE
    ),
    "chunks without an end": Fault(said(head(HTML, b"Transfer-Encoding: chunked") + b"5\r\nhello\r\n64\r\nonly"), CUT),
    "a chunk of very many bytes": Fault(
        said(head(HTML, b"Transfer-Encoding: chunked") + b"ffffffffffffffff\r\nhello"), CUT
    ),
    "a reset at once": Fault(said(), LEFT, "reset"),
    "a goodbye at once": Fault(said(), LEFT),
    "a reset in the head": Fault(said(b"HTTP/1.1 200 OK\r\nContent-Ty"), LEFT, "reset"),
    "an end in the head": Fault(said(b"HTTP/1.1 200 OK\r\nContent-Ty"), LEFT),
    "a reset in the body": Fault(said(head(HTML, b"Content-Length: 5000") + b"<p>cut"), CUT, "reset"),
    "no HTTP": Fault(said(b"220 mail.example ESMTP\r\n"), GARBAGE),
    "only NUL bytes": Fault(said(bytes(5000)), LEFT),
    "a head of 1 MB": Fault(said(head(b"X-Long: " + b"long " * 210_000, HTML) + b"x"), LEFT),
    "a head of 20,000 lines": Fault(said(head(*(b"X-%d: %d" % (n, n) for n in range(20_000)), HTML) + PAGE % b"x")),
    "NUL bytes in a page": Fault(page(b"A\x00B " * 500)),
    "a wrong charset": Fault(page("Kia ora whānau".encode("utf-16"), b"Content-Type: text/html; charset=us-ascii")),
    "a charset that is none": Fault(page(b"Caf\xe9", b"Content-Type: text/html; charset=\x01no-such")),
    "a lying type": Fault(page(b"I am no picture.", b"Content-Type: image/png")),
    "a picture that says it is a page": Fault(whole(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99, HTML)),
    "nesting 100,000 deep": Fault(page(b"<div><b>" * 100_000)),
    "quotes 100,000 deep": Fault(page(b"<blockquote>" * 100_000 + b"deep")),
    "an attribute of 5 MB": Fault(page(b"<a title='" + b"x" * 5 * MEGABYTE + b"'>x</a>")),
    "500,000 attributes": Fault(page(b"<p " + b"".join(b"a%d " % n for n in range(500_000)) + b">x</p>")),
    "addresses that are none": Fault(page(LINKS)),
    "very many comments": Fault(whole(comments(COMMENTS), HTML)),
    "an entity without an end": Fault(page(b"&" * 200_000 + b"&#x" + b"9" * 100_000)),
    "a comment without an end": Fault(page(b"<!--" * 100_000)),
}
"""In the place of one post each."""

SLOW: dict[str, Fault] = {
    "a slow drip": Fault(drip, TIME),
    "silence": Fault(said(), TIME, "hang"),
    "silence in the head": Fault(said(b"HTTP/1.1 200 OK\r\n"), TIME, "hang"),
    "silence in the body": Fault(said(head(HTML, b"Content-Length: 5000") + b"<p>more?"), TIME, "hang"),
}
"""In the place of one post each, of a blog each: they are waited for at the same time."""

SITEMAPS: dict[str, Fault] = {
    "a sitemap of 50 MB": Fault(sitemap),
    "a billion laughs": Fault(whole(LAUGHS, b"Content-Type: application/xml")),
    "an entity of this machine": Fault(whole(OUTSIDE, b"Content-Type: application/xml")),
    "a zipped sitemap that is a bomb": Fault(
        whole(bomb(200), b"Content-Type: application/xml", b"Content-Encoding: gzip"), "the body grows past"
    ),
}
"""In the place of a blog's sitemap, of a blog each."""
