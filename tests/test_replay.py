"""`coursekeep replay` without a browser: what it shows first, what it serves and to whom, and how to get the player."""

import http.client
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from command import ENVIRONMENT, Ran, coursekeep, rows, started
from courses import Courses, archived

from archive.errors import StoreError
from crawler.replay import Start, beginning
from crawler.replay_player import FILES, VERSION

PLAYER = {"index.html": b"<!doctype html>the player", "ui.js": b"ui", "sw.js": b"sw"}
"""In the place of ReplayWeb.page, whose own tests are in tests/replay."""


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Courses]:
    with archived(tmp_path_factory.mktemp("courses")) as made:
        yield made


@pytest.fixture(scope="module")
def package(courses: Courses, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "all.wacz"
    assert coursekeep("wacz", "--data", courses.data, "-o", path, cwd=path.parent).code == 0
    return path


@pytest.fixture
def player(tmp_path: Path) -> Path:
    folder = tmp_path / "player"
    folder.mkdir()
    for name, data in PLAYER.items():
        (folder / name).write_bytes(data)
    return folder


def replay(folder: Path, *words: object, **environment: str) -> Ran:
    return coursekeep(
        "replay", "--no-open", *words, cwd=folder, **{"XDG_CACHE_HOME": str(folder / "cache"), **environment}
    )


def test_the_newest_capture_is_shown_or_the_newest_before_a_time(courses: Courses, package: Path) -> None:
    sql = f"select fetched_at from captures where url = '{courses.changed}' order by 1"
    first, second = (row[0].translate({ord(c): None for c in "-:TZ"}) for row in rows(courses.data, sql))
    assert beginning(package, courses.changed, None) == Start(url=courses.changed, at=second)
    assert beginning(package, courses.changed, second).at == second
    assert beginning(package, courses.changed, first).at == first
    assert beginning(package, courses.changed, "1999-01-01").at == first
    assert beginning(package, courses.changed, "2999").at == second
    day = f"{second[:4]}-{second[4:6]}-{second[6:8]}"
    assert beginning(package, courses.changed, day).at == second
    assert beginning(package, courses.changed, f"{day}T23:59:59+00:00").at == second


def test_scheme_fragment_and_final_slash_of_an_address_do_not_matter(courses: Courses, package: Path) -> None:
    wanted = beginning(package, courses.changed, None)
    for url in (
        courses.changed.rstrip("/"),
        courses.changed.replace("http:", "https:"),
        courses.changed + "#comment-51",
    ):
        assert beginning(package, url, None) == wanted


def test_without_an_address_the_pages_are_listed(package: Path) -> None:
    assert beginning(package, None, None).address("http://127.0.0.1:1/", "a.wacz").endswith("#view=pages")


def test_an_address_that_was_never_captured_is_told(package: Path) -> None:
    with pytest.raises(StoreError, match="no capture of this address"):
        beginning(package, "http://example.org/", None)


@pytest.mark.parametrize("at", ["yesterday", "2026-13-01", "99", ""])
def test_what_is_no_time_is_told(at: str, courses: Courses, package: Path) -> None:
    if at:
        with pytest.raises(ValueError, match="is no time"):
            beginning(package, courses.ana, at)


@pytest.mark.parametrize("data", [None, b"", b"PK\x05\x06" + bytes(18), b"no package"])
def test_what_is_no_package_is_told(data: bytes | None, tmp_path: Path, player: Path) -> None:
    if data is not None:
        (tmp_path / "x.wacz").write_bytes(data)
    ran = replay(tmp_path, "--wacz", "x.wacz", "http://example.org/", "--player", player)
    assert ran.code == 2
    assert "x.wacz" in ran.err or "no capture" in ran.err
    if not (data or b"").startswith(b"PK"):
        ran = replay(tmp_path, "--wacz", "x.wacz", "--player", player)
        told = "there is no such file" if data is None else "is no WACZ file"
        assert ran.code == 2 and ran.err.endswith(f"x.wacz: {told}\n")


def test_without_a_player_it_says_how_to_get_one(package: Path, tmp_path: Path) -> None:
    ran = replay(tmp_path, "--wacz", package)
    assert (ran.code, ran.out) == (2, "")
    assert "`coursekeep replay --get`" in ran.err
    assert "index.html, ui.js, sw.js" in replay(tmp_path, "--wacz", package, "--player", tmp_path).err


def test_without_npm_it_says_what_to_install(tmp_path: Path) -> None:
    ran = replay(tmp_path, "--get", PATH=str(tmp_path))
    assert ran.code == 2
    assert "apt-get install npm" in ran.err


NPM = {
    "fails": ("echo 'npm error network is down' >&2; exit 1", "network is down"),
    "brings nothing": ("exit 0", "npm cannot fetch it"),
    "brings something else": (
        'while [ "$1" != --pack-destination ]; do shift; done; echo x >"$2/x.tgz"',
        "not the package that is known",
    ),
}


@pytest.mark.parametrize("name", NPM)
def test_a_player_that_is_not_the_one_that_is_known_is_not_taken(name: str, tmp_path: Path) -> None:
    script, words = NPM[name]
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    ran = replay(tmp_path, "--get", PATH=f"{npm.parent}:{os.environ['PATH']}")
    assert ran.code == 2
    assert words in ran.err
    assert list((tmp_path / "cache" / "coursekeep").iterdir()) == []


def test_the_licence_of_the_player_comes_with_it() -> None:
    assert "LICENSE" in FILES
    assert VERSION


@contextmanager
def serving(folder: Path, *words: object) -> Iterator[str]:
    with started("replay", "--no-open", *words, cwd=folder, env=ENVIRONMENT) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            err = process.communicate(timeout=300)[1]
            assert process.returncode == 0, err
            assert "Traceback" not in err


def asked(address: str, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}


def test_the_player_and_the_package_are_served_with_ranges(
    courses: Courses, package: Path, player: Path, tmp_path: Path
) -> None:
    with serving(tmp_path, "--wacz", package, "--player", player, courses.changed) as address:
        where = urlsplit(address)
        assert where.hostname == "127.0.0.1"
        source = urlsplit(parse_qs(where.query)["source"][0]).path
        view = parse_qs(where.fragment)
        assert (view["url"], len(view["ts"][0])) == ([courses.changed], 14)
        assert asked(address, "/")[:2] == (200, PLAYER["index.html"])
        assert asked(address, "/sw.js")[2]["content-type"] == "text/javascript; charset=utf-8"
        data = package.read_bytes()
        status, body, headers = asked(address, source, Range="bytes=10-19")
        assert (status, body) == (206, data[10:20])
        assert headers["content-range"] == f"bytes 10-19/{len(data)}"
        assert asked(address, source, Range="bytes=-5")[:2] == (206, data[-5:])
        assert asked(address, source)[:2] == (200, data)
        for path in ("/../config.yaml", "/%2e%2e/config.yaml", "/archive.wacz", "/nothing"):
            assert asked(address, path)[0] == 404


def test_only_who_asks_this_machine_by_its_address_is_answered(package: Path, player: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--wacz", package, "--player", player) as address:
        port = urlsplit(address).port
        for host, status in ((f"localhost:{port}", 200), ("evil.example", 403), (f"evil.example:{port}", 403)):
            assert asked(address, "/", Host=host)[0] == status


def test_an_archive_is_packed_for_as_long_as_it_is_shown(courses: Courses, player: Path, tmp_path: Path) -> None:
    (courses.data / ".replay-killed").mkdir()
    with serving(tmp_path, "--data", courses.data, "--player", player) as address:
        assert len(list(courses.data.glob(".replay-*"))) == 1
        assert (
            coursekeep("wacz", "--data", courses.data, "-o", tmp_path / "x.wacz", cwd=tmp_path).code == 0
        )  # not locked
        source = urlsplit(parse_qs(urlsplit(address).query)["source"][0]).path
        assert asked(address, source)[1] == (tmp_path / "x.wacz").read_bytes()
    assert list(courses.data.glob(".replay-*")) == []


def test_a_port_that_is_taken_is_told(package: Path, player: Path, tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = replay(tmp_path, "--wacz", package, "--player", player, "--port", port)
    assert ran.code == 2
    assert f"127.0.0.1:{port}: the port cannot be opened" in ran.err


def test_a_folder_without_an_archive_is_told(player: Path, tmp_path: Path) -> None:
    assert "there is no database here" in replay(tmp_path, "--data", tmp_path / "none", "--player", player).err
    assert not (tmp_path / "none").exists()
