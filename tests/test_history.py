"""History: when a post or a comment changed, and the words in which two versions differ."""

import json
from pathlib import Path
from typing import Any

import course
import pytest
from click.testing import CliRunner, Result

from archive.report.history import difference_lines, difference_page, pieces
from crawler.cli import main

ONE = "https://1.example/1/"


def version(number: int, position: int, day: int, **fields: Any) -> dict[str, Any]:
    seen = {"first_seen_at": f"2026-03-{day:02}T00:00:00Z", "last_seen_at": f"2026-03-{day + 1:02}T00:00:00Z"}
    plain = {
        "source": "rest",
        "after_capture_id": 500 if position else None,
        "first_capture_id": 500,
        "last_capture_id": 500,
    }
    return {"id": number, "post_id": 1, "position": position, **seen, **plain, **fields}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    made = course.store(
        tmp_path,
        post_versions=[
            version(1, 0, 3, title="Post 1", author="Aroha", body_text="The loom is <warped>.\nAnd red.", references_text=""),
            version(2, 1, 10, title="Post one", author="Aroha", body_text="The loom was warped.\nAnd red.", references_text="Weaver, A."),
            version(3, 2, 15, title="Post one", author="Aroha", body_text="The loom was warped.", references_text="Weaver, A."),
        ],
        comment_versions=[version(4, 0, 3, comment_id=11, text="I agree"), version(5, 1, 9, comment_id=11, text="I disagree")],
        comments=[course.comment(18, 1, course.BEN, wp_id=77)],
    )  # fmt: skip
    with made.transaction():
        made.connection.execute("update comments set wp_id = 5 where id = 11")
    made.close()
    return tmp_path


def ran(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data)])


def test_a_history_says_between_which_captures_a_post_changed(data: Path) -> None:
    lines = ran(data, "history", ONE).stdout.splitlines()
    assert lines[2] == "version 0  first seen 2026-03-03T00:00:00Z  6 words  (rest)"
    assert lines[3] == "version 1  changed between 2026-03-04T00:00:00Z and 2026-03-10T00:00:00Z  8 words  (rest)"
    told = json.loads(ran(data, "history", ONE, "--json").stdout)
    assert len(told["versions"]) == 3 and told["captures"][0]["warc_file"] == "a.warc.gz"


def test_a_post_that_never_changed_says_so(data: Path) -> None:
    assert "have not changed" in ran(data, "history", "https://1.example/2/").stdout
    assert "no words changed" in ran(data, "diff", "https://1.example/2/").stdout


def test_an_address_may_be_written_in_another_way_and_lead_to_a_comment(data: Path) -> None:
    assert ran(data, "history", "http://www.1.example/1").exit_code == 0
    told = json.loads(ran(data, "history", f"{ONE}#comment-5", "--json").stdout)
    assert [each["text"] for each in told["versions"]] == ["I agree", "I disagree"]
    assert "I [-agree-]{+disagree+}" in ran(data, "diff", f"{ONE}#comment-5").stdout
    assert ran(data, "history", f"{ONE}#comment-77").exit_code == 0


@pytest.mark.parametrize("words", [["history", "https://nowhere.example/"], ["diff", f"{ONE}#comment-99"], ["diff", ONE, "--from", "yesterday"], ["diff", ONE, "--to", "2026-13-01"]])  # fmt: skip
def test_what_is_not_there_ends_with_2_and_a_line(data: Path, words: list[str]) -> None:
    done = ran(data, *words)
    assert done.exit_code == 2 and "Traceback" not in done.output


def test_a_difference_is_that_of_the_last_change_unless_moments_are_given(data: Path) -> None:
    last = json.loads(ran(data, "diff", ONE, "--json").stdout)
    ran(data, "diff", ONE, "--json", "-o", str(data / "diff.json"))
    assert json.loads((data / "diff.json").read_text("utf-8")) == last
    assert (last["before"]["position"], last["after"]["position"]) == (1, 2)
    first = json.loads(ran(data, "diff", ONE, "--from", "2026-03-05", "--to", "2026-03-12", "--json").stdout)
    assert (first["before"]["position"], first["after"]["position"]) == (0, 1)
    assert first["changed"] == [{"field": "title", "before": "Post 1", "after": "Post one"}]
    whole = json.loads(ran(data, "diff", ONE, "--from", "2020-01-01", "--json").stdout)
    assert (whole["before"]["position"], whole["after"]["position"]) == (0, 2)


def test_a_difference_marks_words_and_keeps_the_rest(data: Path) -> None:
    out = ran(data, "diff", ONE, "--from", "2026-03-05", "--to", "2026-03-12").stdout
    assert "title: [-Post 1-] {+Post one+}" in out
    assert "The loom [-is-]{+was+} [-<-]warped[->-]." in out and "\nAnd red." in out and "{+Weaver, A.+}" in out
    assert "\x1b" not in out


def test_in_colour_nothing_of_a_text_reaches_the_terminal_as_a_command() -> None:
    told = {"before": {"position": 0, "last_seen_at": ""}, "after": {"position": 1, "first_seen_at": ""}, "changed": [], "pieces": [list(p) for p in pieces("a\x1b[2J b", "a c")]}  # fmt: skip
    out = "\n".join(difference_lines(told, True))
    assert "\x1b[2J" not in out and "\x1b[32;4mc\x1b[0m" in out


def test_the_page_is_whole_and_runs_nothing(data: Path) -> None:
    target = data / "diff.html"
    assert (
        ran(data, "diff", ONE, "--from", "2026-03-05", "--to", "2026-03-12", "--html", "-o", str(target)).exit_code == 0
    )
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "<del>is</del><ins>was</ins> <del>&lt;</del>warped" in page
    assert "<script" not in page and ran(data, "diff", ONE, "--html").stdout.startswith("<!DOCTYPE html>")


def test_hostile_words_are_escaped_in_the_page() -> None:
    told = {"url": "https://x.example/", "before": {"position": 0, "last_seen_at": ""}, "after": {"position": 1, "first_seen_at": "", "title": "<script>"}, "changed": [{"field": "title", "before": "<i>", "after": None}], "pieces": [["new", "<script>alert(1)</script>"]]}  # fmt: skip
    assert "<script" not in difference_page(told) and "<i>" not in difference_page(told)


def test_pieces_make_both_texts_again() -> None:
    before, after = "one two three\nfour\n\nfive", "one too three\nfour five\nsix"
    made = pieces(before, after)
    assert "".join(text for kind, text in made if kind != "new") == before
    assert "".join(text for kind, text in made if kind != "gone") == after


def test_long_texts_without_lines_are_compared_in_time() -> None:
    before, after = "word " * 100_000, "other " * 100_000
    assert [kind for kind, _ in pieces(before, after)] == ["gone", "new"]


def test_many_lines_that_all_differ_are_compared_in_time() -> None:
    before = "\n".join(f"{n} a" for n in range(20_000))
    after = "\n".join(f"{n} b" for n in range(20_000))
    assert "".join(text for kind, text in pieces(before, after) if kind != "new") == before
