"""Whatever a person gives or a server answers, a command ends with a clear line and its exit code, never with a traceback."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import Ran, assert_whole, coursekeep, crawl, dump, rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def redirect(to: str) -> Answer:
    return Answer(status=302, headers=(("Location", to),))


def plain(text: str, status: int = 200) -> Answer:
    return Answer(text.encode(), status, "text/plain")


def zipped(body: bytes) -> Answer:
    return Answer(gzip.compress(body, mtime=0), headers=(("Content-Encoding", "gzip"),))


def state_of(ran: Ran) -> str:
    return str(ran.json["blogs"][0]["state"])


def failures_of(ran: Ran) -> list[tuple[str, str]]:
    """(path, reason)"""
    return [("/" + failure["url"].split("/", 3)[3], failure["reason"]) for failure in ran.json["failures"]]


# Addresses that lead nowhere


def test_no_such_host(data: Path) -> None:
    ran = crawl("http://no-such-host.example/", data=data, patch="no_names")
    assert ran.code == 3
    assert "no-such-host-example is unreachable: no answer that could be read; open the address in a browser" in ran.out
    assert "http://no-such-host.example/robots.txt: no such host" in ran.out
    assert ran.err.splitlines()[-1] == "coursekeep: nothing was crawled; see above"
    assert_whole(data)


def test_a_connection_that_is_refused(data: Path) -> None:
    with Blog() as gone:
        pass
    ran = crawl(gone.url, data=data)
    assert ran.code == 3
    assert f"{gone.url}robots.txt: the connection was refused" in ran.out
    assert_whole(data)


def test_an_address_of_a_private_network_is_not_contacted(blog: Blog, data: Path) -> None:
    ran = coursekeep("crawl", blog.url, "--data", data, cwd=data.parent)
    assert ran.code == 3
    assert "is on a private network; --allow-private-networks crawls it all the same" in ran.out
    assert blog.asked == []


@pytest.mark.parametrize("address", ["http://", "ftp://blog.example/", "two words", "http://blog.example:port/", "-"])
def test_what_is_no_address(address: str, tmp_path: Path) -> None:
    ran = coursekeep("crawl", "--", address, cwd=tmp_path)
    assert ran.code == 2
    assert f'"{address}" is no web address: write it as in https://blog.example.org/' in ran.err
    assert list(tmp_path.iterdir()) == []


def test_one_unreachable_blog_does_not_keep_the_others_from_being_crawled(blog: Blog, data: Path) -> None:
    with Blog() as gone:
        pass
    ran = crawl(gone.url, blog.url, "--json", data=data)
    assert ran.code == 1
    assert {each["state"] for each in ran.json["blogs"]} == {"unreachable", "ok"}
    assert ran.json["totals"]["posts"] == 4
    assert_whole(data)


# Home pages that are none

HOMES = {
    "a page of something else": (Answer(b"<html><body>A page about gardens.</body></html>"), "not_wordpress", None),
    "nothing at all": (Answer(b""), "not_wordpress", None),
    "bytes": (Answer(bytes(range(256)) * 40, kind="application/octet-stream"), "not_wordpress", None),
    "401": (Answer(b"no", 401), "private", "HTTP 401"),
    "403": (Answer(b"no", 403), "refused", "HTTP 403"),
    "404": (Answer(b"no", 404), "gone", "HTTP 404"),
    "410": (Answer(b"no", 410), "gone", "HTTP 410"),
    "429": (Answer(b"no", 429), "refused", "HTTP 429"),
    "500": (Answer(b"no", 500), "unreachable", "HTTP 500"),
    "503": (Answer(b"no", 503), "unreachable", "HTTP 503"),
    "private": (Answer(b"<title>Private Site</title><p>Log in for access to it."), "private", "the blog is private"),
    "a circle": (redirect("/"), "unreachable", "redirects in a circle"),
    "a redirect to a file": (redirect("file:///etc/passwd"), "unreachable", "a redirect to nowhere"),
    "a redirect to no host": (redirect("http://["), "unreachable", "a redirect to nowhere"),
    "cut short": (Answer(b"<html>" + b"x" * 999, then="cut"), "unreachable", "the answer breaks off"),
}


@pytest.mark.parametrize(("answer", "state", "reason"), HOMES.values(), ids=HOMES)
def test_a_home_page_that_is_none(answer: Answer, state: str, reason: str | None, blog: Blog, data: Path) -> None:
    blog.faults["/"] = [answer]
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == ran.json["exit_code"] == int(state != "not_wordpress")
    assert state_of(ran) == state
    assert failures_of(ran) == ([("/", reason)] if reason else [])
    assert ran.json["gap"] == 0
    assert set(blog.targets) - {"/sitemap.xml"} == {"/robots.txt", "/"}  # named by no WordPress, and tried
    assert rows(data, "select count(*) from posts") == [(0,)]
    assert_whole(data)


def test_a_chain_of_redirects_without_end(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [redirect("/1")]
    blog.faults |= {f"/{n}": [redirect(f"/{n + 1}")] for n in range(1, 40)}
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == 1
    assert state_of(ran) == "unreachable"
    assert len(blog.asked) < 12
    assert_whole(data)


# robots.txt

ROBOTS = {
    "404": (plain("none", 404), 0, "ok", 13),
    "403": (plain("no", 403), 0, "ok", 13),
    "in a circle": (redirect("/robots.txt"), 0, "ok", 13),
    "elsewhere": (redirect("/other.txt"), 0, "ok", 14),
    "unreadable": (Answer(bytes(range(256)) * 40, kind="text/plain"), 0, "ok", 13),
    "a page": (Answer(b"<html><body>No such file, but please read on.</body></html>"), 0, "ok", 13),
    "forbids everything": (plain("User-agent: *\nDisallow: /\n"), 1, "refused", 1),
    "forbids us": (plain("User-agent: coursekeep\nDisallow: /\nUser-agent: *\nAllow: /\n"), 1, "refused", 1),
    "forbids others": (plain("User-agent: otherbot\nDisallow: /\n"), 0, "ok", 13),
    "500": (plain("broken", 500), 1, "unreachable", 3),
    "cut short": (Answer(b"User-agent: *\n", then="cut"), 3, "unreachable", 3),
}


@pytest.mark.parametrize(("answer", "code", "state", "asked"), ROBOTS.values(), ids=ROBOTS)
def test_a_robots_txt_of_every_kind(answer: Answer, code: int, state: str, asked: int, blog: Blog, data: Path) -> None:
    blog.faults["/robots.txt"] = [answer]
    ran = crawl(blog.url, "--json", data=data)
    assert (ran.code, state_of(ran), len(blog.asked)) == (code, state, asked)
    assert ran.json["gap"] == 0
    assert rows(data, "select count(*) from posts") == [(4 if code == 0 else 0,)]
    assert_whole(data)


def test_what_robots_txt_forbids_is_excluded_and_never_asked_for(blog: Blog, data: Path) -> None:
    blog.robots = plain("User-agent: *\nDisallow: /a-second-look/\n")
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == 0
    assert ran.json["excluded_by"]["robots"] == 1
    assert "/a-second-look/" not in blog.targets


# Posts that are none

POSTS = {
    "401": (Answer(b"no", 401), "HTTP 401"),
    "404": (Answer(b"no", 404), "HTTP 404"),
    "503": (Answer(b"no", 503), "HTTP 503"),
    "cut short": (Answer(b"<html>" + b"x" * 999, then="cut"), "the answer breaks off"),
    "a gzip bomb": (zipped(bytes(9_000_000)), "the body grows past 8388608 bytes from 8781"),
    "too large": (Answer(b"x" * 200_000), "the answer is larger than DOWNLOAD_MAXSIZE allows"),
    "endless": (Answer(b"x" * 9_000, then="endless"), "the answer is larger than DOWNLOAD_MAXSIZE allows"),
}


@pytest.mark.parametrize(("answer", "reason"), POSTS.values(), ids=POSTS)
def test_a_listed_post_without_an_answer_has_failed(answer: Answer, reason: str, blog: Blog, data: Path) -> None:
    blog.faults["/third-time-lucky/"] = [answer]
    ran = crawl(blog.url, "--json", data=data, patch="small_bodies")
    assert ran.code == 1
    assert failures_of(ran) == [("/third-time-lucky/", reason)]
    assert ran.json["gap"] == 0
    assert rows(data, "select count(*) from comments where status = 'live'") == [(7,)]
    assert_whole(data)


@pytest.mark.parametrize("hops", [1, 2])
def test_a_post_that_redirects_in_a_circle_has_failed(hops: int, blog: Blog, data: Path) -> None:
    blog.faults["/third-time-lucky/"] = [redirect("/third-time-lucky/" if hops == 1 else "/third/")]
    blog.faults["/third/"] = [redirect("/third-time-lucky/")]
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == 1
    assert [reason for _, reason in failures_of(ran)] == ["redirects in a circle"]


ODD = {
    "gzip that is none": Answer(b"<p>plain", headers=(("Content-Encoding", "gzip"),)),
    "a coding never asked for": Answer(b"\x1b\x03\x00", headers=(("Content-Encoding", "br"),)),
    "bytes as text": Answer(bytes(range(256)) * 90),
    "text as an image": Answer(b"<html><body class='single postid-3'><p>Hello", kind="image/png"),
    "a charset that is none": Answer("<html><p>Caf\xe9".encode("latin-1"), kind="text/html; charset=no-such-thing"),
    "a lying charset": Answer("<html><p>Kia ora wh\xe4nau".encode("utf-16"), kind="text/html; charset=us-ascii"),
    "deep": Answer(b"<div>" * 15_000),
    "no type": Answer(b"<html><p>x", kind=""),
    "nothing": Answer(b""),
    "nothing, and said so": Answer(b"", 204),
    "offsite": redirect("http://127.0.0.1:9/elsewhere/"),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_odd_bytes_in_the_place_of_a_post_stop_nothing(answer: Answer, blog: Blog, data: Path) -> None:
    blog.faults["/third-time-lucky/"] = [answer]
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code in (0, 1)
    assert ran.json["gap"] == 0
    assert rows(data, "select count(*) from comments where status = 'live'") == [(7,)]
    assert rows(data, "select count(*) from posts where wp_id in (1, 2, 4)") == [(3,)]
    assert_whole(data)


SOURCES = ("/wp-json/", "/feed/", "/wp-sitemap.xml", "/comments/feed/")


@pytest.mark.parametrize("body", [b"<rss", b"[" * 90_000, b"<html><body><p>An apology.</p></body></html>", b"\x00\xff"])
def test_sources_that_answer_nonsense_leave_the_html_lists(body: bytes, data: Path) -> None:
    with Blog(rest=False, feeds=False, sitemap=False) as blog:
        blog.faults = {source: [Answer(body, kind="application/xml")] for source in SOURCES}
        ran = crawl(blog.url, data=data)
    assert ran.code == 0, ran.out
    titles = [row[0] for row in rows(data, "select title from posts order by wp_id")]
    assert titles == ["Chalk and talk", "A second look", "Third time lucky", "About me"]
    assert_whole(data)


# Data folders


def test_a_file_in_the_place_of_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    ran = coursekeep("crawl", "http://blog.example/", "--data", "data", cwd=tmp_path)
    assert ran.code == 2
    assert "data' is a file" in ran.err


@pytest.mark.parametrize("place", ["data/warc", "data/coursekeep.sqlite/x", "data"])
def test_a_data_folder_that_cannot_be_written(place: str, tmp_path: Path) -> None:
    taken = tmp_path / place
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_text("mine")
    (tmp_path / "config.yaml").write_text("store: {path: data}\ncourses: [{slug: a, blogs: [blog.example]}]\n")
    ran = coursekeep("crawl", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.startswith("coursekeep: data") and ran.err.count("\n") == 1
    assert taken.read_text() == "mine"


def test_a_database_that_is_none_is_made_again_from_the_warc_files(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    for junk in (b"no database at all, but long enough to be read" * 99, b"", b"SQLite format 3\x00" + bytes(5000)):
        (data / "coursekeep.sqlite").write_bytes(junk)
        ran = crawl(blog.url, data=data)
        assert ran.code == 0, ran.err
        assert "coursekeep.sqlite" in ran.err
        assert "made again from" in ran.err
        assert rows(data, "select count(*) from posts where status = 'live'") == [(4,)]
        assert_whole(data)


def test_a_file_that_is_no_database_is_left_alone_where_there_is_nothing_to_make_one_from(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "coursekeep.sqlite").write_bytes(b"my diary" * 999)
    ran = coursekeep("crawl", "http://blog.example/", cwd=tmp_path)
    assert ran.code == 2
    assert "cannot be opened" in ran.err
    assert (tmp_path / "data" / "coursekeep.sqlite").read_bytes() == b"my diary" * 999


def test_a_missing_database_is_made_again(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    before = dump(data)
    (data / "coursekeep.sqlite").unlink()
    assert coursekeep("rebuild", "--data", data, cwd=data.parent).code == 0
    assert dump(data) == before
    (data / "coursekeep.sqlite").unlink()
    ran = crawl(blog.url, "--json", data=data)
    assert "it is made again from them" in ran.err
    assert ran.json["crawl"]["not_modified"] == 3
    assert_whole(data)


@pytest.mark.parametrize("change", ["pragma user_version = 99", "drop table posts_terms; pragma user_version = 0"])
def test_a_database_of_another_version_is_made_again(change: str, blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        db.executescript(change)
    ran = crawl(blog.url, data=data)
    assert ran.code == 0
    assert "was made by another version of Coursekeep: it is made again from the WARC files" in ran.err
    assert_whole(data)


def test_a_database_without_its_tables_is_a_line_for_status(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    for change in ("drop table problems", "drop table blogs"):
        with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
            db.execute("pragma foreign_keys = off")
            db.executescript(change)
        ran = coursekeep("status", "--data", data, cwd=data.parent)
        assert ran.code == 2
        assert "`coursekeep rebuild` makes it again" in ran.err
    assert coursekeep("rebuild", "--data", data, cwd=data.parent).code == 0
    assert coursekeep("status", "--data", data, cwd=data.parent).code == 0


@pytest.mark.parametrize("harm", ["flipped", "cut", "gone"])
def test_a_damaged_archive_is_told_with_its_file(harm: str, blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    (file,) = (data / "warc").glob("*.warc.gz")
    whole = file.read_bytes()
    at = len(whole) // 2
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(whole[:at] + (bytes(99) + whole[at + 99 :] if harm == "flipped" else b""))
    ran = crawl(blog.url, data=data)
    assert ran.code == 4, ran.err
    assert f"coursekeep: {file.name}" in ran.err
    if harm != "gone":
        ran = coursekeep("rebuild", "--data", data, cwd=data.parent)
        assert ran.code == 4
        assert f"coursekeep: {file.name}: damaged at byte " in ran.err
    assert (data / "coursekeep.sqlite").exists()
