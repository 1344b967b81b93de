"""A roster that was changed is in the database at once, and only where nobody else works."""

from contextlib import closing
from pathlib import Path

from command import dump
from filelock import FileLock

from archive.database.store import NAME, Store
from crawler import ingest
from crawler.config import Config, load
from crawler.enrolled import enrol
from crawler.rebuild import courses, roster
from crawler.roster_change import approve, pause


def settings(folder: Path, consent: str = "", section: str = "Monday") -> Config:
    (folder / "roster.csv").write_text(f"name,url,section,consent\nAroha,https://a.example/,{section},{consent}\n")
    (folder / "config.yaml").write_text(
        "courses:\n- {slug: weaving, title: Weaving, starts: 2026-03-02, roster: roster.csv}\n"
    )
    return load(folder / "config.yaml")


def kept(folder: Path, config: Config) -> None:
    (folder / "data").mkdir(exist_ok=True)
    with closing(Store(folder / "data" / NAME)) as store:
        ingest.save_crawls(store, [], courses(config))
        ingest.save_roster(store, roster(config).values())
        ingest.settle(store, folder / "data")


def test_what_a_roster_says_anew_is_in_the_database_as_if_it_had_been_made_with_it(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    kept(tmp_path, settings(tmp_path))
    assert enrol(settings(tmp_path, consent="no", section="Friday"))
    kept(tmp_path / "other", settings(tmp_path / "other", consent="no", section="Friday"))
    assert dump(tmp_path / "data") == dump(tmp_path / "other" / "data")
    with closing(Store(tmp_path / "data" / NAME)) as store:
        assert store.rows("select consent, section from people") == [{"consent": "no", "section": "Friday"}]


def test_nothing_is_done_without_a_database_or_while_somebody_works(tmp_path: Path) -> None:
    config = settings(tmp_path)
    assert not enrol(config) and not (tmp_path / "data").exists()
    kept(tmp_path, config)
    with FileLock(tmp_path / "data" / ".lock"):
        assert not enrol(config)


def test_a_pause_and_its_end_are_in_the_database_at_once(tmp_path: Path) -> None:
    kept(tmp_path, settings(tmp_path))
    for change, status in ((pause, "paused"), (approve, "")):
        change(tmp_path / "config.yaml", ["aroha"])
        with closing(Store(tmp_path / "data" / NAME)) as store:
            assert store.rows("select status, state from blog_health") == [{"status": status, "state": "not_crawled"}]
