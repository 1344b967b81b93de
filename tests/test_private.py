"""The crawler connects to public addresses only, judged as it connects to them."""

from pathlib import Path
from typing import Any

import pytest
from wire_crawl import crawl
from wire_server import WireServer, make_certificate

from archive.warc.reader import read_events
from archive.warc.records import Failure
from crawler.private import PrivateAddressError, PublicReactor, guard, is_public, refuse_literal


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "localhost",
        "example.org",
        "0x7f000001",
        "2130706433",
        "64:ff9b:1::808:808",
        "fec0::1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "fd00:ec2::254",
        "192.0.0.192",
        "168.63.129.16",
        "3fff::1",
        "5f00::1",
        "4000::1",
        "127.0.0.1.",
    ],
)
def test_private_addresses_are_not(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://127.0.0.1./",
        "http://example.org@127.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fd00:ec2::254]/latest/",
        "http://localhost:8080/",
        "http://a.localhost./",
    ],
)
def test_through_a_proxy_what_is_written_as_numbers_is_judged(url: str) -> None:
    with pytest.raises(PrivateAddressError):
        refuse_literal(url)


@pytest.mark.parametrize("url", ["http://93.184.216.34/", "http://example.org/", "http://10.example.org/", "http:///"])
def test_through_a_proxy_names_are_for_the_proxy(url: str) -> None:
    refuse_literal(url)


class Reactor:
    """Notes where it is asked to connect to."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connectTCP(self, host: str, *_: Any, **__: Any) -> None:
        self.asked.append(host)


def test_nothing_is_connected_to_that_is_not_public() -> None:
    reactor = Reactor()
    PublicReactor(reactor).connectTCP("93.184.216.34", 80, None)
    with pytest.raises(PrivateAddressError, match=r"10\.0\.0\.1: is on a private network"):
        PublicReactor(reactor).connectTCP("10.0.0.1", 80, None)
    assert reactor.asked == ["93.184.216.34"]


def test_an_endpoint_that_cannot_be_guarded_is_an_error() -> None:
    with pytest.raises(AttributeError):
        guard(object())


def test_endpoints_still_have_the_names_that_the_guard_leans_on() -> None:
    from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
    from twisted.internet.testing import MemoryReactorClock

    reactor: Any = MemoryReactorClock()  # type: ignore[no-untyped-call]
    plain: Any = HostnameEndpoint(reactor, b"example.org", 443)
    creator: Any = None
    tls: Any = wrapClientTLS(creator, plain)
    assert plain._reactor is reactor, "HostnameEndpoint._reactor is gone: crawler/private.py cannot guard without it"
    assert tls._wrappedEndpoint._reactor is reactor, "wrapClientTLS wraps otherwise: see guard in crawler/private.py"


def test_a_crawl_is_kept_out_of_this_machine_by_any_name_and_says_so(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path / "both.pem")
    with WireServer() as plain, WireServer(certificate) as tls:
        urls = [
            plain.url("/plain"),
            tls.url("/plain"),
            plain.url("/plain").replace("127.0.0.1", "localhost"),
            plain.url("/plain").replace("127.0.0.1", "[::ffff:127.0.0.1]"),
            plain.url("/plain").replace("127.0.0.1", "2130706433"),
        ]
        report = crawl(tmp_path, [{"url": url} for url in urls], COURSEKEEP_ALLOW_PRIVATE=False)
        assert plain.seen == tls.seen == {}
    (file,) = tmp_path.glob("*.warc.gz")
    failures = {event.url: event for event in read_events(file) if isinstance(event, Failure)}
    assert report["captures"] == [] and {kind for _, kind, *_ in report["errors"]} == {"PrivateAddressError"}
    assert [failures[url].reason for url in urls] == ["private"] * len(urls)
    assert "private network" in (failures[urls[0]].detail or "")
