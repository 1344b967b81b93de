"""Reads config.yaml and its rosters into a Config, or names every mistake at once, each with file and line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from archive.errors import ConfigError
from archive.items import Blog
from crawler.document import Document, Place, read_document
from crawler.roll import Roll, Row
from crawler.roster import FIELDS, read_roster
from crawler.schema import Config

__all__ = ["Config", "load"]

WORDS = {
    "missing": "is missing",
    "literal_error": "must be {expected}",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_parsing": "must be true or false",
    "date_parsing": "must be a date such as 2026-02-16",
    "date_from_datetime_parsing": "must be a date such as 2026-02-16",
    "date_from_datetime_inexact": "must be a date such as 2026-02-16",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:g} or less",
    "string_pattern_mismatch": "must be a name of letters, digits and underscores",
    "model_type": "must be lines of `key: value`",
    "dict_type": "must be lines of `key: value`",
    "tuple_type": "must be a list",
    "string_type": "must be words, not a list or a block",
    "path_type": "must be the name of a file or folder",
    "value_error": "{error}",
}
"""pydantic's kinds of errors, in plain words."""
LINE = re.compile(r"(.*?):(\d+): ")


def load(path: Path) -> Config:
    """The configuration with its courses' blogs. Raises ConfigError with all mistakes."""
    try:
        document = read_document(path)
    except OSError as error:
        advice = "name another with --config, or run with addresses and --data"
        raise ConfigError(f"cannot be read ({error.strerror}): {advice}", str(path)) from error
    courses = _courses(document)
    rows = [_rows(document, course, number) for number, course in enumerate(courses)]
    config = _validated(document)
    roll = Roll()
    roll.reserve([row for group in rows for row in group])
    blogs = [roll.blogs(group, course.get("slug")) for course, group in zip(courses, rows, strict=True)]
    mistakes = sorted({*document.mistakes, *roll.mistakes}, key=_order)
    if mistakes or config is None:
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise ConfigError(f"{count}, nothing was done; mend this:", str(path), tuple(mistakes))
    return _complete(config, path.parent, blogs)


def _complete(config: Config, folder: Path, blogs: list[tuple[Blog, ...]]) -> Config:
    if "email" in config.privacy.drop:
        blogs = [tuple(replace(blog, email=None) for blog in each) for each in blogs]
    courses = tuple(c.model_copy(update={"blogs": b}) for c, b in zip(config.courses, blogs, strict=True))
    store = config.store.model_copy(update={"path": folder / config.store.path.expanduser()})
    return config.model_copy(update={"courses": courses, "store": store})


def _courses(document: Document) -> list[dict[str, Any]]:
    """The courses as written. What is no course at all is left to the validation."""
    courses = document.values.get("courses")
    whole = isinstance(courses, list) and all(isinstance(course, dict) for course in courses)
    return courses if whole and courses else []


def _rows(document: Document, course: dict[str, Any], number: int) -> tuple[Row, ...]:
    """The blogs of a course as written, taken out of it; of its roster when it has one."""
    place: Place = ("courses", number)
    inline, roster = course.pop("blogs", None), course.get("roster")
    if (inline is None) == (roster is None):
        document.wrong(place, "a course needs either `roster: FILE` or a list of `blogs`")
    if isinstance(roster, str):
        rows, mistakes = read_roster(document.path.parent / Path(roster).expanduser())
        document.mistakes.extend(mistakes)
        return rows
    if inline is not None and not isinstance(inline, list):
        document.wrong((*place, "blogs"), "must be a list of blogs, each with name and url")
        return ()
    return tuple(_inline(document, inline or [], (*place, "blogs")))


def _inline(document: Document, blogs: list[Any], place: Place) -> Iterator[Row]:
    for number, blog in enumerate(blogs):
        here = (*place, number)
        values = {"url": blog} if isinstance(blog, str) else blog
        if not isinstance(values, Mapping) or not all(isinstance(value, str) for value in values.values()):
            document.wrong(here, "a blog is an address, or lines of `key: value`")
            continue
        for key in set(values) - set(FIELDS):
            document.wrong((*here, key), _unknown(key, list(FIELDS)))
        yield Row(subject=document.subject(here), values=values)


def _validated(document: Document) -> Config | None:
    config = None
    try:
        config = Config.model_validate(document.values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            document.wrong(detail["loc"], _words(detail))
    _check_twice(document, "slug", document.values.get("courses"), ("courses",))
    return config


def _check_twice(document: Document, key: str, blocks: Any, place: Place) -> None:
    """Slugs of courses and ids of assignments must differ."""
    seen: set[str] = set()
    for number, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if not isinstance(block, Mapping):
            continue
        name = block.get(key)
        if isinstance(name, str) and name in seen:
            document.wrong((*place, number, key), f'{key} "{name}" is taken: give each its own')
        seen.add(str(name))
        _check_twice(document, "id", block.get("assignments"), (*place, number, "assignments"))


def _words(detail: Mapping[str, Any]) -> str:
    place, value = detail["loc"], detail["input"]
    if detail["type"] == "extra_forbidden":
        return _unknown(str(place[-1]), _keys_at(place[:-1]))
    name = ".".join(str(part) for part in place if not isinstance(part, int)) or "the file"
    words = WORDS.get(detail["type"])
    said = words.format(**detail.get("ctx", {})) if words else str(detail["msg"]).lower()
    return f'{name} {said}, not "{value}"' if isinstance(value, str) else f"{name} {said}"


def _unknown(key: str, known: list[str]) -> str:
    meant = get_close_matches(key, known, n=1)
    advice = f"is {meant[0]} meant?" if meant else f"known here are {', '.join(known)}"
    return f'"{key}" is unknown: {advice}'


def _keys_at(place: Place) -> list[str]:
    """The keys that a block may have."""
    model: Any = Config
    for part in place:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(fields[part].annotation)
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The block a field holds, be it optional or one of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


def _order(mistake: str) -> tuple[str, int]:
    match = LINE.match(mistake)
    return (match[1], int(match[2])) if match else (mistake, 0)
