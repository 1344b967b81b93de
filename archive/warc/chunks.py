"""Chunked bodies (RFC 9112, 7.1). Pure."""

import re
from collections.abc import Iterator

_SIZE = re.compile(rb"[ \t]{0,16}([0-9A-Fa-f]{1,16})[ \t]{0,16}(;[^\n]*)?\r?\n")
_CUT_SIZE = re.compile(rb"[0-9A-Fa-f]{0,16}[ \t]{0,16}(?:;[^\n]*)?\r?")


def dechunked(body: bytes | memoryview) -> bytes:
    """The data without sizes, extensions and trailers; of a body cut short or damaged what there is before.

    A body that does not begin with a chunk is given as it is: the tool that stored it took the chunks away already.
    """
    if not (_SIZE.match(body) or _CUT_SIZE.fullmatch(body)):
        return bytes(body)
    return b"".join(data for data, _ in _chunks(memoryview(body)))


def has_extensions(body: bytes | memoryview) -> bool:
    """Whether any chunk has an extension, `5;name=value`."""
    return any(extended for _, extended in _chunks(memoryview(body)))


def _chunks(body: memoryview) -> Iterator[tuple[memoryview, bool]]:
    at = 0
    while match := _SIZE.match(body, at):
        size = int(match[1], 16)
        data = body[match.end() : match.end() + size]
        yield data, bool(match[2])
        if not size:
            return
        end = match.end() + len(data)
        at = end + 2 if bytes(body[end : end + 2]) == b"\r\n" else end + 1
