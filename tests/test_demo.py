"""`coursekeep demo`: the whole road from a request to a rebuilt database, over a course that comes with the program."""

import gzip
import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter
from crawler import demo
from crawler.demo import NEXT, SLUGS, make, server

ROOT = Path(__file__).parent.parent
PROGRAM = "import sys; from crawler.demo import server; server.PORTS = {ports}; from crawler.cli import main; main()"
COUNTS = {
    "ngaire": {"posts": 32, "comments": 203, "pingbacks": 14, "references": 87},
    "room-12": {"posts": 28, "comments": 195, "pingbacks": 14, "references": 81},
    "chalk": {"posts": 25, "comments": 184, "pingbacks": 13, "references": 57},
}
"""They tell the same stories in three themes, but for those that two of them never wrote."""
TABLES = ("posts", "comments", "pingbacks", "reference_entries", "citations", "links", "media", "terms", "problems")


@dataclass(frozen=True)
class Told:
    """What two demos into one folder said and left."""

    data: Path
    summaries: list[Any]
    dumps: list[list[str]]
    counts: list[dict[str, int]]


def free_ports() -> tuple[int, ...]:
    """So that both demos find the same addresses, whoever has the usual ones."""
    with contextmanager(_open)() as sockets:
        return tuple(each.getsockname()[1] for each in sockets)


def _open() -> Iterator[list[socket.socket]]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in SLUGS]
    yield sockets
    for each in sockets:
        each.close()


def run(ports: tuple[int, ...], *words: object) -> str:
    command = [sys.executable, "-c", PROGRAM.format(ports=ports), *map(str, words)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    return ran.stdout


def dump(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return list(db.iterdump())


def counted(data: Path) -> dict[str, int]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return {table: db.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    data, ports = tmp_path_factory.mktemp("demo") / "data", free_ports()
    found = Told(data, [], [], [])
    for _ in range(2):
        found.summaries.append(json.loads(run(ports, "demo", "--data", data, "--json")))
        found.counts.append(counted(data))
    found.dumps.append(dump(data))
    run(ports, "rebuild", "--data", data)
    found.dumps.append(dump(data))
    return found


def test_the_demo_ends_well_and_its_account_adds_up(told: Told) -> None:
    for summary in told.summaries:
        assert (summary["exit_code"], summary["gap"], summary["failures"], summary["notes"]) == (0, 0, [], [])
        assert summary["crawl"]["status"] == "finished"


def test_the_demo_finds_what_its_blogs_hold(told: Told) -> None:
    for summary in told.summaries:
        assert {
            blog["slug"]: {name: blog[name] for name in COUNTS[blog["slug"]]} for blog in summary["blogs"]
        } == COUNTS


def test_a_second_crawl_adds_no_rows_and_asks_for_no_page_of_a_post(told: Told) -> None:
    assert told.counts[0] == told.counts[1]
    first, second = (summary["crawl"] for summary in told.summaries)
    assert second["not_modified"] > 0
    assert second["planned"] < first["planned"] / 10


def test_every_unchanged_answer_is_kept_as_a_reference_to_the_first(told: Told) -> None:
    with closing(sqlite3.connect(told.data / "coursekeep.sqlite")) as db:
        sql = "select count(*) from captures where crawl_id = ? and revisit_of is null and status = 200"
        later = told.summaries[1]["crawl"]["id"]
        assert db.execute(sql, (later,)).fetchone()[0] == 0


def test_a_rebuild_gives_the_same_database(told: Told) -> None:
    assert told.dumps[0] == told.dumps[1]


def test_no_comment_is_a_ping_and_every_answer_stands_below_a_comment_of_its_post(told: Told) -> None:
    with closing(sqlite3.connect(told.data / "coursekeep.sqlite")) as db:
        strays = "select count(*) from comments c join comments p on p.id = c.parent_id where p.post_id <> c.post_id"
        assert db.execute(strays).fetchone()[0] == 0
        both = "select count(*) from comments c join pingbacks p using (post_id, wp_id)"
        assert db.execute(both).fetchone()[0] == 0
        assert db.execute("pragma foreign_key_check").fetchall() == []


def test_what_the_demo_says_to_type_next_shows_a_course(told: Told) -> None:
    for line in ("week 8 --data {data}", "assignments --data {data}", "works --data {data}", "problems --data {data}"):
        assert f"{{command}} {line}" in NEXT
    week = json.loads(run(free_ports(), "week", "8", "--data", told.data, "--json"))
    people = {each["person"]: each for each in week["courses"][0]["students"] if each["kind"] == "student"}
    assert set(people) == {"Ngaire Thompson", "Kiri Waititi", "Daniel Mensah"}
    assert all(each["posts"] and each["comments_made"] for each in people.values())
    handed = run(free_ports(), "assignments", "--data", told.data)
    assert re.findall(r"late +(\w+ \w+)|missing +(\w+ \w+)", handed) == [("Kiri Waititi", ""), ("", "Daniel Mensah")]


@pytest.mark.parametrize(
    ("called", "typed"),
    [("/opt/ck/crawler/__main__.py", "python -m crawler"), ("/my tools/bin/coursekeep", "'/my tools/bin/coursekeep'")],
)
def test_the_program_is_named_as_it_can_be_typed(called: str, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "argv", [called])
    assert demo._command() == typed


def test_every_post_lies_in_the_term(told: Told) -> None:
    with closing(sqlite3.connect(told.data / "coursekeep.sqlite")) as db:
        weeks = {week for (week,) in db.execute("select distinct course_week from posts")}
    assert weeks == set(range(1, 15))


def test_a_configuration_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("courses: []\n", encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM.format(ports=free_ports()), "demo", "--data", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert ran.returncode == 2
    assert "is not the demo's: name another folder with --data" in ran.stderr
    assert (tmp_path / "config.yaml").read_text(encoding="utf-8") == "courses: []\n"


def course() -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(make.COURSE.read_bytes()).splitlines()]


def test_the_course_holds_content_only_and_no_code_of_themes() -> None:
    text = gzip.decompress(make.COURSE.read_bytes())
    assert re.findall(rb"<(?:script|style|svg)\b|127\.0\.0\.1:\d|localhost:\d", text, re.IGNORECASE) == []


def test_the_course_is_sorted_and_holds_each_address_once() -> None:
    answers = course()
    assert {answer["blog"] for answer in answers} == set(range(len(SLUGS)))
    keys = [(answer["blog"], answer["path"]) for answer in answers]
    assert len(keys) == len(set(keys))
    assert {name.lower() for answer in answers for name in answer["headers"]} <= set(make.HEADERS)


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(asked) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


@pytest.fixture(scope="module")
def blogs() -> Iterator[tuple[str, ...]]:
    with server.served() as urls:
        yield urls


def test_each_blog_is_served_under_its_own_address_and_names_no_other_host(blogs: tuple[str, ...]) -> None:
    assert len(set(blogs)) == len(SLUGS)
    for url in blogs:
        status, headers, body = get(url)
        assert status == 200 and "text/html" in headers["Content-Type"]
        assert url.encode() in body and not re.search(rb"\{blog-\d\}", body)


def test_an_address_that_was_not_captured_is_a_404(blogs: tuple[str, ...]) -> None:
    assert get(blogs[0] + "nowhere/")[0] == 404


def test_an_answer_is_compressed_for_those_who_can_read_it(blogs: tuple[str, ...]) -> None:
    _, headers, body = get(blogs[0], Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == get(blogs[0])[2]


def test_who_has_an_answer_already_gets_304(blogs: tuple[str, ...]) -> None:
    marked = next(each for each in course() if any(name.lower() == "etag" for name in each["headers"]))
    url = blogs[marked["blog"]].rstrip("/") + marked["path"]
    etag = get(url)[1]["ETag"]
    assert get(url, If_None_Match=etag)[::2] == (304, b"")
    assert get(url, If_None_Match='"another"')[0] == marked["status"]


def test_two_demos_at_once_do_not_share_a_port(blogs: tuple[str, ...]) -> None:
    with server.served() as more:
        assert not set(blogs) & set(more)
        assert get(more[0])[0] == 200


def test_a_course_is_made_from_an_archive_without_ports_scripts_styles_and_drawings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "COURSE", tmp_path / "course.jsonl.gz")
    writer = WarcWriter(tmp_path / "warc", CrawlInfo(crawl="20260301090000"))
    for port in (8081, 8082, 8083):
        page = f'<SCRIPT>x</script ><style>y</style><a href="http://127.0.0.1:{port}/x">{port}</a><svg>z</svg>'.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: x\r\nLocation: http://127.0.0.1:{port}/\r\nContent-Length: {len(page)}\r\n\r\n"
        at = datetime(2026, 3, 1, tzinfo=UTC)
        writer.write_exchange(
            Exchange(
                url=f"http://127.0.0.1:{port}/x?y", started=at, request=b"", response=head.encode() + page, blog="a"
            )
        )
    writer.close()
    make.main(tmp_path)
    assert course() == [
        {
            "blog": number,
            "path": "/x?y",
            "status": 200,
            "headers": {"Content-Type": "text/html", "Location": f"http://{{blog-{number}}}/"},
            "body": f'<a href="http://{{blog-{number}}}/x">{8081 + number}</a>',
        }
        for number in range(3)
    ]
