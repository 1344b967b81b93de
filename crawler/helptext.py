"""What `coursekeep -h` shows: examples first."""

import click

EXAMPLES = [
    ("coursekeep demo", "a fictional course, served and crawled on this machine"),
    ("coursekeep crawl https://example.wordpress.com", "archive one blog into ./data"),
    ("coursekeep crawl --config config.yaml", "archive the blogs of a course"),
    ("coursekeep status", "what is in the data folder"),
    ("coursekeep problems", "which blogs need a person, and where blogs and archive differ"),
    ("coursekeep rebuild", "make the database again from the WARC files"),
    ("coursekeep works", "which works a course cites, by how many people do"),
    ("coursekeep export bibtex -o course.bib", "the course's reading list for Zotero and the like"),
    ("coursekeep parse page.html", "what a saved page says, as JSON"),
]


class Group(click.Group):
    """Shows its examples first."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The text, then the commands, then the options."""
        with formatter.section("Examples"):
            formatter.write_dl(EXAMPLES)
        super().format_help(ctx, formatter)
