"""Nouns come out of a pickle as they went in."""

import copy
import pickle
from datetime import UTC, datetime

import pytest

from archive.items import Capture, Comment, Link, Name, Page, Post, Reference, Source
from crawler.compose.evidence import Evidence

CAPTURE = Capture(
    url="http://a.example/",
    fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
    status=200,
    headers=(("Date", "x"),),
    body=b"\xff",
    source=Source(file="a.warc.gz", offset=1, length=2),
)
REFERENCE = Reference(position=0, text="Wenger (1998).", authors=(Name(family="Wenger", given="E."),))
PAGE = Page(
    url="http://a.example/",
    kind="post",
    post=Post(url="http://a.example/", references=(REFERENCE,), links=(Link(url="http://b.example/", text="b"),)),
    comments=(Comment(id="1", text="A \ud800 word"), Comment(id="2", parent_id="1")),
)


@pytest.mark.parametrize("noun", [CAPTURE, PAGE, Evidence(capture=CAPTURE, page=PAGE)])
def test_a_noun_is_the_same_after_its_travels(noun: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(noun, protocol)) == noun
    assert copy.deepcopy(noun) == noun
    assert hash(pickle.loads(pickle.dumps(noun))) == hash(noun)


def test_it_stays_frozen() -> None:
    with pytest.raises(AttributeError):
        pickle.loads(pickle.dumps(PAGE)).kind = "feed"


def test_its_fields_are_not_named_in_the_pickle() -> None:
    assert b"published_raw" not in pickle.dumps(PAGE)
