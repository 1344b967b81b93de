"""Serves a player and a package to a browser on this machine, with Range requests. On loopback only."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from twisted.internet import reactor as _reactor
from twisted.internet.error import CannotListenError
from twisted.web.resource import ForbiddenResource, Resource
from twisted.web.server import Request, Site
from twisted.web.static import File

from archive.errors import StoreError

reactor: Any = _reactor
LOOPBACK = "127.0.0.1"
USUAL = 8490
"""The port that is taken where it is free: a browser then finds its settings again."""


class _Files(File):
    """The player's files, which are all UTF-8."""

    contentTypes = {  # noqa: RUF012 - Twisted's name
        **File.contentTypes,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
    }


class _Root(Resource):
    """The player's files, and the package under a name that says which it is."""

    def __init__(self, player: Path, package: Path, name: str):
        super().__init__()  # type: ignore[no-untyped-call]
        self.hosts: frozenset[str] = frozenset()
        self._files, self._package, self._name = _Files(str(player)), File(str(package), "application/wacz"), name

    def getChild(self, path: bytes, request: Request) -> Any:
        """Only for those who asked this machine: a page elsewhere that calls itself by our address gets nothing."""
        if (request.getHeader("host") or "") not in self.hosts:
            return ForbiddenResource("not here")
        if path.decode("latin-1") == self._name:
            return self._package
        return self._files.getChild(path or b"index.html", request)  # type: ignore[no-untyped-call]


def serve(player: Path, package: Path, name: str, port: int | None, started: Callable[[str], object]) -> None:
    """Until Ctrl-C. `started` is told the address. Raises StoreError when the port is taken."""
    root = _Root(player, package, name)
    listening = _listen(Site(root), port)  # type: ignore[no-untyped-call]
    number = listening.getHost().port
    root.hosts = frozenset(f"{host}:{number}" for host in (LOOPBACK, "localhost"))
    reactor.callWhenRunning(started, f"http://{LOOPBACK}:{number}/")
    reactor.run()


def _listen(site: Site, port: int | None) -> Any:
    for wanted in (USUAL, 0) if port is None else (port,):
        try:
            return reactor.listenTCP(wanted, site, interface=LOOPBACK)
        except CannotListenError as error:
            reason = error.socketError
    raise StoreError(f"the port cannot be opened ({reason}); name another with --port", f"{LOOPBACK}:{port}")
