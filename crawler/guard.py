"""Stops an explosion that no trap rule knows: so many pages a blog, so many folders deep, and no more. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.ask import Ask

PAGE_LIMIT = 20_000
"""Addresses asked for in one blog before we stop and say so: no course blog has more, a trap has."""
REQUISITE_LIMIT = 200_000
"""Likewise, of images and the like."""
DEPTH_LIMIT = 16
"""Folders in an address: WordPress needs eight, with pages below pages below a folder; relative links gone wrong grow for ever."""
RULE = "trap_guard"
"""What the account calls it."""


@dataclass(slots=True)
class Guard:
    """Counts what one blog's crawl puts on its list."""

    planned: Counter[str] = field(default_factory=Counter)
    """Addresses by role."""

    def stops(self, ask: Ask) -> bool:
        """Take note of an address to ask for, and say whether it is one too many."""
        self.planned[ask.role] += 1
        if urlsplit(ask.url).path.count("/") > DEPTH_LIMIT:
            return True
        requisites = self.planned["requisite"]
        if ask.role == "requisite":
            return requisites > REQUISITE_LIMIT
        return self.planned.total() - requisites > PAGE_LIMIT
