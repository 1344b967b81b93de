"""A blog on loopback, some of whose addresses are answered by a fault: raw bytes, as slow and as many as it likes."""

import socket
import struct
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from blog import Blog, Entry, _Handler
from faults import Fault


class FaultyBlog(Blog):
    """A Blog; `raw`: target -> Fault."""

    def __init__(self, raw: Mapping[str, Fault], **fields: Any):
        super().__init__(**fields)
        self.raw = dict(raw)
        self.server.RequestHandlerClass = FaultyHandler


def faulty_posts(faults: Mapping[str, Fault]) -> FaultyBlog:
    """One post a fault, named as the fault is, and a last one that is well."""
    entries = [Entry(n, title(name), "A text.") for n, name in enumerate((*faults, "all is well"), 1)]
    blog = FaultyBlog({}, entries=entries)
    blog.raw = {f"/{entry.slug}/": fault for entry, fault in zip(entries, faults.values(), strict=False)}
    return blog


def title(name: str) -> str:
    """A fault's name as the title of a post, from which its address is made."""
    return name.replace(",", "")


class FaultyHandler(_Handler):
    """Answers with a fault where there is one."""

    def do_GET(self) -> None:
        fault: Fault | None = self.server.blog.raw.get(self.path)  # type: ignore[attr-defined]
        if fault is None:
            super().do_GET()
            return
        self.close_connection = True
        with suppress(OSError):
            for piece in fault.sent():
                self.connection.sendall(piece)
            self._leave(fault.then)

    def _leave(self, how: str) -> None:
        if how == "hang":
            self.connection.recv(1)
        if how == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
