"""Where the names before a year begin."""

import pytest

from crawler.parsers.references.mentions import names_begin


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("As it was argued by Lave and Wenger", "Lave and Wenger"),
        ("This is not new: the Ministry of Education", " the Ministry of Education"),
        ("Since then van der Berg", "van der Berg"),
        ("Osaka (2014); Huis Marseille, Amsterdam", " Huis Marseille, Amsterdam"),
        ("we follow Brown, Green et al.", "Brown, Green et al."),
        ("Wenger and his colleagues", "Wenger and his colleagues"),
        ("what was said by boyd", "boyd"),
    ],
)
def test_words_of_prose_before_names_are_passed_over(before: str, names: str) -> None:
    assert before[names_begin(before, 0, len(before)) :] == names


def test_nothing_is_passed_over_where_a_name_may_have_an_acronym_in_brackets() -> None:
    before = "says the Ministry of Education [known as the ministry]"
    assert names_begin(before, 0, len(before)) == 0


def test_only_what_stands_between_the_two_places_counts() -> None:
    text = "as seen. Brown 2010, and later Green 2011"
    assert text[names_begin(text, 19, 37) :] == "Green 2011"
