"""The rules of reading lists that were made for something else: headings guessed, mail read, nothing lost."""

from pathlib import Path

import pytest

from archive.errors import ConfigError
from crawler.roster_input import Candidate, from_file, from_text


def table(text: str) -> list[tuple[str, dict[str, str]]]:
    found, _ = from_file(text.encode(), Path("list.csv"), table=True)
    return [(each.found.url or each.found.wrong, each.values) for each in found]


def brief(candidates: list[Candidate]) -> list[tuple[str, str, str]]:
    return [(each.subject, each.found.url, each.values.get("name", "")) for each in candidates]


@pytest.mark.parametrize(
    "head",
    [
        "name,url,email,section",
        "Student,Blog URL,Email Address,Group",
        "Participant's full name;What is your blog's address?;Your e-mail;Tutorial group",
        "STUDENT NAME\tLink to blog\tE-MAIL\tClass",
    ],
)
def test_headings_of_other_programs_are_guessed(head: str) -> None:
    separator = next(mark for mark in ";\t," if mark in head)
    line = separator.join(("Ana Example", "ana.example.org", "ana@example.org", "Monday"))
    values = {"name": "Ana Example", "email": "ana@example.org", "section": "Monday"}
    assert table(f"{head}\n{line}\n") == [("https://ana.example.org/", values)]


def test_first_and_last_names_make_a_name_and_columns_of_other_purposes_are_left() -> None:
    found = table("Timestamp,First name,Surname,Username,Blog\n2026-02-01,Ana,Example,aex1,ana.example.org\n")
    assert found == [("https://ana.example.org/", {"name": "Ana Example"})]


def test_a_table_without_headings_is_told_by_what_its_cells_hold() -> None:
    found = table("Ana Example,ana@example.org,ana.example.org\nBen Beispiel,ben@example.org,ben.example.org/feed/\n")
    assert found == [
        ("https://ana.example.org/", {"name": "Ana Example", "email": "ana@example.org"}),
        ("https://ben.example.org/", {"name": "Ben Beispiel", "email": "ben@example.org"}),
    ]


def test_a_person_without_an_address_is_not_lost() -> None:
    ((words, values),) = table("name,url\nDan,\n")
    assert "ask for the blog's address" in words
    assert values == {"name": "Dan"}


def test_a_table_without_addresses_says_so() -> None:
    with pytest.raises(ConfigError, match="no column with addresses"):
        table("name,shoe size\nAna,39\n")


def test_pasted_mail_gives_names_and_addresses_and_counts_the_other_lines() -> None:
    found, passed = from_text(
        "Dear Mere,\n> Ana Example: https://ana.example.org/2026/03/01/hi/\n2. Ben Beispiel - ben.example.org\n"
        "URL: www.cleo.example.org\nmy blog is at https://dan.example.org\n\nBest wishes\n",
        "line",
    )
    assert brief(found) == [
        ("line:2", "https://ana.example.org/", "Ana Example"),
        ("line:3", "https://ben.example.org/", "Ben Beispiel"),
        ("line:4", "https://www.cleo.example.org/", ""),
        ("line:5", "https://dan.example.org/", ""),
    ]
    assert passed == 2


def test_a_pasted_table_is_a_table_and_a_letter_with_commas_is_none() -> None:
    text = "Student,Blog URL\nAna Example,ana.example.org\n"
    (found,), _ = from_file(text.encode(), Path("line"), table=False)
    assert (found.subject, found.values) == ("line:2", {"name": "Ana Example"})
    letter = "Dear Mere, see my link, please\nhttps://ben.example.org/\n"
    (found,), passed = from_file(letter.encode(), Path("line"), table=False)
    assert (found.found.url, passed) == ("https://ben.example.org/", 1)


def test_opml_is_read_with_its_groups() -> None:
    text = (
        '<opml version="2.0"><body><outline text="Monday"><outline text="Ana" type="rss" '
        'xmlUrl="https://ana.example.org/feed/"/></outline></body></opml>'
    )
    (found,), _ = from_file(text.encode(), Path("feeds.opml"), table=False)
    assert (found.found.url, found.values) == ("https://ana.example.org/", {"name": "Ana", "section": "Monday"})


def test_of_two_columns_of_addresses_the_first_with_a_known_head_counts() -> None:
    text = (
        b"name,link to something,url,blog\nAna,https://x.example.org/,https://ana.example.org/,https://b.example.org/\n"
    )
    (found,), _ = from_file(text, Path("list.csv"), table=True)
    assert found.given == "https://ana.example.org/"
