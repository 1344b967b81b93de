"""The verb that shows everything in a browser: `serve`."""

import os
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.verb import CONFIG, DATA, folder_of, verb

if TYPE_CHECKING:
    from archive.web.site import Site

PROGRAM = (sys.executable, "-c", "from crawler.cli import main; main()")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="N", help="0: a free one."
)
@click.option("--open", "opening", is_flag=True, help="Open a browser.")
@click.option(
    "--password-env", metavar="NAME", help="Ask for the password in this environment variable, for reading too."
)
@click.option(
    "--name", "names", metavar="HOST", multiple=True, help="A name by which it may be called; more than once for more."
)
@CONFIG
@DATA
@verb
def serve(host: str, port: int, opening: bool, password_env: str | None, names: tuple[str, ...], config: Path | None,
          data: Path | None) -> None:  # fmt: skip
    """Show the course in a browser: the week, posts to read, people, blogs, the archive, crawls, the data."""
    from archive.web.server import run

    folder = folder_of(config, data)
    with suppress(OSError):  # told below
        folder.mkdir(exist_ok=True)
    site = _site(folder, config, _password(password_env, host), frozenset(name.lower() for name in names))
    if not site.state.lasting:
        click.echo(f"coursekeep: {folder} cannot be written: what was seen is forgotten when this ends", err=True)
    run(site, host, port, lambda address: _started(address, site, opening))


def _site(folder: Path, config: Path | None, password: str | None, names: frozenset[str]) -> "Site":
    import secrets

    from archive.web.jobs import Jobs
    from archive.web.site import Site
    from archive.web.state import State
    from crawler.advice import ADVICE

    found = config or (Path("config.yaml") if Path("config.yaml").exists() else None)
    return Site(
        data=folder,
        state=State(folder),
        jobs=Jobs(PROGRAM),
        token=secrets.token_urlsafe(24),
        advice=ADVICE,
        config=found,
        password=password,
        hosts=names,
    )


def _password(name: str | None, host: str) -> str | None:
    """The password, which is needed where others can reach the pages."""
    if name is None:
        if host in ("127.0.0.1", "::1", "localhost"):
            return None
        raise click.UsageError(f"{host} can be reached by others: put a password into an environment variable, and name it with --password-env")  # fmt: skip
    if not (word := os.environ.get(name)) or len(word) < 8:
        raise click.UsageError(f"the environment variable {name} must hold a password of 8 characters or more")
    return word


def _started(address: str, site: "Site", opening: bool) -> None:
    """Where to look, and the address that also allows to change things."""
    key = f"{address}enter?token={site.token}"
    click.echo(f"coursekeep: {address} shows {site.data}; Ctrl-C ends it", err=True)
    click.echo(f"coursekeep: to start crawls and mark posts as seen, open {key}", err=True)
    if not (site.data / "coursekeep.sqlite").exists():
        click.echo(
            f"coursekeep: there is no archive in {site.data} yet; the page Crawls can start the first one", err=True
        )
    if opening:
        webbrowser.open(key)
