"""The key by which an index sorts addresses: host turned round, what does not matter for a page taken away. No network.

`http://www.Example.org:80/A/?b=2&a=1` is `org,example)/a?a=1&b=2`. The rules are those of the Wayback Machine
(WaybackURLKeyMaker), which every CDX tool follows; tests compare with cdxj-indexer.
"""

import re
import socket
from urllib.parse import quote_from_bytes, unquote_to_bytes

_PARTS = re.compile(rb"([a-zA-Z][a-zA-Z0-9+.\-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.S)
_SCHEME = re.compile(rb"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_TWICE = re.compile(rb"(https?://)+")
_NUMBERS = re.compile(rb"[0-9]+(\.[0-9]+){0,3}")
_WWW = re.compile(rb"www\d*\.")
_PORTS = {b"http": 80, b"https": 443}
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_LIMIT = 16 * 1024
"""Bytes of an address in which a session is looked for."""

_QUERY_SESSIONS = tuple(
    re.compile(rb"(.*)(?:" + session + rb")(?:&(.*))?", re.I | re.S)
    for session in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]{1,200}&cftoken=[^&]{1,200}",
    )
)
_PATH_SESSIONS = (
    re.compile(rb"(.*/)(?:\((?:[a-z]\([0-9a-z]{24}\)){1,9}\)/)([^?]+\.aspx.*)", re.I | re.S),
    re.compile(rb"(.*/)(?:\([0-9a-z]{24}\)/)([^?]+\.aspx.*)", re.I | re.S),
)


def surt(url: str) -> str:
    """The key of an address; the address itself where it is none."""
    raw = re.sub(rb"[\n\r\t]", b"", url.encode("utf-8", "replace").strip())
    if not raw:
        return "-"
    raw = raw if _SCHEME.match(raw) else b"http://" + raw
    match = _PARTS.match(_TWICE.sub(rb"\1", raw, count=1) if _TWICE.match(raw) else raw)
    try:
        return _key(*(part or b"" for part in match.groups())).decode("ascii") if match else url
    except ValueError:  # a port that is no number
        return url


def _key(scheme: bytes, authority: bytes, path: bytes, query: bytes) -> bytes:
    if not authority and scheme.startswith(b"http"):  # http:////example.org/
        authority, _, path = path.lstrip(b"/").partition(b"/")
        path = b"/" + path
    host, port = _host_and_port(authority)
    start = _turned_round(host, port, _PORTS.get(scheme.lower())) if host else scheme + b":"
    path = _path(_plain(path), tidy=bool(host))
    query = _query(_escaped(_plain(query)))
    return start + path + (b"?" + query if query else b"")


def _host_and_port(authority: bytes) -> tuple[bytes, int | None]:
    server = authority.rpartition(b"@")[2].rstrip(b":").lower()
    name, colon, port = server.rpartition(b":")
    if not colon or server.endswith(b"]"):
        return server.strip(b"[]"), None
    if port and not (re.fullmatch(rb"\d{1,5}", port) and int(port) < 1 << 16):
        raise ValueError("no port")
    return name.strip(b"[]"), int(port or 0) or None


def _turned_round(host: bytes, port: int | None, usual: int | None) -> bytes:
    host = _escaped(_number(_ascii(_plain(host)).replace(b"..", b".").strip(b".")).lower())
    host = host[match.end() :] if (match := _WWW.match(host)) else host
    shown = b":%d" % port if port and port != usual else b""
    return b",".join(reversed(host.split(b"."))) + shown + b")"


def _ascii(host: bytes) -> bytes:
    if host.isascii():
        return host
    try:
        return host.decode("utf-8", "ignore").encode("idna")
    except ValueError:
        return host


def _number(host: bytes) -> bytes:
    """The four numbers of an address that is written with fewer, or in octal."""
    if not _NUMBERS.fullmatch(host):
        return host
    try:
        packed = (int(host) & 0xFFFFFFFF).to_bytes(4, "big") if host.isdigit() else socket.inet_aton(host.decode())
    except (OSError, ValueError):
        return host
    return socket.inet_ntoa(packed).encode()


def _path(path: bytes, *, tidy: bool) -> bytes:
    path = _escaped(_without_dots(path) if tidy else path).lower()
    for session in _PATH_SESSIONS:
        if match := session.fullmatch(path[:_LIMIT]):
            path = match[1] + match[2] + path[_LIMIT:]
    return path[:-1] if len(path) > 1 and path.endswith(b"/") else path


def _without_dots(path: bytes) -> bytes:
    kept: list[bytes] = []
    for part in path.split(b"/")[1:]:
        if part == b".." and kept:
            kept.pop()
        elif part != b".":
            kept.append(part)
    return b"/" + b"/".join([*(part for part in kept[:-1] if part), *kept[-1:]])


def _query(query: bytes) -> bytes:
    for session in _QUERY_SESSIONS:
        if match := session.fullmatch(query[:_LIMIT]):
            query = match[1] + (match[2] or b"") + query[_LIMIT:]
    pairs = (pair.split(b"=", 1) for pair in query.lower().split(b"&"))
    return b"&".join(b"=".join(pair) for pair in sorted(pairs))


def _plain(text: bytes) -> bytes:
    """Percent signs undone until none is left to undo."""
    while (less := unquote_to_bytes(text)) != text:
        text = less
    return text


def _escaped(text: bytes) -> bytes:
    return quote_from_bytes(text, safe=_SAFE).encode("ascii")
