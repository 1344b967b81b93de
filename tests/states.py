"""Every state of a blog: what its servers answer, and a folder in which a blog is in it."""

from pathlib import Path

from factories import CRAWL, HOME, Answer, blog, crawled, front, planned, redirect, rows, said, sent, shown, site, tally

from archive.database.store import NAME, Store
from archive.items import Blog, Page
from crawler import enrolment
from crawler.compose.evidence import ident
from crawler.parsers.walls import WALLS

NEW = "https://new.example.net/"
ANSWERS: dict[str, tuple[Answer, ...]] = {
    "ok": (front(),),
    "moved": (sent(HOME, NEW), front(NEW)),
    "not_wordpress": (said(HOME, "home", body=b"<h1>Garden</h1>"),),
    "gone": (said(HOME, status=404),),
    "private": (said(HOME, status=401),),
    "refused": (said(HOME, status=403),),
    "unreachable": ((redirect(HOME, HOME), Page(url=HOME, kind="other")),),
    **{wall.state: (said(HOME, "wall", state=wall.state),) for wall in WALLS},
}
"""State -> what the home page says when a crawl gives it."""
ELSEWHERE = ("empty", "opted_out", "not_crawled")
"""States that no home page tells: no post was found; the roster says so; only the roster knows the blog."""
STATES = (*ANSWERS, *ELSEWHERE)


def state_of(state: str) -> str:
    """What a crawl says of a blog whose home page answers so."""
    frontier = planned(obey=False)
    crawled(frontier, site(*ANSWERS[state]))
    return str(frontier.account.tally()["state"])


def folder(path: Path, state: str) -> Path:
    """A data folder with one blog, which is in that state."""
    path.mkdir(parents=True)
    store = Store(path / NAME)
    here: Blog = blog(owner="Ana Example")
    with store.transaction():
        crawl = {"id": int(CRAWL), "started_at": "2026-03-01T09:00:00Z", "finished_at": "2026-03-01T09:01:00Z"}
        store.put({"crawls": [{**crawl, "status": "finished", "planned": 1, "fetched": 1, "not_modified": 0, "excluded": 0, "failed": 0}]})  # fmt: skip
        if state == "not_crawled":
            enrolment.save_roster(store, [here])
        else:
            found = () if state in (*ELSEWHERE, "private", "gone") else (shown(),)
            made = rows(*found, of=here, account=tally(state="ok" if state == "empty" else state))
            made["crawl_blogs"] = [{"id": 5, "crawl_id": int(CRAWL), "blog_id": ident("blog", here.slug), "state": state, "planned": 1, "fetched": 1, "not_modified": 0, "excluded": 0, "failed": 0, "excluded_by": "{}"}]  # fmt: skip
            store.replace_blog(ident("blog", here.slug), made)
    store.close()
    return path
