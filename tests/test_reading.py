"""`coursekeep parse` and `coursekeep references`: a JSON line for each page or string, and for a bad line its number."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ParseError
from archive.items import Page
from crawler import reading

PAGE = """<!doctype html><html lang="en"><head><title>On looms - Weaving</title></head>
<body class="single single-post postid-5"><article id="post-5" class="post hentry"><h1 class="entry-title">On looms</h1>
<div class="entry-content"><p>Warp and weft.</p></div></article></body></html>"""


def stream(*lines: object) -> BytesIO:
    return BytesIO(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))


def saved(number: object = 1, body: bytes = PAGE.encode(), **more: Any) -> dict[str, Any]:
    plain = {"id": number, "url": "https://weaving.example.org/one/", "body_base64": base64.b64encode(body).decode()}
    return {**plain, "content_type": "text/html", **more}


def read(lines: Iterable[str]) -> list[Any]:
    return [json.loads(line) for line in lines]


def test_a_line_for_each_page_with_its_id_and_every_field_of_a_page() -> None:
    first, second = read(reading.lines(stream(saved("a"), saved(2, body=b""))))
    assert (first["id"], second["id"]) == ("a", 2)
    assert set(first) == {"id", *(field.name for field in fields(Page))}
    assert (first["kind"], first["post"]["title"], first["post"]["body_text"]) == ("post", "On looms", "Warp and weft.")


def test_an_answer_is_one_line_of_utf_8_whatever_is_in_it() -> None:
    body = "<title>a\u2028b\ud800é</title><p>x".encode("utf-8", "surrogatepass")
    line = next(reading.lines(stream(saved("\ud800", body=body))))
    assert "\n" not in line and line.encode("utf-8") and "é" in line
    assert json.loads(line)["id"] == "?"


def test_empty_lines_are_passed_over_and_counted() -> None:
    with pytest.raises(ParseError, match="line 3: is no JSON"):
        list(reading.lines(stream(b"", b"  ", b"{")))
    assert list(reading.lines(stream(b"", b"\t"))) == []


BAD: list[tuple[object, str]] = [
    (b"{", "is no JSON"),
    (b"\xff\xfe\x00", "is no JSON"),
    (b"[" * 100_000, "is no JSON"),
    (b"9" * 5000, "is no JSON"),
    (b"[1]", "is no JSON object"),
    (b"null", "is no JSON object"),
]


@pytest.mark.parametrize(("line", "why"), BAD)
@pytest.mark.parametrize(
    ("verb", "good"), [(reading.lines, saved()), (reading.references, {"id": 1, "text": "A. (2001). B."})]
)
def test_a_line_that_is_no_json_object_is_named_by_its_number(
    verb: Callable[[BinaryIO], Iterator[str]], good: object, line: object, why: str
) -> None:
    answers = verb(stream(good, line))
    assert json.loads(next(answers))["id"] == 1
    with pytest.raises(ParseError, match=f"line 2: {why}"):
        next(answers)


@pytest.mark.parametrize(
    "fields",
    [
        {"body_base64": "not base64!"},
        {"body_base64": "é"},
        {"body_base64": None},
        {"body_base64": 5},
        {"url": 5},
        {"url": ["x"]},
        {"content_type": {"a": 1}},
    ],
)
def test_a_line_with_a_wrong_value_is_named_by_its_number_and_says_what_is_needed(fields: dict[str, Any]) -> None:
    with pytest.raises(ParseError, match='line 2: needs "id", "url", "body_base64" and "content_type"'):
        list(reading.lines(stream(saved(), saved(2, **fields))))


def test_a_line_without_a_body_is_named_by_its_number() -> None:
    with pytest.raises(ParseError, match="line 1: needs"):
        list(reading.lines(stream({"id": 1, "url": "https://a.example/"})))


def test_id_url_and_type_may_be_missing() -> None:
    answer = read(reading.lines(stream({"body_base64": base64.b64encode(PAGE.encode()).decode()})))[0]
    assert (answer["id"], answer["url"], answer["post"]["title"]) == (None, "", "On looms")


@pytest.mark.parametrize(
    "url", ["", "http://[bad", "x", "https://a.example/\ud800", "data:,", "http://a.example:99999/"]
)
@pytest.mark.parametrize(
    "kind",
    ["text/html", "application/json", "text/plain", "application/rss+xml", "\x00", ";;=", "text/html; charset=zip"],
)
def test_no_address_and_no_type_makes_it_fail(url: str, kind: str) -> None:
    assert len(list(reading.lines(stream(saved(url=url, content_type=kind))))) == 1


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_no_body_makes_it_fail(body: bytes) -> None:
    assert read(reading.lines(stream(saved(body=body))))[0]["id"] == 1


def test_each_reference_becomes_csl_under_its_id() -> None:
    text = "Weaver, A. (2001). On looms. Journal of Cloth, 4(2), 10-20."
    assert read(reading.references(stream({"id": "r1", "text": text})))[0]["id"] == "r1"
    csl = read(reading.references(stream({"id": "r1", "text": text})))[0]["csl"]
    assert csl["author"] == [{"family": "Weaver", "given": "A."}]
    assert csl["title"] == "On looms"


@pytest.mark.parametrize("given_line", [{"id": 1}, {"id": 1, "text": None}, {"id": 1, "text": 5}])
def test_a_reference_without_text_is_named_by_its_number(given_line: dict[str, Any]) -> None:
    with pytest.raises(ParseError, match='line 1: needs "id" and "text"'):
        list(reading.references(stream(given_line)))


def test_files_are_read_by_their_names_and_take_the_address_given(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(PAGE)
    (tmp_path / "no-suffix").write_text(PAGE)
    (tmp_path / "feed.xml").write_text('<rss version="2.0"><channel><title>Weaving</title></channel></rss>')
    (tmp_path / "posts.json").write_text("[]")
    paths = [tmp_path / name for name in ("one.html", "no-suffix", "feed.xml", "posts.json")]
    assert [page["kind"] for page in read(reading.files(paths, None))] == ["post", "post", "feed", "rest"]
    assert read(reading.files(paths[:1], None))[0]["url"] == paths[0].as_uri()
    assert (
        read(reading.files(paths[:1], "https://weaving.example.org/one/"))[0]["url"]
        == "https://weaving.example.org/one/"
    )


@pytest.mark.parametrize("name", ["nowhere.html", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParseError, match="cannot be read") as caught:
        list(reading.files([tmp_path / name], None))
    assert caught.value.subject == str(tmp_path / name)


def test_several_processes_give_the_same_lines_in_the_same_order() -> None:
    pages = [saved(n, PAGE.replace("looms", f"loom {n}").encode()) for n in range(reading.FEW + 3 * reading.STRETCH)]
    assert list(reading.lines(stream(*pages), 2)) == list(reading.lines(stream(*pages), 1))


def test_a_bad_line_is_named_by_its_number_whichever_process_reads_it() -> None:
    pages = [saved(n) for n in range(reading.FEW + 2 * reading.STRETCH)]
    with pytest.raises(ParseError, match=f"line {len(pages) + 2}: is no JSON"):
        list(reading.lines(stream(*pages, b"", b"{"), 2))
