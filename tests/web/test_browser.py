"""The pages in a real browser: a first crawl is started and watched, every page opens, filters and marks work; hostile posts do nothing."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import Served, browser, faults, ready, serving, tab
from hostility import HOSTILE
from playwright.sync_api import Browser
from term import store

from crawler.demo.server import served

CONFIG = """
contact: {{name: Mere Example, email: mere@example.org}}
store: {{path: data, media: none}}
politeness: {{delay: 0, allow_private_networks: true}}
courses:
  - {{slug: educ-6100, title: Digital literacies, starts: 2024-02-19, weeks: 14, timezone: Pacific/Auckland, blogs: [
       {{name: Ngaire Thompson, url: "{0}", section: A}}, {{name: Room Twelve, url: "{1}", section: A}}, {{name: Chalk, url: "{2}", section: B}}]}}
"""
MODES = [("wide", "light"), ("wide", "dark"), ("phone", "light"), ("phone", "dark")]


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker; skips unless these tests are asked for."""
    return ready()


@pytest.fixture(scope="module")
def opened(axe: str) -> Iterator[Browser]:
    """One browser for all tests."""
    with browser() as made:
        yield made


@dataclass
class Crawled:
    """The demo's course, crawled from the page."""

    pages: Served
    data: Path


@pytest.fixture(scope="module")
def crawled(opened: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """An empty folder, whose first crawl is started with a button and watched to its end."""
    folder = tmp_path_factory.mktemp("served")
    with served() as urls:
        (folder / "config.yaml").write_text(CONFIG.format(*urls), encoding="utf-8")
        with serving(folder / "data", "--config", folder / "config.yaml") as pages, tab(opened) as seen:
            seen.page.goto(pages.key)
            seen.page.get_by_role("link", name="Crawls").first.click()
            seen.page.get_by_role("button", name="Start").click()
            seen.page.get_by_role("heading", name="Running now").wait_for()
            seen.page.locator("progress").first.wait_for()
            seen.page.get_by_role("heading", name="Started here last").wait_for()
            assert "planned" in seen.page.locator("section.job").inner_text()
            assert [words for words in seen.wrong if "503" not in words] == []
            yield Crawled(pages, folder / "data")


def one(data: Path, sql: str) -> int:
    """A number from the database."""
    with sqlite3.connect(data / "coursekeep.sqlite") as db:
        return int(db.execute(sql).fetchone()[0])


def test_a_crawl_that_was_started_here_is_in_the_list_with_its_account(opened: Browser, crawled: Crawled) -> None:
    account = [
        one(crawled.data, f"select {name} from crawls")
        for name in ("planned", "fetched", "not_modified", "excluded", "failed")
    ]
    assert account[0] == sum(account[1:]) > 100
    with tab(opened) as seen:
        seen.page.goto(f"{crawled.pages.address}crawls")
        cells = seen.page.locator("main table").last.locator("tbody tr").first.locator("td.n").all_inner_texts()
        assert [int(cell.replace(",", "")) for cell in cells[:5]] == account


@pytest.mark.parametrize(("size", "scheme"), MODES)
def test_every_page_opens_without_a_fault_of_accessibility(size: str, scheme: str, opened: Browser, crawled: Crawled, axe: str) -> None:  # fmt: skip
    post = one(crawled.data, "select post_id from reference_entries limit 1")
    paths = (
        *("", "?week=10", "reader?show=all", "people", "blogs", "network", "network?week=9", "references", "search?q=feedback", "archive"),
        *("crawls", f"posts/{post}", f"people/{one(crawled.data, 'select max(id) from people')}"),
        *(f"crawls/{one(crawled.data, 'select id from crawls')}", f"captures/{one(crawled.data, 'select capture_id from posts')}"),
        f"references/{one(crawled.data, 'select max(id) from works')}",
    )  # fmt: skip
    with tab(opened, size, scheme) as seen:
        seen.page.goto(crawled.pages.key)
        for path in paths:
            seen.page.goto(crawled.pages.address + path)
            assert faults(seen.page, axe) == [], path
            assert seen.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
                path
            )
        assert seen.wrong == []
        assert {url for url in seen.asked if not url.startswith(crawled.pages.address)} == set()


def test_marking_and_filtering_work_with_the_keyboard(opened: Browser, crawled: Crawled) -> None:
    with tab(opened) as seen:
        page = seen.page
        page.goto(crawled.pages.key)
        page.goto(f"{crawled.pages.address}reader")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        first = page.locator("article.post").first.get_attribute("id")
        button = page.get_by_role("button", name="Mark as seen").first
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"!document.getElementById('{first}')")
        page.locator("select[name=blog]").select_option(index=1)
        page.wait_for_url("**blog=**")
        assert len(set(page.locator("article.post .meta a[href*='blog=']").all_inner_texts())) == 1
        page.goto(f"{crawled.pages.address}network?week=3")
        page.get_by_role("slider").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**week=4**")
        page.goto(f"{crawled.pages.address}people")
        assert seen.wrong == []


def test_reading_needs_no_script(opened: Browser, crawled: Crawled) -> None:
    with tab(opened, java_script_enabled=False) as seen:
        for path in ("", "reader", "people", "network?week=9", "search?q=feedback", "archive", "crawls"):
            answer = seen.page.goto(crawled.pages.address + path)
            assert answer and answer.status == 200
            assert seen.page.locator("h1").count() == 1


def test_a_table_is_sorted_by_its_heads(opened: Browser, crawled: Crawled) -> None:
    with tab(opened) as seen:
        seen.page.goto(f"{crawled.pages.address}network")
        seen.page.locator("table.sortable").get_by_role("button", name="Comments").click()
        cells = seen.page.locator("table.sortable td.n").all_inner_texts()
        assert [int(c) for c in cells] == sorted(int(c) for c in cells)


def test_datasette_shows_rows_questions_and_the_way_to_the_capture(opened: Browser, crawled: Crawled) -> None:
    post = one(crawled.data, "select id from posts")
    with tab(opened) as seen:
        seen.page.goto(f"{crawled.pages.address}data/coursekeep/posts/{post}")
        seen.page.get_by_role("link", name="its bytes to download").click()
        seen.page.wait_for_url("**/captures/*")
        seen.page.get_by_text("at byte").first.wait_for()
        seen.page.goto(f"{crawled.pages.address}data/coursekeep/weeks?course=educ-6100")
        assert seen.page.locator("table.rows-and-columns tbody tr").count() > 5
        seen.page.goto(f"{crawled.pages.address}data/coursekeep?sql=select+count(*)+from+comments")
        seen.page.locator(".CodeMirror").wait_for()
        assert seen.wrong == []


@pytest.fixture
def hostile(opened: Browser, tmp_path: Path) -> Iterator[tuple[Served, list[int]]]:
    """Posts, comments, titles and names that want to do harm, as if nothing had cleaned them."""
    (tmp_path / "data").mkdir()
    made = store(tmp_path / "data")
    db, bad = made.connection, '"><script>window.hacked=1</script><img src=x onerror=window.hacked=1>'
    posts = [row[0] for row in db.execute("select id from posts where status = 'live' order by id")][: len(HOSTILE)]
    for post, html in zip(posts, HOSTILE, strict=True):
        db.execute("update posts set body_html = ?, title = ?, author = ? where id = ?", (html, bad, bad, post))
        db.execute("update comments set html = ? where post_id = ?", (html, post))
    db.execute("update people set name = name || ?", (bad,))
    db.execute("update blogs set title = ?, url = ?, section = ?", (bad, "javascript:window.hacked=1", bad))
    db.execute("update posts set url = 'javascript:window.hacked=1//' || id")
    db.execute("insert into problems (id, blog_id, kind, expected, found, detail) values (1, 1, 'post_count', ?, ?, ?)", (bad, bad, json.dumps(bad)))  # fmt: skip
    made.close()
    with serving(tmp_path / "data") as pages:
        yield pages, posts


def test_hostile_posts_do_nothing(opened: Browser, hostile: tuple[Served, list[int]]) -> None:
    pages, posts = hostile
    with tab(opened) as seen:
        seen.page.goto(pages.key)
        paths = [
            "",
            "?week=1",
            "?week=3",
            "people",
            "people/1",
            "blogs",
            "network",
            "archive",
            "reader",
            "search?q=x",
            *(f"posts/{n}" for n in posts),
        ]
        for path in paths:
            seen.page.goto(pages.address + path)
            assert not seen.page.evaluate("window.hacked"), path
            assert not seen.page.evaluate(
                "[...document.querySelectorAll('a')].some(a => a.protocol === 'javascript:' || a.protocol === 'data:')"
            ), path
            assert not seen.page.evaluate(
                "[...document.querySelectorAll('.foreign *')].some(e => e.className || e.id || e.hasAttribute('style'))"
            ), path
            assert seen.page.evaluate("document.querySelectorAll('main, .skip').length") == 2, path
            assert seen.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
                path
            )
        assert seen.wrong == []
        assert {url for url in seen.asked if not url.startswith(pages.address)} == set()
