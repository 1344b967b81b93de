"""The changes that `coursekeep roster` makes to a line: `approve`, `pause`, `optout` and `rename`."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.verb import CONFIG, DATA, JSON, say, verb

PRIVATE = click.option(
    "--allow-private-networks",
    "private",
    is_flag=True,
    help="Also test addresses of this machine and the local network.",
)
NAMES = click.argument("names", nargs=-1, required=True, metavar="BLOG ...")


@click.command()
@click.argument("names", nargs=-1, metavar="[BLOG ...]")
@click.option(
    "--ready", is_flag=True, help="All that are pending and passed their test; what was not tested is tested first."
)
@CONFIG
@DATA
@PRIVATE
@JSON
@verb
def approve(names: tuple[str, ...], ready: bool, config: Path | None, data: Path | None, private: bool,
            as_json: bool) -> None:  # fmt: skip
    """Let blogs be crawled: those named, or all that are ready. Ends a pause, too."""
    if bool(names) == ready:
        raise click.UsageError("name blogs, or say --ready")
    from crawler import roster_change

    left = 0
    if ready:
        found, untested = roster_change.waiting(config, data)
        if untested:
            slugs = [blog.slug for blog in untested]
            with progress(as_json) as tell:
                roster_change.recheck(config, data, slugs, datetime.now(UTC), allow_private=private, tell=tell)
            found, _ = roster_change.waiting(config, data)
        names = tuple(blog.slug for blog in found)
    told = roster_change.approve(config, names) if names else []
    left = sum(row["status"] == "pending" for row in roster_change.listed(config, data)) if ready else 0
    _say_changed(told, "approved", as_json)
    if ready and not as_json:
        wait = (
            f"; {left} still {'waits' if left == 1 else 'wait'}: `coursekeep roster check --pending` says why"
            if left
            else ""
        )
        click.echo(f"{len(told)} approved{wait}")


@click.command()
@NAMES
@CONFIG
@JSON
@verb
def pause(names: tuple[str, ...], config: Path | None, as_json: bool) -> None:
    """Leave blogs alone until they are approved again. What was kept stays."""
    from crawler.roster_change import pause

    _say_changed(pause(config, names), "paused", as_json)


@click.command()
@NAMES
@CONFIG
@DATA
@JSON
@verb
def optout(names: tuple[str, ...], config: Path | None, data: Path | None, as_json: bool) -> None:
    """Note that people do not want to be archived: never crawled again; says what `forget` then removes."""
    from crawler.roster_change import opt_out
    from crawler.roster_optout import remains, remains_lines

    told = [{**each, **remains(config, data, each)} for each in opt_out(config, names)]
    say(told, (line for each in told for line in remains_lines(each)), as_json)


@click.command()
@click.argument("blog")
@click.argument("name", required=False)
@click.option("--url", metavar="URL", help="Its new address, where it has moved.")
@CONFIG
@JSON
@verb
def rename(blog: str, name: str | None, url: str | None, config: Path | None, as_json: bool) -> None:
    """Correct a person's NAME, or a blog's address. All that was kept of it stays with it."""
    if not name and not url:
        raise click.UsageError("say the new name, or --url URL")
    from crawler.roster_change import rename

    values = {key: value for key, value in (("name", name), ("url", url)) if value}
    _say_changed(rename(config, blog, values), f"is now {', '.join(values.values())}", as_json)


def _say_changed(told: list[dict[str, Any]], done: str, as_json: bool) -> None:
    from crawler.roster_lines import changed_lines

    if told or as_json:
        say(told, changed_lines(told, done), as_json)


def progress(silent: bool) -> "_Dots":
    """Counts the blogs that are tested, on a terminal."""
    return _Dots(silent or not sys.stderr.isatty())


class _Dots:
    """How many blogs have been tested, on a terminal."""

    def __init__(self, silent: bool):
        self._silent, self._done = silent, set[str]()

    def __enter__(self) -> Callable[[Any], None]:
        return self._tell

    def __exit__(self, *_: object) -> None:
        if self._done and not self._silent:
            click.echo(err=True)

    def _tell(self, step: Any) -> None:
        self._done.add(step.blog)
        if not self._silent:
            click.echo(f"\rtested {len(self._done)}", nl=False, err=True)
