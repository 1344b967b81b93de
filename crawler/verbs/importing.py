"""The verb that takes in what other tools kept: `import`."""

import sys
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, verb


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE|FOLDER ...", type=click.Path(path_type=Path, exists=True)
)
@CONFIG
@DATA
@click.option(
    "--blog", metavar="SLUG", help="The blog that all of it belongs to, as the roster or the archive names it."
)
@click.option("--course", metavar="SLUG", help="The course that blogs belong to which are new.")
@click.option("--url", help="The address of the page that a text file was saved from.")
@JSON
@verb
def import_(files: tuple[Path, ...], config: Path | None, data: Path | None, blog: str | None, course: str | None,
            url: str | None, as_json: bool) -> None:  # fmt: skip
    """Take in WARC, WACZ and ARC files of other tools, and saved texts.

    Files are kept unchanged; blogs are found from what is in them. A file that is here already changes nothing. Of a
    folder all WARC, WACZ and ARC files are taken in, those in its sub-folders too.
    """
    from crawler.importing import command
    from crawler.importing.intake import Wishes

    sys.exit(command.run(files, config, data, Wishes(blog=blog, course=course, url=url), as_json))
