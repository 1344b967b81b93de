"""A loopback HTTP server that sends given bytes, odd ones included, and keeps the bytes it was sent."""

import datetime
import gzip
import ipaddress
import re
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Answer:
    """`raw` goes out in `steps` writes; `then` keep, close, drop (no goodbye of TLS), reset, or hang until the client leaves."""

    raw: bytes
    then: str = "keep"
    only_fresh: bool = False
    """A second request on the same connection is not answered: the connection is closed."""
    steps: int = 1


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
BIG = bytes(range(256)) * 12_000
PAGE = b"<p>Kia ora, course.</p>" * 40
ZIPPED = gzip.compress(PAGE, mtime=0)


def sized(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A response with a Content-Length."""
    lines = (b"HTTP/1.1 " + status, *headers, b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunks(*pieces: bytes) -> bytes:
    """A chunked body."""
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"

ANSWERS: dict[str, Answer] = {
    "/plain": Answer(OK),
    "/then": Answer(OK),
    "/header-case": Answer(b"HTTP/1.1 200 Quite  Fine \r\ncOnTeNt-lEnGtH:   2\r\nx-UP:1\r\nX-up: 2\t\r\n\r\nok"),
    "/duplicates": Answer(sized(b"ok", b"Set-Cookie: a=1", b"Link: </b>", b"Set-Cookie: c=2", b"Set-Cookie: a=1")),
    "/folded": Answer(sized(b"ok", b"X-Folded: one\r\n two\r\n\tthree", b"no colon here", b"X-After: yes")),
    "/latin-1": Answer(sized(b"caf\xe9", "X-Name: Zoë Ñ".encode("latin-1"), b"Content-Type: text/plain")),
    "/line-feeds": Answer(b"HTTP/1.1 200 OK\nContent-Length: 2\nX-Bare: yes\n\nok"),
    "/no-reason": Answer(b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"),
    "/dribbled": Answer(HINTS + OK, steps=40),
    "/chunked": Answer(CHUNKED + b"\r\n" + chunks(b"hello", b" ", b"world")),
    "/extensions": Answer(
        CHUNKED + b'Trailer: X-Sum\r\n\r\n5;a="b"\r\nhello\r\n6;c=d\r\n world\r\n0;z\r\nX-Sum: 11\r\nX-Two: 2\r\n\r\n'
    ),
    "/chunked-gzip": Answer(CHUNKED + b"Content-Encoding: gzip\r\n\r\n" + chunks(ZIPPED[:7], ZIPPED[7:])),
    "/trailers": Answer(CHUNKED + b"Trailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 5\r\nx-SUM: \xe9\r\n\r\n"),
    "/odd-sizes": Answer(CHUNKED + b"\r\n00A\r\nhello worl\r\n0B\r\nd and so on\r\n000\r\n\r\n"),
    "/processing": Answer(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\nX-Odd: 1\r\n\r\n" + OK),
    "/long-header": Answer(sized(b"ok", b"X-Long: " + b"long " * 2000)),
    "/many-headers": Answer(sized(b"ok", *(b"X-Many-%d: %d" % (n % 7, n) for n in range(200)))),
    "/empty-values": Answer(sized(b"ok", b"X-Empty:", b"X-Empty: ", b"X-Colons: a:b::c", b'X-Quoted: "a\\"b"')),
    "/high-bytes": Answer(sized(bytes(range(256)), b"X-Bytes: " + bytes(range(128, 256)))),
    "/two-lengths": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
    "/zipped-until-close": Answer(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + ZIPPED, then="close"),
    "/not-zipped": Answer(sized(b"plain all the same", b"Content-Encoding: gzip")),
    "/cut-zip": Answer(sized(ZIPPED[:-12], b"Content-Encoding: gzip")),
    "/gzip": Answer(sized(ZIPPED, b"Content-Encoding: gzip", b"Content-Type: text/html")),
    "/early-hints": Answer(HINTS + HINTS + OK),
    "/not-modified": Answer(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nX-Odd: \xff\r\n\r\n'),
    "/missing": Answer(sized(b"gone fishing", status=b"404 Not Found")),
    "/busy": Answer(sized(b"later", b"Retry-After: 1", status=b"503 Service Unavailable")),
    "/moved": Answer(sized(b"", b"Location: /plain?moved", status=b"302 Found")),
    "/moved-to-garbage": Answer(sized(b"", b"Location: /garbage?moved", status=b"302 Found")),
    "/robots.txt": Answer(sized(b"User-agent: *", status=b"200 OK")),
    "/no-content": Answer(b"HTTP/1.1 204 No Content\r\nX-Empty: 1\r\n\r\n"),
    "/nothing": Answer(sized(b"")),
    "/close-delimited": Answer(b"HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end", then="close"),
    "/big": Answer(sized(BIG), steps=9),
    "/surplus": Answer(OK + b"HTTP/1.1 200 Never Asked\r\n\r\n", then="close"),
    "/cut": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", then="close"),
    "/dropped": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", then="drop"),
    "/cut-chunk": Answer(CHUNKED + b"\r\n5\r\nhello\r\n64\r\nonly this", then="close"),
    "/bad-name": Answer(sized(b"ok", b"X-Spaced : no HTTP library takes this")),
    "/bad-chunk": Answer(CHUNKED + b"\r\nzz\r\nhello\r\n0\r\n\r\n"),
    "/slow": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", then="hang"),
    "/large": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", then="hang"),
    "/reset": Answer(b"", then="reset"),
    "/silent": Answer(b"", then="close"),
    "/mute": Answer(b"", then="hang"),
    "/half-a-head": Answer(b"HTTP/1.1 200 OK\r\nContent-Le", then="close"),
    "/hints-only": Answer(HINTS, then="close"),
    "/garbage": Answer(b"\x00\x01 this is no HTTP\r\n\r\n", then="close"),
    "/odd-status": Answer(sized(b"ok", status=b"99999 Odd")),
    "/stale": Answer(OK, only_fresh=True),
}


class WireServer:
    """Serves ANSWERS by path (without the query) on a free port of 127.0.0.1; any other path is its own answer.

    `seen` holds raw requests by path.
    """

    def __init__(self, certificate: Path | None = None):
        self.seen: dict[str, list[bytes]] = {}
        self._asked = threading.Condition()
        self.scheme = "https" if certificate else "http"
        wire = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                sock = self.request
                if certificate:
                    sock = _context(certificate).wrap_socket(sock, server_side=True)
                _serve(sock, wire.note)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Clients that leave are part of the game."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    def url(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def note(self, path: str, request: bytes) -> None:
        with self._asked:
            self.seen.setdefault(path, []).append(request)
            self._asked.notify_all()

    def wait_for(self, path: str) -> None:
        """Until that path is asked for."""
        with self._asked:
            assert self._asked.wait_for(lambda: path in self.seen, timeout=300)

    def __enter__(self) -> "WireServer":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _serve(sock: Any, note: Callable[[str, bytes], None]) -> None:
    fresh = True
    while request := _request(sock):
        path = re.sub("^http://[^/]*", "", request.split(b" ")[1].decode("latin-1"))  # as a proxy is asked
        answer = ANSWERS.get(path.partition("?")[0]) or Answer(sized(path.encode()))
        note(path, request)
        if answer.only_fresh and not fresh:
            break
        fresh = False
        step = -(-len(answer.raw) // answer.steps) or 1
        head_only = answer.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        raw = head_only if request.startswith(b"HEAD ") else answer.raw
        for at in range(0, len(raw), step):
            sock.sendall(raw[at : at + step])
        if answer.then != "keep":
            _leave(sock, answer.then)
            return
    sock.close()


def _request(sock: Any) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := sock.recv(65536)):
            return b""
        data += more
        if data[0] == 0x16:  # a TLS handshake
            sock.sendall(sized(b"speak HTTP", status=b"400 Bad Request"))
            return b""
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(v) for k, _, v in (h.partition(b":") for h in head.split(b"\r\n")) if k == b"Content-Length"), 0)
    while len(body) < length:
        body += sock.recv(65536)
    return head + b"\r\n\r\n" + body


def _leave(sock: Any, how: str) -> None:
    if how == "hang":
        sock.recv(1)
    if how == "reset":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if how == "close" and isinstance(sock, ssl.SSLSocket):
        sock = sock.unwrap()
    sock.close()


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def make_certificate(path: Path) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.datetime(2020, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
