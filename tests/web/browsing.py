"""What the browser tests need: a browser, the checker of accessibility, and `coursekeep serve` over a folder."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest
from command import ENVIRONMENT, started
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SETUP = Path(__file__).with_name("setup.sh")
CACHE = Path(__file__).parent.parent.parent / ".cache" / "web"
REQUIRED = "COURSEKEEP_REQUIRE_BROWSER"
HOW = f"set {REQUIRED}=1 to run these: tests/web/setup.sh then fetches axe-core (needs Chromium, npm, and its registry)"
PATIENCE = 120_000
"""Milliseconds for something to be seen: it is there as soon as it is, on a slow machine later."""
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
AXE = "async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html + n.failureSummary)])"


def ready() -> str:
    """The source of axe-core; skips unless browser tests are asked for."""
    if not os.environ.get(REQUIRED):
        pytest.skip(HOW)
    subprocess.run([SETUP, CACHE], check=True, env=ENVIRONMENT)
    return (CACHE / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def browser() -> Iterator[Browser]:
    """A new one, which remembers nothing."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome") or ""
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])) as opened,
    ):
        yield opened


@dataclass
class Served:
    """Pages that are served by a process of their own."""

    address: str
    key: str
    """The address that signs in."""


@contextmanager
def serving(data: Path, *words: object) -> Iterator[Served]:
    """`coursekeep serve`, ended as by Ctrl-C."""
    with started("serve", "--port", 0, "--data", data, *words, cwd=data.parent) as process:
        assert process.stderr
        try:
            said = process.stderr.readline() + process.stderr.readline()
            address, key = re.findall(r"http://\S+", said)
            yield Served(address, key)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(300) == 0, process.stderr.read()


@dataclass
class Tab:
    """A page of the browser, and what went wrong in it."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def tab(opened: Browser, size: str = "wide", scheme: str = "light", **more: object) -> Iterator[Tab]:
    """A new tab that hears of complaints, dialogs and requests."""
    context: BrowserContext = opened.new_context(viewport=SIZES[size], color_scheme=scheme, **more)  # type: ignore[arg-type]
    with closing(context):
        made = Tab(context.new_page())
        made.page.set_default_timeout(PATIENCE)
        made.page.on("console", lambda said: made.wrong.append(said.text) if said.type == "error" else None)
        made.page.on("pageerror", lambda error: made.wrong.append(str(error)))
        made.page.on("dialog", lambda dialog: (made.wrong.append(dialog.message), dialog.dismiss())[-1])
        made.page.on("request", lambda request: made.asked.append(request.url))
        yield made


def faults(page: Page, axe: str) -> list[object]:
    """Serious and critical faults of accessibility."""
    page.evaluate(axe)
    found: list[object] = page.evaluate(AXE)
    return found
