"""Works: entries of any blog that name the same one, their record, and their numbers."""

import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.database.store import NAME, Store
from archive.items import Name, Reference, as_json
from crawler import works
from crawler.parsers.references import read_reference
from crawler.samework import Entry, groups
from crawler.works import best_record, find, settle

WARP = "Weaver, A. (2001). Looms and the people who sit at them. Guild Press."
WARP_MLA = "Weaver, Anna. Looms and the People Who Sit at Them. Guild Press, 2001."
WARP_DOI = "Weaver, A. (2001). Looms and the people who sit at them. Journal of Cloth, 7(2), 1-9. doi:10.1000/loom"
SPUN = "Spinner, B. (1999). Of wool and its many uses in winter. Shearers’ House."


def entries(*texts: str) -> list[Entry]:
    return [Entry(id=n, reference=read_reference(t), person=f"p{n}") for n, t in enumerate(texts, 1)]


def grouped(of: Iterable[Entry]) -> dict[str, list[int]]:
    return dict(groups(sqlite3.connect(":memory:"), of))


def made(of: list[Entry]) -> list[dict[str, Any]]:
    of_number = {entry.id: entry for entry in of}
    return [works.work_row(key, [of_number[each] for each in members]) for key, members in sorted(grouped(of).items())]


def test_entries_that_share_a_key_are_one_work_and_it_is_named_by_the_strongest() -> None:
    assert grouped(entries(WARP, SPUN, WARP_MLA, WARP_DOI)) == {
        "doi:10.1000/loom": [1, 3, 4],
        "name:spinner:1999:ofwoolanditsmanyusesinwinter": [2],
    }


def test_entries_are_joined_by_way_of_a_third() -> None:
    ends = [
        Reference(position=0, text="a", doi="10.1000/x"),
        Reference(position=0, text="b", urls=("https://looms.example.org/warp",), title="Warp"),
    ]
    bridge = Reference(position=0, text="c", doi="10.1000/x", urls=("https://looms.example.org/warp",), title="Warp")
    own = [Entry(id=n, reference=r) for n, r in enumerate([*ends, bridge])]
    assert len(grouped(own[:2])) == 2
    assert len(grouped(own)) == 1


def test_an_entry_that_says_nothing_is_a_work_of_its_own() -> None:
    assert grouped(entries("?", "?")) == {"entry:1": [1], "entry:2": [2]}


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from([WARP, WARP_MLA, WARP_DOI, SPUN, "?", "Weaver, A. (2001). On looms."]), max_size=12),
    st.randoms(),
)
def test_the_order_of_entries_does_not_matter(texts: list[str], chance: random.Random) -> None:
    one = entries(*texts)
    other = chance.sample(one, len(one))
    assert grouped(one) == grouped(other)
    assert made(one) == made(other)


def record(*readings: tuple[str, dict[str, Any]]) -> Reference:
    """The best of readings, each with its person."""
    made = [
        Reference(**{"position": 0, "text": str(fields), "authors": (Name(family="Weaver"),), **fields})
        for _, fields in readings
    ]
    return best_record(
        [Entry(id=n, reference=r, person=p) for n, (r, (p, _)) in enumerate(zip(made, readings, strict=True))]
    )


def test_the_record_is_what_most_people_say() -> None:
    right, wrong = {"title": "On looms", "year": "2001"}, {"title": "On looms. Guild", "year": "2001"}
    assert record(("ann", wrong), ("bob", right), ("cy", right)).title == "On looms"


def test_a_person_who_repeats_a_slip_has_one_vote() -> None:
    right, wrong = {"title": "On looms", "year": "2001"}, {"title": "On loms", "year": "2001"}
    assert record(*[("ann", wrong)] * 5, ("bob", right), ("cy", right)).title == "On looms"


def test_of_equals_the_fuller_record_wins() -> None:
    bare, full = {"title": "On looms"}, {"title": "On looms", "container": "Cloth", "volume": "7"}
    assert record(("ann", bare), ("bob", full)).container == "Cloth"


def test_a_record_without_doi_and_address_gets_them_from_the_others() -> None:
    plain = {"title": "On looms", "year": "2001", "container": "Cloth", "volume": "7"}
    best = record(
        ("ann", plain),
        ("bob", plain),
        ("cy", {"title": "On looms", "doi": "10.1000/x", "urls": ("https://a.example/b",)}),
    )
    assert (best.doi, best.urls) == ("10.1000/x", ("https://a.example/b",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / NAME)
    blogs = [{"id": n, "slug": f"b{n}", "url": f"https://{n}.example/", "state": "ok"} for n in (1, 2)]
    posts = [
        {"id": 10 + n, "blog_id": n, "kind": "post", "url": f"https://{n}.example/p/", "status": "live", "author": a}
        for n, a in ((1, "Anna"), (2, None))
    ]
    comments = [{"id": 31, "post_id": 11, "position": 0, "status": "live", "author": "Bob"}]
    with store.transaction():
        store.put({"blogs": blogs, "posts": posts, "comments": comments})
    return store


def listed(store: Store, number: int, text: str, post: int = 11, comment: int | None = None) -> None:
    r = read_reference(text)
    row = {
        "id": number,
        "post_id": post,
        "comment_id": comment,
        "position": number,
        "text": text,
        "title": r.title,
        "year": r.year,
    }
    row |= {"authors": works._json(as_json(r.authors)), "editors": "[]", "doi": r.doi, "container": r.container}
    with store.transaction():
        store.put({"reference_entries": [row]})
        settle(store, find(store))


def kept(store: Store) -> list[tuple[Any, ...]]:
    return [
        tuple(row.values())
        for row in store.rows("select key, entries, variants, posts, blogs, people from works order by key")
    ]


def test_a_work_counts_entries_wordings_posts_blogs_and_people(store: Store) -> None:
    for number, (text, post, comment) in enumerate(
        [(WARP, 11, None), (WARP, 12, None), (WARP_MLA, 11, 31), (WARP + " ", 11, None)], 1
    ):
        listed(store, number, text, post, comment)
    assert kept(store) == [("name:weaver:2001:loomsandthepeoplewhositatthem", 4, 2, 2, 2, 3)]


def test_a_works_number_stays_when_entries_come_until_a_stronger_key_does(store: Store) -> None:
    def number() -> int:
        return int(store.rows("select distinct work_id from reference_entries")[0]["work_id"])

    listed(store, 1, WARP)
    first = number()
    listed(store, 2, WARP_MLA, 12)
    assert number() == first
    listed(store, 3, WARP_DOI, 12)
    assert number() != first
    assert [key for key, *_ in kept(store)] == ["doi:10.1000/loom"]


def test_no_work_outlives_its_entries(store: Store) -> None:
    listed(store, 1, WARP)
    listed(store, 2, SPUN, 12)
    with store.transaction():
        store.replace_blog(1, {})
        settle(store, find(store))
    assert [key for key, *_ in kept(store)] == ["name:spinner:1999:ofwoolanditsmanyusesinwinter"]
    assert store.rows("select count(*) as n from reference_entries where work_id is null") == [{"n": 0}]


def test_settling_twice_changes_nothing(store: Store) -> None:
    for number, text in enumerate([WARP, SPUN, WARP_DOI, "?"], 1):
        listed(store, number, text)
    before = list(store.connection.iterdump())
    with store.transaction():
        settle(store, find(store))
    assert list(store.connection.iterdump()) == before


def test_entries_that_memory_does_not_hold_are_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, text in enumerate([WARP, SPUN, WARP_DOI, "?", WARP_MLA], 1):
        listed(store, number, text)
    before = list(store.connection.iterdump())
    monkeypatch.setattr(works, "KEPT", 1)
    monkeypatch.setattr(works, "AT_ONCE", 2)
    with store.transaction():
        settle(store, find(store))
    assert list(store.connection.iterdump()) == before
