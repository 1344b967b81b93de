"""The account: every address that was met is counted once, under what became of it."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.account import ADVICE, NEEDS_A_PERSON, Account, gap

URLS = st.sampled_from([f"https://a.example/{n}/" for n in range(6)])
STEPS = st.one_of(
    st.tuples(st.just("plan"), URLS),
    st.tuples(st.just("fetch"), URLS, st.sampled_from([200, 304, 404])),
    st.tuples(st.sampled_from(["exclude", "fail", "pass_over"]), URLS, st.sampled_from(["robots", "share", "dns"])),
)


def taken(steps: list[tuple[object, ...]]) -> Account:
    account = Account()
    for name, *values in steps:
        getattr(account, str(name))(*values)
    return account


@given(st.lists(STEPS))
def test_planned_is_the_sum_of_what_became_of_each_address(steps: list[tuple[object, ...]]) -> None:
    account = taken(steps)
    waiting = sum(kind == "planned" for kind, _ in account.outcomes.values())
    assert gap(account.tally()) == waiting
    assert account.tally()["planned"] == len({values[0] for _, *values in steps})


def test_the_tally_names_rules_with_their_counts_and_failures_with_their_reasons() -> None:
    account = taken(
        [
            ("plan", "https://a.example/b/"),
            ("fail", "https://a.example/b/", "HTTP 500"),
            ("plan", "https://a.example/a/"),
            ("fail", "https://a.example/a/", "dns"),
            ("plan", "https://a.example/c/"),
            ("fetch", "https://a.example/c/", 200),
            ("plan", "https://a.example/d/"),
            ("fetch", "https://a.example/d/", 304),
            ("pass_over", "https://a.example/?share=1", "share"),
            ("pass_over", "https://a.example/?share=2", "share"),
        ]
    )
    assert account.tally() == {
        "planned": 6,
        "fetched": 1,
        "not_modified": 1,
        "excluded": {"share": 2},
        "failed": [["https://a.example/a/", "dns"], ["https://a.example/b/", "HTTP 500"]],
        "state": "ok",
        "kind": "full",
        "stated": {},
    }


def test_a_link_passed_over_changes_nothing_that_was_decided() -> None:
    account = taken([("plan", "https://a.example/feed/"), ("pass_over", "https://a.example/feed/", "feed")])
    assert account.outcomes["https://a.example/feed/"] == ("planned", "")


def test_an_address_passed_over_is_open_to_a_source_that_names_it_and_any_other_known_one_is_not() -> None:
    account = taken(
        [("pass_over", "https://a.example/comments/feed/", "feed"), ("exclude", "https://a.example/x", "robots")]
    )
    assert account.is_open("https://a.example/comments/feed/")
    assert account.is_open("https://a.example/new/")
    assert not account.is_open("https://a.example/x")
    account.plan("https://a.example/comments/feed/")
    assert not account.is_open("https://a.example/comments/feed/")


def test_every_state_that_needs_a_person_says_what_to_do() -> None:
    assert all(ADVICE[state] for state in NEEDS_A_PERSON)
