"""The download handler for http and https: Scrapy's own, with every byte of the wire kept, both ways, before parsing.

It leans on private names of Scrapy 2.19 and Twisted 26 (`_LenientHTTP11ClientProtocol`, `_LenientHTTP11ClientFactory`,
`_finishResponse`, `_pool`); tests/test_wire.py has a test for each. HTTP/2 has no wire form: this stays on HTTP/1.1.
"""

from contextvars import ContextVar
from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.http import Response
from twisted.web.client import HTTPConnectionPool

from crawler.private import guard, refuse_literal
from crawler.recorder import recorder_of
from crawler.tape import IN_MEMORY, Tape

_tape: ContextVar[Tape] = ContextVar("tape")
"""The tape of the request that is being handed to the connection pool: Scrapy does so within one call."""


class _Tee:
    """A transport that notes what is written to it."""

    def __init__(self, transport: Any, sent: bytearray):
        self._transport, self._sent = transport, sent

    def write(self, data: bytes) -> None:
        self._sent += data
        self._transport.write(data)

    def writeSequence(self, pieces: Any) -> None:
        self.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class WireProtocol(http11._LenientHTTP11ClientProtocol):
    """The client's protocol, which puts what passes on the tape that the request brings."""

    _tape: Tape | None = None

    def request(self, request: Any) -> Any:
        """Called again by the pool, with another protocol, if a kept connection turns out to be closed."""
        self._tape = request.tape
        self._tape.begin(self.transport)
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        if self._tape is not None:
            self._tape.receive(data, self.transport)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._tape is not None and self._tape.size > IN_MEMORY:
            self._tape.passed += self._let_go()

    def _let_go(self) -> int:
        """Scrapy's own copy of a large body, which is on the tape, goes: how many bytes that were."""
        response = getattr(self._parser, "response", None)
        buffer = getattr(getattr(response, "_bodyProtocol", None), "_bodybuf", None)
        if buffer is None:
            return 0
        size = buffer.tell()
        buffer.seek(0)
        buffer.truncate()
        return int(size)

    def _finishResponse(self, rest: bytes) -> None:
        if self._tape is not None:
            self._tape.end(len(rest))
            self._tape = None
        super()._finishResponse(rest)


class WireFactory(http11._LenientHTTP11ClientFactory):
    """Makes WireProtocols."""

    def buildProtocol(self, addr: Any) -> WireProtocol:
        return WireProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Recorded:
    """A connection for one request, to which it gives its tape."""

    def __init__(self, connection: Any, tape: Tape):
        self._connection, self._tape = connection, tape

    def request(self, request: Any) -> Any:
        write = request.writeTo
        request.tape = self._tape
        request.writeTo = lambda transport: write(_Tee(transport, self._tape.sent))
        return self._connection.request(request)


class WirePool(HTTPConnectionPool):
    """The connection pool, whose connections know the tape of the request they carry."""

    _factory = WireFactory
    public_only = True

    def getConnection(self, key: Any, endpoint: Any) -> Any:
        tape = _tape.get()
        if self.public_only and tape.direct:
            guard(endpoint)
        connection = super().getConnection(key, endpoint)
        return connection.addCallback(_Recorded, tape)


class WireDownloadHandler(http11.HTTP11DownloadHandler):
    """Fetches as Scrapy does and hands every exchange to the recorder, answered or not, before anyone sees it."""

    def __init__(self, crawler: Any):
        super().__init__(crawler)
        from twisted.internet import reactor  # importing it at the top would install one

        self._pool = WirePool(reactor, persistent=True)  # type: ignore[no-untyped-call]
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._public_only = not crawler.settings.getbool("COURSEKEEP_ALLOW_PRIVATE")
        self._pool.public_only = self._public_only
        self._recorder = recorder_of(crawler)

    async def download_request(self, request: Any) -> Any:
        """Raises WarcError if the exchange cannot be written: what is not kept is not parsed."""
        self._recorder.go_on()
        request.meta.pop("capture", None)  # retries and redirects copy meta
        request.headers.pop(b"Cookie", None)  # no secrets in the archive
        tape, error = Tape(direct=not request.meta.get("proxy")), None
        _tape.set(tape)
        try:
            if self._public_only and not tape.direct:
                refuse_literal(request.url)
            response = await super().download_request(request)
            return self._without_body(response, tape.passed) if tape.passed else response
        except BaseException as caught:
            error = caught
            raise
        finally:
            try:
                self._recorder.record(request, tape, error)
            finally:
                tape.close()

    def _without_body(self, response: Any, passed: int) -> Any:
        """What Scrapy has of a large body says nothing; the spider reads the capture that is made of the tape."""
        self._recorder.count("downloader/response_bytes", passed + len(response.body))
        return Response(response.url, status=response.status, headers=response.headers, flags=response.flags)
