"""Retry-After is a number of seconds or a date; whatever else a server writes there asks for nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.holds import asked_for

NOW = datetime(2026, 3, 1, 9, 0, 0, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "Sun",
        ", ",
        "01",
        " ",
        "Mar",
        "2026",
        "99999",
        "09:00:00",
        ":",
        "GMT",
        "-0000",
        "+9999",
        "-2400",
        "²",
        "\x00",
        "Feb",
        "30",
        "0",
        "-",
    ]
)


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"30", 30.0),
        (b" 120 ", 120.0),
        (b"0", 0.0),
        (b"9" * 400, 999999999.0),
        (b"Sun, 01 Mar 2026 09:02:00 GMT", 120.0),
        (b"Sun, 01 Mar 2026 10:00:30 +0100", 30.0),
        (b"Sun, 01 Mar 2026 08:00:00 GMT", 0.0),
    ],
)
def test_seconds_or_a_date_are_waited_for(header: bytes, seconds: float) -> None:
    assert asked_for(_text(header), NOW) == seconds


@pytest.mark.parametrize(
    "header", [None, b"", b"soon", b"-5", b"1.5", b"\xb2", b"Sun, 01 Mar 2026 09:02:00 -0000", b"\xff"]
)
def test_anything_else_asks_for_nothing(header: bytes | None) -> None:
    assert asked_for(_text(header), NOW) is None


@given(st.one_of(st.binary(max_size=40), st.lists(PIECES, max_size=10).map(lambda p: "".join(p).encode("latin-1"))))
def test_no_header_makes_it_fail_or_wait_for_less_than_nothing(header: bytes) -> None:
    wait = asked_for(_text(header), NOW)
    assert wait is None or wait >= 0
