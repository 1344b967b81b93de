"""What buttons start: which command with which words, one at a time, watched to its end or stopped."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import Pages, opened
from term import NOW

from archive.web.jobs import Job, Jobs

SAYS = 'import json, os, sys; print(json.dumps(sys.argv[1:])); print(\'{"blog": "ana", "asked": 9, "open": 2}\', file=sys.stderr); print(\'a line\', os.environ[\'COURSEKEEP_PROGRESS\'], file=sys.stderr)'
WAITS = "import signal, sys; signal.signal(2, lambda *_: sys.exit(130)); print('ready', file=sys.stderr, flush=True); signal.pause()"


def ended(jobs: Jobs) -> Job:
    """The newest command, when it has ended."""
    job = jobs.newest
    assert job and job.process
    job.process.wait(30)
    while job.running:
        pass
    return job


@pytest.fixture
def told(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Pages whose commands only say what they were asked."""
    monkeypatch.setattr("sites.PROGRAM", (sys.executable, "-c", SAYS))
    with opened(course, tmp_path, NOW, config=tmp_path / "config.yaml") as pages:
        yield pages


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("/crawls/start", {}, ["crawl", "--json"]),
        ("/crawls/start", {"full": "1", "blog": "ana"}, ["crawl", "--json", "--full", "--blog", "ana"]),
        ("/crawls/start", {"address": "https://a.example/"}, ["crawl", "--json", "https://a.example/"]),
        ("/blogs/manage", {"do": "recheck", "blog": "ana"}, ["crawl", "--json", "--blog", "ana"]),
        ("/blogs/manage", {"do": "approve", "blog": "ana"}, ["roster", "approve", "ana"]),
        ("/blogs/manage", {"do": "pause", "blog": "ana"}, ["roster", "pause", "ana"]),
        ("/archive/check", {}, ["verify", "--json"]),
    ],
)
def test_a_button_runs_its_command(path: str, form: dict[str, str], words: list[str], told: Pages) -> None:
    assert told.client.post(path, data={"token": told.enter(), **form}).status_code == 200
    job = ended(told.site.jobs)
    asked = json.loads(job.out)
    assert asked[: len(words)] == words
    data = [] if "pause" in words else ["--data", str(told.site.data.absolute())]
    assert asked[len(words) :] == [*data, "--config", str(told.site.config)]
    assert job.blogs["ana"]["asked"] == 9
    assert list(job.said) == ["a line json"]


@pytest.mark.parametrize(
    "form", [{"do": "recheck", "blog": "--data=/"}, {"do": "other", "blog": "ana"}, {"do": "pause"}]
)
def test_a_form_that_is_not_ours_runs_nothing(form: dict[str, str], told: Pages) -> None:
    assert told.client.post("/blogs/manage", data={"token": told.enter(), **form}).status_code == 400
    assert told.site.jobs.newest is None


@pytest.mark.parametrize("address", ["--full", "javascript:1", "a.example", "https://a.example/ --full"])
def test_an_address_that_is_none_is_refused(address: str, told: Pages) -> None:
    assert told.client.post("/crawls/start", data={"token": told.enter(), "address": address}).status_code == 400


def test_one_command_at_a_time_and_it_can_be_stopped(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sites.PROGRAM", (sys.executable, "-c", WAITS))
    with opened(course, tmp_path, NOW) as pages:
        token = pages.enter()
        pages.client.post("/archive/check", data={"token": token})
        job = pages.site.jobs.newest
        assert job and job.running
        while not job.said:
            pass
        assert pages.client.post("/archive/check", data={"token": token}).status_code == 409
        assert "is running" in pages.client.get("/").text
        assert "coursekeep-done" not in pages.client.get("/crawls/live").headers
        pages.client.post("/crawls/stop", data={"token": token})
        assert ended(pages.site.jobs).code == 130
        assert "stopped" in pages.client.get("/crawls").text
        assert pages.client.get("/crawls/live").headers["coursekeep-done"]
