"""The verbs that say how things are: `status` and `doctor`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.errors import ConfigError
from crawler.verb import CONFIG, DATA, JSON, folder_of, verb


@click.command()
@CONFIG
@DATA
@JSON
@verb
def status(config: Path | None, data: Path | None, as_json: bool) -> None:
    """What is in the data folder: blogs, counts, the last crawl, disk."""
    from archive.report.summary import folder_lines, folder_summary
    from crawler.advice import ADVICE

    summary = folder_summary(folder_of(config, data))
    click.echo(
        json.dumps(summary, indent=1, ensure_ascii=False) if as_json else "\n".join(folder_lines(summary, ADVICE))
    )


@click.command()
@CONFIG
@DATA
@JSON
@verb
def doctor(config: Path | None, data: Path | None, as_json: bool) -> None:
    """Check Python, packages, SQLite, disk, configuration and clock: each line ok, or what to do."""
    from dataclasses import asdict

    from crawler.doctor import check

    default = Path("config.yaml")
    chosen = config or (default if default.exists() else None)
    try:
        folder = folder_of(config, data)
    except ConfigError:  # which the check of the configuration tells in full
        folder = Path("data")
    findings = check(folder, chosen, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'look'}  {finding.name:<14} {finding.words}")
            if not finding.ok and finding.advice:
                click.echo(f"      {'':<14} {finding.advice}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)
