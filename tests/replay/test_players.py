"""What is packed can be seen: in ReplayWeb.page with a real browser, in pywb byte for byte; and `wacz validate` takes it."""

import http.client
import signal
import socket
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from command import ENVIRONMENT, coursekeep, started
from players import COLOUR, FIRST, SECOND, Archived, Tools
from playwright.sync_api import Browser, Frame, sync_playwright

from archive.items import Capture
from archive.wacz.check import faults
from archive.warc.reader import read_captures

PATIENCE = 60_000
"""Milliseconds for a page to be there: it is there as soon as it is, on a slow machine later."""


@contextmanager
def replaying(tools: Tools, folder: Path, *words: object) -> Iterator[str]:
    """The address that `coursekeep replay` tells, while it serves."""
    environment = {**ENVIRONMENT, "XDG_CACHE_HOME": str(tools.folder)}
    with started("replay", "--no-open", *words, cwd=folder, env=environment) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0


@contextmanager
def browser(tools: Tools) -> Iterator[Browser]:
    """A new one, which remembers nothing."""
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=tools.chromium, args=["--no-sandbox"])) as opened,
    ):
        yield opened


@contextmanager
def seen(tools: Tools, address: str, words: str) -> Iterator[Frame]:
    """The frame in which the player shows a page, once that has these words."""
    with browser(tools) as opened:
        page = opened.new_page()
        page.goto(address)
        inner = page.frame_locator("iframe").last
        inner.get_by_text(words).first.wait_for(timeout=PATIENCE)
        frame = next(frame for frame in page.frames if "/w/" in frame.url)
        yield frame


def test_a_post_is_seen_with_its_comments_pictures_and_style(
    tools: Tools, archived: Archived, package: Path, tmp_path: Path
) -> None:
    with replaying(tools, tmp_path, "--wacz", package, archived.post) as address, seen(tools, address, SECOND) as frame:
        text = frame.inner_text("body")
        assert [words in text for words in archived.said] == [True] * len(archived.said)
        assert frame.evaluate("() => document.querySelector('img.wall').decode().then(() => true)")
        assert frame.evaluate("() => document.querySelector('img.wall').naturalWidth") in (40, 80)
        assert frame.evaluate("() => getComputedStyle(document.querySelector('h1')).color") == COLOUR


@pytest.mark.parametrize(("number", "words"), [(0, FIRST), (1, SECOND)])
def test_a_page_that_changed_is_seen_as_it_was_then(
    number: int, words: str, tools: Tools, archived: Archived, tmp_path: Path
) -> None:
    options = ("--data", archived.data, archived.post, "--at", archived.times[number])
    with replaying(tools, tmp_path, *options) as address, seen(tools, address, words) as frame:
        assert (FIRST in frame.inner_text("body"), SECOND in frame.inner_text("body")) == (not number, bool(number))
    assert list(archived.data.glob(".replay-*")) == []


def test_the_list_of_pages_is_seen_without_an_address(tools: Tools, package: Path, tmp_path: Path) -> None:
    with replaying(tools, tmp_path, "--wacz", package) as address, browser(tools) as opened:
        page = opened.new_page()
        page.goto(address)
        page.locator("wr-page-entry", has_text="The wall").first.wait_for(timeout=PATIENCE)


def test_another_host_name_gets_nothing(tools: Tools, package: Path, tmp_path: Path) -> None:
    with replaying(tools, tmp_path, "--wacz", package) as address:
        where = urlsplit(address)
        for host, status in ((where.netloc, 200), ("evil.example", 403)):
            with closing(http.client.HTTPConnection(where.netloc)) as connection:
                connection.request("GET", "/", headers={"Host": host})
                assert connection.getresponse().status == status


def test_wacz_validate_takes_what_we_pack(tools: Tools, archived: Archived, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    subprocess.run(["openssl", "ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", key], check=True)
    for words in ([], ["--blog", "ana"], ["--course", "chalk-101", "--key", key]):
        path = tmp_path / f"{len(words)}.wacz"
        assert coursekeep("wacz", "--data", archived.data, "-o", path, *words, cwd=tmp_path).code == 0
        command = [tools.command("wacz", "wacz"), "validate", "-f", str(path)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "the passed WACZ is valid" in ran.stdout
        assert list(faults(path)) == []


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Until somebody listens there; fails when the process ends before."""
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"it has ended: {process.wait(0.05)}")


@contextmanager
def wayback(tools: Tools, data: Path, folder: Path) -> Iterator[http.client.HTTPConnection]:
    """pywb with our WARC files and our index."""
    collection = folder / "collections" / "course"
    (collection / "indexes").mkdir(parents=True)
    (collection / "archive").symlink_to(data / "warc")
    (collection / "indexes" / "index.cdxj").write_bytes((data / "index.cdxj").read_bytes())
    port = free_port()
    command = [tools.command("pywb", "wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) as process:
        try:
            _wait_for(process, port)
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE / 1000)) as connection:
                yield connection
        finally:
            process.terminate()


def body(connection: http.client.HTTPConnection, capture: Capture) -> tuple[int, bytes]:
    connection.request("GET", f"/course/{capture.fetched_at:%Y%m%d%H%M%S}id_/{capture.url}")
    answer = connection.getresponse()
    data: Any = answer.read()
    return answer.status, zlib.decompress(data, 47) if answer.getheader("Content-Encoding") == "gzip" else data


def test_pywb_gives_back_every_byte_of_every_state(tools: Tools, archived: Archived, tmp_path: Path) -> None:
    files = sorted((archived.data / "warc").glob("*.warc.gz"))
    captures = [capture for file in files for capture in read_captures(file)]
    stored = {capture.payload_digest: capture for capture in captures if not capture.revisit_of}
    with wayback(tools, archived.data, tmp_path) as connection:
        for capture in captures:
            original = stored[capture.payload_digest]
            assert body(connection, capture) == (original.status, original.body), capture.url
    assert sum(bool(capture.revisit_of) for capture in captures) > 3
