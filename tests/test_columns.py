"""Tables stay straight whatever script is in them, and fit the terminal or become records."""

import pytest

from archive.report.columns import cells, columns, cut, grid


@pytest.mark.parametrize(
    ("text", "wide"),
    [("", 0), ("Maori", 5), ("Māori", 5), ("Ma\u0304ori", 5), ("田中 花子", 9), ("مريم", 4), ("한글", 4), ("🎓", 2)],
)
def test_cells_of_every_script(text: str, wide: int) -> None:
    assert cells(text) == wide


def test_columns_are_straight_beside_wide_characters() -> None:
    assert list(columns([("name", "n"), ("田中", "1"), ("Ma\u0304ori", "20")], right={1})) == [
        "name    n",
        "田中    1",
        "Ma\u0304ori  20",
    ]


def test_a_cell_wider_than_the_widest_moves_its_own_line_only() -> None:
    assert list(columns([("a" * 9, "x"), ("b", "y")], widest=3)) == ["a" * 9 + "  x", "b    y"]


@pytest.mark.parametrize(("width", "kept"), [(9, "田中 花子"), (8, "田中 花…"), (7, "田中 …"), (2, "…"), (1, "…")])
def test_text_is_cut_between_wide_characters(width: int, kept: str) -> None:
    assert cut("田中 花子", width) == kept
    assert cells(kept) <= width


HEAD = ("blog", "url")
ROW = ("chalk", "https://chalk.example/2026/03/a-long-address/")


def test_a_table_that_cannot_fit_the_terminal_becomes_records_with_nothing_cut() -> None:
    assert list(grid(HEAD, [ROW], (False, False), 16)) == ["--- 1", f"blog  {ROW[0]}", f"url   {ROW[1]}"]
    assert list(grid(HEAD, [ROW], (False, False), 20))[2] == "chalk  https://chal…"
    assert list(grid(HEAD, [ROW], (False, False), None))[2] == f"chalk  {ROW[1]}"


def test_a_table_without_rows_has_its_head() -> None:
    assert list(grid(HEAD, [], (False, False), 80)) == ["blog  url", "----  ---"]
