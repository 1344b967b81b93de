"""Runs the command `coursekeep` in processes of their own: a crawl's reactor runs once a process.

Most are forks of one process that has imported everything already, which takes a tenth of the time.
"""

import atexit
import gzip
import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "120"}


Started = Callable[[int], object]


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one JSON value on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Stdout in lines."""
        return self.out.splitlines()


def coursekeep(*words: object, cwd: Path, on: Started = lambda pid: None, patch: str = "", **environment: str) -> Ran:
    """A command that runs to its end in a fork, whose process id `on` is told. What it says is never a traceback.

    `patch` names a function of patches.py, which changes the world of the fork first.
    """
    zygote = _zygote()
    order = {"words": [str(w) for w in words], "cwd": str(cwd), "patch": patch, "environment": environment}
    assert zygote.stdin and zygote.stdout
    zygote.stdin.write(json.dumps(order) + "\n")
    zygote.stdin.flush()
    on(int(zygote.stdout.readline()))
    zygote.stdin.write("\n")
    zygote.stdin.flush()
    ran = Ran(**json.loads(zygote.stdout.readline()))
    assert "Traceback" not in ran.err + ran.out, ran.err
    return ran


def started(*words: object, cwd: Path, **more: Any) -> "subprocess.Popen[str]":
    """A command as a process of its own, for signals, pipes and limits."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": ENVIRONMENT, **more}
    return subprocess.Popen([*PROGRAM, *(str(word) for word in words)], cwd=cwd, **pipes)


def cramped(room: int, *words: object, cwd: Path, **environment: str) -> "subprocess.Popen[str]":
    """A command none of whose files may grow beyond this many bytes: as if the disk were full there.

    Python keeps no compiled modules then: it would keep the beginning of one, and never load it again.
    """
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
    env = {**ENVIRONMENT, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return started(*words, cwd=cwd, preexec_fn=limit, env=env)


def ended(process: "subprocess.Popen[str]") -> Ran:
    """What became of it."""
    out, err = process.communicate(timeout=300)
    assert "Traceback" not in (out or "") + (err or ""), err
    return Ran(process.returncode, out or "", err or "")


def crawl(*words: object, data: Path, **more: Any) -> Ran:
    """`coursekeep crawl` of blogs on loopback, without pauses."""
    return coursekeep("crawl", *words, *here(data), cwd=data.parent, **more)


def here(data: Path) -> tuple[object, ...]:
    """The options of such a crawl."""
    return ("--data", data, "--delay", 0, "--allow-private-networks", "--media", "none")


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a query of the database gives."""
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return db.execute(sql).fetchall()


def dump(data: Path) -> list[str]:
    """The whole database as SQL."""
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return list(db.iterdump())


def assert_whole(data: Path) -> None:
    """Every WARC file is whole and has its final name, and rebuilding gives the database that the crawl left."""
    files = sorted((data / "warc").glob("*.warc.gz*"))
    assert [file.name for file in files if not file.name.endswith(".warc.gz")] == []
    for file in files:
        assert gzip.decompress(file.read_bytes()).startswith(b"WARC/1.1")
    before = dump(data)
    ran = coursekeep("rebuild", "--data", data, cwd=data.parent)
    assert ran.code == 0, ran.err
    assert dump(data) == before


@cache
def _zygote() -> "subprocess.Popen[str]":
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": ENVIRONMENT}
    zygote = subprocess.Popen([sys.executable, __file__], **pipes)
    atexit.register(zygote.communicate)
    return zygote


def main() -> None:
    """Forks for each order that stands in a line of stdin; answers in a line of stdout.

    A fork begins when another line says that its number is known: whoever wants to kill it must not be too late.
    """
    import scrapy.crawler  # noqa: F401

    import crawler.commands
    import crawler.readback
    import crawler.reading
    import crawler.spiders.course
    import crawler.wire  # noqa: F401

    for line in sys.stdin:
        order = json.loads(line)
        said = [os.memfd_create(name) for name in ("out", "err")]
        gate = os.pipe()
        pid = os.fork()
        if not pid:
            os.read(gate[0], 1)
            _be(order, said)
        print(pid, flush=True)
        sys.stdin.readline()
        os.write(gate[1], b"\n")
        for end in gate:
            os.close(end)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        out, err = (_all(file) for file in said)
        print(json.dumps({"code": status, "out": out, "err": err}), flush=True)


def _be(order: dict[str, Any], said: list[int]) -> None:
    """What the console script does, with these words, here."""
    from crawler.cli import main as command

    os.chdir(order["cwd"])
    os.environ.update(order["environment"])
    if order["patch"]:
        import patches

        getattr(patches, order["patch"])()
    null = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((null, *said)):
        os.dup2(file, number)
    sys.argv = ["coursekeep", *order["words"]]
    code: Any = 1
    try:
        command()
    except SystemExit as end:
        code = end.code
    except BaseException:
        import traceback

        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _all(file: int) -> str:
    with os.fdopen(file, "rb") as opened:
        opened.seek(0)
        return opened.read().decode("utf-8", "replace")


if __name__ == "__main__":
    main()
