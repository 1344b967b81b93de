"""The command `coursekeep`. Data goes to stdout, words to stderr."""

import click

from crawler import __version__
from crawler.helptext import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="coursekeep")
def main() -> None:
    """The crawler and archive for course blogs: WARC for decades, SQLite for questions."""
