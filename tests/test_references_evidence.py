"""What a line looks like, asked in full and only for entries."""

import pytest

from crawler.parsers.references.detection import STRONG
from crawler.parsers.references.evidence import weigh
from crawler.parsers.references.headings import is_chrome
from crawler.parsers.references.words import has_source_words

LINES = (
    "Wenger, E. (2000). Communities of practice and social learning systems. Organization, 7(2), 225-246.",
    "References",
    "Quellen / Sources",
    "In 2013 I went to a school and asked what they do there.",
    "Posted by Ana on 3 May 2013",
    "Retrieved from http://www.example.org/reading",
    "Lave, J., & Wenger, E. (1991). Situated learning: Legitimate peripheral participation. Cambridge University Press.",
    "Brown (2010) argues that we forget most of it.",
    "Green, A. (n.d.). A page without a year. Retrieved May 3, 2013, from http://example.org",
    "Just some words, nothing else.",
    "(2010) in brackets 12-14, vol. 3, pp. 4",
    "Green, A. (20&#49;0). Of years that are written oddly. Press of 12 Streets, doi 10.1000/12",
    "Green, A. (20\u200b10). Of years that are written oddly. Press of 12 Streets, doi 10.1000/12",
    "Green, A. (in press). Of years to come. 12 Press, doi 10.1000/12",
    "“Of boats and ropes.” Accessed 12 May. Press, 14 pp. 12, doi 10.1000/12",
    "Call us at 12 34 56 or at www.example.org: Press 12.",
)


@pytest.mark.parametrize("line", LINES)
def test_who_asks_only_for_entries_is_told_the_same_entries_and_headings(line: str) -> None:
    whole, asked = weigh(line), weigh(line, STRONG)
    assert (asked.score >= STRONG, asked.heading) == (whole.score >= STRONG, whole.heading)
    assert asked.score == whole.score or asked.score < STRONG


def test_words_of_sources_are_found_as_words() -> None:
    assert has_source_words("it is n.d.") and has_source_words("the book is in press")
    assert has_source_words("it is at https://example.org") and not has_source_words("of http and of the web")
    assert has_source_words("an undated letter") and not has_source_words("a mandated letter, no dates")


def test_a_long_line_is_no_chrome_of_the_page() -> None:
    assert is_chrome("Posted by Ana") and not is_chrome("Posted by Ana " + "and the rest of the class " * 8)
