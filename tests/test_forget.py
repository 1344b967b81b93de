"""`coursekeep forget`: what is taken down is in no file afterwards, nothing else is lost, and it does not come back."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import foreign as make
import pytest
from blog import Blog, Entry, Said
from command import Ran, assert_whole, coursekeep, crawl, dump, rows

from archive.warc.foreign import read_foreign
from archive.warc.http import content_decoded, payload_in
from archive.warc.members import Record
from crawler.parsers.redaction import feed_without, html_without, json_without, pattern_of

NAME = "Zoë O’Connor"
WORDS = "These are the very own words of somebody who wants them gone."


def entries() -> list[Entry]:
    talk = [
        Said(11, "Ana", "A remark that stays where it is."),
        Said(12, NAME, WORDS),
        Said(13, "Ben", "An answer to it, which stays as well.", parent=12),
    ]
    return [
        Entry(1, "Chalk and talk", "Wenger (2000) says that we learn together.", talk),
        Entry(2, "A second look", f"We thank {NAME} for the chalk.", [Said(21, "Ben", "Well seen!")]),
        Entry(3, "Third time lucky", "A third text, without any remark under it."),
    ]


@pytest.fixture(params=["rest", "html"])
def blog(request: pytest.FixtureRequest) -> Iterator[Blog]:
    with Blog(entries(), rest=request.param == "rest") as served:
        yield served


@pytest.fixture
def data(tmp_path: Path, blog: Blog) -> Path:
    data = tmp_path / "data"
    assert crawl(blog.url, data=data).code == 0
    return data


def forget(*words: object, data: Path, code: int = 0) -> Any:
    ran = told(*words, "--reason", "asked for by mail", "--json", data=data)
    assert ran.code == code, ran.err
    return ran.json


def told(*words: object, data: Path) -> Ran:
    return coursekeep("forget", *words, "--data", data, cwd=data.parent)


def body_of(raw: bytes) -> bytes:
    message, payload = payload_in(raw)
    return content_decoded(payload, message.header("content-encoding") or "")


def everything(data: Path) -> Iterator[tuple[str, str]]:
    """(where, text) of all that the folder holds, decoded."""
    for path in (p for p in data.rglob("*") if p.is_file()):
        if path.name.endswith((".warc.gz", ".warc", ".wacz")):
            for file, found in read_foreign(path, path.name):
                assert isinstance(found, Record), found
                http = found.block.startswith(b"HTTP/")
                body = body_of(found.block) if http else found.block
                yield (
                    f"{file} {found.header('WARC-Target-URI')}",
                    f"{found.headers}{found.block!r}{body.decode('utf-8', 'replace')}",
                )
        elif path.suffix == ".sqlite":
            with sqlite3.connect(path) as db:
                yield path.name, "\n".join(db.iterdump())
        else:
            yield path.name, path.read_text("utf-8", "replace")


def assert_gone(data: Path, *texts: str) -> None:
    forms = {form.casefold() for text in texts for form in (text, json.dumps(text)[1:-1])}
    assert [where for where, text in everything(data) if any(form in text.casefold() for form in forms)] == []


def assert_sound(data: Path) -> None:
    ran = coursekeep("verify", "--data", data, cwd=data.parent)
    assert ran.code == 0, ran.out
    assert_whole(data)


def test_a_person_is_in_no_file_afterwards_and_nobody_elses_words_are_lost(data: Path) -> None:
    lost = forget("--person", NAME, data=data)["lost"]
    assert (lost["posts"], lost["comments"], lost["others_posts"], lost["others_comments"]) == (0, 1, 0, 0)
    assert_gone(data, NAME, "zoe-o-connor", WORDS)
    assert [author for (author,) in rows(data, "select author from comments order by wp_id")] == ["Ana", "Ben", "Ben"]
    assert rows(data, "select body_text from posts where wp_id = 2") == [("We thank [forgotten] for the chalk.",)]
    assert_sound(data)


def test_a_dry_run_says_the_same_and_changes_nothing(data: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.suffix != ".sqlite"}

    before, rows_before = files(), dump(data)
    dry = forget("--person", NAME, "--dry-run", data=data)
    assert (files(), dump(data)) == (before, rows_before)
    real = forget("--person", NAME, data=data)
    assert (dry["lost"], dry["captures"]) == (real["lost"], real["captures"])


def test_a_post_goes_from_lists_and_feeds_too_and_is_not_fetched_again(blog: Blog, data: Path) -> None:
    url = f"{blog.url}chalk-and-talk/"
    lost = forget(url, data=data)["lost"]
    assert (lost["posts"], lost["comments"], lost["others_posts"], lost["others_comments"]) == (1, 3, 0, 0)
    assert_gone(data, WORDS, "A remark that stays where it is.", "says that we learn together")
    assert_sound(data)
    blog.forget()
    assert crawl(blog.url, "--json", data=data).json["excluded_by"]["forgotten"] >= 1
    assert "/chalk-and-talk/" not in blog.targets
    assert rows(data, "select count(*) from posts where title = 'Chalk and talk'") == [(0,)]
    assert_sound(data)


def test_a_blog_goes_with_all_that_is_said_of_it_and_is_left_alone(blog: Blog, data: Path) -> None:
    (slug,) = rows(data, "select slug from blogs")[0]
    forget("--blog", slug, data=data)
    assert rows(data, "select count(*) from posts") == rows(data, "select count(*) from captures") == [(0,)]
    assert_gone(data, WORDS, "Chalk and talk", blog.host)
    assert_sound(data)
    blog.forget()
    crawl(blog.url, data=data)
    assert blog.targets == []
    assert rows(data, "select state from blogs") == [("opted_out",)]


def test_what_went_has_a_tombstone_with_reason_day_and_digest(data: Path) -> None:
    forget("--person", NAME, data=data)
    stones = [text for where, text in everything(data) if "urn:coursekeep:forget:" in where and "record-type" in text]
    assert stones
    assert all("reason: asked for by mail" in stone and "block-digest: sha1:" in stone for stone in stones)


def test_a_recrawl_after_forgetting_a_person_brings_no_comment_of_theirs_back(blog: Blog, data: Path) -> None:
    forget("--person", NAME, data=data)
    crawl(blog.url, data=data)
    assert rows(data, f"select count(*) from comments where author = '{NAME}'") == [(0,)]


def test_revisits_of_what_went_go_too(blog: Blog, data: Path) -> None:
    crawl(blog.url, "--full", data=data)
    assert rows(data, "select count(*) from captures where revisit_of is not null")[0][0] > 0
    forget(f"{blog.url}chalk-and-talk/", data=data)
    assert_sound(data)
    forget("--person", NAME, data=data)
    assert_gone(data, NAME)
    assert_sound(data)


@pytest.mark.parametrize("form", ["warc.gz", "warc", "wacz", "txt"])
def test_imports_are_written_again_in_their_own_form(form: str, tmp_path: Path) -> None:
    home, data = "http://old.example/", tmp_path / "data"
    page = make.post(
        home, "chalk", "Chalk", "We wrote with chalk on a wall.", [(11, NAME, WORDS), (12, "Ana", "I stay here.")]
    )
    other = make.response(f"{home}board/", make.post(home, "board", "Board", "Then the board came."))
    records = [make.response(f"{home}chalk/", page), other]
    text = f"Chalk\n\nWe wrote with chalk.\n\n{NAME} says:\n\n{WORDS}\n".encode()
    packed = {
        "warc.gz": make.packed(records),
        "warc": b"".join(records),
        "wacz": make.wacz(a=make.packed(records)),
        "txt": text,
    }
    path = tmp_path / f"kept.{form}"
    path.write_bytes(packed[form])
    assert coursekeep("import", path, "--data", data, cwd=tmp_path).code == 0
    forget("--person", NAME, data=data)
    assert_gone(data, NAME, WORDS)
    assert_sound(data)
    before = dump(data)
    assert coursekeep("import", path, "--data", data, "--json", cwd=tmp_path).json["files"][0]["state"] == "known"
    assert dump(data) == before


def test_nothing_found_changes_nothing_and_says_so(data: Path) -> None:
    before = dump(data)
    assert forget("http://other.example/a-post/", data=data, code=1)["found"] is False
    assert dump(data) == before
    assert not (data / ".forget").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--reason", "x"), "name one of URL, --blog SLUG and --person NAME"),
        (("--blog", "none", "--reason", "x"), "no blog 'none' in the archive"),
        (("--person", NAME, "--reason", f"{NAME} asked"), "must not name the person"),
        (("--person", "Al", "--reason", "x"), "three letters"),
        (("--person", NAME, "--reason", " "), "say why"),
        (("nonsense", "--reason", "x"), "is no web address"),
    ],
)
def test_words_that_cannot_be_meant_are_refused(words: tuple[str, ...], complaint: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "warc").mkdir(parents=True)
    ran = told(*words, data=tmp_path / "data")
    assert ran.code == 2
    assert complaint in ran.err


def test_a_mistyped_folder_is_told_and_not_made(tmp_path: Path) -> None:
    ran = told("https://blog.example.org/a/", "--reason", "asked", data=tmp_path / "dta")
    assert ran.code == 2 and "there is no archive here" in ran.err
    assert not (tmp_path / "dta").exists()


def test_a_kill_before_the_journal_leaves_the_archive_as_it_was(data: Path) -> None:
    before = dump(data)
    (data / ".forget" / "warc").mkdir(parents=True)
    (data / ".forget" / "warc" / "half.warc.gz").write_bytes(b"half")
    assert_whole(data)
    assert not (data / ".forget").exists()
    assert dump(data) == before


@pytest.mark.parametrize(
    "form", [NAME, "Zo&euml; O&#8217;Connor", "zoe-o-connor", "Zo%C3%AB+O%27Connor", "ZOË  O'CONNOR"]
)
def test_a_name_is_known_in_every_way_in_which_a_blog_writes_it(form: str) -> None:
    assert pattern_of(NAME).search(f"by <a>{form}</a>")


def test_a_name_is_no_part_of_another_one() -> None:
    assert not pattern_of("Ana Lee").search("Diana Lee and Ana Leeds")
    assert pattern_of("田中 花子").search("田中花子 (2012)")


def test_answers_to_a_comment_that_goes_stay() -> None:
    page = (
        '<ol><li id="comment-1" class="comment"><div id="div-comment-1">Mine</div>'
        '<ol class="children"><li id="comment-2"><div id="div-comment-2">Yours</div></li></ol></li></ol>'
    )
    told = html_without(page, ["1"], pattern_of("Nobody Else"))
    assert told is not None
    assert ("Mine" in told, "Yours" in told, 'id="comment-2"' in told) == (False, True, True)
    assert html_without(page, ["3"], pattern_of("Nobody Else")) is None


def test_hostile_answers_are_cut_or_go_and_never_fail() -> None:
    assert json_without("[" * 100_000, lambda item: False, None) == (None, 0)
    assert json_without('[{"a": 1}, {"b": 2}]', lambda item: "a" in item, None) == ('[{"b": 2}]', 1)
    feed = "<item><dc:creator><![CDATA[Ana]]></dc:creator></item>" + "<item>" * 50_000
    assert feed_without(feed, lambda maker, link: maker == "Ana", None)[1] == 1
    for hostile in ("<item", "<item>", "<entry><item>", "<item><link>", "<item><name>", "</item", "<item><link href='"):
        assert feed_without(hostile * 200_000, lambda maker, link: True, None)[1] == 0
    for made in ("<name>{}x</name>", "<link>{}x</link>", "<link {}>x</link>", "<dc:creator><![CDATA[{}"):
        item = f"<item>{made.format(' ' * 1_000_000)}</item>"
        assert feed_without(item, lambda maker, link: True, None) == ("", 1)
    assert html_without("<div>" * 20_000 + "Ana", [], pattern_of("Ana")) is not None
