"""A real WordPress whose post is edited between two crawls: what changed is stored anew, the rest is not, and both states are seen."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from command import coursekeep, rows
from players import Tools
from shown import PATIENCE, body, free_port, replaying, seen, wayback

from archive.warc.reader import read_captures

TESTS = Path(__file__).parent.parent
UP = TESTS / "wordpress" / "up.sh"
TITLE, SENTENCE = "Feedback that somebody can use", "Added when the term was over: it was worth it."
CONFIG = """
store: {{path: data, media: all}}
politeness: {{delay: 0, allow_private_networks: true}}
courses: [{{slug: c, blogs: [{{url: "{url}", slug: ngaire}}]}}]
"""


@dataclass(frozen=True)
class Edited:
    """Two crawls of a blog, and what happened between."""

    data: Path
    post: str
    gone: str
    """Text of the comment that was deleted."""

    @property
    def times(self) -> list[str]:
        """When the post was captured, the older first."""
        return [
            row[0] for row in rows(self.data, f"select fetched_at from captures where url = '{self.post}' order by 1")
        ]


@pytest.fixture(scope="module")
def edited(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    """Skips where there can be no WordPress, unless COURSEKEEP_REQUIRE_WORDPRESS is set."""
    possible = subprocess.run([UP, "check"], capture_output=True, text=True, check=False)
    if possible.returncode:
        told = possible.stderr.strip() or "tests/wordpress/up.sh cannot run here"
        (pytest.fail if os.environ.get("COURSEKEEP_REQUIRE_WORDPRESS") else pytest.skip)(told)
    server = Path(tempfile.mkdtemp(prefix="coursekeep-replay-"))  # not pytest's: MariaDB's own user must get in
    server.chmod(0o755)
    folder, port = tmp_path_factory.mktemp("edited"), free_port()
    home = f"http://127.0.0.1:{port}/"
    try:
        subprocess.run([UP, str(port), "1", server], check=True)
        (folder / "config.yaml").write_text(CONFIG.format(url=home))
        assert coursekeep("crawl", cwd=folder).code == 0
        gone = _edit(server, home)
        assert coursekeep("crawl", "--full", cwd=folder).code == 0
    finally:
        subprocess.run([UP, "stop", server], check=True)
        shutil.rmtree(server, ignore_errors=True)
    post = rows(folder / "data", f"select url from posts where title = '{TITLE}'")[0][0]
    yield Edited(folder / "data", post, gone)


def _edit(server: Path, home: str) -> str:
    of_the_blog = {"COURSE_HOME": home.rstrip("/"), "COURSE_PREFIX": "b1_", "COURSE_BLOG": "1"}
    of_the_server = {"COURSE_ROOT": str(server / "wordpress"), "COURSE_SOCKET": str(server / "run" / "mariadb.sock")}
    command = ["php", "-d", "error_reporting=1", TESTS / "replay" / "edit.php", TITLE, SENTENCE]
    environment = {**os.environ, **of_the_blog, **of_the_server}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_what_changed_is_stored_anew_and_the_rest_is_not(edited: Edited) -> None:
    first, second = (row[0] for row in rows(edited.data, "select id from crawls order by 1"))
    kinds = "select url, revisit_of is null from captures where crawl_id = {} and status = 200"
    again = dict(rows(edited.data, kinds.format(second)))
    assert again[edited.post] == 1
    assert rows(edited.data, kinds.format(first)) and sum(again.values()) < len(again) / 2
    pictures = [new for url, new in again.items() if url.endswith((".css", ".jpg", ".js"))]
    assert not any(pictures)


@pytest.mark.parametrize("number", [0, 1])
def test_both_states_are_seen_in_the_browser(number: int, edited: Edited, tools: Tools, tmp_path: Path) -> None:
    options = ("--data", edited.data, edited.post, "--at", edited.times[number])
    with replaying(tools, tmp_path, *options) as address, seen(tools, address, TITLE) as frame:
        text = frame.inner_text("body")
        assert (SENTENCE in text, " ".join(edited.gone.split()) in " ".join(text.split())) == (bool(number), not number)
        loaded = "() => [...document.images].filter(i => i.src.includes('/uploads/')).every(i => i.naturalWidth > 0)"
        frame.wait_for_function(loaded, timeout=PATIENCE)
        frame.wait_for_function("() => document.styleSheets.length > 3", timeout=PATIENCE)


def test_pywb_gives_back_both_states_byte_for_byte(edited: Edited, tools: Tools, tmp_path: Path) -> None:
    files = sorted((edited.data / "warc").glob("*.warc.gz"))
    states = [capture for file in files for capture in read_captures(file) if capture.url == edited.post]
    assert len({state.body for state in states}) == 2
    with wayback(tools, edited.data, tmp_path) as connection:
        assert [body(connection, state) for state in states] == [(200, state.body) for state in states]
