"""The week as a page and a mail: complete, harmless whatever the posts hold, and the same bytes each time."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
import term
from click.testing import CliRunner

from archive.errors import StoreError
from archive.report import digest
from archive.report.cleaning import cleaned
from archive.report.week_names import mask, pseudonyms
from archive.report.week_people import Person
from crawler.cli import main

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>go</a><style>body{display:none}</style>"
    "<p style='position:fixed' class=tiles id=posts onclick=alert(4)>kept</p><iframe src='https://evil.example/'></iframe><svg onload=alert(5)>"
    "<h1>Shouting</h1><base href='https://evil.example/'><form action='https://evil.example/'><input name=q></form><meta http-equiv=refresh content=0>"
    "</article></main></body></html><link rel=stylesheet href='https://evil.example/x.css'>"
)  # fmt: skip
NAMES = [p.name for p in term.PEOPLE]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    store = term.store(tmp_path)
    with closing(store.connection) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and whether all are closed in their order."""

    VOID = frozenset(("meta", "img", "br", "hr", "input", "link"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(db: sqlite3.Connection, number: int = 10, **options: bool) -> str:
    return digest.html(digest.digest(db, term.NOW, number, **options))


def test_the_page_has_every_post_of_the_week_with_its_comments(db: sqlite3.Connection) -> None:
    told = digest.digest(db, term.NOW, 10)
    live = [p for p in term.posts() if p.status != "gone" and term.week_of(p.at) == 10]
    assert sorted(p["title"] for p in told["posts"]) == sorted(p.title for p in live)
    heard = [c for c in term.comments() if c.status != "gone" and c.post in {p.number for p in live}]
    assert sum(len(p["comments"]) for p in told["posts"]) == len(heard)
    made = digest.html(told)
    assert made.count("<article>") == len(live) and made.count('<li class="d') == len(heard)


def test_the_heat_map_marks_zeros_and_leaves_weeks_to_come_empty(db: sqlite3.Connection) -> None:
    heat = digest.digest(db, term.NOW, 10)["heat"]
    assert [line["person"] for line in heat["lines"]][5] == "Farid Mesal (private)"
    for line in heat["lines"]:
        who = next(p.number for p in term.PEOPLE if line["person"].startswith(p.name))
        for week, cell in zip(heat["weeks"], line["cells"], strict=True):
            posts = sum(p.who == who and p.status != "gone" and term.week_of(p.at) == week for p in term.posts())
            assert cell is None if week > 11 else cell["posts"] == posts
    assert page(db).count('<td class="l0">0</td>') == sum(c is not None and not c["level"] for line in heat["lines"] for c in line["cells"])  # fmt: skip


def test_the_network_of_the_week_names_those_without_a_comment(db: sqlite3.Connection) -> None:
    table = digest.digest(db, term.NOW, 10)["network"].rows
    assert [row[0] for row in table if not row[2] and not row[3]] == ["Farid Mesal", "Ines Ejemplo"]


def test_a_page_stands_alone_and_lets_nothing_run_or_load(db: sqlite3.Connection) -> None:
    db.execute("update posts set body_html = ?, title = '<b>\"&' where course_week = 10", (HOSTILE,))
    db.execute("update comments set html = ?, author = '<i>'", (HOSTILE,))
    db.execute("update people set name = '<u>' || name")
    made = page(db)
    tags = Tags(made).found
    assert not {name for name, _ in tags} & {
        "script",
        "iframe",
        "form",
        "input",
        "base",
        "link",
        "object",
        "embed",
        "svg",
    }
    assert [a["src"][:22] for n, a in tags if n == "img" and a["src"]] == ["data:image/svg+xml;bas"] * 2
    assert not [a for n, a in tags for key in a if key.startswith("on") or (key == "style")]
    assert not [a for n, a in tags if n == "a" and not (a.get("href") or "#").startswith(("https://", "#"))]
    assert sum(n == "h1" for n, _ in tags) == 1 and sum(n == "style" for n, _ in tags) == 1
    [policy] = [a["content"] or "" for n, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert "kept" in made and "<b>" not in made and "<u>" not in made


def test_ids_of_the_page_are_unique_and_its_pictures_are_told_in_words(db: sqlite3.Connection) -> None:
    tags = Tags(page(db)).found
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for n, a in tags if n == "a" and (a["href"] or "").startswith("#") and a["href"]} <= set(ids)
    assert all(a["alt"] for n, a in tags if n == "img")


def test_under_pseudonyms_nobody_is_named_and_nothing_leads_to_a_blog(db: sqlite3.Connection) -> None:
    db.execute("update posts set body_text = 'Kia ora AROHA EXAMPLE, chloe and Ben’s friend @ben, see https://ben.example.org/x or ben@example.org' where course_week = 10")  # fmt: skip
    parts = {part.lower() for name in NAMES for part in name.split()} - {"reader", "teacher", "visitor"}
    for number in range(0, 13):
        told = digest.digest(db, term.NOW, number, pseudonymous=True)
        for shown in (digest.html(told), digest.text(told)):
            words = {word.lower() for word in re.findall(r"\w+", shown)}
            assert not words & parts, number
            assert ".example.org" not in shown


def test_pseudonyms_are_the_same_in_every_week(db: sqlite3.Connection) -> None:
    def names(number: int) -> dict[int, str]:
        week = digest.digest(db, term.NOW, number, pseudonymous=True)["week"]
        return {s["person_id"]: s["person"] for s in week["students"]}

    assert names(3) == names(11)
    assert sorted(names(3).values()) == [f"Student {n}" for n in range(1, 9)]


def test_names_in_texts_are_replaced_whole_or_alone_but_words_are_left(db: sqlite3.Connection) -> None:
    people = {
        1: Person(who=1, key="a", name="Grace Anne O'Neil", blogs=("g",)),
        2: Person(who=2, key="b", name="Måns Hope", blogs=("m",)),
    }
    names = {who: p.name for who, p in pseudonyms(people).items()}
    masked = mask(db, people, pseudonyms(people))
    assert (
        masked("grace anne o’neil, MANS and Måns: there is hope, and grace.")
        == f"{names[1]}, {names[2]} and {names[2]}: there is hope, and grace."
    )
    assert (
        masked("Grace has Hope. Write to x.y@z.example or @mans")
        == f"{names[1]} has {names[2]}. Write to [address] or [address]"
    )
    assert masked("disgraceful hopes") == "disgraceful hopes"
    assert len(masked("a" * 200_000 + "@" * 5_000)) > 200_000


def test_the_mail_is_plain_text_of_at_most_seventy_eight_characters(db: sqlite3.Connection) -> None:
    text = digest.text(digest.digest(db, term.NOW, 10))
    assert text.startswith("Teaching with curiosity: week 10 (20-26 Apr)\nas of 29 Apr 2026, 21:00\n")
    body = text[text.index("=" * 78) :]
    assert max(map(len, body.splitlines())) <= 78 and "https://b4.example.org/" in body and "`" not in text


def test_headings_of_posts_stand_below_ours_and_cleaning_survives_anything() -> None:
    assert cleaned("<h1 class=x>A</h1><h6>B</h6>") == "<h4>A</h4><h4>B</h4>"
    assert cleaned("<p><h2") is not None and cleaned("<div>" * 3_000 + "x") == "x"


def test_the_same_page_twice_is_the_same_bytes_and_a_file_is_written(db: sqlite3.Connection, tmp_path: Path) -> None:
    assert page(db) == page(db)
    for name, more in (("w.html", ()), ("w.txt", ("--text",)), ("p.html", ("--pseudonymous",))):
        ran = CliRunner().invoke(
            main, ["report", "week", "3", "--data", str(tmp_path), "-o", str(tmp_path / name), *more]
        )
        assert ran.exit_code == 0, ran.output
        assert (tmp_path / name).stat().st_size > 1000


def test_a_course_must_be_meant_and_have_weeks(db: sqlite3.Connection) -> None:
    db.execute("insert into courses (id, slug) values (2, 'undated')")
    with pytest.raises(StoreError, match="several courses"):
        digest.digest(db, term.NOW)
    with pytest.raises(StoreError, match="has no first day"):
        digest.digest(db, term.NOW, course="undated")
    with pytest.raises(StoreError, match="no such week"):
        digest.digest(db, term.NOW, 10**9, course=term.SLUG)


def test_the_mail_is_printed_where_no_file_is_named_and_a_page_wants_one(tmp_path: Path) -> None:
    term.store(tmp_path).close()
    ran = CliRunner().invoke(main, ["report", "week", "4", "--text", "--data", str(tmp_path)])
    assert (ran.exit_code, "Week 4" in ran.stdout) == (0, True), ran.output
    ran = CliRunner().invoke(main, ["report", "week", "4", "--data", str(tmp_path)])
    assert (ran.exit_code, "-o week.html" in ran.stderr) == (2, True)
