"""A rebuild gives the same database whatever the order of files and the number of processes, and is safe to kill."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import foreign as make
import pytest
from command import ENVIRONMENT, PROGRAM, coursekeep, dump

from archive.errors import StoreError
from crawler import crew, remake
from crawler.rebuild import rebuild


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two imports of three blogs, one of them with more captures than one process reads at a stretch."""
    data = tmp_path / "data"
    for name, homes in (("a", ("http://a.example/", "http://b.example/")), ("c", ("http://c.example/",))):
        records = [
            make.response(
                f"{home}p{n}/",
                make.post(home, f"p{n}", f"Post {n}", f"The words of post {n}.", [(n + 1, "Ana", "Yes.")]),
            )
            for home in homes
            for n in range(12)
        ]
        (tmp_path / f"{name}.warc.gz").write_bytes(make.packed(records))
        assert coursekeep("import", tmp_path / f"{name}.warc.gz", "--data", data, cwd=tmp_path).code == 0
    return data


def test_one_process_and_several_give_the_same_database(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(data)
    for processes in (1, 2, 3):
        monkeypatch.setattr(remake, "CHUNK", 5)
        rebuild(data, {}, [], processes=processes)
        assert dump(data) == before, processes
    assert not (data / ".rebuild").exists()


def test_the_order_in_which_jobs_are_done_does_not_matter(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(data)
    monkeypatch.setattr(crew.Crew, "done", lambda self, work, jobs: map(work, reversed(list(jobs))))
    rebuild(data, {}, [])
    assert dump(data) == before


def test_progress_says_how_much_is_done_of_how_much(data: Path) -> None:
    told: list[tuple[str, int, int]] = []
    rebuild(data, {}, [], progress=lambda *step: told.append(step))
    assert told[-1] == ("blog c-example", 36, 36) or told[-1][1:] == (36, 36)
    assert all(done <= of for _, done, of in told)


def test_a_killed_rebuild_leaves_the_database_as_it_was_and_no_process_behind(data: Path) -> None:
    before = dump(data)
    process = subprocess.Popen([*PROGRAM, "rebuild", "--data", str(data), "--processes", "2"], env=ENVIRONMENT)
    while process.poll() is None and not (data / ".rebuild").exists():
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert dump(data) == before
    assert coursekeep("rebuild", "--data", data, cwd=data.parent).code == 0
    assert dump(data) == before


def _fall(job: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return job


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")
def test_a_process_that_is_killed_is_told_in_a_line() -> None:
    with crew.Crew(2) as workers, pytest.raises(StoreError, match="--processes 1"):
        list(workers.done(_fall, [1, 2]))
