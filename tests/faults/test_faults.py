"""Every fault of a server has its row and its reason; the other blogs are crawled, and memory stays small."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from blog import Blog
from command import ENVIRONMENT, assert_whole, here, rows
from faults import POSTS, SITEMAPS, SLOW, Fault
from server import FaultyBlog, faulty_posts, title
from wire_server import WireServer, make_certificate

MEMORY = 450
"""MB that each process of a crawl, or of a rebuild of it, may take, whatever it is sent. A crawl takes some 330, a rebuild 300: libraries and machines differ."""
CHECK = 300
"""MB that a check of it may take: three times the largest answer that is kept, and Python itself."""
TESTS = Path(__file__).parent.parent
APART = """
import os, sys
pid = os.fork()
if not pid:
    os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
_, status, used = os.wait4(pid, 0)
with open(sys.argv[1], "w") as told:
    told.write(str(used.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process between pytest and what is measured: Linux counts a parent's memory to its child until that runs."""
PROGRAM = "import sys, patches; patches.impatient(); patches.no_names(); from crawler.cli import main; main()"
NOWHERE = {
    "http://no-such-host.example/": "no such host",
    "http://b\u00fccher.example/": "no such host",
    "http://\u0430pple.example/": "no such host",
}
"""Blogs whose hosts have no address: plain, international, and of mixed scripts."""


@dataclass(frozen=True)
class Told:
    """What came of one crawl of all faults."""

    data: Path
    summary: dict[str, Any]
    memory: float
    """MB at most."""
    err: str
    posts: str
    """Home of the blog whose posts are faulty."""
    well: str
    slow: dict[str, str]
    sitemaps: dict[str, str]
    """Fault -> home of its blog."""
    tls: dict[str, str]

    def failure(self, url: str) -> str | None:
        """Why an address has failed."""
        return next((each["reason"] for each in self.summary["failures"] if each["url"] == url), None)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    data = tmp_path_factory.mktemp("faults") / "data"
    with ExitStack() as open_:
        well = open_.enter_context(Blog())
        posts = open_.enter_context(faulty_posts(POSTS))
        slow = {name: open_.enter_context(faulty_posts({name: fault})) for name, fault in SLOW.items()}
        maps = {n: open_.enter_context(FaultyBlog({"/wp-sitemap.xml": fault})) for n, fault in SITEMAPS.items()}
        secure = open_.enter_context(WireServer(make_certificate(data.parent / "self-signed.pem")))
        tls = {
            "self-signed": secure.url("/"),
            "another name": secure.url("/").replace("127.0.0.1", "127.0.0.2"),
            "no TLS": open_.enter_context(WireServer()).url("/").replace("http:", "https:"),
        }
        urls = [well.url, posts.url, *(b.url for b in (*slow.values(), *maps.values())), *tls.values(), *NOWHERE]
        code, out, err, memory = ran("crawl", *urls, *here(data), "--json", cwd=data.parent)
        assert code == 1, err
        homes = ({name: blog.url for name, blog in each.items()} for each in (slow, maps))
        yield Told(data, json.loads(out), memory, err, posts.url, well.url, *homes, tls)


def ran(*words: object, cwd: Path) -> tuple[int, str, str, float]:
    """Exit code, stdout, stderr, and MB of memory at most, of a process of its own."""
    line = [sys.executable, "-c", APART, str(cwd / "used"), "-c", PROGRAM, *map(str, words)]
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ENVIRONMENT['PYTHONPATH']}:{TESTS}"}
    with (cwd / "out").open("w+") as out, (cwd / "err").open("w+") as err:
        code = subprocess.run(line, cwd=cwd, stdout=out, stderr=err, env=environment).returncode
        texts = [(file.seek(0), file.read())[1] for file in (out, err)]
    return code, texts[0], texts[1], int((cwd / "used").read_text()) / 1024


def assert_outcome(told: Told, url: str, fault: Fault) -> None:
    if fault.reason is None:
        assert told.failure(url) is None
        assert rows(told.data, f"select status, truncated from captures where url = '{url}'") == [(200, None)]
    else:
        assert (told.failure(url) or "no failure").startswith(fault.reason)


@pytest.mark.parametrize("name", POSTS)
def test_a_fault_in_the_place_of_a_post_has_its_row_and_reason(name: str, told: Told) -> None:
    assert_outcome(told, f"{told.posts}{title(name).replace(' ', '-').lower()}/", POSTS[name])


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_is_too_slow_is_given_up(name: str, told: Told) -> None:
    assert_outcome(told, f"{told.slow[name]}{title(name).replace(' ', '-')}/", SLOW[name])


@pytest.mark.parametrize("name", SITEMAPS)
def test_a_sitemap_that_means_harm_keeps_no_post_from_us(name: str, told: Told) -> None:
    assert_outcome(told, f"{told.sitemaps[name]}wp-sitemap.xml", SITEMAPS[name])
    sql = f"select count(*) from posts p join blogs b on b.id = p.blog_id where b.url = '{told.sitemaps[name]}'"
    assert rows(told.data, sql) == [(4,)]


@pytest.mark.parametrize(("url", "reason"), NOWHERE.items(), ids=["plain", "international", "mixed scripts"])
def test_a_host_without_an_address_is_said_to_have_none(url: str, reason: str, told: Told) -> None:
    found = {each["reason"] for each in told.summary["failures"] if each["url"].endswith(".example/robots.txt")}
    assert found == {reason}
    states = [b["state"] for b in told.summary["blogs"] if b["url"].endswith(".example/")]
    assert states == ["unreachable"] * len(NOWHERE)


def test_a_certificate_that_proves_nothing_is_no_reason_not_to_archive(told: Told) -> None:
    """The archive says what answered, and by which protocol; blogs whose certificate has lapsed are those that vanish."""
    states = {blog["url"]: blog["state"] for blog in told.summary["blogs"]}
    assert states[told.tls["self-signed"]] == "not_wordpress"
    assert (
        told.failure(told.tls["no TLS"] + "robots.txt") == "no secure connection could be made, or it broke off (TLS)"
    )
    assert states[told.tls["no TLS"]] == "unreachable"


def test_the_other_blogs_and_posts_are_crawled(told: Told) -> None:
    counts = {blog["url"]: blog["posts"] for blog in told.summary["blogs"]}
    assert counts[told.well] == 4
    assert rows(told.data, f"select body_text from posts where url = '{told.posts}all-is-well/'") == [("A text.",)]
    assert told.summary["gap"] == 0
    assert "Traceback" not in told.err


def test_memory_stays_small(told: Told) -> None:
    assert told.memory < MEMORY


def test_the_archive_of_it_is_whole_and_gives_the_same_database(told: Told) -> None:
    assert_whole(told.data)
    code, out, err, memory = ran("verify", "--data", told.data, cwd=told.data.parent)
    assert code == 0, out + err
    assert memory < CHECK


def test_making_its_database_again_takes_no_more_memory_than_the_crawl(told: Told) -> None:
    code, _, err, memory = ran("rebuild", "--data", told.data, cwd=told.data.parent)
    assert code == 0, err
    assert memory < MEMORY
