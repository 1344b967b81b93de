"""A changed roster goes into the database at once, on the same road as a crawl and a rebuild, so that reports know of it."""

from archive.database.store import NAME, Store
from archive.errors import LockedError
from crawler import folder, ingest
from crawler.config import Config
from crawler.known import behind
from crawler.rebuild import courses, roster


def enrol(config: Config) -> bool:
    """Put the configuration's courses and blogs into its folder's database; whether that was done.

    Not where there is no database, or where a crawl works or one that was killed has to be gone on with: the next crawl does it
    then. What is of blogs that opted out stays until then, too. Raises StoreError.
    """
    data = config.store.path
    if not (data / NAME).exists():
        return False
    try:
        with folder.undisturbed(data):
            return _enrolled(config, Store(data / NAME))
    except LockedError:
        return False


def _enrolled(config: Config, store: Store) -> bool:
    data = config.store.path
    try:
        if store.outdated or behind(store, data):
            return False
        ingest.save_crawls(store, [], courses(config))
        ingest.save_roster(store, roster(config).values())
        ingest.settle(store, data)
        return True
    finally:
        store.close()
