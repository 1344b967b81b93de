"""Posts parted into body, reference list and citations."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from crawler.parsers.blocks import Block
from crawler.parsers.references import comment_references, separate

POSTS = [
    json.loads(line) for line in (Path(__file__).parent / "references/posts.jsonl").read_text("utf-8").splitlines()
]
ENTRY = "Harrow, T. (2006). Learning circles. Leeds: North Press."


def blocks(*texts: str, **kwargs: Any) -> tuple[Block, ...]:
    return tuple(Block(text=text, **kwargs) for text in texts)


@pytest.mark.parametrize("post", POSTS, ids=lambda p: p["rule"])
def test_a_post_is_parted_by_the_rule(post: dict[str, Any]) -> None:
    marks = [line.split("|", 1) for line in post["lines"]]
    separated = separate(blocks(*(text for _, text in marks)))
    assert [b.text for b in separated.body] == [text for mark, text in marks if mark == "P"]
    entries: list[str] = []
    for mark, text in marks:
        if mark == "R":
            entries.append(text)
        elif mark == "C":
            entries[-1] += f" {text}"
    assert [r.text for r in separated.references] == entries
    assert [[c.text, c.reference] for c in separated.citations] == post["citations"]
    assert [c.position for c in separated.citations] == list(range(len(separated.citations)))


def test_positions_count_the_entries() -> None:
    separated = separate(blocks(ENTRY, "Moana, R. (1998). Rows. Leeds: North Press."))
    assert [r.position for r in separated.references] == [0, 1]


@pytest.mark.parametrize("name", ["csl-entry", "abt-bibliography__body", "wp-block-footnotes", "footnotes"])
def test_what_a_plugin_marks_is_an_entry_however_it_looks(name: str) -> None:
    marked = Block(text="Harrow Gallery, Rooms, seen in May ↩︎", tag="li", classes=frozenset({name}))
    separated = separate((*blocks("A text.", "Notes:"), marked))
    assert [r.text for r in separated.references] == ["Harrow Gallery, Rooms, seen in May"]
    assert [b.text for b in separated.body] == ["A text."]


def test_the_way_back_from_a_footnote_is_no_address_of_the_work() -> None:
    links = (("rooms", "http://rooms.example/"), ("↩︎", "http://blog.example/post/#a"))
    marked = Block(text="Rooms ↩︎", tag="li", classes=frozenset({"wp-block-footnotes"}), links=links)
    assert separate((marked,)).references[0].urls == ("http://rooms.example/",)


def test_a_hidden_record_completes_its_entry() -> None:
    record = {"ctx_ver": "Z39.88-2004", "rft.atitle": "Learning circles", "rft.jtitle": "Rooms", "rft.date": "2006-05-01",
              "rft.aulast": "Harrow", "rft.aufirst": "Tess", "rft.volume": "3", "rft_id": "info:doi/10.5555/9"}  # fmt: skip
    block = Block(text="Learning circles, by Tess Harrow, in Rooms", coins=urlencode(record))
    (reference,) = separate((block,)).references
    assert (reference.title, reference.container, reference.year) == ("Learning circles", "Rooms", "2006")
    assert (reference.doi, reference.volume, reference.authors[0].family) == ("10.5555/9", "3", "Harrow")


def test_a_hidden_record_of_the_post_itself_is_no_entry() -> None:
    block = Block(text="Today we went to the river.", coins=urlencode({"rft.title": "Going to the river with Year 5"}))
    assert separate((block,)).references == ()


def test_a_caption_or_a_table_row_is_no_entry() -> None:
    assert separate(blocks(ENTRY, tag="figcaption")).references == ()
    assert separate(blocks(ENTRY, tag="tr")).references == ()


def test_rows_of_a_table_are_entries_right_under_a_heading_only() -> None:
    rows = (ENTRY, "Moana, R. (1998). Rows. Leeds: North Press.", "Week 3, rows and squares")
    under = separate((*blocks("References"), *blocks(*rows, tag="tr")))
    assert [r.text for r in under.references] == list(rows[:2])
    assert separate((*blocks("Timetable"), *blocks(*rows, tag="tr"))).references == ()


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (
            ("Harrow, T. (2006). Learning", "circles. Leeds: North Press."),
            "Harrow, T. (2006). Learning circles. Leeds: North Press.",
        ),
        (
            ("Harrow, T. (2006). Learning cir-", "cles. Leeds: North Press."),
            "Harrow, T. (2006). Learning circles. Leeds: North Press.",
        ),
        (
            ("Harrow, T. (2006). Learning circles.", "Rural Rooms, 12(3), 4-9."),
            "Harrow, T. (2006). Learning circles. Rural Rooms, 12(3), 4-9.",
        ),
        (
            ("Harrow, T. (2006). Learning circles.", "Retrieved from rooms.example"),
            "Harrow, T. (2006). Learning circles. Retrieved from rooms.example",
        ),
    ],
)
def test_the_lines_of_a_broken_entry_are_one(lines: tuple[str, ...], whole: str) -> None:
    separated = separate(blocks("Text.", "References", *lines, "Moana, R. (1998). Rows. Leeds: North Press."))
    assert [r.text for r in separated.references] == [whole, "Moana, R. (1998). Rows. Leeds: North Press."]


def test_an_annotation_is_no_line_of_its_entry() -> None:
    said = (
        "This article looks at three rooms.",
        "Summary: It is about circles.",
        "It says: Sit in circles, 12(3), if you can.",
    )
    for line in said:
        assert [b.text for b in separate(blocks("References", ENTRY, line)).body] == [line]


def test_doubtful_items_count_in_a_list_of_entries() -> None:
    texts = (ENTRY, "Moana, R. (1998). Rows. Leeds: North Press.", "Teague’s Rows and Squares, Leeds, in 1998")
    assert len(separate(blocks(*texts, tag="li", group=3)).references) == 3
    assert len(separate(blocks(*texts, tag="li")).references) == 2


def test_a_comment_carries_strong_entries_only() -> None:
    lines = blocks("You might like Ackers (2001). Here is the reference:", ENTRY, "Moana 1998, page 3", "References")
    assert [r.text for r in comment_references(lines)] == [ENTRY]


def test_nothing_is_lost_between_body_and_references() -> None:
    lines = blocks("One.", "References", ENTRY, "Two.")
    separated = separate(lines)
    assert [b.text for b in separated.body] + [r.text for r in separated.references] == ["One.", "Two.", ENTRY]


def test_a_text_without_lines_has_no_parts() -> None:
    separated = separate(())
    assert (separated.body, separated.references, separated.citations) == ((), (), ())


def test_a_heading_in_the_blogs_own_words_goes_with_its_entries() -> None:
    entries = ("Garcia, A. (2011). Quiet rooms. Leeds: Hill Press.", "Okoro, B. (2014). Loud rooms. Leeds: Hill Press.")
    for heading in ("Readings", "Ngā tohutoro / References"):
        blocks = (
            Block(text="What I read.", tag="p"),
            Block(text=heading, tag="h2"),
            *(Block(text=e, tag="li", group=1) for e in entries),
        )
        parted = separate(blocks)
        assert [b.text for b in parted.body] == ["What I read."]
        assert [r.text for r in parted.references] == list(entries)


def test_a_heading_over_prose_stays() -> None:
    texts = (
        "Readings",
        "I read a lot this week, and not all of it was good.",
        "Okoro, B. (2014). Loud rooms. Leeds: Hill Press.",
    )
    blocks = tuple(Block(text=t, tag="h2" if t == "Readings" else "p") for t in texts)
    assert [b.text for b in separate(blocks).body] == list(texts[:2])


def test_what_stands_beside_a_comments_entry_and_is_like_one_is_an_entry() -> None:
    strong = "Cole, H., & Pare, E. (2006). Does it help? Review of Rooms, 76(1), 1-62. doi:10.5555/3465430"
    book = "Kahn, A. (2006). The quiet myth: Why we get too much of it. Cambridge, MA: Da Silva Lifelong Books."
    said = comment_references(blocks("You might like this:", book, strong))
    assert [reference.text for reference in said] == [book, strong]
    assert comment_references(blocks("You might like this:", "A friend of mine wrote in 2006 that it helps.")) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Tom K. (2013) Great post!",
        "Moana, R. on Learning circles",
        "Lund, A. May 3, 2012 at 4:15 pm",
        "Lund, A. (May 3, 2012)",
        "Lund, A. (2012). All rights reserved.",
        "Jan 14, 2013: Read Moana, R. (1998)",
        "Lund, A. (2013, May 3). I agree with you, and my class does too.",
        "Week 3 (2013)",
        "Figure 2. Rooms in May (Moana, 1998)",
        "Anna P. says: May 3, 2012 at 4:15 pm",
    ],
)
def test_comments_dates_and_plans_are_no_entries_though_they_stand_beside_some(line: str) -> None:
    lines = blocks("References", ENTRY, line, "Then we left the room and went home, and all of us were glad of it.")
    assert [r.text for r in separate(lines).references] == [ENTRY]
