"""The verb that measures: `bench`."""

import json
from pathlib import Path

import click

from crawler.verb import JSON, verb

PARTS = ("parse", "crawl", "rebuild", "write", "start", "database")


@click.command()
@click.argument("part", type=click.Choice((*PARTS, "all")), default="all")
@click.option(
    "--rounds", type=click.IntRange(1), default=3, show_default=True, metavar="N", help="How often each takes its turn."
)
@click.option("--small", is_flag=True, help="A little of everything, in about a minute: to see that it works.")
@click.option(
    "--pages",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Pages to parse, a line of JSON each as for `parse --jsonl` (.gz too); else the demo's.",
)
@click.option("--peer-python", metavar="PATH", help="A Python that has trafilatura.")
@JSON
@verb
def bench(part: str, rounds: int, small: bool, pages: Path | None, peer_python: str | None, as_json: bool) -> None:  # fmt: skip
    """How fast this machine parses, crawls, rebuilds, writes, starts and saves, beside its peers."""
    from crawler import bench as measures

    parts = PARTS if part == "all" else (part,)
    told, machine = {}, measures.machine()
    if not as_json:
        click.echo("; ".join(f"{name} {value}" for name, value in machine.items()))
    for table in measures.tables(parts, small=small, rounds=rounds, pages=pages, peer_python=peer_python):
        told[table.name] = table.as_json()
        if not as_json:
            click.echo("\n" + "\n".join(table.lines()))
    if as_json:
        click.echo(json.dumps({"machine": machine, "rounds": rounds, "small": small, "tables": told}, indent=1))
