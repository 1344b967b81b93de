"""The first error of a crawl is kept for whoever started it: Scrapy swallows what its callbacks raise."""

from collections.abc import Iterator
from contextlib import contextmanager

from archive.errors import StoreError


class Faults:
    """Keeps the first error; other blogs go on."""

    def __init__(self) -> None:
        self.first: Exception | None = None
        self.unsaved = False
        """Rows could not be saved: the database must not seem to know the files that they came from."""

    def take(self, error: Exception | None) -> None:
        """Keep an error, if it is the first."""
        self.first = self.first or error
        self.unsaved |= isinstance(error, StoreError)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is raised within is kept."""
        try:
            yield
        except Exception as error:
            self.take(error)
