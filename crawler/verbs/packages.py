"""The verbs that hand an archive on: `wacz`."""

from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, say, verb


@click.command()
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write, such as course.wacz.",
)  # fmt: skip
@CONFIG
@DATA
@click.option("--course", metavar="SLUG", help="Only this course's blogs.")
@click.option("--blog", metavar="SLUG", help="Only this blog.")
@click.option("--crawl", metavar="ID", help="Only what this crawl captured, and what it refers to.")
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Sign it with this private key (PEM, ECDSA P-384).",
)  # fmt: skip
@JSON
@verb
def wacz(output: Path, config: Path | None, data: Path | None, course: str | None, blog: str | None, crawl: str | None,
         key: Path | None, as_json: bool) -> None:  # fmt: skip
    """Pack the archive, or a part of it, into one WACZ file for ReplayWeb.page and other players."""
    if sum(map(bool, (course, blog, crawl))) > 1:
        raise click.UsageError("choose one of --course, --blog and --crawl")
    from archive.wacz.make import lines
    from crawler.packing import pack

    told = pack(folder_of(config, data), output, course=course, blog=blog, crawl=crawl, key=key, silent=as_json)
    say(told, lines(told), as_json)
