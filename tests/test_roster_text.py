"""The rules of changing a coordinator's file: what was not asked for stays as it is, byte for byte."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.roster_text import Unreadable, sheet_of

ROSTER = (
    "\ufeff# Monday's people, don't sort\r\n"
    'name;"url" ; section\r\n'
    "\r\n"
    '"Ana; the ""first""" ; a.example.org ;"Mon\r\nday"\r\n'
    "# moved away: Ben; b.example.org\r\n"
    "Chloé;c.example.org;"
)


def test_comments_and_empty_lines_are_no_rows_and_numbers_are_those_of_the_file() -> None:
    found = [(line.number, line.cells) for line in sheet_of(ROSTER.encode()).lines()]
    assert found == [
        (2, ("name", "url", "section")),
        (5, ('Ana; the "first"', "a.example.org", "Mon\r\nday")),
        (7, ("Chloé", "c.example.org", "")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_only_the_cell_that_changes_is_written_again(encoding: str) -> None:
    sheet = sheet_of(ROSTER.encode(encoding))
    line = list(sheet.lines())[1]
    changed = sheet.changed(line, {2: "Friday", 4: "x; y"}).data.decode(encoding)
    assert changed == ROSTER.replace('"Mon\r\nday"', 'Friday;;"x; y"')


def test_a_new_line_ends_like_the_others_even_where_the_last_one_did_not() -> None:
    added = sheet_of(ROSTER.encode()).added(["Dee", "d.example.org", "a;b"]).data.decode()
    assert added == ROSTER + '\r\nDee;d.example.org;"a;b"\r\n'


def test_old_spreadsheets_one_byte_code_is_kept() -> None:
    data = "name,url\nChlo\xe9,c.example.org\n".encode("cp1252") + b"\x81,d.example.org\n"
    sheet = sheet_of(data)
    assert sheet.data == data
    lines = list(sheet.lines())
    assert lines[1].cells[0] == "Chloé"
    assert lines[2].cells[0] == "?"
    assert sheet.changed(lines[1], {0: "Zoë"}).data == data.replace(b"Chlo\xe9", b"Zo\xeb")


@given(st.binary(max_size=300) | st.text(alphabet='a,;"#\r\n \t', max_size=60).map(str.encode))
def test_any_bytes_come_out_as_they_went_in(data: bytes) -> None:
    sheet = sheet_of(data)
    assert sheet.data == data
    try:
        lines = list(sheet.lines())
    except Unreadable:
        return
    for line in lines:
        assert sheet.changed(line, {0: "x"}).text[: line.begin] == sheet.text[: line.begin]


@given(st.lists(st.lists(st.text(alphabet='a," b', max_size=6), min_size=2, max_size=4), min_size=1, max_size=4))
def test_cells_are_told_apart_as_the_csv_module_does(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["h1", "h2"], *rows])
    sheet = sheet_of(out.getvalue().encode())
    for line in list(sheet.lines())[1:]:
        after = sheet.changed(line, {1: "new"})
        again = next(each for each in after.lines() if each.begin == line.begin)
        assert (again.cells[0], again.cells[1], again.cells[2:]) == (line.cells[0], "new", line.cells[2:])
