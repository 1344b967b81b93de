"""The verb that shows what is read from a page and why: `fixture`."""

from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, say, verb


@click.command()
@click.argument("given", metavar="ADDRESS|FILE|FOLDER")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The fixture folder to write.")
@click.option("--url", help="The address that a FILE was saved from.")
@click.option("--accept", is_flag=True, help="Take what is read now as what is expected.")
@CONFIG
@DATA
@JSON
@verb
def fixture(given: str, output: Path | None, url: str | None, accept: bool, config: Path | None, data: Path | None,
            as_json: bool) -> None:  # fmt: skip
    """Make a fixture folder of a captured or saved page, with a picture of what is read from it.

    ADDRESS is a page of the archive, FILE a page that you saved, FOLDER a fixture folder to look at again: its picture is
    drawn anew, and what is read now is compared with what is expected.
    """
    from crawler.fixture import making
    from crawler.fixture.finding import find, is_address

    folder = output or (Path(given) if not is_address(given) and Path(given).is_dir() else None)
    if folder is None:
        raise click.UsageError("name the folder to write: -o FOLDER")
    archive = folder_of(config, data) if is_address(given) else Path()
    made = making.make(find(given, url, archive), folder, accept=accept)
    say(made.told, made.lines, as_json)
    if made.differences:
        click.get_current_context().exit(1)
