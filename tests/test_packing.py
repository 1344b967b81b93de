"""Gzip members: whole for every reader, small for what can be made small, and no work for what cannot."""

import gzip
import random
import zlib

import pytest

from archive.warc.packing import SAMPLE, SMALL, cannot_shrink, member
from crawler.bench.site import blog

_CHANCE = random.Random(5)
NOISE = _CHANCE.randbytes(200_000)
WORDS = b" ".join(_CHANCE.choice([b"kea", b"tui", b"weka", b"ruru", b"kaka", b"moa"]) for _ in range(20_000))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 65_534, 65_535, 65_536, 131_070, 200_000])
@pytest.mark.parametrize("kept", [0, 1, 3000, 65_535, 65_536, 199_999])
def test_any_record_comes_back_as_it_was(size: int, kept: int) -> None:
    for record in (NOISE[:size], WORDS[:size]):
        packed = member(record[: size // 3], record[size // 3 :], kept=min(kept, size))
        assert gzip.decompress(packed) == record
        engine = zlib.decompressobj(31)
        engine.decompress(packed)
        assert engine.eof and not engine.unused_data


def test_the_same_record_has_the_same_member() -> None:
    assert member(HEAD + WORDS) == member(HEAD + WORDS)
    assert member(HEAD + NOISE, kept=len(NOISE)) == member(HEAD + NOISE, kept=len(NOISE))


def test_a_plain_body_is_packed_within_a_twentieth_of_zlib_six() -> None:
    pages = [HEAD + answer.body for _, answer in blog("http://blog.example/", 5) if answer.kind.startswith("text/html")]
    assert sum(len(member(page)) for page in pages) < 1.05 * sum(len(gzip.compress(page, 6)) for page in pages)


@pytest.mark.parametrize("body", [gzip.compress(WORDS), NOISE])
def test_a_body_that_came_packed_is_kept_as_it_is(body: bytes) -> None:
    kept = cannot_shrink(HEAD + body)
    assert kept == len(body)
    packed = member(HEAD + body, kept=kept)
    assert body[:60_000] in packed and len(packed) < len(HEAD + body) + 64


@pytest.mark.parametrize("block", [b"", HEAD, HEAD + WORDS, WORDS, NOISE[: 2 * SAMPLE], HEAD + NOISE[:SAMPLE]])
def test_words_small_bodies_and_blocks_that_are_no_message_are_packed(block: bytes) -> None:
    assert cannot_shrink(block) == 0
