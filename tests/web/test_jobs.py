"""What buttons start: which command with which words, one at a time, watched to its end or stopped."""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from blog import Blog
from command import coursekeep
from sites import Pages, opened
from term import NOW

from archive.web.jobs import Job, Jobs

SAYS = 'import json, os, sys; print(json.dumps(sys.argv[1:])); print(\'{"blog": "ana", "asked": 9, "open": 2}\', file=sys.stderr); print(\'a line\', os.environ[\'COURSEKEEP_PROGRESS\'], file=sys.stderr)'
QUICK = ("--delay", 0, "--allow-private-networks")
WAITS = "import signal, sys; signal.signal(2, lambda *_: sys.exit(130)); print('ready', file=sys.stderr, flush=True); signal.pause()"


def ended(jobs: Jobs) -> Job:
    """The newest command, when it has ended."""
    job = jobs.newest
    assert job and job.process
    job.process.wait(300)
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
        ("/archive/pack", {}, ["wacz", "--json", "-o", "{data}/wacz/archive.wacz"]),
        (
            "/archive/pack",
            {"course": "weaving"},
            ["wacz", "--json", "-o", "{data}/wacz/weaving.wacz", "--course", "weaving"],
        ),
    ],
)
def test_a_button_runs_its_command(path: str, form: dict[str, str], words: list[str], told: Pages) -> None:
    assert told.client.post(path, data={"token": told.enter(), **form}).status_code == 200
    job = ended(told.site.jobs)
    asked = json.loads(job.out)
    assert asked[: len(words)] == [word.format(data=told.site.data.absolute()) for word in words]
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


@pytest.mark.parametrize("slug", ["../weaving", "a/b", ".hidden", "a b"])
def test_a_package_is_never_written_elsewhere(slug: str, told: Pages) -> None:
    answer = told.client.post("/archive/pack", data={"token": told.enter(), "course": slug})
    assert (answer.status_code, told.site.jobs.newest) == (400, None)


def test_the_package_that_a_button_makes_is_listed_and_can_be_fetched(tmp_path: Path) -> None:
    with Blog() as blog:
        assert coursekeep("crawl", blog.url, "--data", "kept", *QUICK, cwd=tmp_path).code == 0
    with opened(tmp_path / "kept", tmp_path / "shown", NOW) as pages:
        token = pages.enter()
        assert "archive.wacz" not in pages.client.get("/archive").text
        assert pages.client.post("/archive/pack", data={"token": token}).status_code == 200
        job = ended(pages.site.jobs)
        assert (job.code, job.answer["blogs"], job.answer["signed"]) == (
            0,
            [f"127-0-0-1-{urlsplit(blog.url).port}"],
            False,
        ), list(job.said)
        assert 'href="/packages/archive.wacz"' in pages.client.get("/archive").text
        packed = pages.client.get("/packages/archive.wacz").content
        assert packed == (pages.site.data / "wacz" / "archive.wacz").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert {"datapackage.json", "pages/pages.jsonl"} < set(package.namelist())


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
