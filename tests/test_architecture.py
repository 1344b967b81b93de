"""The rules of DESIGN.md that the source itself can show: who imports whom, what stays pure, how big things grow."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("archive", "crawler")
NAMES = sorted(str(path.relative_to(ROOT)) for room in ROOMS for path in (ROOT / room).rglob("*.py"))

PURE = (
    "archive/__init__.py",
    "archive/errors.py",
    "archive/items.py",
    "archive/luggage.py",
    "archive/report/__init__.py",
    "archive/report/states.py",
    "crawler/__init__.py",
    "crawler/account.py",
    "crawler/addresses.py",
    "crawler/advice.py",
    "crawler/answers.py",
    "crawler/ask.py",
    "crawler/compose/",
    "crawler/frontier.py",
    "crawler/checks.py",
    "crawler/estimate.py",
    "crawler/front.py",
    "crawler/guard.py",
    "crawler/history.py",
    "crawler/moment.py",
    "crawler/news.py",
    "crawler/paging.py",
    "crawler/parsers/",
    "crawler/parts.py",
    "crawler/plaintext.py",
    "crawler/rebuffs.py",
    "crawler/requisites.py",
    "crawler/rest.py",
    "crawler/robots.py",
    "crawler/roster_address.py",
    "crawler/roster_text.py",
    "crawler/roster_words.py",
    "crawler/schedule.py",
    "crawler/scope.py",
    "crawler/turns.py",
    "crawler/wordpress_com.py",
)
"""Same input, same output: these are handed bytes and times, and never go and get them."""

IMPURE_MODULES = """
    asyncio aiohttp concurrent fileinput ftplib glob http httpx importlib logging mmap multiprocessing os pathlib pickle random
    requests scrapy secrets select selectors shelve shutil signal smtplib socket socketserver sqlite3 sqlite_utils ssl
    subprocess sys tempfile threading time twisted urllib.request urllib3 uuid warcio
"""
IMPURE_CALLS = """
    open input print breakpoint exec eval __import__ datetime.now datetime.utcnow datetime.today date.today
"""

OWNERS = {
    "warcio": ("archive/warc/",),
    "fastwarc": (),
    "sqlite_utils": ("archive/database/",),
    "bs4": ("crawler/parsers/",),
    "selectolax": ("crawler/fixture/", "crawler/parsers/"),
    "lxml": ("crawler/parsers/",),
    "nh3": ("archive/report/cleaning.py", "archive/web/", "crawler/fixture/", "crawler/parsers/"),
    "jinja2": ("archive/report/pages.py", "archive/web/"),
    "numpy": ("archive/report/pictures/layout.py",),
    **dict.fromkeys(("starlette", "uvicorn", "datasette"), ("archive/web/",)),
    **dict.fromkeys(
        ("scrapy", "twisted", "zope", "OpenSSL"),
        (
            "crawler/patience.py",
            "crawler/private.py",
            "crawler/readback.py",
            "crawler/reasons.py",
            "crawler/recorder.py",
            "crawler/replay_server.py",
            "crawler/resolver.py",
            "crawler/run.py",
            "crawler/settings.py",
            "crawler/spiders/",
            "crawler/wire.py",
        ),
    ),
}
"""A library, and the only rooms that may import it."""

HEAVY = ("scrapy", "twisted", "bs4", "selectolax", "lxml", "nh3", "pydantic", "sqlite_utils", "warcio", "dateparser")
"""What the command line must not load before a command needs it."""

DATA = (
    "archive/database/tables.py",
    "archive/database/views.py",
    "archive/report/questions.py",
    "archive/items.py",
    "crawler/parsers/marks.py",
    "crawler/parsers/words.py",
)
"""Modules of data, which may be long."""

MODULE_LINES = 200
FUNCTION_LINES = 40


@cache
def _tree(name: str) -> ast.Module:
    return ast.parse(_text(name))


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def _imports(name: str) -> tuple[str, ...]:
    """Dotted names of all that a module imports, at its top or within; `from a import b` is `a.b`."""
    nodes = list(ast.walk(_tree(name)))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    assert not any(node.level for node in froms), f"{name}: import by the whole name"
    return (*plain, *(f"{node.module}.{alias.name}" for node in froms for alias in node.names))


def _importers(names: Iterable[str], libraries: Iterable[str]) -> list[str]:
    """`module imports library`, for each of `names` that does."""
    wanted = tuple(libraries)
    return [f"{name} imports {found}" for name in names for found in _imports(name) if _within(found, wanted)]


def _within(dotted: str, modules: Iterable[str]) -> bool:
    return any(dotted == module or dotted.startswith(f"{module}.") for module in modules)


def _module(dotted: str) -> str:
    """The file of `crawler.scope.Scope` or of `crawler.parsers`."""
    parts = dotted.split(".")
    paths = (Path(*parts[:end]) for end in range(len(parts), 0, -1))
    files = (file for path in paths for file in (path.with_suffix(".py"), path / "__init__.py"))
    return str(next(file for file in files if (ROOT / file).exists()))


def _assert_none(found: Iterable[str]) -> None:
    """Fail with every line of what was found."""
    if lines := sorted(set(found)):
        pytest.fail("\n".join(lines), pytrace=False)


PURE_NAMES = [name for name in NAMES if name.startswith(PURE)]


def test_the_rules_name_what_exists() -> None:
    named = {*PURE, *DATA, *(room for rooms in OWNERS.values() for room in rooms)}
    _assert_none(name for name in sorted(named) if not (ROOT / name).exists())


def test_archive_never_imports_crawler() -> None:
    _assert_none(_importers((name for name in NAMES if name.startswith("archive/")), ["crawler"]))


def test_a_library_is_imported_in_its_own_rooms_only() -> None:
    for library, rooms in OWNERS.items():
        _assert_none(_importers((name for name in NAMES if not name.startswith(rooms)), [library]))


def test_pure_modules_import_nothing_that_reaches_outside() -> None:
    _assert_none(_importers(PURE_NAMES, IMPURE_MODULES.split()))


def test_pure_modules_import_only_pure_modules_of_ours() -> None:
    found = [(name, _module(dotted)) for name in PURE_NAMES for dotted in _imports(name) if _within(dotted, ROOMS)]
    _assert_none(f"{name} imports {path}" for name, path in found if not path.startswith(PURE))


def test_pure_modules_never_open_print_or_ask_the_clock() -> None:
    calls = [(name, node) for name in PURE_NAMES for node in ast.walk(_tree(name)) if isinstance(node, ast.Call)]
    _assert_none(f"{name}:{call.lineno}" for name, call in calls if ast.unparse(call.func) in IMPURE_CALLS.split())


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    code = (
        "import importlib, sys, crawler.cli; from crawler.verbs import VERBS;"
        "[importlib.import_module(name) for name in VERBS.values()]; print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    _assert_none(set(HEAVY) & set(ran.stdout.split()))


def test_a_module_says_what_it_is_for() -> None:
    _assert_none(name for name in NAMES if not (ast.get_docstring(_tree(name)) or "").strip())


def test_a_module_that_is_no_data_stays_short() -> None:
    lengths = {name: len(_text(name).splitlines()) for name in NAMES if name not in DATA}
    _assert_none(f"{name}: {lines} lines" for name, lines in lengths.items() if lines > MODULE_LINES)


def test_a_function_stays_short() -> None:
    nodes = [(name, node) for name in NAMES for node in ast.walk(_tree(name))]
    functions = [(name, node) for name, node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {f"{name}:{node.lineno} {node.name}": _lines(node) for name, node in functions}
    _assert_none(f"{where}: {lines} lines" for where, lines in lengths.items() if lines > FUNCTION_LINES)


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
