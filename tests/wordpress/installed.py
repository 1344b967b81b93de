"""A real WordPress of its own for tests, and the command that crawls it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from truth import Row

UP = Path(__file__).with_name("up.sh")
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Course:
    """The blogs that WordPress serves, and what it holds of each."""

    urls: list[str]
    truth: list[Row]
    folder: Path
    """Where it stands."""


@contextmanager
def serving(blogs: int, port: int, **environment: str) -> Iterator[Course]:
    """So many blogs, the first at a port, until the end of the block.

    Skips where there can be no WordPress; fails then if COURSEKEEP_REQUIRE_WORDPRESS is set.
    """
    _wanted()
    folder = Path(tempfile.mkdtemp(prefix="coursekeep-wordpress-"))  # not pytest's: MariaDB's own user must get in
    folder.chmod(0o755)
    try:
        subprocess.run([UP, str(port), str(blogs), folder], check=True, env={**os.environ, **environment})
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        yield Course([blog["home"] for blog in truth], truth, folder)
    finally:
        subprocess.run([UP, "stop", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def _wanted() -> None:
    possible = subprocess.run([UP, "check"], capture_output=True, text=True, check=False)
    if possible.returncode:
        told = possible.stderr.strip() or "tests/wordpress/up.sh cannot run here"
        (pytest.fail if os.environ.get("COURSEKEEP_REQUIRE_WORDPRESS") else pytest.skip)(told)


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    for first in range(18080, 28080, count):
        probes = [socket.socket() for _ in range(count)]
        try:
            for port, probe in enumerate(probes, first):
                probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        else:
            return first
        finally:
            for probe in probes:
                probe.close()
    raise AssertionError("no free ports")
