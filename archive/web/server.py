"""Serves the pages until Ctrl-C."""

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from archive.errors import StoreError
from archive.web.app import make
from archive.web.site import Site


def run(site: Site, host: str, port: int, started: Callable[[str], object]) -> None:
    """`started` is told the address. Raises StoreError when the port is taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        words = str(error.strerror).partition(" (while")[0]  # the address is named anyway
        told = f"cannot be listened on ({words}); name another port with --port, 0 for a free one"
        raise StoreError(told, f"{host}:{port}") from error
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(make(site), log_level="warning", access_log=False, server_header=False, lifespan="off")
    try:
        started(f"http://{shown}:{listening.getsockname()[1]}/")
        with suppress(KeyboardInterrupt):  # which is how it ends
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        site.jobs.close()
        site.state.close()
