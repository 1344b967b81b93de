"""People: what marks tell is brought together, the surest first; nothing makes one of two people of a roster."""

import random
from pathlib import Path
from typing import Any

import course
import pytest

from archive.database.store import Store
from archive.errors import ConfigError
from crawler import ownership, people
from crawler.corrections import Corrections, read_corrections
from crawler.identity import Kin, Kinship
from crawler.sighting import Sighting, is_distinct, sighting

KIRI, AROHA = {"slug": "kiri", "url": "https://kiri.example/", "owner": "Kiri Rata"}, {"slug": "aroha", "url": "https://aroha.example/", "owner": "Aroha Moana"}  # fmt: skip
NONE = Corrections()
PLAIN = {"state": "ok", "email": None, "role": None, "section": None, "consent": None}


def seen(blog: str, name: str | None = None, *marks: str, times: int = 1) -> Sighting:
    """`marks` as `kind:value`."""
    parts = tuple((kind, value) for kind, _, value in (mark.partition(":") for mark in marks))
    return Sighting(blog=blog, marks=parts, name=name, times=times)


def found(*sightings: Sighting, blogs: tuple[dict[str, Any], ...] = (), sole: Any = None, fix: Corrections = NONE, chief: Any = None) -> dict[str, str]:  # fmt: skip
    """Identity -> the person's key."""
    told = people.find([{**PLAIN, **blog} for blog in blogs], sightings, sole or {}, fix, chief or {})
    keys = {row["id"]: row["key"] for row in told.people}
    return {f"{row['kind']}:{row['value']}": keys[row["person_id"]] for row in told.identities}


def test_one_person_under_three_names_is_one_by_the_address() -> None:
    told = found(
        seen("chalk", "Kiri", "url:kiri.example"),
        seen("looms", "K. R.", "url:kiri.example"),
        seen("looms", "kiri-r", "url:kiri.example"),
    )
    assert set(told.values()) == {"url:kiri.example"} and len(told) == 4


def test_an_account_is_the_surest_mark_and_holds_on_its_blog_only() -> None:
    told = found(
        seen("chalk", "Sam", "account:chalk/2", "avatar:aa"),
        seen("chalk", "Sammy", "account:chalk/2"),
        seen("looms", "Sid", "account:looms/2"),
    )
    assert told["name:chalk/sam"] == told["name:chalk/sammy"] == told["avatar:aa"] == "account:chalk/2"
    assert told["name:looms/sid"] == "account:looms/2"


def test_a_name_without_marks_is_that_of_the_one_who_bears_it_on_the_blog() -> None:
    told = found(seen("chalk", "Sam", "url:sam.example"), seen("chalk", "Sam"))
    assert told["name:chalk/sam"] == "url:sam.example"


def test_a_name_that_two_bear_on_a_blog_is_given_to_neither() -> None:
    told = found(
        seen("chalk", "Sam", "url:sam.example"), seen("chalk", "Sam", "url:samantha.example"), seen("chalk", "Sam")
    )
    assert told["name:chalk/sam"] == "name:chalk/sam"
    assert told["url:sam.example"] != told["url:samantha.example"]


def test_a_distinct_name_is_the_same_persons_on_other_blogs_and_a_first_name_is_not() -> None:
    told = found(seen("chalk", "Mere Tui"), seen("looms", "Mere Tui"), seen("chalk", "Mere"), seen("looms", "Mere"))
    assert told["name:chalk/meretui"] == told["name:looms/meretui"]
    assert told["name:chalk/mere"] != told["name:looms/mere"]


@pytest.mark.parametrize(("name", "told"), [("Mere Tui", True), ("edtech_fan", True), ("teacher88", True), ("Christopher", True), ("Sam", False), ("L.", False), ("Anonymous", False), ("M. R.", False), ("", False)])  # fmt: skip
def test_a_name_is_distinct_if_a_stranger_would_hardly_bear_it(name: str, told: bool) -> None:
    assert is_distinct(name) == told


def test_anonymous_is_nobody() -> None:
    assert found(seen("chalk", "Anonymous"), seen("looms", "Guest")) == {}


def test_an_address_or_a_picture_that_many_names_share_is_nobodys() -> None:
    names = ("Ana One", "Bo Two", "Cy Three", "Di Four")
    told = found(*(seen("chalk", name, "url:school.example", "avatar:aa") for name in names))
    assert len({told[f"name:chalk/{name.lower().replace(' ', '')}"] for name in names}) == 4


def test_the_owner_of_a_blog_is_known_by_its_address_the_account_that_writes_it_and_the_name_there() -> None:
    told = found(
        seen("kiri", "admin", "account:kiri/1"),
        seen("aroha", "K", "url:kiri.example"),
        seen("kiri", "Kiri Rata"),
        seen("chalk", "Kiri Rata"),
        blogs=(KIRI, AROHA),
        sole={"kiri": ("account", "kiri/1")},
    )
    assert {told[k] for k in ("account:kiri/1", "url:kiri.example", "name:kiri/kirirata", "name:chalk/kirirata")} == {
        "roster:kiri"
    }


def test_two_people_of_a_roster_never_become_one_by_a_guess() -> None:
    twins = (
        {**KIRI, "slug": "one", "url": "https://one.example/"},
        {**KIRI, "slug": "two", "url": "https://two.example/"},
    )
    told = found(seen("one", "Kiri Rata"), seen("two", "Kiri Rata"), seen("chalk", "Kiri Rata"), seen("chalk", "Kiri", "url:one.example", "avatar:aa"), seen("chalk", "Kiri", "url:two.example", "avatar:aa"), blogs=twins)  # fmt: skip
    assert told["roster:one"] == told["name:one/kirirata"] == told["url:one.example"] == "roster:one"
    assert told["roster:two"] == told["name:two/kirirata"] == told["url:two.example"] == "roster:two"
    assert told["name:chalk/kirirata"] == "name:chalk/kirirata"


def test_two_lines_of_a_roster_with_one_e_mail_address_are_one_person() -> None:
    both = ({**KIRI, "email": "k@kiri.example"}, {**KIRI, "slug": "looms", "url": "https://looms.example/", "email": "K@kiri.example"})  # fmt: skip
    assert set(found(blogs=both).values()) == {"roster:kiri"}


def test_who_opted_out_is_not_among_the_people_of_the_roster() -> None:
    assert found(blogs=({**KIRI, "state": "opted_out"},)) == {}


def test_a_person_may_merge_what_no_mark_tells_and_even_people_of_a_roster() -> None:
    fix = Corrections(merge=((("name", "chalk/zed"), ("roster", "kiri"), ("roster", "aroha")),))
    told = found(seen("chalk", "Zed"), blogs=(KIRI, AROHA), fix=fix)
    assert told["name:chalk/zed"] == told["roster:kiri"] == told["roster:aroha"] == "roster:aroha"


def test_a_person_may_split_what_marks_would_join() -> None:
    fix = Corrections(split=((("name", "chalk/meretui"), ("name", "looms/meretui")),))
    told = found(seen("chalk", "Mere Tui"), seen("looms", "Mere Tui"), seen("felt", "Mere Tui"), fix=fix)
    assert told["name:chalk/meretui"] != told["name:looms/meretui"]


def test_what_was_split_is_not_joined_by_way_of_others() -> None:
    kin = Kin(apart=[[(("name", "a/x"),), (("name", "b/x"),)]])
    assert kin.join(Kinship(1, ("name", "a/x"), ("url", "u"), ""))
    assert not kin.join(Kinship(1, ("url", "u"), ("name", "b/x"), ""))


def test_the_order_in_which_people_are_seen_does_not_matter() -> None:
    each = [seen(blog, name, *marks) for blog in ("a", "b", "c") for name, *marks in (("Mere Tui", "url:m.example"), ("Mere Tui",), ("Mere", "avatar:aa"), ("M", "avatar:aa", "url:m.example"), ("Sam",))]  # fmt: skip
    expected = found(*each, blogs=(KIRI,))
    for number in range(10):
        random.Random(number).shuffle(each)
        assert found(*each, blogs=(KIRI,)) == expected


def test_every_identity_says_why_and_a_person_is_as_sure_as_the_least_sure_of_them() -> None:
    told = people.find([], [seen("chalk", "Mere Tui", "url:m.example"), seen("looms", "Mere Tui")], {}, Corrections())
    reasons = {(row["kind"], row["value"]): (row["confidence"], row["reason"]) for row in told.identities}
    assert reasons[("name", "looms/meretui")] == (0.6, "the same name on another blog")
    assert reasons[("url", "m.example")] == (0.8, "the same name on the same blog")
    assert [(row["name"], row["confidence"], row["in_roster"]) for row in told.people] == [("Mere Tui", 0.6, 0)]


@pytest.mark.parametrize(
    ("url", "marks"),
    [
        ("https://chalk.example/author/kiri/", (("account", "chalk/kiri"),)),
        ("https://chalk.example/?author=3", (("account", "chalk/3"), ("url", "chalk.example?author=3"))),
        ("http://www.Kiri.example/", (("url", "kiri.example"),)),
        ("https://other.example/author/kiri/", (("url", "other.example/author/kiri"),)),
        (None, ()),
    ],
)
def test_an_authors_page_on_the_blog_is_an_account_and_any_other_address_is_an_address(
    url: str | None, marks: Any
) -> None:
    key = (1, "comments", "Kiri", url, None, None, None)
    assert sighting(key, 1, "chalk", "https://chalk.example/").marks == marks


def settled(folder: Path, **more: Any) -> Store:
    store = course.store(folder, **more)
    with store.transaction():
        people.settle(store, people.see(store, folder))
    return store


def names(store: Store, sql: str) -> dict[int, str | None]:
    return {row["id"]: row["name"] for row in store.rows(sql)}


def test_posts_comments_pingbacks_and_blogs_have_their_people(tmp_path: Path) -> None:
    said = [course.comment(16, 3, None, author="Aroha", author_url="https://1.example/"), course.comment(17, 3, None, author="Anonymous")]  # fmt: skip
    store = settled(tmp_path, comments=said)
    of = "select x.id, h.name from {} x left join people h on h.id = x.person_id"
    assert names(store, of.format("blogs")) == {1: "Aroha", 2: "Ben"}
    assert set(names(store, of.format("posts")).values()) == {"Aroha", "Ben"}
    assert names(store, of.format("pingbacks")) == {21: "Ben"}
    told = names(store, of.format("comments"))
    assert told[16] == "Aroha" and told[17] is None


def test_settling_again_changes_nothing(tmp_path: Path) -> None:
    store = settled(tmp_path)
    before = list(store.connection.iterdump())
    with store.transaction():
        people.settle(store, people.see(store, tmp_path))
    assert list(store.connection.iterdump()) == before


def test_a_correction_in_the_data_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("merge:\n  - [roster:aroha, roster:ben]\n")
    store = settled(tmp_path)
    assert store.rows("select key from people where in_roster = 1") == [{"key": "roster:aroha"}]


def test_corrections_are_read_from_the_data_folder_or_from_beside_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    assert read_corrections(data) == Corrections()
    (tmp_path / "people.yaml").write_text("split:\n  - ['name:chalk/sam', 'url:sam.example?a:b']\n")
    assert read_corrections(data).split == ((("name", "chalk/sam"), ("url", "sam.example?a:b")),)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("merge:\n  - [kiri]\n", 2, '"kiri" is no identity'),
        ("merge: kiri\n", 1, "must be a list of lists"),
        ("join:\n  - [name:a/b]\n", 1, '"join" is unknown'),
        ("split:\n  - [name:a/b, phone:1]\n", 2, '"phone:1" is no identity'),
        ("merge: [", 1, "is no YAML"),
    ],
)
def test_a_mistake_in_people_yaml_is_named_by_its_line(tmp_path: Path, text: str, line: int, why: str) -> None:
    (tmp_path / "people.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_corrections(tmp_path)
    assert f"people.yaml:{line}: " in str(caught.value) and why in str(caught.value)


def test_a_large_archive_settles_in_proportion(tmp_path: Path) -> None:
    many = [course.comment(1000 + n, 1, None, author=f"Reader {n % 500}", author_url=f"https://r{n % 700}.example/") for n in range(5000)]  # fmt: skip
    store = settled(tmp_path, comments=many)
    assert store.rows("select count(*) as n from comments where person_id is null")[0]["n"] == 0


def test_who_writes_most_of_a_blog_is_its_owner_though_there_be_guests() -> None:
    marks = (seen("kiri", "the_weaver", "account:kiri/2"), seen("kiri", "A Guest", "account:kiri/3"))
    chief = {"kiri": ("account", "kiri/2")}
    assert found(*marks, blogs=(KIRI,), chief=chief)["account:kiri/2"] == "roster:kiri"
    assert found(*marks, blogs=(KIRI,), chief=chief)["account:kiri/3"] != "roster:kiri"
    assert found(*marks, seen("kiri", "Kiri Rata"), blogs=(KIRI,), chief=chief)["account:kiri/2"] != "roster:kiri"
    teacher = seen("kiri", AROHA["owner"], "account:kiri/2")
    assert found(teacher, blogs=(KIRI, AROHA), chief=chief)["account:kiri/2"] != "roster:kiri"


def test_most_is_three_quarters_of_the_posts() -> None:
    def by(name: str, times: int) -> dict[Any, Sighting]:
        key = (1, "posts", name, None, None, None, None)
        return {key: Sighting(blog="kiri", marks=(("account", f"kiri/{name}"),), name=name, times=times)}

    assert ownership.chief_authors(by("weaver", 3) | by("guest", 1)) == {"kiri": ("account", "kiri/weaver")}
    assert ownership.chief_authors(by("weaver", 2) | by("guest", 1)) == {}
