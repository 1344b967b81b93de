"""What takes the place of each record, once it is known what has to go."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from archive.errors import WarcError
from archive.items import Capture
from archive.warc import fields as f
from archive.warc.borrowed import capture_from
from archive.warc.forget import Order, altered, tombstone
from archive.warc.http import split_head, split_interim
from archive.warc.members import Record
from archive.warc.names import IMPORTS
from archive.warc.records import Facts, capture_of
from crawler.forgetting.findings import Findings
from crawler.forgetting.person import in_utf8
from crawler.forgetting.targets import DROP, REDACT, OfBlog, Target
from crawler.forgotten import digest
from crawler.scope import url_key

DIGEST = "WARC-Payload-Digest"
_URN = re.compile(r"urn:\w{1,40}:(?=https?:)")


class Cut:
    """Of one taking down."""

    def __init__(self, target: Target, order: Order, found: Findings):
        self.target, self.order, self.found = target, order, found

    def change(self, file: str, record: Record) -> Iterable[Record] | None:
        """The records in the place of one; None where it stays."""
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
