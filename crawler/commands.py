"""What `coursekeep crawl` and `coursekeep rebuild` do: choose, run, and say what came of it."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from archive.report.summary import crawl_lines, crawl_summary, folder_lines, folder_summary
from crawler import folder, run
from crawler.account import ADVICE, NEEDS_A_PERSON
from crawler.advice import NOT_CRAWLED
from crawler.bar import bar
from crawler.choice import chosen, settings_of
from crawler.crawl import Crawl
from crawler.dry import dry_run
from crawler.known import WARC
from crawler.options import Options
from crawler.progress import progress
from crawler.rebuild import courses, roster
from crawler.rebuild import rebuild as make_again


def crawl(
    urls: tuple[str, ...],
    config: Path | None,
    data: Path | None,
    course: str | None,
    slugs: tuple[str, ...],
    options: Options,
    as_json: bool,
) -> int:
    """Crawl, print the summary, and return the exit code (DESIGN.md)."""
    settings, blogs = chosen(urls, config, data, course, slugs)
    if options.plan_only:
        return dry_run(settings, blogs, data, options, as_json)
    tell = progress(silent=as_json or (options.log_format == "json" and not options.log))
    opened = Crawl(settings, blogs, options, data=data, tell=tell, say=say).open()
    with tell:
        done = run.run(opened)
    if done.interrupted:
        say(f"a process was killed; run it again to go on with {', '.join(done.interrupted)}")
    accounts = [each.account for each in done.frontiers.values()]
    whole = options.patch and not any(each.asked or each.state == NOT_CRAWLED for each in accounts)
    code = report(done, as_json, whole=whole)
    return 0 if whole and code == 3 else code


def say(words: str) -> None:
    """A line for the person who waits."""
    click.echo(f"coursekeep: {words}", err=True)


def report(done: Crawl, as_json: bool, *, whole: bool = False) -> int:
    """Print what a crawl brought. `whole`: it was to bring what is missing, and nothing is."""
    summary = crawl_summary(done.data, done.id)
    summary["exit_code"] = code = exit_code(summary, done.reason)
    if done.interrupted:
        summary["interrupted"] = list(done.interrupted)
    if as_json:
        click.echo(json.dumps(summary, indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(crawl_lines(summary, ADVICE)))
    if code == 130:
        say("interrupted; what was fetched is kept. Run it again to go on")
    elif code == 3:
        say("nothing is missing" if whole else "nothing was crawled; see above")
    return code


def exit_code(summary: dict[str, Any], reason: str) -> int:
    """0; 1 for failures, gaps and blogs that need a person; 3 nothing crawled; 130 interrupted."""
    if reason == "shutdown":
        return 130
    if not any(blog["account"]["fetched"] + blog["account"]["not_modified"] for blog in summary["blogs"]):
        return 3
    needy = any(blog["state"] in NEEDS_A_PERSON for blog in summary["blogs"])
    return int(bool(summary["crawl"]["failed"] or summary["gap"] or needy or reason != "finished"))


def rebuild(config: Path | None, data: Path | None, as_json: bool, processes: int | None = None) -> None:
    """Rebuild the database and say what is in it."""
    settings = settings_of(config, data)
    where = data or settings.store.path
    taken = folder.taken(where) if (where / WARC).is_dir() else nullcontext()
    with taken, bar("rebuild", silent=as_json) as tell:
        make_again(where, roster(settings), courses(settings), tell, processes)
    summary = folder_summary(where)
    click.echo(
        json.dumps(summary, indent=1, ensure_ascii=False) if as_json else "\n".join(folder_lines(summary, ADVICE))
    )
