"""No text makes the reference rules slow or fail: every pattern is fed what it could choke on."""

from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.parsers.blocks import Block
from crawler.parsers.license import license_in
from crawler.parsers.references import comment_references, read_reference, separate
from crawler.parsers.references.csl import as_csl

LENGTH = 10_000
LIMIT = 1.0
"""Seconds for a batch of texts of 10,000 characters; one takes under 0.05."""
PIECES = (
    "a", "A", "Aa ", "Aa, ", "Aa-", "A. ", "A.", "-", "’", "(", ")", "[", "]", "(2000) ", "2000 ", "2000. ", '"', "“", "”", "‘", "’ ", ". ", "..",
    "… ", ", ", "; ", "& ", " and ", "Aa & ", "Aa, B., & ", "et al. ", "van ", "http://", "www.", "10.1234/", "doi:", "Retrieved from ", "In ",
    "In A. B (Ed.), ", "pp. 1-2 ", "1, ", "1(", "1-", "vol. 1 ", ": ", "Aa: B ", "n.d. ", "May 1, ", "(Eds.", "Press, ", "? ", "*", "_", "<", "<a ",
    "&amp;", "\xa0", "\u200b", "見", "「", "«", "this work ", "licensed ", "Creative Commons ", "I ", "(Aa, 2000; ", "see ", "’s (", "of the ", "\n",
    "Trans. A. B. ", "[Video", "Aa 1.1 (2000): ", "Aa, B. (", "cited in ", "apud ", "1. Jg. ", "(2000) 1 Aa 1 ", "Aa Aa, ", "Aa, (Aa 2000) ", "Volume One, ", "Aa (A.), ", "(2000) 1:1 ", "” Aa ", "London: ", "; Aa: Aa, 2000", "; Aa, A., ", "(Aa, 2000) ", "(ed. A. ", "zu 1. ", "1, 1 (2000) 1, ", ". In: ", "; ", "A’s ", "Aa’s Aa ", "(2000; also Aa ", "[1, ", "[1-2", "a (2000) ", "2000 book by Aa ", "Aa B. Aa, ", "2000;1(1):", "Aa, Aa: ", "In A. B. Aa, ", "Eds. ", "(Aa, 2000, Aa ", "王伟, ", "AA ", "AA Aa, ", "AA (Aa), ", "A. AA ", "Aa, Paris, ", "n° 1, ", "DE ", ", 2012", "1. ed. ", "in ", "Anna ", "Aa, Anna; ", "(Aa, Aa Aa ", "(2000, Aa ", "In 2000, Aa ", "2000 book ", "2000a, b, ",
)  # fmt: skip
OPENINGS = ("", "Harrow, T. (2000). ", "“")


def texts(piece: str) -> list[str]:
    return [(opening + piece * LENGTH)[:length] for opening, length in product(OPENINGS, (LENGTH, 1400))]


@pytest.mark.parametrize("piece", PIECES)
def test_repetition_does_not_make_reading_slow(piece: str) -> None:
    started = process_time()
    for text in texts(piece):
        read_reference(text)
        separate((Block(text=text),))
        license_in(text)
    assert process_time() - started < LIMIT


@pytest.mark.parametrize("pair", list(zip(PIECES, PIECES[7:] + PIECES[:7], strict=True)))
def test_pairs_do_not_make_reading_slow(pair: tuple[str, str]) -> None:
    started = process_time()
    for text in texts("".join(pair)):
        read_reference(text)
        separate((Block(text=text),))
    assert process_time() - started < LIMIT


def test_a_long_post_is_parted_fast() -> None:
    lines = [Block(text=f"Line {n} says so (Aa, 20{n % 90 + 10}).") for n in range(300)]
    lines += [Block(text=f"Aa{chr(97 + n % 26)}, B. (20{n % 90 + 10}). Title {n}. Place: Press.") for n in range(300)]
    started = process_time()
    separate(tuple(lines))
    assert process_time() - started < 3


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(PIECES)), max_size=25).map("".join))
def test_any_text_is_read_without_failing(text: str) -> None:
    as_csl(read_reference(text, urls=(text,), italic=(text[:20],)))
    line = Block(text=text, links=((text, text),), coins=text)
    comment_references((line,))
    separated = separate((line, Block(text="Harrow, T. (2000). Circles. Leeds: North Press.", coins=text)))
    assert all(c.reference is None or c.reference < len(separated.references) for c in separated.citations)


@pytest.mark.parametrize("number", ["ſix", "sıx", "ſeven"])
def test_letters_that_fold_into_others_are_no_numbers_in_words(number: str) -> None:
    text = f"Harrow, T. (2000). Talking in rows. Journal of Rooms, Volume {number}, Issue two, 3-9."
    assert read_reference(text).title == "Talking in rows"


def test_ranges_of_numbers_cite_no_more_than_a_post_can_hold() -> None:
    entries = [Block(text=f"[{n}] Harrow, T. (2000). Talking in {n} rows. Leeds: Gull Press.") for n in range(1, 32)]
    lines = [Block(text="As told before [1-31]." + " [1-31]" * 200)] * 10
    found = separate((*lines, Block(text="References"), *entries))
    assert len(found.references) == 31
    assert 31 * 200 < len(found.citations) <= 10_000
