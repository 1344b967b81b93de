"""What has to go, as the first pass over an archive found it."""

from collections import Counter
from dataclasses import dataclass, field

from archive.items import Capture
from archive.warc.names import sha1
from crawler.forgetting.targets import DROP, KEEP, Lot
from crawler.forgotten import digest
from crawler.scope import url_key


@dataclass(slots=True)
class Findings:
    """What has to go."""

    fates: dict[str, str] = field(default_factory=dict)
    """WARC-Record-ID -> drop or redact."""
    shut: set[str] = field(default_factory=set)
    """Digests of the addresses that are not asked for again."""
    gone: set[str] = field(default_factory=set)
    """Payload digests that no capture has any longer."""
    changed: dict[str, str] = field(default_factory=dict)
    """Payload digest -> that of the redacted form."""
    kept: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)
    """Digests of the addresses of captures that go."""
    places: set[tuple[str, str]] = field(default_factory=set)
    """(key of the address, second) of captures that go."""
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, capture: Capture, lot: Lot, stated: str | None) -> None:
        """Note a capture's lot; `stated`: the payload digest that its record gives."""
        if lot.fate == KEEP:
            self.kept.add(stated or "")
            return
        self.fates[capture.record_id or ""] = lot.fate
        self.counts[lot.fate] += 1
        if lot.shut:
            self.shut.add(digest(url_key(capture.url)))
        if lot.fate == DROP:
            self.gone.add(stated or "")
            self.urls.add(digest(url_key(capture.url)))
            self.places.add((url_key(capture.url), f"{capture.fetched_at:%Y-%m-%dT%H:%M:%S}"))
        elif stated:
            self.changed[stated] = sha1(lot.body)
