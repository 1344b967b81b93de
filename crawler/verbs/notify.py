"""The verb that tells what is new: `notify`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, say, verb

NONE = "nobody is to be told: add notify: {email: [...], smtp: {host: ...}} or notify: {webhook: ...} to config.yaml"


@click.command()
@click.option("--dry-run", is_flag=True, help="Print what would be told, and to whom; tell nobody.")
@CONFIG
@DATA
@JSON
@verb
def notify(dry_run: bool, config: Path | None, data: Path | None, as_json: bool) -> None:
    """Tell, by mail or webhook, what is new: blogs that changed, failures, damage, archives that are done.

    Never the same twice, and one message at a time. `run --due` does it by itself.
    """
    from crawler import notifying, roster_file
    from crawler.notice_ways import text

    read, _ = roster_file.read(config)
    where, now = data or read.store.path, datetime.now(UTC)
    found = notifying.pending(read, where, now)
    if not found:
        say([], [NONE], as_json)
    elif dry_run or not any(news for _, news in found):
        parts = [f"To {way.shown}:\n\n{text(news)}" for way, news in found if news]
        say(notifying.as_json(found), parts or ["nothing is new"], as_json)
    else:
        told = notifying.as_json(found)
        done, wrong = notifying.notify(read, where, now)
        say({"told": told, "wrong": wrong}, done, as_json)
        for line in wrong:
            click.echo(f"coursekeep: {line}", err=True)
        sys.exit(int(bool(wrong)))
