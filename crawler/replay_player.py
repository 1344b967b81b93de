"""The player that shows an archive: ReplayWeb.page, fetched once by npm into the user's cache. It is run, never shipped.

Its licence is the AGPL: it is a program of its own beside this one, and talks to it over HTTP only.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import StoreError

NAME, VERSION = "replaywebpage", "2.3.17"
INTEGRITY = "sha512-b42PxbZlVnNQc66c7nTbem0Z0E2J/IiMtgn+ddUgPRiqejvansiC0+geMDNNtp1MLF7n9DGcSkhNLsR0dPYihQ=="
"""Of its package at the npm registry."""
FILES = ("index.html", "ui.js", "sw.js", "adblock/adblock.gz", "LICENSE")
"""Of that package: what a browser needs, and the licence."""
WAIT = 300
"""Seconds."""


def home() -> Path:
    """Where it is kept, for all archives of this user."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "coursekeep" / f"{NAME}-{VERSION}"


def found(folder: Path | None = None) -> Path:
    """The folder with the player's files. Raises StoreError where it is missing."""
    place = folder or home()
    if all((place / name).is_file() for name in FILES[:3]):
        return place
    if folder:
        raise StoreError(f"there is no player here: {', '.join(FILES[:3])} of ReplayWeb.page are needed", str(folder))
    raise StoreError("the player is not here yet; `coursekeep replay --get` fetches it once (2 MB, needs npm)", NAME)


def get() -> Path:
    """Fetch the player. Raises StoreError where npm is missing or fails, or what it brings is something else."""
    npm = shutil.which("npm")
    if npm is None:
        told = "npm is needed to fetch it; install Node.js with npm (Debian: apt-get install npm), and run this again"
        raise StoreError(told, f"{NAME} {VERSION}")
    home().parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=home().parent) as temporary:
        package = _packed(npm, Path(temporary))
        _check(package)
        new = Path(temporary) / "new"
        _unpack(package, new)
        shutil.rmtree(home(), ignore_errors=True)
        new.replace(home())
    return home()


def _packed(npm: str, folder: Path) -> Path:
    command = [npm, "pack", f"{NAME}@{VERSION}", "--ignore-scripts", "--pack-destination", str(folder)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, cwd=folder, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StoreError(f"npm cannot fetch it: {error}", NAME) from error
    packages = sorted(folder.glob("*.tgz"))
    if ran.returncode or not packages:
        why = next((line for line in ran.stderr.splitlines() if "error" in line.lower()), "it does not say why")
        raise StoreError(f"npm cannot fetch it: {why.strip()}", NAME)
    return packages[0]


def _check(package: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise StoreError("what npm brought is not the package that is known to work; it was thrown away", package.name)


def _unpack(package: Path, folder: Path) -> None:
    with tarfile.open(package) as tar:
        for name in FILES:
            file = tar.extractfile(f"package/{name}")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read() if file else b"")
