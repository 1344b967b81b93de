"""The rules of looking whether Coursekeep can work here."""

import os
import shutil
import sqlite3
from collections import namedtuple
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from crawler import doctor
from crawler.doctor import Finding, check

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def look(data: Path, config: Path | None = None, now: datetime = NOW) -> dict[str, Finding]:
    return {finding.name: finding for finding in check(data, config, now)}


def test_a_machine_that_can_run_the_tests_has_what_is_needed(tmp_path: Path) -> None:
    found = look(tmp_path / "data")
    assert [
        name
        for name in ("python", "packages", "sqlite", "time zones", "config", "data folder", "clock")
        if not found[name].ok
    ] == []
    assert all(finding.advice is None for finding in found.values() if finding.ok)


def test_looking_changes_nothing(tmp_path: Path) -> None:
    look(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_right_comes_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))
    found = look(tmp_path)["python"]
    assert not found.ok and found.advice


def test_a_package_too_old_is_named_with_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["pytest>=999", "no-such-package", "other-package; extra == 'dev'", "click>=1"]
    monkeypatch.setattr(metadata, "requires", lambda name: needed)
    found = look(tmp_path)["packages"]
    assert not found.ok
    assert found.words == f"pytest is {metadata.version('pytest')}, needed is pytest>=999; no-such-package is missing"


def test_coursekeep_itself_may_be_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "DISTRIBUTION", "no-such-package")
    assert not look(tmp_path)["packages"].ok


def test_what_sqlite_cannot_do_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "SQL", {"magic": "SELECT magic()", "sums": "SELECT 1 + 1"})
    found = look(tmp_path)["sqlite"]
    assert (found.ok, found.words) == (False, f"{sqlite3.sqlite_version}, without magic")


def test_a_configuration_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "contact: {name: A, email: a@example.org}\ncourses:\n  - {slug: c, blogs: [a.example.org, b.example.org]}\n"
    )
    found = look(tmp_path, file)
    assert found["config"].words == f"{file}: 1 course, 2 blogs"
    assert found["contact"].ok


def test_a_configuration_without_a_contact_should_get_one(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("store: {path: data}\n")
    found = look(tmp_path, file)
    assert found["config"].ok and not found["contact"].ok


def test_the_mistakes_of_a_configuration_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("stor: {}\ncontct: {}\n")
    found = look(tmp_path, file)["config"]
    assert not found.ok and f"{file}:1: " in found.words and f"{file}:2: " in found.words


def test_a_file_in_the_place_of_the_folder_is_found(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("")
    assert not look(file)["data folder"].ok
    assert not look(file / "deeper")["data folder"].ok


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_found(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not look(tmp_path)["data folder"].ok


def test_a_full_disk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage: Any = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 10**12, 10**8))
    found = look(tmp_path)["disk"]
    assert (found.ok, found.words) == (False, "0.1 GB free")


def test_a_clock_behind_the_archive_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "warc"
    folder.mkdir()
    for name, time in (("a.warc.gz", NOW.timestamp() - 60), ("b.warc.gz.open", NOW.timestamp() + 3600)):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (time, time))
    found = look(tmp_path)["clock"]
    assert not found.ok and "2026-03-01 13:00" in found.words
    (folder / "b.warc.gz.open").unlink()
    assert look(tmp_path)["clock"].ok


def test_a_clock_before_the_libraries_were_made_is_wrong(tmp_path: Path) -> None:
    assert not look(tmp_path, now=datetime(1970, 1, 1, tzinfo=UTC))["clock"].ok
