"""The rules of doing what is due: once a slot, one run at a time, the greatest kind only, and nothing lost to a failure."""

import json
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from blog import Answer, Blog
from click.testing import CliRunner
from command import Ran, coursekeep, rows, started
from filelock import FileLock
from pytest_httpserver import HTTPServer

from archive.state import state
from crawler import runs, timer
from crawler.config import load
from crawler.running import worst
from crawler.schedule import due
from crawler.verbs.schedule import schedule

CONFIG = """
politeness: {{delay: 0, allow_private_networks: true}}
store: {{media: none}}
schedule: {{{schedule}}}
courses:
  - {{slug: chalk, starts: 2026-03-02, timezone: Pacific/Auckland, roster: roster.csv}}
"""
ALL = "check: every 6 hours, full: sunday 03:00, archive: end of week"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def course(folder: Path, *lines: str, schedule: str = ALL) -> Path:
    (folder / "config.yaml").write_text(CONFIG.format(schedule=schedule))
    (folder / "roster.csv").write_text("\n".join(["name,url,status,schedule", *lines]) + "\n")
    return folder


def run(folder: Path, *words: object, hours: float = 0) -> Ran:
    """What is done so many hours after a moment to come: a slot between two runs would be another story."""
    now = datetime(2040, 1, 4, 12, 30, tzinfo=UTC) + timedelta(hours=hours)
    return coursekeep("run", "--due", *words, "--now", now.isoformat(), cwd=folder)


def test_without_a_schedule_it_says_so_and_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("courses: [{slug: c, blogs: [a.example.org]}]\n")
    for words in (("run", "--due"), ("schedule",)):
        ran = coursekeep(*words, cwd=tmp_path)
        assert (ran.code, ran.out.startswith("no schedule: add to config.yaml")) == (0, True)


def test_the_first_run_does_the_greatest_kind_and_the_next_one_nothing(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", "Ben,b.example.org,paused,", "Cleo,c.example.org,pending,")
    ran = run(tmp_path)
    assert (ran.code, ran.lines) == (0, ["archive  1 blog of chalk"])
    assert len(list((tmp_path / "data" / "wacz").glob("chalk-*.wacz"))) == 1
    assert (tmp_path / "data" / "warc" / "fixity.jsonl").read_text().count('"result": "ok"') == 1
    assert rows(tmp_path / "data", "select kind from crawl_blogs") == [("full",)]
    asked = len(blog.asked)
    assert (run(tmp_path).out, len(blog.asked)) == ("", asked)


def test_a_check_comes_with_its_slot_and_a_machine_that_slept_makes_one(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", schedule="check: every 6 hours")
    assert run(tmp_path).lines == ["check    1 blog"]
    assert run(tmp_path, "--dry-run", hours=100).lines == ["check    1 blog", "nothing was done"]
    assert run(tmp_path, "--dry-run", hours=-7).lines == ["nothing is due"]


def test_a_new_blog_is_crawled_alone(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", schedule="check: every 6 hours")
    run(tmp_path)
    with Blog() as other:
        course(tmp_path, f"Ana,{blog.url},,", f"Ben,{other.url},,", schedule="check: every 6 hours")
        asked = len(blog.asked)
        assert run(tmp_path).lines == ["check    1 blog"]
        assert len(blog.asked) == asked
        assert other.asked


def test_a_crawl_by_hand_counts_too(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", schedule="check: every 6 hours, full: weekly")
    assert coursekeep("crawl", cwd=tmp_path).code == 0
    config, data = load(tmp_path / "config.yaml"), tmp_path / "data"
    ((at,),) = rows(data, "select started_at from crawls")
    moment = datetime.fromisoformat(at)
    assert runs.last_runs(data) == {("check", "ana"): moment, ("full", "ana"): moment}
    assert runs.waiting(config, data, moment) == []
    assert [job.kind for job in runs.waiting(config, data, moment + timedelta(hours=6))] == ["check"]


def test_a_run_that_still_goes_is_waited_for_by_nobody(tmp_path: Path) -> None:
    course(tmp_path, "Ana,a.example.org,,")
    (tmp_path / "data").mkdir()
    with FileLock(tmp_path / "data" / ".run.lock"):
        ran = run(tmp_path)
    assert (ran.code, ran.lines) == (0, ["skipped: a run that began earlier still goes"])


def test_a_folder_that_is_in_use_is_left_to_the_next_run(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", schedule="check: every 6 hours")
    (tmp_path / "data").mkdir()
    with FileLock(tmp_path / "data" / ".lock"):
        ran = run(tmp_path)
    assert (ran.code, "skipped: another coursekeep works in" in ran.out, blog.asked) == (0, True, [])
    assert run(tmp_path).lines == ["check    1 blog"]


def test_a_run_without_any_answer_is_tried_again_after_an_hour(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, "Ana,http://127.0.0.1:1/,,", schedule="check: weekly")
    ran = run(tmp_path)
    assert ran.code == 3
    assert "nothing was crawled" in ran.out
    assert run(tmp_path, "--dry-run").lines == ["nothing is due"]
    assert run(tmp_path, "--dry-run", hours=1.1).lines == ["check    1 blog", "nothing was done"]


def test_a_run_that_was_killed_is_done_again(tmp_path: Path) -> None:
    config = load(course(tmp_path, "Ana,a.example.org,,") / "config.yaml")
    data, now = tmp_path / "data", datetime(2026, 3, 10, tzinfo=UTC)
    (job,) = runs.waiting(config, data, now)
    number = runs.begin(data, job, now)
    assert runs.waiting(config, data, now) == [job]
    runs.end(data, number, now, 0, "")
    assert runs.waiting(config, data, now) == []


def test_a_blog_may_have_words_of_its_own_and_no_full_crawl_is_lost_to_a_check(tmp_path: Path) -> None:
    folder = course(
        tmp_path,
        "Ana,a.example.org,,never",
        "Ben,b.example.org,,hourly",
        "Cleo,c.example.org,,",
        schedule="check: daily 06:00, full: sunday 03:00",
    )
    config, now = load(folder / "config.yaml"), datetime(2026, 3, 9, 12, tzinfo=UTC)
    last = {(kind, slug): now - timedelta(hours=2) for kind in ("check", "full") for slug in ("ana", "ben", "cleo")}
    found = runs.jobs(config, due(runs.subjects(config), last, now))
    assert [(job.kind, job.blogs) for job in found] == [("check", ("ben",))]
    last["full", "cleo"] = now - timedelta(days=8)
    found = runs.jobs(config, due(runs.subjects(config), last, now))
    assert [(job.kind, job.blogs) for job in found] == [("full", ("cleo",)), ("check", ("ben",))]


def test_an_archive_that_is_damaged_is_not_packed(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,")
    assert coursekeep("crawl", cwd=tmp_path).code == 0
    (file,) = (tmp_path / "data" / "warc").glob("*.warc.gz")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)
    ran = run(tmp_path)
    assert ran.code == 4
    assert not list(tmp_path.rglob("*.wacz"))


def test_an_archive_leaves_as_many_of_its_packages_as_the_configuration_says(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", schedule="archive: end of week")
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("{media: none}", "{media: none, packages: 2}"))
    assert run(tmp_path).code == 0
    folder = tmp_path / "data" / "wacz"
    [first] = folder.iterdir()
    mine = ["chalk-2.wacz", "chalk-2039-01-01-final.wacz", "my-chalk-2039-01-01.wacz"]
    for name in (*mine, "chalk-2039-12-20.wacz", "chalk-2039-12-27.wacz"):
        (folder / name).write_bytes(first.read_bytes())
    ran = run(tmp_path, hours=7 * 24)
    assert ran.lines[1:] == [f"  removed chalk-2039-12-{day}.wacz: store.packages is 2" for day in (20, 27)]
    newest = "chalk-2040-01-12.wacz"
    assert sorted(path.name for path in folder.iterdir()) == sorted([*mine, first.name, newest])
    for path in (folder / mine[0], folder / "chalk-2039-12-20.wacz"):
        path.write_bytes(b"no package")
    assert run(tmp_path, hours=14 * 24).code == 4
    assert (folder / "chalk-2039-12-20.wacz").exists()


def test_a_run_ends_with_its_notices_once(tmp_path: Path, blog: Blog, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_data("")
    folder = course(tmp_path, f"Ana,{blog.url},,")
    config = folder / "config.yaml"
    config.write_text(config.read_text() + f"notify: {{webhook: {httpserver.url_for('/hook')}}}\n")
    ran = run(folder)
    host = httpserver.url_for("/").split("/")[2]
    assert (ran.code, ran.lines) == (0, ["archive  1 blog of chalk", f"notices  archive done (to {host})"])
    assert (run(folder).out, len(httpserver.log)) == ("", 1)


def test_what_went_wrong_is_shown_and_what_went_well_is_quiet(tmp_path: Path, blog: Blog) -> None:
    blog.faults["/"] = [Answer(b"", 404)]
    with Blog() as well:
        course(tmp_path, f"Ana,{blog.url},,", f"Ben,{well.url},,", schedule="check: every 6 hours")
        ran = run(tmp_path)
    assert ran.code == 1
    assert "ana is gone" in ran.out


def test_the_timetable_is_told_in_words_and_as_json(tmp_path: Path) -> None:
    course(tmp_path, "Ana,a.example.org,,")
    now = "2026-03-09T12:00:00"
    with state(tmp_path / "data") as db:
        about = json.dumps({"blogs": ["ana"], "courses": ["chalk"]})
        db.execute(
            "insert into runs values (1, 'archive', ?, ?, ?, ?, 0, '')", (about, now + "Z", now + "Z", now + "Z")
        )
    ran = coursekeep("schedule", "--now", now, cwd=tmp_path)
    assert ran.lines == [
        "check    every 6 hours  1 blog",
        "         next Tue 10 Mar 07:00 (Pacific/Auckland), in 6 hours; last Tue 10 Mar 01:00",
        "full     sunday 03:00  1 blog",
        "         next Sun 15 Mar 03:00 (Pacific/Auckland), in 5 days; last Tue 10 Mar 01:00",
        "archive  end of week",
        "         next Mon 16 Mar 00:00 (Pacific/Auckland), in 5 days; last Tue 10 Mar 01:00",
    ]
    told = coursekeep("schedule", "--now", now, "--json", cwd=tmp_path).json
    assert [row["next"] for row in told] == ["2026-03-09T18:00:00Z", "2026-03-14T14:00:00Z", "2026-03-15T11:00:00Z"]


def test_a_watch_does_what_is_due_and_ends_with_ctrl_c(tmp_path: Path, blog: Blog) -> None:
    course(tmp_path, f"Ana,{blog.url},,", schedule="check: every 6 hours")
    process = started("run", "--watch", cwd=tmp_path)
    until = time.monotonic() + 300
    while time.monotonic() < until and not _ended(tmp_path / "data"):
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    process.send_signal(2)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, "check    1 blog" in out, "Traceback" in err) == (130, True, False)


def _ended(data: Path) -> bool:
    if not (data / "state.sqlite").exists():
        return False
    with state(data) as db:
        return bool(db.execute("select count(*) from runs where ended_at is not null").fetchone()[0])


def test_the_timers_units_call_this_very_configuration(tmp_path: Path) -> None:
    folder = tmp_path / 'my "100 %" course'
    folder.mkdir()
    made = timer.units(course(folder) / "config.yaml", None, system=False)
    assert made.name.startswith("coursekeep-my--100----course-")
    assert f'--config "{tmp_path}/my \\"100 %%\\" course/config.yaml"' in made.service
    assert "Persistent=true" in made.timer
    assert "User=" not in made.service
    assert "User=" in timer.units(folder / "config.yaml", None, system=True).service
    files = made.write(tmp_path / "units")
    assert [path.name for path in files] == [f"{made.name}.service", f"{made.name}.timer"]


def test_systemd_is_told_of_the_timer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course(tmp_path) / "config.yaml"
    told = tmp_path / "systemctl"
    told.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/orders\n')
    told.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(timer, "SYSTEMD", tmp_path)
    ran = CliRunner().invoke(schedule, ["install", "--config", str(path)])
    assert ran.exit_code == 0, ran.output
    (unit,) = (tmp_path / ".config" / "systemd" / "user").glob("coursekeep-*.timer")
    assert f"wrote {unit}" in ran.output
    assert (tmp_path / "orders").read_text() == f"--user daemon-reload\n--user enable --now {unit.name}\n"


def test_without_systemd_a_line_for_cron_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my 50% course"
    folder.mkdir()
    path = course(folder) / "config.yaml"
    line = timer.cron_line(path, None)
    assert line.startswith(f"*/5 * * * * cd '{tmp_path}/my 50\\% course' && ")
    printed = coursekeep("schedule", "install", "--print", cwd=folder)
    assert (printed.code, "ExecStart=" in printed.out, "*/5 * * * * cd" in printed.out) == (0, True, True)


@pytest.mark.parametrize(("codes", "code"), [([], 0), ([0, 1], 1), ([1, 3, 0], 3), ([3, 4], 4), ([0, -9, 4], -9)])
def test_the_gravest_exit_code_counts(codes: list[int], code: int) -> None:
    assert worst(codes) == code
