"""Rows that wait in a file: all of them, in order of their numbers."""

from pathlib import Path

from crawler.pile import FEW, Pile

ROWS = [{"id": number, "text": f"row {number}"} for number in range(2 * FEW + 7)]


def filled(pile: Pile) -> Pile:
    for number in sorted(range(len(ROWS)), key=lambda number: number * 7919 % 4001):
        pile.add(ROWS[number])
    return pile


def test_all_rows_come_in_order_of_their_numbers_as_often_as_they_are_asked_for(tmp_path: Path) -> None:
    pile = filled(Pile(tmp_path))
    assert list(pile) == ROWS
    assert list(pile) == ROWS


def test_a_pile_without_a_name_leaves_no_file(tmp_path: Path) -> None:
    filled(Pile(tmp_path))
    assert not [*tmp_path.iterdir()]


def test_few_rows_need_no_file(tmp_path: Path) -> None:
    pile = Pile(tmp_path / "missing")
    pile.add(ROWS[0])
    assert list(pile) == ROWS[:1]
