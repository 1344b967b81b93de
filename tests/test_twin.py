"""The twin for research: nobody of the course is in it, and all else is as it was."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.database.tables import TABLES
from archive.errors import ConfigError, StoreError
from archive.twin.dates import Shift
from archive.twin.finder import Finder
from archive.twin.forms import forms
from archive.twin.key import Key, key_of
from archive.twin.make import twin
from archive.twin.places import Places
from archive.twin.scrub import Scrub
from archive.twin.who import Who
from tests import course, planted
from tests.command import coursekeep

KEY = Key(b"a key of the tests, long enough")


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture(scope="module")
def crowd() -> list[planted.Person]:
    return planted.people(500)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, crowd: list[planted.Person]) -> Path:
    return planted.planted(tmp_path_factory.mktemp("original"), crowd)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, original: Path) -> Path:
    target = tmp_path_factory.mktemp("twin") / "twin.sqlite"
    twin(original, target, KEY, Shift(-364))
    return target


def test_every_text_column_has_people_planted_in_it_and_the_scan_finds_all_of_them(original: Path, crowd: list[planted.Person]) -> None:  # fmt: skip
    for table in TABLES:
        for column, (kind, _) in table.columns.items():
            if kind is str and table.name != "data_dictionary":
                assert rows(original, f'select 1 from {table.name} where length("{column}") > 3 limit 1'), (
                    table.name,
                    column,
                )
    assert len(planted.found(original, crowd)) > 4.9 * len(crowd)


def test_of_500_people_planted_in_every_place_none_is_in_the_twins_bytes(
    made: Path, crowd: list[planted.Person]
) -> None:
    assert planted.found(made, crowd) == []


def twin_of(
    folder: Path, *, shift: int = 0, key: Key = KEY, only: str | None = None, **more: list[dict[str, Any]]
) -> Path:
    """The twin of the small course with `more` rows."""
    (folder / "data").mkdir(exist_ok=True)
    store = course.store(folder / "data", **more)
    store.close()
    target = folder / "twin.sqlite"
    twin(store.path, target, key, Shift(shift), only)
    return target


def said(folder: Path, text: str) -> str:
    """What a comment of Ben's says in the twin, his row in `people` being named Ben Wexler, Aroha's Aroha Quillin."""
    names = [
        {"id": 104, "key": "roster:q", "name": "Aroha Quillin", "in_roster": 1, "confidence": 1.0},
        {"id": 105, "key": "roster:w", "name": "Ben Wexler", "in_roster": 1, "confidence": 1.0},
        {"id": 106, "key": "roster:r", "name": "Rose Weaver", "in_roster": 1, "confidence": 1.0},
    ]
    path = twin_of(folder, people=names, comments=[course.comment(16, 3, course.BEN, text=text)])
    return str(rows(path, "select text from comments where word_count = 5 and position = 5")[0][0])


def test_the_same_key_gives_the_same_bytes_and_another_key_other_names(tmp_path: Path) -> None:
    made = []
    for n, key in enumerate((KEY, KEY, Key(b"another key, which is as long"))):
        (tmp_path / str(n)).mkdir()
        made.append(twin_of(tmp_path / str(n), key=key))
    assert made[0].read_bytes() == made[1].read_bytes()
    names = [{name for (name,) in rows(path, "select name from people")} for path in made]
    assert not names[0] & names[2]


def test_pseudonyms_are_the_same_in_the_next_twin_when_more_people_have_come(tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    one = twin_of(tmp_path)
    more = [
        {"id": 200 + n, "key": f"roster:n{n}", "name": f"Nemo {n}", "in_roster": 1, "confidence": 1.0}
        for n in range(50)
    ]
    two = twin_of(tmp_path / "later", people=more)
    sql = "select id, name from people"
    assert set(rows(one, sql)) < set(rows(two, sql))


def test_the_twin_holds_together_and_answers_as_the_original(tmp_path: Path) -> None:
    path = twin_of(tmp_path)
    original = tmp_path / "data" / "coursekeep.sqlite"
    assert rows(path, "pragma foreign_key_check") == [] and rows(path, "pragma integrity_check") == [("ok",)]
    assert rows(path, "pragma freelist_count") == [(0,)]
    for sql in (
        "select posts, words, comments_made, comments_received, course_week from weekly_participation order by 5, 1, 2, 3, 4",
        "select kind, weight, words from comment_edges order by 1, 2, 3",
        "select depth, replies, status from threads order by 1, 2, 3",
        "select title, people, citations from most_cited_works",
        "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by 1, 2",
        "select * from data_dictionary order by id",
    ):
        assert rows(path, sql) == rows(original, sql)
    assert rows(path, "select count(*) from posts_words where posts_words match 'loom'") == [(3,)]


def test_links_lead_to_the_same_posts_and_addresses_of_posts_stay_equal(tmp_path: Path) -> None:
    path = twin_of(tmp_path)
    assert rows(path, "select count(*) from links l join posts p on p.id = l.target_post_id and p.url = l.url") == [
        (1,)
    ]
    assert rows(path, "select count(*) from captures c join posts p on p.url = c.url and p.capture_id = c.id") == [(1,)]
    assert rows(path, "select url from links where target_post_id is null") == [("https://elsewhere.example/",)]


def test_who_said_no_is_not_there_nor_what_hangs_on_them_nor_their_name_in_other_texts(tmp_path: Path) -> None:
    silent = {
        "id": 107,
        "key": "roster:zed",
        "name": "Zedekia Prynne",
        "in_roster": 1,
        "confidence": 1.0,
        "consent": "no",
    }
    path = twin_of(
        tmp_path,
        people=[silent],
        comments=[
            course.comment(16, 3, 107, text="Mine."),
            course.comment(17, 3, course.AROHA, 16, thread_id=16, text="An answer."),
            course.comment(18, 3, course.AROHA, text="As Zedekia and ZEDEKIA PRYNNE said."),
        ],
    )
    texts = {text for (text,) in rows(path, "select text from comments")}
    assert "As [withheld] and [withheld] said." in texts and not {"Mine.", "An answer."} & texts


def test_a_blank_consent_stays_and_so_does_a_yes(tmp_path: Path) -> None:
    blank = {"id": 108, "key": "roster:b", "name": "Blanca Ortoz", "in_roster": 1, "confidence": 1.0, "consent": ""}
    path = twin_of(tmp_path, people=[blank], comments=[course.comment(16, 3, 108, text="Here.")])
    assert rows(path, "select count(*) from comments where text = 'Here.'") == [(1,)]


@pytest.mark.parametrize(
    "text",
    [
        "Kia ora, the loom is warped on Monday.",
        "Weaver (2001) has it, and so has (Weaver, 2001, p. 3).",
        "A rose is a rose; the rose bush will rise.",
        "See https://doi.org/10.1000/0123456789 and http://dx.doi.org/10.4304/jetwi.2.1.27-33",
        "ISBN 978-0-7382-1111-4, pp. 24-37, 11/07/2011 at 06:34, 2013-07-10, version 6.1.9.",
        "if a < b and c > d & e%20f then \\n stays",
    ],
)
def test_what_is_nobodys_stays_as_it_was(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Thanks Rose!", "Rose"),
        ("Rose's post", "Rose"),
        ("Thanks, Weaver, for the wool", "Weaver"),
        ("Quillin, A. (2019). My thesis.", "Quillin"),
        ("Look at https://twitter.com/somebody/status/1", "somebody"),
        ("and https://unknownblog.wordpress.com/2013/about", "unknownblog"),
        ("Ring 021 555 0199 or (09) 555-0199", "0199"),
        ("I live at 12 Harbour View Road, up the hill", "Harbour"),
        ("from 203.0.113.77 it came", "203.0"),
        ("write to someone.else@example.org", "someone"),
        ("ask @whoever99 about it", "whoever"),
    ],
)
def test_what_is_somebodys_goes(tmp_path: Path, text: str, gone: str) -> None:
    assert gone not in said(tmp_path, text)


def test_an_author_of_a_work_is_a_person_of_the_course_if_family_and_given_name_or_initial_agree(
    tmp_path: Path,
) -> None:
    work = {
        "key": "x",
        "editors": "[]",
        "text": "Quillin, A. (2019). On wool.",
        "entries": 1,
        "variants": 1,
        "posts": 1,
        "blogs": 1,
        "people": 1,
    }
    authors = [{"family": "Quillin", "given": "A."}, {"family": "Weaver", "given": "B."}]
    csl = json.dumps({"id": "901", "author": authors})
    path = twin_of(
        tmp_path,
        people=[{"id": 104, "key": "roster:q", "name": "Aroha Quillin", "in_roster": 1, "confidence": 1.0}],
        works=[{"id": 901, **work, "authors": json.dumps(authors), "csl": csl}],
        reference_entries=[{"id": 33, "post_id": 3, "position": 1, "text": work["text"], "work_id": 901}],
    )
    ((text, told, item, number, name),) = rows(path, "select text, authors, csl, works.id, people.name from works join people on works.key <> '' where text like '%wool%' and people.name = json_extract(authors, '$[0].literal')")  # fmt: skip
    assert "Quillin" not in text and json.loads(told) == [{"literal": name}, authors[1]]
    assert json.loads(item) == {"id": str(number), "author": json.loads(told)}


def test_dates_move_together_and_weeks_stay(tmp_path: Path) -> None:
    path = twin_of(tmp_path, shift=-14)
    assert rows(path, "select distinct starts from courses") == [("2026-02-16",)]
    assert rows(path, "select min(published_at), min(local_date), min(course_week) from posts") == [
        ("2026-02-16T00:00:00Z", "2026-02-16", 1)
    ]
    assert rows(path, "select fetched_at from captures") == [("2026-03-06T00:00:00Z",)]
    assert Shift(-7).run(20261122151200) == 20261115151200
    assert Shift(-7).run(20261122151260) == 20261115151260, "the second crawl that began within a second"
    assert [Shift(-7).run(number) for number in (7, 20269922151200)] == [None, None]
    assert Shift(7).date("2013-07-10T15:13:55+12:00") == "2013-07-17T15:13:55+12:00"
    assert [Shift(7).date(text) for text in ("9999-12-30", "no date", "2013-99-99")] == [None, None, None]


@pytest.mark.parametrize("value", ["", "   ", "tiny!", "aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_key_that_is_missing_short_or_plain_is_refused_and_never_shown(value: str) -> None:
    with pytest.raises(ConfigError) as told:
        key_of("RESEARCH_KEY", {"RESEARCH_KEY": value})
    assert "RESEARCH_KEY" in str(told.value) and (not value.strip() or value not in str(told.value))
    assert "secret" not in repr(key_of("K", {"K": "a secret of some length"}))


def test_nothing_but_a_twin_is_replaced_and_none_is_put_beside_warc_files(tmp_path: Path) -> None:
    path = twin_of(tmp_path)
    original = tmp_path / "data" / "coursekeep.sqlite"
    twin(original, path, KEY, Shift(0))
    with pytest.raises(StoreError, match="no twin of ours"):
        twin(original, original, KEY, Shift(0))
    (tmp_path / "data" / "warc").mkdir()
    with pytest.raises(StoreError, match="WARC files"):
        twin(original, tmp_path / "data" / "other.sqlite", KEY, Shift(0))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "twin.sqlite"]


def test_the_verb_writes_a_twin_that_other_verbs_read_and_a_report_for_its_owner_only(tmp_path: Path) -> None:
    silent = {
        "id": 109,
        "key": "roster:m",
        "name": "Moana Terrapin",
        "in_roster": 1,
        "confidence": 1.0,
        "consent": "no",
    }
    more = [
        course.comment(16, 3, 109),
        course.comment(17, 3, course.BEN, text="So Aroha and Zebedee R. said. Hi Orsolya!"),
    ]
    (tmp_path / "data").mkdir()
    course.store(tmp_path / "data", people=[silent], comments=more).close()
    words = (
        "pseudonymise",
        "-o",
        "twin",
        "--key-env",
        "RESEARCH_KEY",
        "--report",
        "report.txt",
        "--shift-dates",
        "random",
    )
    ran = coursekeep(*words, "--json", cwd=tmp_path, RESEARCH_KEY="long-enough-and-secret")
    assert ran.code == 0 and ran.json["left_out"] == {"comments": 1} and "places" not in ran.json
    asked = coursekeep(
        "query", "select distinct name from people where name not like 'P-%'", "--data", "twin", "--json", cwd=tmp_path
    )
    assert asked.code == 0 and asked.json == []
    report = tmp_path / "report.txt"
    text = report.read_text(encoding="utf-8")
    assert text.startswith("CONFIDENTIAL") and "Orsolya" in text and "Zebedee" in text
    assert report.stat().st_mode & 0o77 == 0
    assert "long-enough-and-secret" not in ran.out + ran.err + text


@pytest.mark.parametrize("shift", ["soon", "1.5", "99999"])
def test_a_shift_that_is_no_number_of_days_is_a_mistake(tmp_path: Path, shift: str) -> None:
    course.store(tmp_path).close()
    ran = coursekeep("pseudonymise", "-o", "t.sqlite", "--key-env", "K", "--shift-dates", shift, "--data", ".", cwd=tmp_path, K="long-enough-and-secret")  # fmt: skip
    assert ran.code == 2 and not (tmp_path / "t.sqlite").exists() and "Traceback" not in ran.err


@pytest.mark.parametrize("there", [True, False])
def test_a_disk_without_room_is_a_line_and_leaves_no_folder_behind(tmp_path: Path, there: bool) -> None:
    (tmp_path / "data").mkdir()
    course.store(tmp_path / "data").close()
    if there:
        (tmp_path / "twin").mkdir()
    words = ("pseudonymise", "-o", "twin", "--key-env", "K", "--data", "data")
    ran = coursekeep(*words, cwd=tmp_path, patch="no_room_for_exports", K="long-enough-and-secret")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written (No space left on device); what was there is kept" in ran.err
    assert (tmp_path / "twin").exists() == there


def test_the_configuration_may_name_the_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    course.store(tmp_path / "data").close()
    words = ("pseudonymise", "-o", "t.sqlite")
    ran = coursekeep(*words, cwd=tmp_path)
    assert ran.code == 2 and "privacy: {key_env: NAME}" in ran.err
    (tmp_path / "config.yaml").write_text("privacy: {key_env: RESEARCH_KEY}\n")
    assert coursekeep(*words, cwd=tmp_path, RESEARCH_KEY="long-enough-and-secret").code == 0
    assert (tmp_path / "t.sqlite").exists()


def test_without_a_key_there_is_no_twin(tmp_path: Path) -> None:
    course.store(tmp_path).close()
    ran = coursekeep("pseudonymise", "-o", "t.sqlite", "--key-env", "NO_SUCH_KEY", "--data", ".", cwd=tmp_path)
    assert ran.code == 2 and "NO_SUCH_KEY" in ran.err and not (tmp_path / "t.sqlite").exists()


@pytest.mark.parametrize("piece", ["<", "<a ", '<a "', "<!--", "&#", "%25", "\\u", "a.", "@a", "-\n", "Aroha ", "0 ", "[", "a@", "«", "x" * 50])  # fmt: skip
def test_hostile_texts_are_read_in_time_that_grows_with_them(piece: str) -> None:
    who = Who(key=KEY, finder=Finder(), places=Places(KEY))
    who.finder.add(forms("Aroha Quillin"), "P-1")
    scrub = Scrub(who, Shift())
    began = time.process_time()
    scrub.text(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 10


def test_json_that_is_too_deep_is_scrubbed_as_text() -> None:
    who = Who(key=KEY, finder=Finder(), places=Places(KEY))
    who.finder.add(forms("Aroha Quillin"), "P-1")
    assert "Quillin" not in Scrub(who, Shift()).text("[" * 50_000 + '"Aroha Quillin"')
