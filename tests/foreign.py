"""Makes WARC, ARC and WACZ files as other tools do, by hand."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable
from itertools import count

NUMBER = count(1)


def record(kind: str, url: str, block: bytes, at: str = "2013-07-10T03:13:55Z", **more: str) -> bytes:
    """One WARC record."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{next(NUMBER):012d}>",
        "WARC-Date": at,
        "WARC-Target-URI": url,
        **{name.replace("_", "-"): value for name, value in more.items()},
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=UTF-8") -> bytes:
    """A raw HTTP response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def response(
    url: str,
    body: bytes,
    *headers: str,
    at: str = "2013-07-10T03:13:55Z",
    mime: str = "text/html; charset=UTF-8",
    **more: str,
) -> bytes:
    """A response record."""
    http = {"Content_Type": "application/http; msgtype=response", **more}
    return record("response", url, answer(body, *headers, kind=mime), at, **http)


def packed(records: Iterable[bytes]) -> bytes:
    """One gzip member a record."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def arc(url: str, body: bytes, day: str = "20050314101500") -> bytes:
    """An ARC file of one answer (ARC 1.0)."""
    block = answer(body)
    first = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    head = f"filedesc://x.arc 0.0.0.0 {day} text/plain {len(first)}\n".encode()
    return head + first + b"\n" + f"{url} 192.0.2.1 {day} text/html {len(block)}\n".encode() + block + b"\n"


def wacz(**inner: bytes) -> bytes:
    """A WACZ with these files in archive/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, data in inner.items():
            file.writestr(f"archive/{name}.warc.gz", data)
        file.writestr("pages/pages.jsonl", "{}")
        file.writestr("datapackage.json", "{}")
    return out.getvalue()


def post(home: str, slug: str, title: str, text: str, comments: Iterable[tuple[int, str, str]] = ()) -> bytes:
    """A page of a post as WordPress makes it; comments are (number, author, text)."""
    number = zlib.crc32(slug.encode()) % 10_000
    listed = "".join(
        f'<li id="comment-{n}" class="comment"><article id="div-comment-{n}" class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{who}</b></div>'
        f'<time datetime="2013-07-1{n % 10}T10:00:00+12:00">then</time></footer>'
        f'<div class="comment-content"><p>{said}</p></div></article></li>'
        for n, who, said in comments
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta name="generator" content="WordPress 3.5.2"><link rel="canonical" href="{home}{slug}/">
<link rel="alternate" type="application/rss+xml" title="Feed" href="{home}feed/">
<link rel="EditURI" type="application/rsd+xml" href="{home}xmlrpc.php?rsd"></head>
<body class="single single-post postid-{number}"><article id="post-{number}" class="post hentry">
<h1 class="entry-title">{title}</h1><time class="entry-date" datetime="2013-07-09T08:00:00+12:00">then</time>
<div class="entry-content"><p>{text}</p></div></article>
<div id="comments"><ol class="commentlist">{listed}</ol></div></body></html>""".encode()
