"""Shows an archive in a browser, as it was: packs it, finds the page to begin with, and serves both to the player."""

import gzip
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from archive.errors import StoreError
from crawler.moment import last_second
from crawler.packing import pack
from crawler.scope import url_key

HIDDEN = ".replay-"
"""How the folders begin in which packages wait while they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The page to begin with; none: the list of pages."""

    url: str | None = None
    at: str | None = None
    """Of its capture, `20261122151200`."""

    def address(self, server: str, name: str) -> str:
        """Where the player shows it."""
        view = {"view": "pages", **({"url": self.url, "ts": self.at} if self.url else {})}
        return f"{server}?{urlencode({'source': server + name})}#{urlencode(view)}"


@contextmanager
def packed(data: Path, silent: bool) -> Iterator[Path]:
    """The whole archive as a package, which goes again afterwards: what is forgotten must not live on in a copy."""
    for old in data.glob(f"{HIDDEN}*"):
        rmtree(old, ignore_errors=True)
    place = data if os.access(data, os.W_OK) else None
    with TemporaryDirectory(prefix=HIDDEN, dir=place, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "archive.wacz"
        pack(data, path, silent=silent)
        yield path


def show(package: Path, player: Path, start: Start, port: int | None, started: Callable[[str], object]) -> None:
    """Serve until Ctrl-C. `started` is told the address to open. Raises StoreError when the port is taken."""
    from crawler.replay_server import serve

    about = package.stat()
    name = f"archive-{about.st_size:x}-{about.st_mtime_ns:x}.wacz"  # a browser keeps the index of one it knows
    serve(player, package, name, port, lambda server: started(start.address(server, name)))


def beginning(package: Path, url: str | None, at: str | None) -> Start:
    """The newest capture of an address in a package, or the newest before `at` (else the first after).

    Scheme, `www.` and a final slash do not matter. Raises StoreError where there is none, or no package;
    ValueError where `at` is no time.
    """
    if not zipfile.is_zipfile(package):
        raise StoreError("is no WACZ file" if package.exists() else "there is no such file", str(package))
    if url is None:
        return Start()
    until = last_second(at) if at else "9"
    wanted = url_key(url.split("#")[0])
    found = sorted((when, seen) for seen, when in _captures(package) if url_key(seen) == wanted)
    if not found:
        raise StoreError("no capture of this address is in the archive; without an address all pages are listed", url)
    before = [each for each in found if each[0] <= until]
    when, seen = before[-1] if before else found[0]
    return Start(url=seen, at=when)


def _captures(package: Path) -> Iterator[tuple[str, str]]:
    """Address and time of what the index of a package lists as good."""
    try:
        with zipfile.ZipFile(package) as zip_file:
            for name in zip_file.namelist():
                if name.startswith("indexes/") and name.endswith((".cdx.gz", ".cdx", ".cdxj")):
                    with zip_file.open(name) as file:
                        yield from _listed(gzip.GzipFile(fileobj=file) if name.endswith(".gz") else file)
    except (OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise StoreError(f"is no WACZ file that can be read ({error})", str(package)) from error


def _listed(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, _, fields = line.decode("utf-8", "replace").partition(" {")
        told = json.loads("{" + fields)
        if told.get("status", "200") in ("200", "304", "-") and str(told.get("url", "")).startswith("http"):
            yield told["url"], key.split(" ")[1]
