"""The verb that looks after the course's list of blogs: `roster add|list|check|approve|pause|optout|rename|export`."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.verb import CONFIG, DATA, JSON, say, verb

PRIVATE = click.option(
    "--allow-private-networks",
    "private",
    is_flag=True,
    help="Also test addresses of this machine and the local network.",
)
COURSE = click.option("--course", metavar="SLUG", help="Only this course, where there are several.")
NAMES = click.argument("names", nargs=-1, required=True, metavar="BLOG ...")


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
    with _progress(as_json) as tell:
        told = add(wish, datetime.now(UTC), tell)
    say(told, added_lines(told), as_json)
    sys.exit(int(any(each["fate"] == "look" for each in told["blogs"])))


@roster.command("list")
@CONFIG
@DATA
@click.option("--status", type=click.Choice(("approved", "pending", "paused", "opted out")), help="Only these.")
@JSON
@verb
def list_(config: Path | None, data: Path | None, status: str | None, as_json: bool) -> None:
    """Every blog with its status, and what its last test said."""
    from crawler.roster_change import listed
    from crawler.roster_lines import list_lines

    rows = [row for row in listed(config, data) if status in (None, row["status"])]
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

    with _progress(as_json) as tell:
        told = recheck(config, data, names, datetime.now(UTC), pending=pending, allow_private=private, tell=tell)
    say(told, checked_lines(told), as_json)
    sys.exit(int(any(each["fate"] == "look" for each in told)))


@roster.command()
@click.argument("names", nargs=-1, metavar="[BLOG ...]")
@click.option(
    "--ready", is_flag=True, help="All that are pending and passed their test; what was not tested is tested first."
)
@CONFIG
@DATA
@PRIVATE
@JSON
@verb
def approve(names: tuple[str, ...], ready: bool, config: Path | None, data: Path | None, private: bool,
            as_json: bool) -> None:  # fmt: skip
    """Let blogs be crawled: those named, or all that are ready. Ends a pause, too."""
    if bool(names) == ready:
        raise click.UsageError("name blogs, or say --ready")
    from crawler import roster_change

    left = 0
    if ready:
        found, untested = roster_change.waiting(config, data)
        if untested:
            slugs = [blog.slug for blog in untested]
            with _progress(as_json) as tell:
                roster_change.recheck(config, data, slugs, datetime.now(UTC), allow_private=private, tell=tell)
            found, _ = roster_change.waiting(config, data)
        names = tuple(blog.slug for blog in found)
    told = roster_change.approve(config, names) if names else []
    left = sum(row["status"] == "pending" for row in roster_change.listed(config, data)) if ready else 0
    _say_changed(told, "approved", as_json)
    if ready and not as_json:
        wait = (
            f"; {left} still {'waits' if left == 1 else 'wait'}: `coursekeep roster check --pending` says why"
            if left
            else ""
        )
        click.echo(f"{len(told)} approved{wait}")


@roster.command()
@NAMES
@CONFIG
@JSON
@verb
def pause(names: tuple[str, ...], config: Path | None, as_json: bool) -> None:
    """Leave blogs alone until they are approved again. What was kept stays."""
    from crawler.roster_change import pause

    _say_changed(pause(config, names), "paused", as_json)


@roster.command()
@NAMES
@CONFIG
@DATA
@JSON
@verb
def optout(names: tuple[str, ...], config: Path | None, data: Path | None, as_json: bool) -> None:
    """Note that people do not want to be archived: never crawled again; says what `forget` then removes."""
    from crawler.roster_change import opt_out
    from crawler.roster_optout import remains, remains_lines

    told = [{**each, **remains(config, data, each)} for each in opt_out(config, names)]
    say(told, (line for each in told for line in remains_lines(each)), as_json)


@roster.command()
@click.argument("blog")
@click.argument("name", required=False)
@click.option("--url", metavar="URL", help="Its new address, where it has moved.")
@CONFIG
@JSON
@verb
def rename(blog: str, name: str | None, url: str | None, config: Path | None, as_json: bool) -> None:
    """Correct a person's NAME, or a blog's address. All that was kept of it stays with it."""
    if not name and not url:
        raise click.UsageError("say the new name, or --url URL")
    from crawler.roster_change import rename

    values = {key: value for key, value in (("name", name), ("url", url)) if value}
    _say_changed(rename(config, blog, values), f"is now {', '.join(values.values())}", as_json)


@roster.command()
@click.argument("form", type=click.Choice(("opml", "csv")))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write (default: stdout).",
)
@CONFIG
@COURSE
@verb
def export(form: str, output: Path | None, config: Path | None, course: str | None) -> None:
    """The roster as OPML for feed readers, or as CSV for spreadsheets."""
    from crawler.roster_change import courses_of
    from crawler.roster_export import as_csv, as_opml

    text = {"opml": as_opml, "csv": as_csv}[form](courses_of(config, course))
    if output:
        output.write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)


def _say_changed(told: list[dict[str, Any]], done: str, as_json: bool) -> None:
    from crawler.roster_lines import changed_lines

    if told or as_json:
        say(told, changed_lines(told, done), as_json)


def _progress(silent: bool) -> "_Dots":
    return _Dots(silent or not sys.stderr.isatty())


class _Dots:
    """How many blogs have been tested, on a terminal."""

    def __init__(self, silent: bool):
        self._silent, self._done = silent, set[str]()

    def __enter__(self) -> Callable[[Any], None]:
        return self._tell

    def __exit__(self, *_: object) -> None:
        if self._done and not self._silent:
            click.echo(err=True)

    def _tell(self, frontier: Any) -> None:
        self._done.add(frontier.blog.slug)
        if not self._silent:
            click.echo(f"\rtested {len(self._done)}", nl=False, err=True)
