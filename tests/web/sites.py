"""A site and a client for it, without a network: what is asked is asked of the application itself."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from archive.report.summary import opened as database
from archive.web.app import make
from archive.web.jobs import Jobs
from archive.web.site import Site
from archive.web.state import State
from crawler.account import ADVICE

PROGRAM = (sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())")
HERE = "http://127.0.0.1:8765"
PATHS = (
    "/",
    "/?week=4",
    "/reader",
    "/reader?show=all",
    "/reader?show=all&week=4&blog=aroha",
    "/posts/3",
    "/people",
    "/people/1",
    "/blogs",
    "/network",
    "/network?week=4",
    "/references",
    "/search",
    "/search?q=loom",
    "/archive",
    "/crawls",
)
"""Every page of the course."""


@dataclass
class Pages:
    """The pages, and what they are about."""

    site: Site
    client: TestClient

    def enter(self) -> str:
        """Sign in; the form token of the session."""
        assert self.client.get(f"/enter?token={self.site.token}").status_code == 200
        return self.token

    @property
    def token(self) -> str:
        """As the forms of the pages have it."""
        return self.client.get("/").text.partition('name="token" value="')[2].partition('"')[0]

    def asked(self, report: Any, *words: Any, **more: Any) -> Any:
        """What a function of archive/report answers."""
        with closing(database(self.site.data)) as db:
            return report(db, *words, **more)


@contextmanager
def opened(course: Path, folder: Path, now: datetime, **more: Any) -> Iterator[Pages]:
    """The pages of a copy of a data folder."""
    data = folder / "data"
    shutil.copytree(course, data)
    state = State(data)
    given = {"advice": ADVICE, "now": lambda: now, **more}
    site = Site(data=data, state=state, jobs=Jobs(PROGRAM), token="a-token-of-the-tests", **given)
    try:
        yield Pages(site, TestClient(make(site), base_url=HERE))
    finally:
        site.jobs.close()
        state.close()
