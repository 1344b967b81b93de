"""`coursekeep bag`: a course as a BagIt bag, which is a data folder of its own, names nobody else, and is made once."""

import csv
import gzip
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import bagit
import pytest
import yaml
from command import Ran, coursekeep, dump, rows
from courses import Courses, archived

from archive.wacz.check import faults


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Courses]:
    with archived(tmp_path_factory.mktemp("courses")) as made:
        yield made


def bag(courses: Courses, place: Path, *words: object, code: int = 0) -> Ran:
    ran = coursekeep("bag", "--config", courses.config, "-o", place, *words, cwd=courses.data.parent)
    assert ran.code == code, ran.err + ran.out
    return ran


@pytest.fixture(scope="module")
def made(courses: Courses, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    place = tmp_path_factory.mktemp("bags") / "chalk"
    return place, bag(courses, place, "--course", "chalk-101", "--json").json


def test_a_bag_is_valid_and_notices_each_change(made: tuple[Path, Any]) -> None:
    place, _ = made
    bagit.Bag(str(place)).validate()
    assert (place / "manifest-sha256.txt").exists() and (place / "manifest-sha512.txt").exists()
    readme = place / "data" / "README.txt"
    text = readme.read_text()
    readme.write_text(text + " ")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(place)).validate()
    readme.write_text(text)


def test_a_bag_is_a_data_folder_with_the_rows_of_the_course(
    courses: Courses, made: tuple[Path, Any], tmp_path: Path
) -> None:
    place, told = made
    sql = "select b.slug, p.url, p.body_text from posts p join blogs b on b.id = p.blog_id where b.slug <> 'cy' order by 2"
    assert rows(place / "data", sql) == rows(courses.data, sql)
    assert told["blogs"] == ["ana", "ben"]
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (place / "data").rglob("*"):
        if file.is_file():
            target = copy / file.relative_to(place / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    before = dump(copy)
    assert coursekeep("verify", "--data", copy, cwd=tmp_path).code == 0
    assert coursekeep("rebuild", "--config", copy / "config.yaml", cwd=tmp_path).code == 0
    assert dump(copy) == before


def test_a_bag_names_nobody_who_is_not_of_the_course_and_no_mail_address_of_students(
    courses: Courses, made: tuple[Path, Any]
) -> None:
    place, _ = made
    for file in place.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            data += gzip.decompress(data) if file.suffix == ".gz" else b""
            for word in (courses.cy, "cy@example.org", "ana@example.org", "mail.example.org", "MAIL_PASSWORD", "Slate"):
                assert word.encode() not in data, (file, word)


def test_the_configuration_in_a_bag_can_be_worked_with(made: tuple[Path, Any]) -> None:
    place, _ = made
    ran = coursekeep("status", "--config", place / "data" / "config.yaml", "--json", cwd=place)
    assert ran.code == 0, ran.err
    with (place / "data" / "roster-chalk-101.csv").open() as file:
        listed = list(csv.DictReader(file))
    assert [row["slug"] for row in listed] == ["ana", "ben"]
    assert listed[0]["section"] == "A"
    assert "email" not in listed[0]


def test_the_readme_says_what_is_in_it_and_made_by_what(made: tuple[Path, Any]) -> None:
    place, _ = made
    text = (place / "data" / "README.txt").read_text()
    for words in (
        "Chalk for beginners",
        "2 blogs",
        "4 posts",
        "Licences seen",
        "warcio ",
        "coursekeep 0",
        "bagit.py --validate",
    ):
        assert words in text
    info = (place / "bag-info.txt").read_text()
    assert "Contact-Email: mere@example.org" in info
    assert "External-Identifier: chalk-101" in info


def test_the_package_in_a_bag_is_good(made: tuple[Path, Any]) -> None:
    assert list(faults(made[0] / "data" / "wacz" / "chalk-101.wacz")) == []


def test_a_bag_of_everything_holds_the_whole_files_and_the_same_database(courses: Courses, tmp_path: Path) -> None:
    bag(courses, tmp_path / "all")
    kept = {file.name: file.read_bytes() for file in (tmp_path / "all/data/warc").glob("*.warc.gz")}
    assert kept == {file.name: file.read_bytes() for file in (courses.data / "warc").glob("*.warc.gz")}
    assert dump(tmp_path / "all" / "data") == without_mail(dump(courses.data))


def without_mail(lines: list[str]) -> list[str]:
    return [re.sub(r"'\w+@example\.org'", "NULL", line) for line in lines]


def test_without_the_configuration_the_courses_and_people_are_those_of_the_database(
    courses: Courses, tmp_path: Path
) -> None:
    ran = coursekeep("bag", "--data", courses.data, "-o", "all", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert dump(tmp_path / "all" / "data") == without_mail(dump(courses.data))
    assert sorted(file.name for file in (tmp_path / "all/data").glob("*.csv")) == [
        "roster-chalk-101.csv",
        "roster-slate-202.csv",
    ]


def test_licences_seen_on_the_blogs_are_listed(courses: Courses, tmp_path: Path) -> None:
    from archive.bag_readme import readme

    copy = tmp_path / "coursekeep.sqlite"
    copy.write_bytes((courses.data / "coursekeep.sqlite").read_bytes())
    with closing(sqlite3.connect(copy)) as db, db:
        db.row_factory = sqlite3.Row
        db.execute("update posts set license = 'CC BY-NC 3.0 New Zealand'")
        assert "cy: CC BY-NC 3.0 New Zealand (1 post)" in readme(db, "Slate", "slate-202", "coursekeep/0")


def test_corrections_of_people_come_along_as_far_as_they_are_about_these_blogs(
    courses: Courses, tmp_path: Path
) -> None:
    told = "split:\n  - [name:ana/reader1, name:ben/reader1]\n  - [name:ana/reader2, name:cy/reader2]\n"
    (courses.data / "people.yaml").write_text(told)
    try:
        bag(courses, tmp_path / "x", "--course", "chalk-101")
    finally:
        (courses.data / "people.yaml").unlink()
    kept = (tmp_path / "x" / "data" / "people.yaml").read_text()
    assert yaml.safe_load(kept) == {"merge": [], "split": [["name:ana/reader1", "name:ben/reader1"]]}


def test_a_bag_is_never_written_over_anything(courses: Courses, tmp_path: Path) -> None:
    place = tmp_path / "there"
    place.mkdir()
    assert "is there already" in bag(courses, place, code=2).err
    assert list(place.iterdir()) == []


def test_nothing_is_left_of_a_bag_that_could_not_be_made(courses: Courses, tmp_path: Path) -> None:
    assert "there are chalk-101, slate-202" in bag(courses, tmp_path / "x", "--course", "none", code=2).err
    assert "make one: openssl" in bag(courses, tmp_path / "x", "--key", tmp_path / "no.pem", code=2).err
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    from archive.bag import filled
    from archive.errors import StoreError

    with pytest.raises(StoreError, match="make room, or write elsewhere"), filled(tmp_path / "x", 10**18):
        raise AssertionError("never begun")
    assert list(tmp_path.iterdir()) == []


def test_the_answer_for_programs_counts(made: tuple[Path, Any]) -> None:
    place, told = made
    assert told["bag"] == str(place)
    assert told["totals"]["posts"] == rows(place / "data", "select count(*) from posts where status = 'live'")[0][0]
    assert told["bytes"] == sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    assert json.dumps(told)
