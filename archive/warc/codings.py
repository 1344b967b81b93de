"""Content codings that we do not ask for ourselves, and that other tools store: br and zstd. Pure."""

from dataclasses import replace

import brotli
import zstandard

from archive.errors import WarcError
from archive.items import Capture
from archive.warc.http import LIMIT, content_decoded
from archive.warc.names import sha256

STEP = 1024 * 1024
MOST = 3
"""Codings one over the other; nobody uses more than two."""


def more_decoded(capture: Capture, payload: bytes, content_encoding: str) -> Capture:
    """A capture whose body could not be read for its coding, with the body; `payload` is the body as sent.

    A body that is not what its header says is decoded already, and stays.
    """
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    if not capture.problem or len(codings) > MOST or not set(codings) & _MORE.keys():
        return capture
    try:
        for coding in reversed(codings):
            payload = _MORE[coding](payload) if coding in _MORE else content_decoded(payload, coding, LIMIT)
    except WarcError as error:
        return replace(capture, problem=error.message)
    return replace(capture, body=payload, digest=sha256(payload), problem=None)


def _unbrotlied(data: bytes) -> bytes:
    engine, out, piece = brotli.Decompressor(), bytearray(), data
    try:
        while piece or not engine.can_accept_more_data():
            out += engine.process(piece, output_buffer_limit=STEP)
            piece = b""
            _bound(out, data)
    except brotli.error:
        return bytes(out) or data
    return bytes(out)


def _unzstd(data: bytes) -> bytes:
    out = bytearray()
    try:
        with zstandard.ZstdDecompressor(max_window_size=LIMIT).stream_reader(data, read_across_frames=True) as reader:
            while piece := reader.read(STEP):
                out += piece
                _bound(out, data)
    except zstandard.ZstdError:
        return bytes(out) or data
    return bytes(out)


def _bound(out: bytearray, data: bytes) -> None:
    if len(out) > LIMIT:
        raise WarcError(f"the body grows past {LIMIT} bytes from {len(data)}")


_MORE = {"br": _unbrotlied, "zstd": _unzstd}
