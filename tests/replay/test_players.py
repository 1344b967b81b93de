"""What is packed can be seen: in ReplayWeb.page with a real browser, in pywb byte for byte; and `wacz validate` takes it."""

import http.client
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from command import coursekeep
from players import COLOUR, FIRST, SECOND, Archived, Tools
from shown import PATIENCE, body, browser, replaying, seen, wayback

from archive.items import Capture
from archive.wacz.check import faults
from archive.warc.reader import read_captures


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


def test_pywb_gives_back_every_byte_of_every_state(tools: Tools, archived: Archived, tmp_path: Path) -> None:
    files = sorted((archived.data / "warc").glob("*.warc.gz"))
    captures = [capture for file in files for capture in read_captures(file)]
    stored: dict[str | None, Capture] = {}
    with wayback(tools, archived.data, tmp_path) as connection:
        for capture in captures:
            if not capture.revisit_of:
                stored[capture.payload_digest] = stored[capture.url] = capture
            original = stored[capture.payload_digest or capture.url]  # after a 304 the address tells
            assert body(connection, capture) == (original.status, original.body), capture.url
    assert sum(bool(capture.revisit_of) for capture in captures) > 3
