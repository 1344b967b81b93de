"""A raw HTTP message is parted and decoded without ever failing on its bytes, and never without bounds."""

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import WarcError
from archive.warc.chunks import has_extensions
from archive.warc.http import (
    FREE,
    content_decoded,
    payload_in,
    split_interim,
    split_message,
    without_chunks,
)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
TEXT = b"Week 3: what is a community of practice? " * 30


def deflated(data: bytes, window: int) -> bytes:
    engine = zlib.compressobj(wbits=window)
    return engine.compress(data) + engine.flush()


def test_a_message_keeps_names_values_order_and_body() -> None:
    message = split_message(b"HTTP/1.1 404  Not  Here \r\nX-a: 1\r\nx-A:2 \r\n\r\nbody\r\n\r\nmore")
    assert (message.protocol, message.status, message.reason) == ("HTTP/1.1", 404, "Not  Here ")
    assert message.headers == (("X-a", "1"), ("x-A", "2"))
    assert message.header("X-A") == "1, 2"
    assert message.body == b"body\r\n\r\nmore"


def test_a_request_has_a_start_line_and_no_status() -> None:
    message = split_message(b"GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n")
    assert (message.start_line, message.status, message.header("host")) == ("GET /a HTTP/1.1", 0, "example.org")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_feeds_alone_and_folded_lines_are_read(end: bytes) -> None:
    raw = end.join([b"HTTP/1.0 200 OK", b"X-Folded: one", b"  two", b"\tthree", b"no colon", b": no name", b"", b"x"])
    assert split_message(raw).headers == (("X-Folded", "one two three"),)
    assert split_message(raw).body == b"x"


def test_latin_1_stays_latin_1() -> None:
    assert split_message(b"HTTP/1.1 200 OK\r\nX: \xe9\xff\r\n\r\n").header("x") == "éÿ"


def test_interim_answers_are_parted_from_the_final_one() -> None:
    assert split_interim(HINTS + HINTS + HEAD) == (HINTS * 2, HEAD)
    assert split_interim(HEAD) == (b"", HEAD)
    assert split_interim(HINTS) == (HINTS, b"")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", b"hello world"),
        (b'5;name="v"\r\nhello\r\n0;x\r\nX-Sum: 1\r\n\r\n', b"hello"),
        (b"5\nhello\n0\n\n", b"hello"),
        (b"A \r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
        (b"5\r\nhello\r\n64\r\ncut", b"hellocut"),
        (b"5\r\nhello\r\n6", b"hello"),
        (b"5", b""),
        (b"", b""),
        (b"5\r\nhello\r\nzz\r\nrest", b"hello"),
        (b"<p>de-chunked by another tool</p>", b"<p>de-chunked by another tool</p>"),
    ],
)
def test_chunks_are_undone_as_far_as_they_came(body: bytes, expected: bytes) -> None:
    message, payload = payload_in(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + body)
    assert (payload, message.body) == (expected, b"")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])),
        ("gzip", gzip.compress(TEXT) + b"trailing junk"),
        ("deflate", deflated(TEXT, 15)),
        ("deflate", deflated(TEXT, -15)),
        ("deflate, gzip", gzip.compress(deflated(TEXT, 15))),
        ("identity", TEXT),
        ("utf-8", TEXT),
        ("gzip", TEXT),
        ("", TEXT),
    ],
)
def test_codings_are_undone(coding: str, body: bytes) -> None:
    assert content_decoded(body, coding) == TEXT


def test_gzip_cut_short_gives_what_there_is() -> None:
    text = b" ".join(b"%d" % (i * i % 9973) for i in range(20_000))
    whole = gzip.compress(text)
    part = content_decoded(whole[: len(whole) // 2], "gzip")
    assert text.startswith(part) and len(part) > len(text) // 3


def test_gzip_with_a_wrong_checksum_gives_its_text() -> None:
    broken = bytearray(gzip.compress(TEXT))
    broken[-6] ^= 0xFF
    assert content_decoded(bytes(broken), "gzip") == TEXT


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, br", "x" * 100, ",".join(["gzip"] * 9)])
def test_codings_that_were_not_asked_for_are_errors(coding: str) -> None:
    with pytest.raises(WarcError):
        content_decoded(b"\x0b\x02\x80", coding)


def test_a_body_larger_than_the_limit_is_an_error() -> None:
    with pytest.raises(WarcError, match="larger than 10 bytes"):
        content_decoded(b"x" * 11, "", 10)
    with pytest.raises(WarcError, match="grows past 1000 bytes"):
        content_decoded(gzip.compress(TEXT), "gzip", 1000)


def test_a_decompression_bomb_stops_at_its_ratio() -> None:
    bomb = gzip.compress(bytes(4 * FREE))
    with pytest.raises(WarcError, match="grows past"):
        content_decoded(bomb, "gzip")
    with pytest.raises(WarcError, match="grows past"):
        content_decoded(gzip.compress(gzip.compress(bytes(4 * FREE))), "gzip, gzip")


def test_bodies_made_to_waste_time_do_not() -> None:
    begin = time.process_time()
    content_decoded(gzip.compress(b"") * 200_000, "gzip")
    for start in (b"5;", b" ", b"0", b"1\r\n", b"1\r\nx\r\n"):
        payload_in(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + start * 300_000)
    split_message(b"HTTP/1.1 200 OK\r\nA: b\r\n" + b" \r\n" * 300_000 + b"\t" * 300_000)
    split_interim(HINTS * 20_000)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"5\r\nhe;lo\r\n0\r\n\r\n", False),
        (b"2\r\nok\r\n1;a=b\r\nx\r\n0\r\n\r\n", True),
        (b"0;z\r\n\r\n", True),
        (b"5;", False),
    ],
)
def test_chunk_extensions_are_seen(body: bytes, expected: bool) -> None:
    assert has_extensions(body) is expected


def test_chunks_can_be_left_out_of_a_message() -> None:
    raw = (
        b"HTTP/1.1 200 OK\r\nX-A:1\r\ntransfer-encoding: chunked\r\nTrailer: X-Sum,\r\n X-Two\nX-Odd: \xff\r\n b\r\n\r\n"
        b"5;x=1\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"
    )
    plain = b"HTTP/1.1 200 OK\r\nX-A:1\r\nX-Odd: \xff\r\n b\r\nContent-Length: 5\r\n\r\nhello"
    assert without_chunks(raw) == plain


@given(st.binary(max_size=200), st.sampled_from([b"", HEAD, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]))
def test_no_bytes_make_it_fail(tail: bytes, head: bytes) -> None:
    payload_in(head + tail)
    content_decoded(tail, "gzip")
    content_decoded(b"\x1f\x8b\x08\x00" + tail, "gzip")
    interim, final = split_interim(head + tail)
    assert interim + final == head + tail


@given(st.binary(max_size=300), st.lists(st.integers(1, 50), max_size=8))
def test_chunks_round_trip(body: bytes, sizes: list[int]) -> None:
    pieces, rest = [], body
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    chunked = b"".join(b"%X\r\n%s\r\n" % (len(p), p) for p in (*pieces, rest) if p) + b"0\r\n\r\n"
    assert payload_in(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + chunked)[1] == body
