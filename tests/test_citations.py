"""Citations in running text: what is one, and which entry it means."""

import pytest

from archive.items import Citation, Name, Reference
from crawler.parsers.blocks import Block
from crawler.parsers.references import separate
from crawler.parsers.references.citations import find_mentions
from crawler.parsers.references.linking import Entries, link

LIST = (
    "References",
    "Harrow, T. (2000). Learning circles and small towns. Pedagogy, 7(2), 225-246.",
    "Moana, R., & Teague, P. L. (1998). Talking in rows. Dunedin: Tidewater Press.",
    "New Rivers Council for Schools. (2012). Maps and care. Leeds: North Press.",
    "van der Berg, J. (2010). Three doors. Journal of Doors, 3(2), 1-9.",
    "Brown, J. S., Cole, A., & Duguid, P. (1989). Rooms. Notes, 1(1), 2-30.",
    "Peter Hale (2003). The quiet book. Leeds: North Press.",
    "Rivers and Roads [CfR]. (2004). Rules for rivers. Leeds: North Press.",
)


def cited(text: str, *after: str) -> list[Citation]:
    return list(separate(tuple(Block(text=t) for t in (text, *LIST, *after))).citations)


@pytest.mark.parametrize(
    ("text", "citation", "reference"),
    [
        ("A habit (Harrow, 2000, p. 12).", "Harrow, 2000, p. 12", 0),
        ("A habit (Harrow 2000: 12).", "Harrow 2000: 12", 0),
        ("Upon reading Harrow’s (2000) words", "Harrow’s (2000)", 0),
        ("In Harrow (2000, p. 9) we read", "Harrow (2000, p. 9)", 0),
        ("As Tess Harrow (2000) says", "Harrow (2000)", 0),
        ("Harrow 2000 has another answer", "Harrow 2000", 0),
        ("a slip (Harow, 2000)", "Harow, 2000", 0),
        ("(see also Moana & Teague, 1998)", "Moana & Teague, 1998", 1),
        ("However, Moana and Teague (1998) say", "Moana and Teague (1998)", 1),
        ("The New Rivers Council for Schools (2012) asks", "New Rivers Council for Schools (2012)", 2),
        ("it asks (NRCS, 2012)", "NRCS, 2012", 2),
        ("As van der Berg (2010) shows", "van der Berg (2010)", 3),
        ("Brown et al. (1989) open", "Brown et al. (1989)", 4),
        ("Brown and his colleagues (1989) open", "Brown and his colleagues (1989)", 4),
        ("words (Brown, Cole, & Duguid, 1989)", "Brown, Cole, & Duguid, 1989", 4),
        ("siehe (vgl. Harrow, 2000, S. 4)", "Harrow, 2000, S. 4", 0),
        ("words (P. Harrow, 2000)", "P. Harrow, 2000", 0),
        ("As Harrow, T. (2000) says", "Harrow, T. (2000)", 0),
        ("However, Moana, R. and Teague, P. L. (1998) say", "Moana, R. and Teague, P. L. (1998)", 1),
        ("(see, for example, Harrow, 2000)", "Harrow, 2000", 0),
        ("(vgl. auch Harrow 2000, S. 4)", "Harrow 2000, S. 4", 0),
        ("(Vidal, quoted in Harrow, 2000)", "Harrow, 2000", 0),
        ("Según Moana e Teague (1998)", "Moana e Teague (1998)", 1),
        ("it asks (The New Rivers Council for Schools, 2012)", "The New Rivers Council for Schools, 2012", 2),
        ("three doors (Berg, 2010)", "Berg, 2010", 3),
        ("as Hale (2003) shows", "Hale (2003)", 5),
        ("the rule (CfR, 2004)", "CfR, 2004", 6),
        ("Nobody listed Harrow et al. (1999).", "Harrow et al. (1999)", None),
        ("Nobody listed it (Kowal, 2013).", "Kowal, 2013", None),
        ("Schön (1983) argued", "Schön (1983)", None),
        ("Kluger & Denis (1996) argued", "Kluger & Denis (1996)", None),
        ("It is tangled. danah (2014) argued", "danah (2014)", None),
        ("أحمد (2015) argued", "أحمد (2015)", None),
        ("close to what 田中 (2012) call", "田中 (2012)", None),
    ],
)
def test_a_citation_is_found_and_linked(text: str, citation: str, reference: int | None) -> None:
    assert [(c.text, c.reference) for c in cited(text)] == [(citation, reference)]


@pytest.mark.parametrize(
    "text",
    [
        "We met in May (2013) and in Room 12 (2014).",
        "The Matrix (1999) is long, World War II (1939-1945) was longer.",
        "A survey of 755 teachers (2014) says little.",
        "We saw the film Frozen (2013), and on Monday (2013) it rained in New Zealand (2011).",
        "It was the year of the World Cup (2010).",
        "Free for fifty (2013 pricing), recorded in my kitchen (18 min, 2014).",
        "It is a verb (K. Brook, personal communication, June 12, 2013).",
        "See the list (Chapter 12), (Figure 3), (p. 32) or (72).",
        "My class of 2013 grew (Grade 8, 2010).",
        "Harrow is a town (Somewhere 12).",
        "Harbour Street (1969) is the first thing I watched on TV.",
        "It hung in the Harbour Museum, Berlin (2010) and won the Harbour Prize (2011).",
        "The rooms (both 2007, spring 2014) are small.",
        "Which should a school buy, an iPad Air (2013)?",
    ],
)
def test_what_cites_nothing_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_several_works_in_one_pair_of_brackets_are_several_citations() -> None:
    texts = [c.text for c in cited("So they say (Harrow, 2000; Kowal, 2013, 2014; see Moana & Teague, 1998).")]
    assert texts == ["Harrow, 2000", "Kowal, 2013", "2014", "Moana & Teague, 1998"]


@pytest.mark.parametrize(
    "words",
    [
        "(Harrow, 2000, Moana & Teague, 1998)",
        "(Harrow, 2000 and Moana & Teague, 1998)",
        "Harrow (2000, cited in Moana & Teague, 1998)",
    ],
)
def test_works_within_one_bracket_need_no_semicolon(words: str) -> None:
    assert sorted(c.reference or 0 for c in cited(words)) == [0, 1]


def test_families_and_year_are_read_from_the_words() -> None:
    (citation,) = cited("Moana and Teague’s (1998) rows")
    assert (citation.authors, citation.year, citation.link) == (("Moana", "Teague"), "1998", "exact")


def test_after_the_list_only_what_links_is_a_citation() -> None:
    assert cited("A text.", "Comments are welcome (Tutor, 2015).") == []
    assert [c.text for c in cited("A text.", "Appendix: a plan after Harrow (2000).")] == ["Harrow (2000)"]


def test_never_by_the_family_alone_when_a_year_is_given() -> None:
    (citation,) = cited("Others disagree (Teague, 2004).")
    assert citation.reference is None


def test_another_year_of_the_same_authors_is_flagged() -> None:
    (citation,) = cited("As before (Moana & Teague, 1999).")
    assert (citation.reference, citation.link) == (1, "year_mismatch")


def test_a_letter_chooses_among_works_of_a_year() -> None:
    works = [
        Reference(position=n, text="", authors=(Name(family="Fuller"),), year=f"2011{c}") for n, c in enumerate("ab")
    ]
    (mention,) = find_mentions("It is so (Fuller, 2011b).")
    match = link(mention, Entries(works))
    assert match is not None
    assert match.position == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rooms are square (2000, Harrow).", [("2000, Harrow", 0)]),
        ("In 2000, Harrow wrote about rooms.", [("2000, Harrow", 0)]),
        ("In his 2010 article on doors, van der Berg argued so.", [("2010 article on doors, van der Berg", 3)]),
        ("In 2000, Harrow moved to Leeds.", []),
        ("So it was in May 2001, Harrow wrote.", []),
        ("A habit (Harrow, “Learning Circles” 12).", [("Harrow, “Learning Circles” 12", 0)]),
        ("A habit (Harrow, Learning Circles 12).", [("Harrow, Learning Circles 12", 0)]),
        ("A habit (Harrow, “Other Rooms” 12).", []),
        ("A habit (Tess Harrow, 2000).", [("Tess Harrow, 2000", 0)]),
        (
            "A habit (Anna Brown, John Cole and Peter Duguid, 1989).",
            [("Anna Brown, John Cole and Peter Duguid, 1989", 4)],
        ),
        ("Brown and others (1989) say so.", [("Brown and others (1989)", 4)]),
        ("A habit (Moana, 1971, cited by Harrow, 2000).", [("Moana, 1971", None), ("Harrow, 2000", 0)]),
        ("A habit (by Harrow, 2000).", [("Harrow, 2000", 0)]),
    ],
)
def test_a_citation_in_another_form_is_one_where_an_entry_belongs_to_it(text: str, said: list[tuple[str, int]]) -> None:
    assert [(c.text, c.reference) for c in cited(text)] == said


@pytest.mark.parametrize("letters", ["2001a, b", "2001a,b", "2001a/b", "2001a & b", "2001a and b", "2001a, 2001b"])
def test_a_letter_alone_is_another_work_of_the_year(letters: str) -> None:
    entries = [f"Fell, A. (2001{c}). Room {c}. Leeds: North Press." for c in "abc"]
    for text in (f"Maps (Fell, {letters}).", f"Fell ({letters}) says so."):
        lines = tuple(Block(text=t) for t in (text, *entries))
        assert [(c.year, c.reference) for c in separate(lines).citations] == [("2001a", 0), ("2001b", 1)]


def test_three_letters_are_three_works() -> None:
    entries = [f"Fell, A. (2001{c}). Room {c}. Leeds: North Press." for c in "abc"]
    lines = tuple(Block(text=t) for t in ("Maps (Fell, 2001a, b, c).", *entries))
    assert [(c.text, c.reference) for c in separate(lines).citations] == [("Fell, 2001a", 0), ("b", 1), ("c", 2)]


def test_a_title_tells_the_works_of_an_author_apart() -> None:
    entries = ("Fell, Ann. Open Rooms. North Press, 2001.", "Fell, Ann. Closed Doors at Night. North Press, 2004.")
    lines = tuple(Block(text=t) for t in ("It is so (Fell, Closed Doors 4).", "Works Cited", *entries))
    assert [c.reference for c in separate(lines).citations] == [1]


def test_a_link_whose_words_are_a_title_of_the_list_cites_it() -> None:
    def said(text: str, *links: str) -> list[tuple[str, tuple[str, ...], str | None, int | None]]:
        block = Block(text=text, links=tuple((link, "http://a.example/") for link in links))
        lines = (block, *(Block(text=t) for t in LIST))
        return [(c.text, c.authors, c.year, c.reference) for c in separate(lines).citations]

    circles = ("Learning circles and small towns", ("Harrow",), "2000", 0)
    assert said(f"We read {circles[0]} today.", circles[0]) == [circles]
    assert said(f"Harrow (2000), {circles[0]}.", circles[0]) == [("Harrow (2000)", ("Harrow",), "2000", 0)]
    assert said("We read Rooms and more rooms.", "Rooms", "more rooms") == []
