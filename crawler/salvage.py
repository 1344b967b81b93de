"""What a killed process of a crawl had captured: its files mended, its blogs put into the database as a rebuild would."""

from collections.abc import Mapping, Sequence

from archive.warc.ledger import Ledger
from archive.warc.writer import recover
from crawler import chronicle, known
from crawler.crawl import Crawl
from crawler.crew import Crew
from crawler.desk import Holding, save
from crawler.saving import taken_by
from crawler.survey import Survey, survey


def prefix_of(number: int) -> str:
    """How the names of a process's WARC files begin."""
    return f"coursekeep_w{number}"


def salvaged(crawl: Crawl, lost: Mapping[int, Sequence[str]]) -> list[str]:
    """Slugs of the blogs that were not finished. `lost`: killed process -> its blogs. Raises WarcError, StoreError."""
    for number in lost:
        recover(crawl.data / known.WARC, Ledger(crawl.data), f"{prefix_of(number)}-")
    found = _files(crawl)
    told = chronicle.read(found.notes).get(crawl.id)
    slugs = [slug for each in lost.values() for slug in each]
    if told:
        crawl.log.accounts.update({slug: told.accounts[slug] for slug in slugs if slug in told.accounts})
    for slug in slugs:
        _save(crawl, slug, found)
    return [slug for slug in slugs if slug not in crawl.log.accounts]


def _files(crawl: Crawl) -> Survey:
    """What stands in the files of this crawl."""
    of = known.crawl_of(crawl.store)
    paths = [path for path in known.warc_files(crawl.data) if of.get(path.name, crawl.id) == crawl.id]
    return survey(crawl.data, paths, Crew(1), lambda *_: None)


def _save(crawl: Crawl, slug: str, found: Survey) -> None:
    places = [*known.places(crawl.store, slug, crawl.id), *found.places.get(slug, ())]
    logs = taken_by(crawl.logs, slug)
    if places or logs:
        holding = Holding(places=places, said={}, news=())
        save(crawl.data, crawl.blogs[slug], holding, logs)
