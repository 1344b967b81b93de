"""Runs the players: `coursekeep replay` with a browser of its own for each page, and pywb's `wayback` over our own index."""

import http.client
import signal
import socket
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from command import ENVIRONMENT, started
from players import Tools
from playwright.sync_api import Browser, Frame, sync_playwright

from archive.items import Capture

PATIENCE = 120_000
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
            assert process.wait(300) == 0


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
    """The frame in which the player shows a page, once that has these words, and all that it loads."""
    with browser(tools) as opened:
        page = opened.new_page()
        page.goto(address)
        inner = page.frame_locator("iframe").last
        inner.get_by_text(words).first.wait_for(timeout=PATIENCE)
        frame = next(frame for frame in page.frames if "/w/" in frame.url)
        frame.wait_for_load_state(timeout=PATIENCE)
        yield frame


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
    data = answer.read()
    return answer.status, zlib.decompress(data, 47) if answer.getheader("Content-Encoding") == "gzip" else data
