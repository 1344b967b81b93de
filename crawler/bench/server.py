"""Serves the measured site on loopback, in a process of its own: `python -m crawler.bench.server BLOGS POSTS COMMENTS`.

It prints the blogs' addresses as JSON; for each line on its standard input it prints what was asked of it since the last one.
"""

import asyncio
import gzip
import json
import sys
from collections import Counter
from functools import partial
from http import HTTPStatus

from crawler.bench.site import Answer, blog, missing

Told = Counter[str]
GZIP = 6


class _Blog(asyncio.Protocol):
    """One connection to one blog."""

    def __init__(self, answers: dict[str, tuple[bytes, bytes]], told: Told):
        self._answers, self._told, self._rest = answers, told, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        """Answers each whole request, in order."""
        *heads, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for head in heads:
            path = head.split(b" ", 2)[1].decode("latin-1")
            plain, packed = self._answers.get(path) or self._answers[""]
            asked = next((line for line in head.split(b"\r\n") if line.lower().startswith(b"accept-encoding:")), b"")
            answer = packed if b"gzip" in asked else plain
            self._told.update(
                answers=1, bytes=len(answer), pages=int(b"text/html" in answer[:200] and path in self._answers)
            )
            self._out.write(answer)


def _ready(answer: Answer, packed: bool) -> bytes:
    """All bytes of an answer."""
    zipped = packed and "image" not in answer.kind
    body = gzip.compress(answer.body, GZIP, mtime=0) if zipped else answer.body
    head = f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\nContent-Type: {answer.kind}\r\n"
    head += "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" if zipped else ""
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def serve(blogs: int, posts: int, comments: int) -> None:
    """Until the standard input ends."""
    loop, told, homes = asyncio.get_running_loop(), Told(), []
    for number in range(blogs):
        answers: dict[str, tuple[bytes, bytes]] = {"": (_ready(missing(), False), _ready(missing(), True))}
        server = await loop.create_server(partial(_Blog, answers, told), "127.0.0.1", 0)
        homes.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        for path, answer in blog(homes[-1], posts, number, comments):
            answers[path] = _ready(answer, False), _ready(answer, True)
    print(json.dumps(homes), flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(told), flush=True)
        told.clear()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
