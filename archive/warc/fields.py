"""Fields of WARC records: content types, profiles, application/warc-fields blocks, and the headers of a record. Pure."""

from collections.abc import Iterable
from datetime import datetime

from archive.warc.names import sha1, target_uri, warc_date
from archive.warc.records import CrawlInfo, Exchange

HTTP_RESPONSE = "application/http; msgtype=response"
HTTP_REQUEST = "application/http; msgtype=request"
FIELDS = "application/warc-fields"
JSON = "application/json"
BYTES = "application/octet-stream"

IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Fields = Iterable[tuple[str, str | None]]
"""WARC headers; those that are None are left out."""


def one_line(value: object) -> str:
    """As a field can hold it: white space, line breaks too, folded to single spaces."""
    return " ".join(str(value).split())


def render_fields(fields: Iterable[tuple[str, object]]) -> bytes:
    """An application/warc-fields block; None is left out, line breaks become spaces."""
    lines = (f"{name}: {one_line(value)}\r\n" for name, value in fields if value is not None)
    return "".join(lines).encode("utf-8", "replace")


def parse_fields(block: bytes) -> tuple[tuple[str, str], ...]:
    """The pairs of an application/warc-fields block."""
    lines = (line.partition(":") for line in block.decode("utf-8", "replace").splitlines())
    return tuple((name.strip(), value.strip()) for name, colon, value in lines if colon)


def info_fields(info: CrawlInfo, host: str) -> list[tuple[str, object]]:
    """The fields of a warcinfo record; `crawl` is our own, the others are those of WARC/1.1, 6.2 and Heritrix."""
    return [
        ("software", info.software),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("robots", info.robots),
        ("hostname", host),
        ("operator", info.operator),
        ("isPartOf", info.course),
        ("description", info.description),
        ("http-header-user-agent", info.user_agent),
        ("crawl", info.crawl),
    ]


def info_headers(record_id: str, at: datetime, file: str, block: bytes) -> tuple[tuple[str, str], ...]:
    """The headers of a warcinfo record, without Content-Length."""
    return (
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", warc_date(at)),
        ("WARC-Filename", file),
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", FIELDS),
    )


def story_fields(exchange: Exchange) -> list[tuple[str, object]]:
    """The fields of the metadata record beside a response (WARC/1.1, 6.7 names the first three).

    The hops are letters, as Heritrix writes them: L a link, E what a page is drawn with; a seed has none.
    """
    last = "E" if exchange.role == "requisite" else "L"
    return [
        ("via", exchange.via),
        ("hopsFromSeed", "L" * (exchange.hops - 1) + last if exchange.hops else None),
        ("fetchTimeMs", exchange.fetch_ms),
        ("blog", exchange.blog),
        ("role", exchange.role),
    ]


def wire_headers(exchange: Exchange) -> Fields:
    """Whom it was fetched from, by which protocols, and whether all of it."""
    protocols = (("WARC-Protocol", protocol) for protocol in exchange.protocols)
    return (("WARC-IP-Address", exchange.ip), *protocols, ("WARC-Truncated", exchange.truncated))


def record_headers(
    kind: str, exchange: Exchange, record_id: str, content_type: str, block: bytes, more: Fields
) -> tuple[tuple[str, str], ...]:
    """The headers of a record of an exchange, without Content-Length."""
    headers: Fields = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", warc_date(exchange.started)),
        ("WARC-Target-URI", target_uri(exchange.url)),
        *more,
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", content_type),
    )
    return tuple((name, value) for name, value in headers if value is not None)
