"""The verb `problems`: who needs a person, what differs, and what can be done."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from factories import CRAWL, HOME, blog, comment, evidence, feed, post, rows, shown, tally

from archive.database.store import NAME, Store
from archive.report.problems import KINDS, SAID
from crawler.account import ADVICE
from crawler.compose.evidence import Evidence, beside, ident
from crawler.verbs import health

TEXT = " ".join(f"word{n}" for n in range(50))
SIGNED: dict[str, Any] = {"author": "Ana", "published": "2026-03-01T22:00"}
ONE, TWO, THREE, FIVE = HOME + "one/", HOME + "two/", HOME + "three/", HOME + "five/"
WEAVING = (
    shown(post(ONE, **SIGNED), comments=(comment("11"),), stated_comment_count=3),
    shown(post(TWO, **SIGNED, body_text=TEXT)),
    feed(post(TWO, **SIGNED, body_text=TEXT + " " + TEXT)),
    shown(post(THREE, body_text=TEXT, placed_by="structure")),
    evidence("other", FIVE, of={"truncated": "length", "headers": (("Content-Length", "9"),)}),
)
HERE = ["failed_fetch", "post_count", "comment_count", "feed_text", "missing_field", "truncated", "unknown_markup"]
"""The kinds of which this blog has one each."""
FAILED = [[HOME + "four/", "HTTP 500"]]


def fill(data: Path, *blogs: tuple[str, tuple[Evidence, ...], dict[str, Any]]) -> Path:
    """A database with these blogs (slug, evidence, account), all of the course `cloth` but the blog `other`."""
    store = Store(data / NAME)
    with store.transaction():
        store.put({
            "crawls": [{"id": int(CRAWL), "started_at": "2026", "status": "finished"}],
            "courses": [{"id": ident("course", each), "slug": each} for each in ("cloth", "none")],
        })  # fmt: skip
        for slug, given, account in blogs:
            of = blog(slug=slug, url=f"https://{slug}.example/", course=None if slug == "other" else "cloth")
            store.replace_blog(ident("blog", slug), rows(*given, of=of, account=account))
    store.close()
    return data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return fill(
        tmp_path,
        ("weaving", WEAVING, tally(failed=FAILED, stated={"rest_posts": 9})),
        ("shut", (), tally(state="private")),
        ("other", (), tally(state="gone")),
    )


def run(data: Path, *words: object) -> Result:
    result = CliRunner().invoke(health.problems, ["--data", str(data), *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def told(data: Path, *words: object) -> Any:
    result = run(data, "--json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def kinds(found: Any) -> list[str]:
    return [row["kind"] for row in found["problems"]]


def test_blogs_that_need_a_person_come_first_with_what_can_be_done(data: Path) -> None:
    result = run(data)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        f"other is gone: {ADVICE['gone']}  https://other.example/",
        f"shut is private: {ADVICE['private']}  https://shut.example/",
        "",
    ]


def test_each_difference_is_a_line_and_each_kind_has_its_advice(data: Path) -> None:
    lines = [" ".join(line.split()) for line in run(data, "--blog", "weaving").stdout.splitlines()]
    assert lines == [
        "blog what expected found where",
        f"weaving address an answer HTTP 500 {HOME}four/",
        "weaving posts 9 3 https://weaving.example/",
        f"weaving comments 3 1 {ONE}",
        f"weaving words 100 50 {TWO}",
        f"weaving fields title, author, time, body no author, time {THREE}",
        f"weaving answer 9 cut: length {FIVE}",
        f"weaving markup known marks body of 1 page by the page's structure alone {THREE}",
        "",
        *(f"{SAID[kind][0]} ({kind}): {KINDS[kind]}" for kind in HERE),
    ]


def test_json_has_the_same(data: Path) -> None:
    found = told(data)
    assert [(each["blog"], each["state"]) for each in found["blogs"]] == [("other", "gone"), ("shut", "private")]
    assert kinds(found) == HERE == list(found["advice"])
    assert found["problems"][3] == {
        "blog": "weaving", "kind": "feed_text", "expected": "100", "found": "50", "url": TWO, "title": "One",
        "detail": f"{TWO}: 100 words in the blog's feed or REST answer, 50 on its page",
        "capture_id": beside(ident("blog", "weaving"), "capture", f"urn:uuid:{CRAWL}:{TWO}"),
    }  # fmt: skip


def test_a_blog_that_opted_out_needs_nobody(tmp_path: Path) -> None:
    assert run(fill(tmp_path, ("other", (), {"state": "opted_out"}))).stdout.startswith("no problem found")


def test_course_blog_kind_and_limit_choose(data: Path) -> None:
    assert [each["blog"] for each in told(data, "--course", "cloth")["blogs"]] == ["shut"]
    assert [each["blog"] for each in told(data, "--blog", "other")["blogs"]] == ["other"]
    assert told(data, "--kind", "wall")["problems"] == []
    chosen = told(data, "--kind", "feed_text")
    assert (kinds(chosen), chosen["blogs"]) == (["feed_text"], [])
    few = told(data, "--limit", 2)
    assert (kinds(few), few["count"], len(few["blogs"])) == (["failed_fetch", "post_count"], 7, 2)
    assert "... and 5 more: ask without --limit" in run(data, "--limit", 2).stdout.splitlines()


def test_it_says_so_when_there_is_none(data: Path) -> None:
    for words in (("--course", "none"), ("--blog", "shut", "--kind", "feed_text")):
        result = run(data, *words)
        assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
        assert result.stdout.startswith("no problem found")


@pytest.mark.parametrize("option", ["--course", "--blog", "--kind"])
def test_what_is_not_there_is_told_with_what_is(data: Path, option: str) -> None:
    result = run(data, option, "nosuch")
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (2, 1, "")
    assert result.stderr.startswith(f"coursekeep: nosuch: there is no such {option[2:]}; there is: ")
    assert {"--course": "cloth, none", "--blog": "other, shut, weaving", "--kind": "feed_text"}[option] in result.stderr


@pytest.mark.parametrize("command", [health.problems, health.coverage])
def test_without_a_database_a_line_says_so(tmp_path: Path, command: Any) -> None:
    result = CliRunner().invoke(command, ["--data", str(tmp_path)])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "there is no database here" in result.stderr


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path) -> None:
    bad = "\x1b]0;gone\x07 \x9b2J\u202e\n{found} %s"
    account = tally(failed=[[HOME + bad, bad]])
    data = fill(tmp_path, ("weaving", (shown(post(HOME + bad, title=bad, body_text="")),), account))
    for words in ((), ("--json",), ("--blog", bad)):
        result = run(data, *words)
        assert not set("\x1b\x07\x9b\u202e") & set(result.output), words


def test_every_kind_that_is_composed_is_known_and_in_the_help(data: Path) -> None:
    assert set(KINDS) == {*SAID, "wall"}
    help_text = " ".join(CliRunner().invoke(health.problems, ["--help"]).stdout.split())
    assert all(kind in help_text for kind in KINDS)


def test_comments_that_another_service_keeps_are_told_once_a_blog(tmp_path: Path) -> None:
    kept = [shown(post(url, **SIGNED, body_text=TEXT), missing=("comments",)) for url in (ONE, TWO)]
    copied = shown(post(THREE, **SIGNED, body_text=TEXT), missing=("comments",), comments=(comment("11"),))
    data = fill(tmp_path, ("weaving", (*kept, copied), tally()))
    told = json.loads(run(data, "--json").stdout)
    (found,) = told["problems"]
    assert (found["kind"], found["found"], found["url"]) == ("comments_elsewhere", "none on 2 pages", ONE)
    assert "export" in told["advice"]["comments_elsewhere"]
