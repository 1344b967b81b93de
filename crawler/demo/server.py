"""Serves the demo's course on loopback: captured answers of real WordPress blogs, one port a blog."""

import gzip
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from archive.errors import StoreError

COURSE = Path(__file__).parent / "course.jsonl.gz"
PORTS = (8471, 8472, 8473)
"""Taken where they are free, so that a second demo finds the same addresses."""
Answers = dict[str, dict[str, Any]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int):
        super().__init__(("127.0.0.1", port), _Handler)
        self.answers: Answers = {}
        self.hosts: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """Head and body leave in one packet: in two, each answer waits 40 ms for the client's acknowledgement."""
    server: _Server

    def do_GET(self) -> None:
        """The captured answer, with this server's addresses in it; 304 where the client has it already; else 404."""
        answer = self.server.answers.get(self.path) or {
            "status": 404,
            "headers": {"Content-Type": "text/html"},
            "body": "not captured",
        }
        headers = {name: self._here(value) for name, value in answer["headers"].items()}
        body = self._here(answer["body"]).encode("utf-8", "surrogateescape")
        known = {name.lower(): value for name, value in headers.items()}
        if known.get("etag") and self.headers.get("If-None-Match") == known["etag"]:
            self.send_response(304)
            self.end_headers()
            return
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = gzip.compress(body, 6, mtime=0), "gzip"
        self.send_response(answer["status"])
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _here(self, text: str) -> str:
        for number, host in enumerate(self.server.hosts):
            text = text.replace(f"{{blog-{number}}}", host)
        return text

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silent."""


@contextmanager
def served() -> Iterator[tuple[str, ...]]:
    """The addresses of the course's blogs, while they are served."""
    lines = [json.loads(line) for line in gzip.decompress(COURSE.read_bytes()).splitlines()]
    with ExitStack() as stack:
        servers = [stack.enter_context(_listening(port)) for port in PORTS]
        hosts = [f"127.0.0.1:{server.server_port}" for server in servers]
        for number, server in enumerate(servers):
            server.hosts = hosts
            server.answers = {line["path"]: line for line in lines if line["blog"] == number}
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        yield tuple(f"http://{host}/" for host in hosts)


def _listening(port: int) -> _Server:
    for wanted in (port, 0):
        try:
            return _Server(wanted)
        except OSError as error:
            reason = error
    raise StoreError(f"no port on loopback can be opened ({reason.strerror})", "127.0.0.1")
