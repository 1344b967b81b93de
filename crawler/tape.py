"""What one request put on the wire and what came back, byte for byte, while it goes on."""

import tempfile
from time import monotonic
from typing import Any

from crawler.ticking import now

IN_MEMORY = 1024 * 1024
"""Bytes received for one request beyond which a temporary file holds them."""
MOST = 96 * IN_MEMORY
"""Bytes received that are kept: of a body that is as large as it may be and comes byte by byte, chunks are five sixths."""


class Tape:
    """What one request put on the wire and what came back. An attempt on a stale connection is wound back."""

    def __init__(self, *, direct: bool = True) -> None:
        self.direct = direct
        """No proxy stands between; through one, neither the server's address is known nor can it be judged."""
        self.started = now()
        self.sent = bytearray()
        self.complete = False
        """The parser saw the end of the response."""
        self.ip: str | None = None
        self.tls: str | None = None
        """`TLSv1.3`"""
        self.trouble: OSError | None = None
        """Why the temporary file could not take what came in; the connection was then ended."""
        self.size = 0
        """Bytes received."""
        self.passed = 0
        """Bytes of the body that Scrapy does not hold any longer."""
        self._began = monotonic()
        self._received = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._closed = False

    def begin(self, transport: Any) -> None:
        """A request is about to be written to `transport`."""
        self.started, self._began = now(), monotonic()
        self.sent.clear()
        self.ip = getattr(transport.getPeer(), "host", None) if self.direct else None

    def receive(self, data: bytes, transport: Any) -> None:
        """Bytes came in, TLS taken off."""
        if self._closed:
            return
        self.size += len(data)
        if self.size > MOST:
            self._closed = True
            transport.abortConnection()
            return
        try:
            self._received.write(data)
        except OSError as error:
            self.trouble, self._closed = error, True
            transport.abortConnection()
            return
        if self.tls is None and hasattr(transport, "getPeerCertificate"):
            self.tls = transport.getHandle().get_protocol_version_name()

    def end(self, surplus: int) -> None:
        """The response is complete; the last `surplus` bytes received are no part of it."""
        if self._closed:
            return
        self.complete = True
        self._received.seek(-surplus, 1)
        self._received.truncate()

    def received(self) -> bytes:
        """The response's bytes so far."""
        self._received.seek(0)
        return self._received.read()

    def milliseconds(self) -> int:
        """Since the request began."""
        return round((monotonic() - self._began) * 1000)

    def close(self) -> None:
        """Frees the temporary file; bytes that still come in (after a timeout) are dropped."""
        self._closed = True
        self._received.close()
