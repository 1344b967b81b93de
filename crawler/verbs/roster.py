"""The verb that looks after the course's list of blogs: `roster add|list|check|approve|pause|optout|rename|export`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, say, verb
from crawler.verbs.roster_changes import PRIVATE, approve, optout, pause, progress, rename

COURSE = click.option("--course", metavar="SLUG", help="Only this course, where there are several.")


@click.group()
def roster() -> None:
    """The course's list of blogs: take new ones in, test them, approve them, pause them.

    BLOG is a slug, an address or a person's name. The file stays yours: comments, order and quoting are kept.
    """


@roster.command()
@click.argument("words", nargs=-1, required=True, metavar="FILE|URL|- ...")
@CONFIG
@DATA
@COURSE
@click.option("--section", metavar="NAME", help="For all that name none.")
@click.option("--role", metavar="ROLE", help="For all that name none.")
@click.option("--consent", type=click.Choice(("yes", "no")), help="For all that do not say.")
@click.option("--no-test", is_flag=True, help="Do not ask the blogs anything.")
@click.option("--dry-run", is_flag=True, help="Find and test them; write nothing.")
@PRIVATE
@JSON
@verb
def add(words: tuple[str, ...], config: Path | None, data: Path | None, course: str | None, section: str | None,
        role: str | None, consent: str | None, no_test: bool, dry_run: bool, private: bool, as_json: bool) -> None:  # fmt: skip
    """Take in blogs from a CSV or OPML file, addresses, or pasted text (-), and test each with two requests.

    They are pending until you approve them. Exits 1 when one needs a person; the words to send are printed.
    """
    from crawler.roster_add import Wish, add
    from crawler.roster_lines import added_lines

    defaults = {"section": section or "", "role": role or "", "consent": consent or ""}
    wish = Wish(words=words, config=config, data=data, course=course, defaults=defaults, test=not no_test, dry=dry_run,
                allow_private=private)  # fmt: skip
    with progress(as_json) as tell:
        told = add(wish, datetime.now(UTC), tell)
    say(told, added_lines(told), as_json)
    sys.exit(int(any(each["fate"] == "look" for each in told["blogs"])))


@roster.command("list")
@CONFIG
@DATA
@COURSE
@click.option("--status", type=click.Choice(("approved", "pending", "paused", "opted out")), help="Only these.")
@JSON
@verb
def list_(config: Path | None, data: Path | None, course: str | None, status: str | None, as_json: bool) -> None:
    """Every blog with its status, and what its last test said."""
    from crawler.roster_change import listed
    from crawler.roster_lines import list_lines

    rows = [row for row in listed(config, data, course) if status in (None, row["status"])]
    say(rows, list_lines(rows), as_json)


@roster.command()
@click.argument("names", nargs=-1, metavar="[BLOG ...]")
@CONFIG
@DATA
@click.option("--pending", is_flag=True, help="Only those that wait for approval.")
@PRIVATE
@JSON
@verb
def check(names: tuple[str, ...], config: Path | None, data: Path | None, pending: bool, private: bool,
          as_json: bool) -> None:  # fmt: skip
    """Test blogs again, all or those named: which are ready, which need a person, and what to write."""
    from crawler.roster_change import recheck
    from crawler.roster_lines import checked_lines

    with progress(as_json) as tell:
        told = recheck(config, data, names, datetime.now(UTC), pending=pending, allow_private=private, tell=tell)
    say(told, checked_lines(told), as_json)
    sys.exit(int(any(each["fate"] == "look" for each in told)))


@roster.command()
@click.argument("form", type=click.Choice(("opml", "csv")))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Where to write (default: stdout).",
)
@CONFIG
@COURSE
@verb
def export(form: str, output: Path | None, config: Path | None, course: str | None) -> None:
    """The roster as OPML for feed readers, or as CSV for spreadsheets."""
    from crawler.roster_change import courses_of
    from crawler.roster_export import as_csv, as_opml
    from crawler.verbs.report import written

    written(output, {"opml": as_opml, "csv": as_csv}[form](courses_of(config, course)))


for command in (approve, pause, optout, rename):
    roster.add_command(command)
