"""Goes through all files of an archive: first what becomes of each capture, then the files written again without it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archive.errors import WarcError
from archive.items import Capture
from archive.warc import fields as f
from archive.warc.borrowed import capture_from
from archive.warc.forget import Order, altered, rewritten, tombstone
from archive.warc.http import split_head, split_interim
from archive.warc.ledger import Ledger
from archive.warc.members import Record
from archive.warc.names import IMPORTS, located, sha1
from archive.warc.reader import read_events
from archive.warc.records import Facts, capture_of
from crawler.forgetting.stage import Stage
from crawler.forgetting.targets import DROP, KEEP, REDACT, Lot, OfBlog, Target, in_utf8
from crawler.forgotten import digest
from crawler.importing.homes import Places
from crawler.importing.story import Story, blog_of, read_file
from crawler.known import WARC
from crawler.scope import url_key

Progress = Callable[[str, int, int], None]
DIGEST = "WARC-Payload-Digest"
_URN = re.compile(r"urn:\w{1,40}:(?=https?:)")


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


class Sweep:
    """One taking down in one archive. `stories` are its imports."""

    def __init__(self, data: Path, target: Target, order: Order, stories: Iterable[Story], progress: Progress):
        self.data, self.target, self.order, self.progress = data, target, order, progress
        self.stories = {story.file: story for story in stories}
        self.files = Ledger(data).kept()
        self.found = Findings()

    def look(self) -> Findings:
        """First pass. Raises WarcError for a damaged file of ours: `coursekeep verify` says what to do."""
        for n, file in enumerate(self.files):
            self.progress(f"look {file}", n, len(self.files))
            for capture in self._captures(file):
                if not capture.revisit_of:
                    self.found.take(capture, self.target.lot(capture), capture.payload_digest)
                elif self._goes(capture):
                    self.found.take(capture, Lot(fate=DROP, shut=True), None)
        self.found.gone -= self.found.kept | {""}
        return self.found

    def _goes(self, capture: Capture) -> bool:
        return self.target.lot(replace(capture, status=0)).fate == DROP

    def _captures(self, file: str) -> Iterator[Capture]:
        if not file.startswith(IMPORTS):
            yield from (e for e in read_events(located(self.data / WARC, file)) if isinstance(e, Capture))
            return
        story = self.stories.get(file)
        if story and story.url is None:
            where = Places(story.homes)
            for read in read_file(self.data / file, file):
                if isinstance(read, Capture):
                    yield replace(read, blog=blog_of(story, where, read))

    def write(self, stage: Stage) -> None:
        """Second pass: into the stage, what changes as new files, the rest as it is."""
        for n, file in enumerate(self.files):
            self.progress(f"write {file}", n, len(self.files))
            story = self.stories.get(file)
            path = located(self.data / WARC, file)
            if story and story.url is not None:
                self._text(stage, story)
            elif rewritten(path, file, stage.new(file), self._change):
                stage.changed.append(file)
            else:
                stage.keep(file)

    def _text(self, stage: Stage, story: Story) -> None:
        """A text file has no records: it goes whole, an empty one stays in its place."""
        captures = read_file(self.data / story.file, story.file, story.url, story.at)
        slug = next(iter(story.homes.values()), None)
        lots = [self.target.lot(replace(c, blog=slug)) for c in captures if isinstance(c, Capture)]
        if all(lot.fate == KEEP for lot in lots):
            stage.keep(story.file)
            return
        self.found.counts[DROP] += 1
        stage.new(story.file).write_bytes(b"")
        stage.changed.append(story.file)

    def _change(self, file: str, record: Record) -> Iterable[Record] | None:
        own = self._id(record, file)
        fate = self.found.fates.get(own)
        beside = self.found.fates.get(record.id_in("WARC-Concurrent-To") or "")
        if fate == DROP or self._is_note_of_it(record):
            return [tombstone(record, self.order)]
        if beside == DROP or (record.type == "request" and self._is_about_it(record)):
            return []
        if fate == REDACT:
            return [tombstone(record, self.order), self._redacted(record, file)]
        return self._of_revisit(record) if record.type == "revisit" else self._of_other(record, beside is not None)

    def _id(self, record: Record, file: str) -> str:
        """As captures have it, also where the record itself has none."""
        if known := record.id_in("WARC-Record-ID"):
            return known
        try:
            found = capture_from(record, file)
        except WarcError:
            return ""
        return (found.record_id or "") if isinstance(found, Capture) else ""

    def _redacted(self, record: Record, file: str) -> Record:
        capture = self._capture(record, file)
        lot = self.target.lot(capture)
        body = lot.body if lot.fate == REDACT else b""
        if record.type in ("resource", "conversion") and not (record.header("Content-Type") or "").startswith(
            "application/http"
        ):
            return altered(record, body, body, "conversion")
        _, final = split_interim(record.block)
        start = split_head(final)[0].split(b"\n")[0].strip()
        lines = [
            f"{name}: {self.target.without(value)}".encode("latin-1", "replace")
            for name, value in in_utf8(capture.headers)
        ]
        head = b"\r\n".join([start, *lines, b"Content-Length: %d" % len(body), b"", b""])
        return altered(record, head + body, body, "conversion")

    def _capture(self, record: Record, file: str) -> Capture:
        if file.startswith(IMPORTS):
            found = capture_from(record, file)
            assert isinstance(found, Capture), "only captures are redacted"
            return found
        url = record.header("WARC-Target-URI") or ""
        return capture_of(record.block, Facts(url=url, fetched_at=self.order.at))

    def _of_revisit(self, record: Record) -> Iterable[Record] | None:
        """A revisit of what went goes too; one of what was redacted names the new payload."""
        stated = record.header(DIGEST) or ""
        refers = (
            (record.header("WARC-Refers-To-Target-URI") or "").strip("<>"),
            record.header("WARC-Refers-To-Date") or "",
        )
        if stated in self.found.gone or (url_key(refers[0]), refers[1][:19]) in self.found.places:
            self.found.counts[DROP] += 1
            return [tombstone(record, self.order)]
        if stated in self.found.changed and stated not in self.found.kept:
            headers = tuple((n, self.found.changed[stated] if n == DIGEST else v) for n, v in record.headers)
            kept = self._of_other(replace(record, headers=headers), False)
            return kept if kept is not None else [_bare(replace(record, headers=headers))]
        return self._of_other(record, False)

    def _of_other(self, record: Record, of_redacted: bool) -> Iterable[Record] | None:
        """Requests and notes: out with the name, if it is one's."""
        block = record.block.decode("utf-8", "replace")
        told = any(self.target.named(value) for _, value in record.headers)
        if not told and not self.target.named(block):
            return self._of_blog(record)
        if record.type == "request":
            return []
        headers = tuple((name, self.target.without(value)) for name, value in record.headers)
        return [altered(replace(record, headers=headers), self.target.without(block).encode())]

    def _is_note_of_it(self, record: Record) -> bool:
        """A record of a blog that goes, or a failure at an address that does."""
        if record.type in ("resource", "conversion") and not self.found.fates.get(record.id_in("WARC-Record-ID") or ""):
            return self._is_about_it(record)
        if record.type != "metadata":
            return False
        uri = record.header("WARC-Target-URI") or ""
        told = dict(f.parse_fields(record.block)) if record.header("Content-Type") == f.FIELDS else {}
        if isinstance(self.target, OfBlog):
            own = uri.startswith("urn:coursekeep:crawl:") and uri.endswith(f":blog:{self.target.slug}")
            return own or ("failure" in told and told.get("blog") == self.target.slug)
        return self._is_about_it(record) and record.header("Content-Type") != f.JSON

    def _is_about_it(self, record: Record) -> bool:
        """Whether a record is about an address that went: `urn:text:https://...` and the like too."""
        uri = _URN.sub("", (record.header("WARC-Target-URI") or "").strip("<>"))
        return digest(url_key(uri)) in self.found.urls

    def _of_blog(self, record: Record) -> Iterable[Record] | None:
        """Lists of blogs lose the one that goes."""
        if not isinstance(self.target, OfBlog) or record.header("Content-Type") != f.JSON:
            return None
        payload = json.loads(record.block)
        changed = _without_blog(payload, self.target.slug)
        if changed == payload:
            return None
        return [altered(record, json.dumps(changed, ensure_ascii=False, sort_keys=True).encode())]


def _without_blog(payload: dict[str, Any], slug: str) -> dict[str, Any]:
    told = dict(payload)
    if isinstance(told.get("blogs"), list):
        told["blogs"] = [b for b in told["blogs"] if not (isinstance(b, dict) and b.get("slug") == slug)]
    if isinstance(told.get("homes"), dict):
        told["homes"] = {home: of for home, of in told["homes"].items() if of != slug}
    return told


def _bare(record: Record) -> Record:
    return altered(record, record.block, None)
