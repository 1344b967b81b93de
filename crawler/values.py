"""The kinds of values a configuration has: sizes, zones, plain-word schedules, each with what to write instead."""

import re
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator

from crawler import schedule
from crawler.addresses import SLUG

UNITS = {"": 1, "b": 1, **{f"{p}b": 1000**n for n, p in enumerate("kmgt", 1)}}
UNITS |= {p: 1000**n for n, p in enumerate("kmgt", 1)} | {f"{p}ib": 1024**n for n, p in enumerate("kmgt", 1)}
SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]{0,3})", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(r"https?://[^\s/?#]+\S*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
YEARS = range(1970, 2200)
"""Of courses; weeks and time zones can be counted on from each."""
T = TypeVar("T")
D = TypeVar("D", bound=date)


def _size(value: Any) -> int:
    match = SIZE.fullmatch(str(value).strip())
    unit = UNITS.get(match[2].lower()) if match else None
    if not match or not unit or float(match[1]) * unit < 1:
        raise ValueError("must be a size such as 1GB or 500 MB")
    return int(float(match[1]) * unit)


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, LookupError):
        near = get_close_matches(value, available_timezones(), n=1)
        raise ValueError(f"must be a time zone such as {near[0] if near else 'Pacific/Auckland'}") from None


def _schedule(value: str) -> str:
    schedule.rule(value)
    return " ".join(value.lower().split())


def _email(value: str) -> str:
    if not EMAIL.fullmatch(value):
        raise ValueError("must be an e-mail address")
    return value


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise ValueError("must be a language code such as en or pt-BR")
    return value.replace("_", "-")


def _web(value: str) -> str:
    if not WEB.fullmatch(value):
        raise ValueError("must be a web address that begins with https:// or http://")
    return value


def _of_our_time(value: D) -> D:
    if value.year not in YEARS:
        raise ValueError(f"must be a date from {YEARS[0]} to {YEARS[-1]}")
    return value


def _due(value: Any) -> date | datetime:
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError):
            return read(str(value))
    raise ValueError("must be a date such as 2026-03-13, or a date and time such as 2026-03-13 23:59")


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise ValueError("must be of lower-case letters, digits and hyphens")
    return value


def _listed(value: Any) -> Any:
    """One value where a list may stand is a list of one."""
    return [value] if isinstance(value, str | dict) else value


Line = Annotated[str, AfterValidator(lambda value: " ".join(value.split()))]
"""Words that go into a header: on one line."""
Size = Annotated[int, BeforeValidator(_size)]
"""Bytes, written `1GB` (1,000 MB) or `1GiB` (1,024 MiB)."""
Zone = Annotated[str, AfterValidator(_zone)]
Schedule = Annotated[str, AfterValidator(_schedule)]
"""Words or cron's fields: `every 6 hours`, `sunday 03:00`, `end of week`, `0 6 * * 1-5`, `never`."""
Email = Annotated[str, AfterValidator(_email)]
Language = Annotated[str, AfterValidator(_language)]
Slug = Annotated[str, AfterValidator(_slug)]
Web = Annotated[str, AfterValidator(_web)]
Day = Annotated[date, AfterValidator(_of_our_time)]
Due = Annotated[date | datetime, BeforeValidator(_due), AfterValidator(_of_our_time)]
Many = Annotated[tuple[T, ...], BeforeValidator(_listed)]
