"""Fixture folders: what is written, what is compared, and the picture of what was read."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command import Ran, coursekeep
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ParseError
from archive.items import Capture
from crawler.fixture.finding import find
from crawler.fixture.folder import capture_of, differences, write_expected
from crawler.fixture.making import Made, make
from crawler.fixture.painting import painted
from crawler.parsers.page import parse

PAGE = """<html lang=en><head><title>Kites</title><script src=//evil.example/x.js></script></head><body class="single postid-3">
<div id=menu><ul><li>Home</li></ul></div>
<article id=post-3 class=hentry><h1 class=entry-title>Kites</h1><p class=entry-meta>
<span class=author>Rua Tane</span> on <time class=entry-date datetime=2014-05-06>6 May 2014</time></p>
<div class=entry-content><p onclick="alert(1)">We built kites (Poe, 2001) and flew them.</p>
<div class=sharedaddy><h3>Share this:</h3></div>
<h2>References</h2><p>Poe, A. (2001). <em>Kites and wind</em>. Oxford: Sky Press.</p></div></article>
<div id=comments><h2>2 thoughts on Kites</h2><ol class=commentlist>
<li id=comment-7 class="comment depth-1"><div class=comment-author><cite class=fn>Ana</cite> says:</div>
<a href=#comment-7><time datetime=2014-05-07T10:00>7 May 2014</time></a><div class=comment-content><p>Ours tore.</p></div>
<ul class=children><li id=comment-8 class="comment depth-2"><div class=comment-author><cite class=fn>Rua Tane</cite> says:</div>
<a href=#comment-8><time datetime=2014-05-07T11:00>7 May 2014</time></a><div class=comment-content><p>Tape it.</p></div></li></ul></li></ol>
</div></body></html>"""


def captured(body: bytes = PAGE.encode()) -> Capture:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    return Capture(
        url="http://kite.example/2014/05/kites/",
        fetched_at=when,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
    )


def picture(capture: Capture | None = None) -> str:
    capture = capture or captured()
    return painted(capture, parse(capture))


def piece(kind: str, html: str) -> list[str]:
    return [
        re.sub("<[^>]+>", "", text).strip() for text in re.findall(rf'data-k="{kind}"[^>]*>(.*?)</', html, re.DOTALL)
    ]


def test_a_picture_shows_each_thing_that_was_read() -> None:
    html = picture()
    assert piece("title", html) == ["Kites"]
    assert piece("author", html) == ["Rua Tane", "Ana", "Rua Tane"]
    assert piece("date", html) == ["6 May 2014", "7 May 2014", "7 May 2014"]
    assert piece("citation", html) == ["Poe, 2001"]
    assert piece("reference", html)[0].startswith("Poe, A. (2001)")
    assert 'data-l="comment 8 · Rua Tane · 2014-05-07T11:00 · answers 7"' in html and 'data-d="1"' in html
    assert html.index('data-k="body"') < html.index('data-k="chrome"') < html.index('data-k="comment"')


def test_words_of_a_kept_region_that_were_not_kept_are_shown_as_such() -> None:
    assert {"References", "says:"} <= set(piece("lost", picture()))


def test_a_picture_runs_nothing_and_fetches_nothing() -> None:
    html = picture()
    assert "default-src 'none'" in html
    assert not re.search(
        r"<script|onclick|https?://(?!kite)[a-z]|<link|<img|<iframe|href=|src=", html.partition("class='page'")[2]
    )


@given(st.text(max_size=400), st.binary(max_size=100))
def test_any_page_has_a_picture(text: str, raw: bytes) -> None:
    html = picture(captured(PAGE.replace("Ours tore.", text).encode("utf-8", "replace") + raw))
    assert html.startswith("<!doctype html>") and "<script" not in html


def test_a_deep_page_has_a_picture() -> None:
    assert "What is read" in picture(captured(PAGE.replace("<p>Ours", "<div>" * 12_000 + "Ours").encode()))


def made(folder: Path, *, accept: bool = False) -> Made:
    return make(captured(), folder, accept=accept)


def test_a_folder_holds_the_capture_and_what_it_says(tmp_path: Path) -> None:
    made(tmp_path / "kites")
    assert sorted(path.name for path in (tmp_path / "kites").iterdir()) == [
        "body.html",
        "capture.json",
        "expected.json",
        "regions.html",
    ]
    kept = capture_of(tmp_path / "kites")
    assert (kept.url, kept.body, kept.fetched_at) == (captured().url, captured().body, captured().fetched_at)
    assert json.loads((tmp_path / "kites" / "expected.json").read_text())["post"]["title"] == "Kites"


def test_what_a_person_judged_is_compared_and_not_written_over(tmp_path: Path) -> None:
    made(tmp_path)
    expected = tmp_path / "expected.json"
    expected.write_text(expected.read_text().replace('"Ana"', '"Ana Poe"'))
    assert made(tmp_path).differences == ['comments[0].author: expected "Ana Poe", found "Ana"']
    assert "Ana Poe" in expected.read_text()
    assert made(tmp_path, accept=True).differences == [] and "Ana Poe" not in expected.read_text()


def test_differences_name_their_place() -> None:
    assert list(differences({"a": [1, 2], "b": None}, {"a": [1], "c": "x"})) == [
        "a: expected 2 of them, found 1 of them",
        'c: expected nothing, found "x"',
    ]


@pytest.mark.parametrize("given", ["nowhere.html", "."])
def test_what_is_no_page_is_an_error(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParseError):
        find(given, None, tmp_path)


def test_a_damaged_folder_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "capture.json").write_text("{}")
    with pytest.raises(ParseError, match=r"capture\.json"):
        find(str(tmp_path), None, tmp_path)


def test_the_verb_makes_a_folder_of_a_saved_page_and_tells_differences(tmp_path: Path) -> None:
    def run(*words: object) -> Ran:
        return coursekeep("fixture", *words, cwd=tmp_path)

    page, folder = tmp_path / "page.html", tmp_path / "out"
    page.write_text(PAGE)
    done = run(page, "--url", "http://kite.example/2014/05/kites/", "-o", folder, "--json")
    assert done.json["read"]["comments"] == "2 (1 answer another), the page says 2"
    write_expected(folder, parse(captured(PAGE.replace("Ana", "Una").encode())))
    assert run(folder).code == 1
    assert run(folder, "--accept").code == 0
    assert run(page).code == 2
