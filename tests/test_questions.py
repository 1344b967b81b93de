"""Named questions and SQL: answers as counted by hand (tests/course.py), and nothing that writes."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import course
import pytest
from click.testing import CliRunner, Result

from archive.database import fulltext
from archive.errors import QueryError
from archive.report import query
from archive.report.questions import QUESTIONS, Question
from crawler.cli import main

TERMS = {
    "terms": [{"id": 71, "blog_id": 1, "kind": "tag", "name": "Reading 1", "slug": "reading-1"}],
    "posts_terms": [{"id": 72, "post_id": 2, "term_id": 71}],
    "assignments": [
        {"id": 81, "course_id": 1, "slug": "r1", "title": "First reading", "due_at": "2026-03-08T00:00:00Z", "match": '{"tag": ["reading-1"]}'},
        {"id": 82, "course_id": 1, "slug": "any", "title": "Anything", "due_at": "2026-03-20T00:00:00Z", "match": '{"title": "post 3"}'},
    ],
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose database is the course."""
    store = course.store(tmp_path, **TERMS)
    with store.transaction():
        store.connection.execute("update courses set posts_per_week = 1, comments_per_week = 1")
        fulltext.refresh(store.connection)
    store.close()
    return tmp_path


@pytest.fixture
def db(data: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as opened:
        yield opened


def told(db: sqlite3.Connection, question: str, *columns: str, **given: str) -> list[tuple[Any, ...]]:
    found = query.asked(db, question, given).objects()
    return [tuple(row[name] for name in columns) for row in found]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_every_question_is_answered_with_and_without_its_parameters(db: sqlite3.Connection, question: Question) -> None:
    assert question.about.endswith(".")
    query.asked(db, question.name, {})
    given = {"course": "weaving", "week": "1", "limit": "5", "blog": "aroha", "post": "https://1.example/1/", "assignment": "r1", "person": "Ben", "object": "posts"}  # fmt: skip
    query.asked(db, question.name, {name: given[name] for name in question.parameters})


def test_names_of_questions_are_words_that_no_sql_could_be() -> None:
    assert len({q.name for q in QUESTIONS}) == len(QUESTIONS) >= 20
    assert not [q.name for q in QUESTIONS if " " in q.name]


def test_a_week_has_everybody_in_it_and_the_newest_is_asked_for_by_default(db: sqlite3.Connection) -> None:
    assert told(db, "week", "person", "posts", "comments_made", "course_week") == [("Aroha", 1, 0, 2), ("Ben", 0, 0, 2)]
    assert told(db, "week", "person", "posts", week="1") == [("Aroha", 1), ("Ben", 1)]
    assert told(db, "week", "person", course="nowhere") == []


def test_the_silent_are_those_who_neither_posted_nor_commented(db: sqlite3.Connection) -> None:
    assert told(db, "silent", "person", "last_post", week="2") == [("Ben", "2026-03-02")]
    assert told(db, "silent", "person", week="1") == []


def test_who_is_behind_is_told_by_what_the_course_expects(db: sqlite3.Connection) -> None:
    expected = [("Ben", 1, 2.0, 1, 2.0), ("Aroha", 2, 2.0, 1, 2.0)]
    assert (
        told(db, "behind", "person", "posts", "posts_expected", "comments", "comments_expected", week="2") == expected
    )


def test_who_wrote_enough_over_the_weeks_is_not_behind(data: Path) -> None:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        db.execute("update courses set comments_per_week = .5")
        assert told(db, "behind", "person", week="2") == [("Ben",)]


def test_posts_without_an_answer_and_those_most_discussed(db: sqlite3.Connection) -> None:
    assert told(db, "unanswered", "title") == [("Kōrero",)]
    assert told(db, "discussed", "comments", "title") == [(3, "Post 1"), (1, "Post 3")]


def test_submissions_are_matched_by_tag_and_title_and_say_what_came_late(db: sqlite3.Connection) -> None:
    found = told(db, "submissions", "assignment", "person", "late", "title")
    assert found == [("r1", "Aroha", 1, "Kōrero"), ("any", "Ben", 0, "Post 3")]
    assert told(db, "submissions", "title", assignment="any") == [("Post 3",)]


def test_commenters_pairs_and_isolates(db: sqlite3.Connection) -> None:
    assert told(db, "commenters", "person", "comments", "received") == [("Aroha", 2, 2), ("Ben", 1, 2), ("Guest", 1, 0)]
    assert told(db, "pairs", "source", "target", "comments", "in_return")[0] == ("Aroha", "Ben", 2, 1)
    assert told(db, "isolates", "person") == []


def test_threads_and_conversations(db: sqlite3.Connection) -> None:
    assert told(db, "threads", "comments", "people", "depth", "thread_id") == [(3, 3, 3, 11)]
    said = told(db, "conversation", "depth", "person", "answers_to", post="https://1.example/1/")
    assert said == [(1, "Ben", "Aroha"), (2, "Aroha", "Ben"), (3, "Guest", "Aroha")]


def test_reading(db: sqlite3.Connection) -> None:
    assert told(db, "works", "people", "citations", "title") == [(2, 2, "On looms")]
    assert told(db, "shared-reading", "one", "other", "works") == [("Aroha", "Ben", 1)]
    assert told(db, "listed-not-cited", "blog", "text") == [("aroha", "Weaver, A. (2001). On looms.")]
    assert told(db, "cited-not-listed", "text") == []


def test_answer_times_are_medians(db: sqlite3.Connection) -> None:
    assert told(db, "answer-times", "blog", "posts", "median_hours") == [("aroha", 1, 24.0), ("ben", 1, 24.0)]


def test_a_parameter_that_is_a_number_is_compared_as_one(db: sqlite3.Connection) -> None:
    sql = "select count(*) as n from posts where course_week = :week and title <> :title"
    assert told(db, sql, "n", week="1", title="12") == [(2,)]


def test_sql_may_ask_the_full_text_indexes_and_the_schema(db: sqlite3.Connection) -> None:
    assert told(db, "select rowid from posts_words where posts_words match 'korero'", "rowid") == [(2,)]
    assert len(told(db, "select name from pragma_table_info('courses')", "name")) > 5


def test_columns_of_the_same_name_are_told_apart(db: sqlite3.Connection) -> None:
    assert query.asked(db, "select 1 as a, 2 as a", {}).objects() == [{"a": 1, "a_2": 2}]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from posts",
        "insert into facts values (9, 'a', 'b')",
        "update posts set title = ''",
        "create table mine (id integer)",
        "create temp table mine (id integer)",
        "drop view activity",
        "attach database 'other.sqlite' as other",
        "detach database main",
        "pragma user_version = 9",
        "pragma writable_schema = on",
        "pragma journal_mode = wal",
        "vacuum into '/tmp/nowhere.sqlite'",
        "begin immediate",
        "insert into posts_words(posts_words) values ('delete-all')",
        "select load_extension('x.so')",
        "with gone as (select 1) delete from posts",
        "reindex posts",
        "update sqlite_master set sql = ''",
        "analyze posts",
    ],
)
def test_what_would_write_is_refused_and_changes_nothing(data: Path, sql: str) -> None:
    before = (data / "coursekeep.sqlite").read_bytes()
    with (
        closing(sqlite3.connect(data / "coursekeep.sqlite")) as opened,
        pytest.raises(QueryError, match=r"refused|may not be modified"),
    ):
        query.asked(opened, sql, {})
    assert (data / "coursekeep.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("question", "given", "why"),
    [
        ("unanswerd", {}, "is unanswered meant"),
        ("week", {"wek": "1"}, "it has: course, week"),
        ("select * from nowhere", {}, "no such table: nowhere"),
        ("select :a", {}, "a parameter is missing"),
        ("select 1; select 2", {}, "one statement at a time"),
        ("  -- nothing", {}, "only questions"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    db: sqlite3.Connection, question: str, given: dict[str, str], why: str
) -> None:
    with pytest.raises(QueryError, match=why) as caught:
        query.asked(db, question, given)
    assert caught.value.exit_code == 2 and "\n" not in str(caught.value)


def test_a_table_fits_the_terminal_and_sets_numbers_to_the_right() -> None:
    told = query.Answer(("name", "n"), [("a long text that goes on", 1), ("b\x1b[31m", 22), (None, 3)])
    assert [line.rstrip() for line in query.table_lines(told, 20)][2:] == [
        "a long text tha…   1",
        "b [31m            22",
        "                   3",
    ]
    assert "a long text that goes on" in "".join(query.table_lines(told, None))


def test_what_json_cannot_hold_is_a_word(db: sqlite3.Connection) -> None:
    told = query.answer(db, "select 1e400 as much, -1e400 as little, x'00ff' as bytes, 1.5 as number", {}).objects()
    assert json.loads(json.dumps(told, allow_nan=False)) == [
        {"much": "inf", "little": "-inf", "bytes": "00ff", "number": 1.5}
    ]


def test_csv_has_no_formulas() -> None:
    text = query.csv_text(query.Answer(("a", "b"), [("=1+1", -5), ("@x", 1.5), ('say "yes"', None), ("-2", b"\x00")]))
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["'=1+1", "-5"],
        ["'@x", "1.5"],
        ['say "yes"', ""],
        ["'-2", "00"],
    ]


def ran(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data)])


def test_the_verb_prints_objects_csv_or_a_table_and_lists_questions(data: Path) -> None:
    assert json.loads(ran(data, "query", "works", "--json").stdout)[0]["title"] == "On looms"
    assert ran(data, "query", "works", "--csv").stdout.splitlines()[0].startswith("people,citations")
    assert "On looms" in ran(data, "query", "works", "-p", "limit=1").stdout
    assert len(json.loads(ran(data, "query", "--list", "--json").stdout)) == len(QUESTIONS)
    assert "unanswered" in ran(data, "query", "--list").stdout


@pytest.mark.parametrize("words", [["query"], ["query", "works", "--csv", "--json"], ["query", "works", "-p", "limit"], ["query", "delete from posts"], ["query", "nix"]])  # fmt: skip
def test_the_verb_ends_with_2_where_the_question_is_wrong(data: Path, words: list[str]) -> None:
    done = ran(data, *words)
    assert done.exit_code == 2 and not done.stdout


def test_a_read_only_database_folder_is_enough(data: Path) -> None:
    (data / "coursekeep.sqlite").chmod(0o444)
    assert ran(data, "query", "accounts", "--json").exit_code == 0
    assert sorted(path.name for path in data.iterdir()) == ["coursekeep.sqlite"]


def test_a_question_of_a_post_says_so_where_none_is_named(db: sqlite3.Connection) -> None:
    assert query.why_nothing(db, "conversation", {}) == "no rows: name the post with -p post=ADDRESS"
    assert query.why_nothing(db, "conversation", {"post": "https://1.example/none/"}) == "no rows"


def test_large_tables_are_read_by_index_where_a_question_names_a_post(db: sqlite3.Connection) -> None:
    for name in ("conversation", "bytes"):
        sql = next(q.sql for q in QUESTIONS if q.name == name)
        plan = [row[3] for row in db.execute(f"explain query plan {sql}", {"post": "x"})]
        assert not [step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step], plan


def answers(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def test_an_export_and_a_twin_are_asked_like_the_archive_itself(data: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.sqlite"
    answers("export", "sqlite", "-o", part, "--data", data)
    for words in (["query", "week", "-p", "week=1"], ["search", "post"], ["works"], ["export", "edges", "-o", "-"]):
        said = [answers(*words, *place).stdout for place in (("--data", data), ("--database", part))]
        assert said[0] == said[1]
    told = json.loads(answers("describe", "--database", part, "--json").stdout)
    assert told["digests"]["database"].startswith("sha256:")


def test_a_file_that_is_no_database_of_ours_is_named_with_what_to_do(data: Path, tmp_path: Path) -> None:
    words, other = tmp_path / "words.txt", tmp_path / "other.sqlite"
    words.write_text("words")
    with closing(sqlite3.connect(other)) as db:
        db.execute("create table notes (text)")
    for file, said in ((words, "file is not a database"), (other, "no database of Coursekeep"), (tmp_path / "none", "no such file")):  # fmt: skip
        told = answers("query", "week", "--database", file, code=2).stderr
        assert f"coursekeep: {file}: " in told and said in told and "`coursekeep export sqlite" in told
    assert "leave out --data" in answers("query", "week", "--database", other, "--data", data, code=2).stderr


def test_an_export_does_not_replace_the_database_that_it_is_made_of(data: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.sqlite"
    answers("export", "sqlite", "-o", part, "--data", data)
    before = part.read_bytes()
    assert "name another file" in answers("export", "sqlite", "-o", part, "--database", part, code=2).stderr
    assert part.read_bytes() == before


def test_an_answer_without_rows_says_so_beside_it_and_where_weeks_are_from(data: Path) -> None:
    told = answers("query", "select id from posts where id < 0", "--data", data)
    assert (told.stdout.split(), told.stderr) == (["id", "--"], "coursekeep: note: no rows\n")
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db, db:
        db.execute("update courses set starts = null")
    told = answers("query", "week", "-p", "week=99", "--json", "--data", data)
    assert (json.loads(told.stdout), "name one in config.yaml" in told.stderr) == ([], True)


@pytest.mark.parametrize(
    "words", [["posts"], ["search", "loom"], ["works"], ["problems"], ["export", "edges", "-o", "-"]]
)
@pytest.mark.parametrize("option", ["--blog", "--course"])
def test_a_course_or_blog_that_is_not_there_is_said_to_be_so(data: Path, words: list[str], option: str) -> None:
    done = CliRunner().invoke(main, [*words, option, "nobody", "--data", str(data)])
    assert done.exit_code == 2
    assert f"nobody: there is no such {option[2:]}; there is: " in done.stderr


def test_posts_of_a_person_by_name_or_number(data: Path) -> None:
    def titles(*words: str) -> list[str]:
        done = CliRunner().invoke(main, ["posts", *words, "--json", "--data", str(data)])
        return [post["title"] for post in json.loads(done.stdout)["posts"]]

    assert titles("--person", "Ben") == titles("--person", str(course.BEN)) == ["Post 3"]
    done = CliRunner().invoke(main, ["posts", "--week", "9", "--data", str(data)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "coursekeep: note: no posts\n")
