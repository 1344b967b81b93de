"""Chains of redirects: a blog goes by each address that leads to its open home page, and by no other."""

from itertools import pairwise
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import assert_whole, crawl, rows
from factories import CRAWL, HOME, LATER, Rows, blog, capture, evidence, page, post, runs, shown
from factories import rows as composed

from archive.items import Link
from crawler.compose.evidence import Evidence
from crawler.rebuffs import LIMIT

WWW, SAFE, MAPPED = "http://www.weaving.example.org/", "https://www.weaving.example.org/", "https://looms.example/"
OTHER = "https://weaving.blogs.example/"


def hop(url: str, target: str, status: int = 301, crawl: str = CRAWL) -> Evidence:
    of = {"role": "home", "status": status, "headers": (("Location", target),), "crawl": crawl}
    return evidence("other", url, of=of)


def home(url: str, crawl: str = CRAWL, status: int = 200, state: str | None = None) -> Evidence:
    taken = capture(url, role="home", crawl=crawl, status=status)
    return Evidence(capture=taken, page=page(url, "wall" if state else "home", state=state))


def aliases(*found: Evidence) -> list[tuple[str, str]]:
    made: Rows = composed(*found, of=blog(), crawls=runs(CRAWL, LATER))
    return [(row["url"], row["kind"]) for row in made["blog_aliases"]]


def test_every_address_of_a_long_chain_is_an_alias_with_its_kind() -> None:
    chain = (hop(HOME, WWW), hop(WWW, SAFE), hop(SAFE, OTHER, 302), hop(OTHER, MAPPED, 308), home(MAPPED))
    told = aliases(*chain)
    assert told[0] == (HOME, "given"), "www and https are no other address"
    assert sorted(told[1:]) == [(MAPPED, "moved"), (OTHER, "redirected")]


def test_a_blog_that_was_renamed_again_keeps_all_of_its_names() -> None:
    first, second = "https://ana.blogs.example/", "https://ana-teaches.blogs.example/"
    found = aliases(hop(HOME, first), home(first), hop(HOME, second, crawl=LATER), home(second, crawl=LATER))
    assert found == [(HOME, "given"), (first, "moved"), (second, "moved")]


@pytest.mark.parametrize(
    "end",
    [
        (home(MAPPED, status=404),),
        (home(MAPPED, state="private"),),
        (home(MAPPED, state="challenge"),),
        (hop(MAPPED, WWW),),
        (hop(MAPPED, MAPPED),),
        (hop(MAPPED, ""),),
        (hop(MAPPED, "mailto:ana@example.org"),),
        (),
    ],
    ids=["gone", "private", "a browser check", "in a circle", "to itself", "no address", "no web address", "no answer"],
)
def test_a_chain_that_ends_nowhere_names_nothing(end: tuple[Evidence, ...]) -> None:
    assert aliases(hop(HOME, WWW), hop(WWW, MAPPED), *end) == [(HOME, "given")]


def test_what_a_blog_went_by_stays_when_its_address_leads_nowhere_any_more() -> None:
    was = (hop(HOME, MAPPED), home(MAPPED))
    parked = (hop(HOME, "https://parked.example/", crawl=LATER), home("https://parked.example/", LATER, state="gone"))
    assert aliases(*was, *parked) == [(HOME, "given"), (MAPPED, "moved")]


def test_links_to_where_a_wall_stands_are_not_the_blogs_own() -> None:
    away = (hop(HOME, "https://host.example/log-in/"), home("https://host.example/log-in/", state="private"))
    made = composed(*away, shown(post(links=(Link(url="https://host.example/help/", text="help"),))), of=blog())
    assert [row["kind"] for row in made["links"]] == ["external"]


def to(url: str, status: int = 301) -> list[Answer]:
    return [Answer(status=status, headers=(("Location", url),))]


def test_a_chain_over_four_hosts_is_followed_and_the_blog_is_said_to_have_moved(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Blog() as one, Blog() as two, Blog() as three, Blog() as last:
        one.faults["/"] = to(two.url)
        two.faults["/"] = to(three.url + "blog/", 302)
        three.faults["/blog/"] = to(last.url, 308)
        ran = crawl(one.url, data=data)
        assert ran.code == 0, ran.out
        assert "is moved: it answers under another address; put the new one into the roster" in ran.out
        told = rows(data, "select url, kind from blog_aliases order by kind, url")
        expected = [(one.url, "given"), (two.url, "moved"), (last.url, "moved"), (three.url + "blog/", "redirected")]
        assert sorted(told) == sorted(expected)
        assert rows(data, "select count(*) from posts") == [(4,)]
        for each in (one, two, three):
            assert sorted(each.targets)[-1] == "/robots.txt" and len(each.targets) == 2, (
                "each hop asks robots.txt first"
            )
    assert_whole(data)


@pytest.mark.parametrize(
    ("hops", "reason"),
    [(LIMIT, None), (LIMIT + 1, f"more than {LIMIT} redirects")],
)
def test_a_chain_is_followed_so_far_and_then_said_to_be_too_long(hops: int, reason: str | None, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Blog() as served:
        home_page = served.answer("/")
        chain = ["/", *(f"/{n}/" for n in range(1, hops)), "/end/"]
        served.faults = {a: to(served.url[:-1] + b) for a, b in pairwise(chain)}
        served.faults["/end/"] = [home_page]
        ran = crawl(served.url, "--json", data=data)
    (told,) = ran.json["blogs"]
    assert (told["state"], ran.code) == (("ok", 0) if reason is None else ("unreachable", 1))
    assert reason is None or reason in {each["reason"] for each in ran.json["failures"]}
    assert len(rows(data, "select 1 from blog_aliases")) == (hops + 1 if reason is None else 1)
    assert_whole(data)
