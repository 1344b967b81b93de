"""What `coursekeep -h` shows: examples first, then the verbs."""

from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from crawler.verbs import VERBS

EXAMPLES = [
    ("coursekeep demo", "a fictional course, served and crawled on this machine"),
    ("coursekeep crawl https://example.wordpress.com", "archive one blog into ./data"),
    ("coursekeep crawl --config config.yaml", "archive the blogs of a course"),
    ("coursekeep crawl --workers 2", "hundreds of blogs, in two processes that share them"),
    (
        "coursekeep roster add students.csv",
        "find and test the blogs of a course, with words for those that need a person",
    ),
    ("coursekeep run --due", "what the schedule asks for, for a timer; `schedule install` sets one up"),
    ("coursekeep status", "what is in the data folder"),
    ("coursekeep serve", "all of it in a browser"),
    ("coursekeep problems", "which blogs need a person, and where blogs and archive differ"),
    ("coursekeep rebuild", "make the database again from the WARC files"),
    ("coursekeep import old.warc.gz", "take in what wget, Heritrix, Browsertrix or others kept"),
    ("coursekeep replay URL --at 2026-05-01", "the archive in a browser, as it was then"),
    ("coursekeep wacz -o course.wacz", "the archive in one file that others can open"),
    ("coursekeep week", "who posted, who commented on whom, who has not"),
    ("coursekeep report week -o week.html", "the week's posts with their comments, to mail or to print"),
    ("coursekeep query silent", "who did nothing this week; --list shows all questions"),
    ("coursekeep search maori", "words in posts, comments and reference lists"),
    ("coursekeep works", "which works a course cites, by how many people do"),
    ("coursekeep export bibtex -o course.bib", "the course's reading list for Zotero and the like"),
    ("coursekeep export graphml -o talk.graphml", "who comments on whom, for Gephi; export -h shows all formats"),
    ("coursekeep parse page.html", "what a saved page says, as JSON"),
    ("coursekeep fixture page.html -o seen", "a picture of the page with what was read in colours"),
]


SECTIONS = {
    "crawl": "Collecting",
    "rebuild": "The archive",
    "status": "The course",
    "query": "Questions and exports",
    "references": "Single pages, and this program",
}
"""The verb with which each part of the list begins."""
INTERRUPTED = 130


def name_of(verb: str) -> str:
    """The name of a verb's function, in Python: `import_` for import."""
    name = verb.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


class Group(click.Group):
    """Shows its examples first, and loads a verb when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of their list."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, or None where there is none of that name."""
        if cmd_name not in VERBS:
            return None
        command = getattr(import_module(VERBS[cmd_name]), name_of(cmd_name))
        assert isinstance(command, click.Command), cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb; of one that is mistyped it is said what may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], VERBS, n=1)
            raise (click.UsageError(f"{error.message} Is {near[0]} meant?", ctx) if near else error) from None

    def invoke(self, ctx: click.Context) -> Any:
        """The verb; Ctrl-C while it is loaded ends like Ctrl-C while it works."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs in parts, each with its whole sentence."""
        parts: list[tuple[str, list[tuple[str, str]]]] = []
        for verb in self.list_commands(ctx):
            if verb in SECTIONS:
                parts.append((SECTIONS[verb], []))
            command = self.get_command(ctx, verb)
            parts[-1][1].append((verb, command.get_short_help_str(200) if command else ""))
        for name, verbs in parts:
            with formatter.section(name):
                formatter.write_dl(verbs)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The text, then the commands, then the options."""
        with formatter.section("Examples"):
            formatter.write_dl(EXAMPLES)
        super().format_help(ctx, formatter)
