"""The command line: what is asked for, what is printed where, and how it ends."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from blog import Blog
from command import ENVIRONMENT, PROGRAM, ROOT, assert_whole, coursekeep, crawl, dump, ended, here, rows, started

VERBS = (
    "crawl",
    "demo",
    "rebuild",
    "parse",
    "references",
    "status",
    "doctor",
    "works",
    "export",
    "problems",
    "coverage",
    "query",
    "search",
    "history",
    "diff",
)
PAGE = (
    b'<html><body class="single single-post postid-7"><article id="post-7" class="post hentry">'
    b'<h1 class="entry-title">Chalk</h1><div class="entry-content"><p>Kia ora, chalk.</p></div></article></body></html>'
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def piped(*words: str, given: str | bytes, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    body = given.encode() if isinstance(given, str) else given
    ran = subprocess.run([*PROGRAM, *words], input=body, capture_output=True, cwd=cwd, env=ENVIRONMENT, timeout=300)
    assert b"Traceback" not in ran.stderr, ran.stderr
    return ran


# Help


@pytest.mark.parametrize(
    ("typed", "words"), [("staus", " Is status meant?\n"), ("xyzzy", "No such command 'xyzzy'.\n")]
)
def test_of_a_mistyped_verb_it_is_said_what_may_be_meant(typed: str, words: str, tmp_path: Path) -> None:
    ran = coursekeep(typed, cwd=tmp_path)
    assert (ran.code, ran.err.endswith(words)) == (2, True)


def test_help_shows_examples_first(tmp_path: Path) -> None:
    ran = coursekeep("-h", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.index("coursekeep crawl https://") < ran.out.index("Options:")
    assert all(verb in ran.out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, tmp_path: Path) -> None:
    ran = coursekeep(verb, "--help", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: coursekeep {verb}")


@pytest.mark.parametrize("words", [["crawl", "--colour"], ["crawl", "--delay", "-1"], ["nothing"], ["references"]])
def test_wrong_usage_is_exit_code_2(words: list[str], tmp_path: Path) -> None:
    ran = coursekeep(*words, cwd=tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error" in ran.err


# What goes where


def test_json_is_one_object_on_stdout_and_nothing_else(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, "--json", data=data)
    assert set(ran.json) == {"crawl", "blogs", "totals", "excluded_by", "gap", "failures", "notes", "exit_code"}
    assert ran.err == ""
    for verb in ("status", "rebuild"):
        ran = coursekeep(verb, "--data", data, "--json", cwd=data.parent)
        assert ran.json["totals"]["posts"] == 4
    assert isinstance(coursekeep("doctor", "--data", data, "--json", cwd=data.parent).json, list)


def test_data_goes_to_stdout_and_words_to_stderr(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, data=data)
    assert re.fullmatch(r"\S+ +4 posts +7 comments +1 pingbacks? +0 references", ran.lines[0])
    assert re.match(r"1 blog  4 posts  7 comments  1 pingbacks?  0 references", ran.lines[1])
    assert ran.lines[2] == "check    planned 14 = fetched 13 + not modified 0 + excluded 1 (login 1) + failed 0"
    assert re.fullmatch(r"\S+  4 posts  \d+ comments  done\n", ran.err)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "TERM": "xterm-256color"}])
def test_no_color_is_obeyed_on_a_terminal_too(environment: dict[str, str], blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, data=data, patch="a_terminal", **environment)
    assert ran.code == 0
    assert re.search(r"\x1b\[[\d;]*m", ran.err + ran.out) is None


def test_a_closed_pipe_is_no_error(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    (data.parent / "page.html").write_bytes(PAGE)
    many = ["page.html"] * 400
    for words in (("parse", *many), ("status", "--data", data), ("doctor",), ("crawl", blog.url, *here(data))):
        process = started(*words, cwd=data.parent)
        assert process.stdout
        process.stdout.close()
        process.stdout = None
        ran = ended(process)
        assert ran.code == 0, (words, ran)
        assert "Broken pipe" not in ran.err
        assert "Exception" not in ran.err


# What is crawled

COURSE = """\
courses:
  - slug: one
    blogs: [{{name: Ana, url: "{a}"}}, {{name: Ben, url: "{b}"}}]
  - slug: two
    title: Course two
    blogs: [{{name: Cleo, url: "{c}"}}]
"""


def test_course_and_blog_select_from_the_roster(data: Path) -> None:
    with Blog() as a, Blog() as b, Blog() as c:
        (data.parent / "config.yaml").write_text(COURSE.format(a=a.url, b=b.url, c=c.url))
        for words, wanted in (
            (("--blog", "ben"), ["ben"]),
            (("--course", "two"), ["cleo"]),
            (("--course", "one", "--blog", "ana"), ["ana"]),
            ((), ["ana", "ben", "cleo"]),
        ):
            for each in (a, b, c):
                each.forget()
            ran = crawl("--json", *words, data=data)
            assert ran.code == 0, ran.err
            assert [blog["slug"] for blog in ran.json["blogs"]] == wanted
            asked = [name for name, each in (("ana", a), ("ben", b), ("cleo", c)) if each.asked]
            assert asked == wanted
    courses = "select b.slug, c.slug from blogs b join courses c on c.id = b.course_id order by 1"
    assert rows(data, courses) == [("ana", "one"), ("ben", "one"), ("cleo", "two")]
    before = dump(data)
    assert coursekeep("rebuild", "--data", data, "--config", "config.yaml", cwd=data.parent).code == 0
    assert dump(data) == before


WRONG = (
    (("--blog", "dora"), "no blog 'dora' here; there are ana, ben, cleo"),
    (("--course", "three"), "no course 'three' with blogs in it"),
    (("--config", "nowhere.yaml"), "nowhere.yaml: cannot be read (No such file or directory)"),
)


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_a_selection_of_nothing_is_told(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    urls = {name: f"http://{name}.example/" for name in "abc"}
    (tmp_path / "config.yaml").write_text(COURSE.format(**urls))
    ran = coursekeep("crawl", *words, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err


def test_an_address_with_a_selection_that_it_does_not_fit(tmp_path: Path) -> None:
    ran = coursekeep("crawl", "http://a.example/", "--blog", "ana", cwd=tmp_path)
    assert ran.code == 2
    assert "no blog 'ana' here; there are a-example" in ran.err


def test_nothing_to_crawl(tmp_path: Path) -> None:
    ran = coursekeep("crawl", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == "coursekeep: no blog to crawl: give an address, or a roster in config.yaml (--config FILE)\n"
    assert list(tmp_path.iterdir()) == []


BROKEN = """\
politeness: {delay: fast, robots: perhaps}
colour: red
courses:
  - slug: A Course
    weeks: 0
    blogs:
      - {name: Ana, url: "not an address"}
      - {name: Ben, url: ben.example, consent: maybe}
"""


@pytest.mark.parametrize("verb", ["crawl", "status", "rebuild"])
def test_all_mistakes_of_a_config_are_told_at_once_with_their_lines(verb: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(BROKEN)
    ran = coursekeep(verb, cwd=tmp_path)
    assert ran.code == 2
    lines = re.findall(r"^config\.yaml:(\d+): ", ran.err, re.MULTILINE)
    assert lines == ["1", "1", "2", "4", "5", "7", "8"]
    assert ran.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


@pytest.mark.parametrize("text", ["", "courses: []\n", "[", "\x00", "courses: {a: b}\n", "- x\n", "&a [*a]\n"])
def test_a_config_that_says_nothing_of_use(text: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(text)
    ran = coursekeep("crawl", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.startswith("coursekeep: config.yaml")


# Status and doctor


def test_status_of_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    ran = coursekeep("status", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == "coursekeep: data: there is no database here; crawl first, or name another folder with --data\n"
    assert list(tmp_path.iterdir()) == []


def test_rebuild_of_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    ran = coursekeep("rebuild", cwd=tmp_path)
    assert ran.code == 2
    assert "there are no WARC files; crawl first, or name another folder with --data" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_status_says_what_is_there(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    ran = coursekeep("status", "--data", data, cwd=data.parent)
    assert ran.code == 0
    assert re.fullmatch(r"1 blog  4 posts  7 comments  1 pingbacks?  0 references", ran.lines[1])
    assert ran.lines[2].startswith("crawls   1, the last one finished, begun 2")
    assert re.fullmatch(r"disk     \d+ kB in 1 WARC file, \d+ kB database", ran.lines[3])


def test_doctor_of_an_empty_folder_is_ok_and_makes_nothing(tmp_path: Path) -> None:
    ran = coursekeep("doctor", cwd=tmp_path)
    assert [line for line in ran.lines if not line.startswith(("ok  ", "look", "      "))] == []
    assert list(tmp_path.iterdir()) == []


# parse and references


def test_parse_prints_a_page_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.html").write_bytes(PAGE)
    ran = coursekeep("parse", "a.html", "b.html", "--url", "http://blog.example/chalk/", cwd=tmp_path)
    pages = [json.loads(line) for line in ran.lines]
    assert [page["post"]["title"] for page in pages] == ["Chalk", "Chalk"]
    assert pages[0]["url"] == "http://blog.example/chalk/"


@pytest.mark.parametrize("words", [(), ("--jsonl", "a.html")])
def test_parse_wants_files_or_lines(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    ran = coursekeep("parse", *words, cwd=tmp_path)
    assert ran.code == 2
    assert "name FILE ... or give --jsonl, one of the two" in ran.err


def test_parse_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    ran = coursekeep("parse", "nowhere.html", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == "coursekeep: nowhere.html: cannot be read: No such file or directory\n"


def test_parse_jsonl_answers_line_by_line_with_the_same_ids(tmp_path: Path) -> None:
    body = base64.b64encode(PAGE).decode()
    given = [
        {"id": "one", "url": "http://blog.example/1/", "body_base64": body, "content_type": "text/html"},
        {"id": 2, "url": "http://blog.example/2/", "body_base64": "", "content_type": ""},
        {"id": None, "url": None, "body_base64": body, "content_type": None},
    ]
    lines = "\n\n".join(json.dumps(each) for each in given)
    ran = piped("parse", "--jsonl", given=lines, cwd=tmp_path)
    assert ran.returncode == 0
    pages = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [page["id"] for page in pages] == ["one", 2, None]
    assert pages[0]["post"]["body_text"] == "Kia ora, chalk."


BAD_LINES = {
    "no JSON": ("{", "is no JSON"),
    "bytes": (b"\xff\xfe\x00", "is no JSON"),
    "a list": ("[1]", "is no JSON object"),
    "no body": ('{"id": 1}', 'needs "id", "url", "body_base64" and "content_type"'),
    "a body that is no base64": ('{"id": 1, "body_base64": "%%%"}', 'needs "id"'),
    "a body that is a number": ('{"id": 1, "body_base64": 5}', 'needs "id"'),
    "an address that is a list": ('{"id": 1, "body_base64": "", "url": [1]}', 'needs "id"'),
    "a type that is a number": ('{"id": 1, "body_base64": "", "content_type": 7}', 'needs "id"'),
    "deep": ("[" * 100_000, "is no JSON"),
}


@pytest.mark.parametrize(("line", "said"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_for_parse_is_told_with_its_number(line: str | bytes, said: str, tmp_path: Path) -> None:
    given = b'{"id": 0, "url": "", "body_base64": "", "content_type": ""}\n'
    ran = piped("parse", "--jsonl", given=given + (line if isinstance(line, bytes) else line.encode()), cwd=tmp_path)
    assert ran.returncode == 2
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr.decode().startswith(f"coursekeep: line 2: {said}")


def test_references_jsonl_answers_line_by_line(tmp_path: Path) -> None:
    text = "Wenger, E. (2000). Communities of practice and social learning systems. Organization, 7(2), 225-246."
    ran = piped("references", "--jsonl", given=json.dumps({"id": "r1", "text": text}), cwd=tmp_path)
    assert ran.returncode == 0
    answer = json.loads(ran.stdout)
    assert answer["id"] == "r1"
    assert answer["csl"]["author"][0]["family"] == "Wenger"


@pytest.mark.parametrize("line", ["{", "7", '{"id": 1}', '{"id": 1, "text": 5}'])
def test_a_bad_line_for_references_is_told_with_its_number(line: str, tmp_path: Path) -> None:
    ran = piped("references", "--jsonl", given=line, cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("coursekeep: line 1: ")


# Scrapy's own command


def scrapy(*words: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "scrapy", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=ENVIRONMENT, timeout=300)


def test_scrapy_list_knows_the_spider() -> None:
    assert scrapy("list").stdout.split() == ["course"]


def test_scrapy_crawl_makes_the_same_archive(blog: Blog, data: Path) -> None:
    (data.parent / "config.yaml").write_text("politeness: {delay: 0, allow_private_networks: true}\n")
    config = data.parent / "config.yaml"
    ran = scrapy("crawl", "course", "-a", f"url={blog.url}", "-a", f"data={data}", "-a", f"config={config}")
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr, ran.stderr
    assert len(blog.asked) == 14  # with the style sheet
    assert rows(data, "select count(*) from posts where status = 'live'") == [(4,)]
    assert rows(data, "select status from crawls") == [("finished",)]
    assert_whole(data)


def test_scrapy_crawl_without_a_blog_says_so(tmp_path: Path) -> None:
    ran = scrapy("crawl", "course", "-a", "url=", "-a", f"data={tmp_path / 'data'}", "-a", "config=nowhere.yaml")
    assert "nowhere.yaml: cannot be read" in ran.stderr
