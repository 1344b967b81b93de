"""Blogs of which the Internet knows an IPv6 address only are in reach; the address that is judged is still the one connected to."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blog import Blog
from command import assert_whole, coursekeep, crawl, rows
from patches import PRIVATE

from crawler.resolver import addresses


def has_six() -> bool:
    """Whether this machine has IPv6 on loopback."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


needs_six = pytest.mark.skipif(not has_six(), reason="this machine has no IPv6")


@pytest.fixture
def six() -> Iterator[Blog]:
    """A blog on ::1."""
    with Blog(host="::1") as served:
        yield served


@needs_six
@pytest.mark.parametrize("host", ["[::1]", "six.example"])
def test_a_blog_that_has_an_ipv6_address_only_is_crawled(host: str, six: Blog, tmp_path: Path) -> None:
    data = tmp_path / "data"
    six.url = six.url.replace("[::1]", host)
    ran = crawl(six.url, data=data, patch="one_public_host")
    assert (ran.code, rows(data, "select count(*) from posts")) == (0, [(4,)])
    assert_whole(data)


@needs_six
@pytest.mark.parametrize("host", ["[::1]", "six.example"])
def test_a_private_ipv6_address_is_not_connected_to(host: str, six: Blog, tmp_path: Path) -> None:
    url = six.url.replace("[::1]", host)
    ran = coursekeep("crawl", url, "--data", "data", "--delay", 0, cwd=tmp_path, patch="one_public_host")
    assert ran.code == 3
    assert "is on a private network; --allow-private-networks crawls it all the same" in ran.out
    assert six.asked == []


@needs_six
def test_of_a_name_with_public_and_private_addresses_the_public_one_is_connected_to(tmp_path: Path) -> None:
    connected: list[str] = []
    with Blog() as blog:
        port = blog.server.server_port
        with (
            socket.create_server((PRIVATE, port)) as four,
            socket.create_server(("::1", port), family=socket.AF_INET6) as s,
        ):
            blog.url = f"http://both.example:{port}/"
            ran = coursekeep("crawl", blog.url, "--data", "data", "--delay", 0, "--media", "none", cwd=tmp_path, patch="one_public_host")  # fmt: skip
            for inner in (four, s):
                inner.setblocking(False)
                with pytest.raises(BlockingIOError):
                    connected.append(str(inner.accept()))
    assert (ran.code, connected) == (0, [])
    assert len(blog.asked) > 9


def test_what_cannot_be_a_name_has_no_address_at_once(tmp_path: Path) -> None:
    ran = crawl(f"http://{'a' * 64}.example/", "--json", data=tmp_path / "data")
    reasons = {each["reason"] for each in ran.json["failures"]}
    assert "no such host" in reasons and "no answer in time" not in reasons


@pytest.mark.parametrize(
    "trouble", [UnicodeError("label too long"), ValueError("null character"), OSError(24, "files")]
)
def test_asking_for_addresses_raises_one_kind_of_error_only(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: Any) -> None:
        raise trouble

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    with pytest.raises(socket.gaierror):
        addresses("b.example", 80)
