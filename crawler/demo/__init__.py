"""`coursekeep demo`: a fictional course, served on this machine and crawled by exactly the code that crawls the web."""

import shlex
import shutil
import sqlite3
import sys
from pathlib import Path

import click

from archive.errors import ConfigError, StoreError
from crawler import commands
from crawler.config import Config, load
from crawler.crawl import Crawl
from crawler.demo.server import served
from crawler.options import Options
from crawler.progress import progress
from crawler.run import run as run_crawl

SLUGS = ("ngaire", "room-12", "chalk")
CONFIG = Path(__file__).parent / "config.yaml"

NEXT = """
That was a real crawl of {blogs} blogs of a course, recorded byte for byte. It is yours to look at:

  {command} week 8 --data {data}      who posted, who commented on whom, who has not
  {command} assignments --data {data}      who has handed in, how late, who is missing
  {command} serve --data {data} --open      weeks, people, posts, network and search in a browser
  {command} rebuild --data {data}      the database again, from the WARC files alone
  {command} works --data {data} --limit 10
  {command} problems --data {data}
  sqlite3 {data}/coursekeep.sqlite "select author, count(*) from comments group by author order by 2 desc limit 5"

Then your own:

  {command} crawl https://a-blog-of-yours.example      one blog, into ./data
  {command} crawl --config config.yaml                 a course: see {data}/config.yaml and the README
"""
DISCUSSED = "select p.title, count(*) as n from comments c join posts p on p.id = c.post_id group by p.title order by n desc, 1 limit 3"
READ = "select text, count(distinct post_id) as n from reference_entries where comment_id is null group by text order by n desc, 1 limit 3"


def run(data: Path, as_json: bool = False) -> int:
    """Serve, crawl, show. The exit code is the crawl's."""
    with served() as urls, progress(silent=as_json) as tell:
        config = _configured(data, urls)
        done = run_crawl(Crawl(config, config.courses[0].blogs, Options(media="none"), data=data, tell=tell).open())
    code = commands.report(done, as_json)
    if not as_json:
        _show(data)
        click.echo(NEXT.format(data=shlex.quote(str(data)), blogs=len(SLUGS), command=_command()))
    return code


def _command() -> str:
    """How this program is called here, as it is typed in a shell."""
    if shutil.which("coursekeep"):
        return "coursekeep"
    return "python -m crawler" if Path(sys.argv[0]).name == "__main__.py" else shlex.quote(sys.argv[0])


def _configured(data: Path, urls: tuple[str, ...]) -> Config:
    """The course, written where the other verbs find it when they are called in the folder. Nobody else's is overwritten."""
    text = CONFIG.read_text(encoding="utf-8")
    mark = text.splitlines()[0]
    for number, url in enumerate(urls):
        text = text.replace(f"{{blog-{number}}}", url)
    path = data / CONFIG.name
    try:
        data.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.read_bytes().startswith(mark.encode()):
            raise ConfigError("is not the demo's: name another folder with --data", str(path))
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror}): name another folder with --data", str(path)) from error
    return load(path)


def _show(data: Path) -> None:
    db = sqlite3.connect(data / "coursekeep.sqlite")
    click.echo("\nMost discussed:")
    for title, n in db.execute(DISCUSSED):
        click.echo(f"  {n:>3} comments  {title}")
    click.echo("Most often referred to:")
    for text, n in db.execute(READ):
        click.echo(f"  {n:>3} posts     {text if len(text) < 100 else text[:97] + '...'}")
    db.close()
