"""Two courses of made-up blogs, crawled twice, with a post that changed in between: what packages are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from blog import Blog, Entry, Said
from command import coursekeep, rows

CONFIG = """
contact: {{name: Mere Example, email: mere@example.org}}
store: {{path: data}}
politeness: {{delay: 0, allow_private_networks: true}}
notify: {{smtp: {{host: mail.example.org, user: mere, password_env: MAIL_PASSWORD}}}}
courses:
  - {{slug: chalk-101, title: Chalk for beginners, blogs: [
       {{name: Ana Example, url: "{ana}", slug: ana, email: ana@example.org, section: A}},
       {{name: Ben Example, url: "{ben}", slug: ben}}]}}
  - {{slug: slate-202, title: Slate, blogs: [{{name: Cy Example, url: "{cy}", slug: cy, email: cy@example.org}}]}}
"""
FIRST, SECOND = "The first version of it.", "The second version, which is another."
CHANGED = "Changing mind"


@dataclass(frozen=True)
class Courses:
    """The archive, and where its blogs stood."""

    data: Path
    ana: str
    ben: str
    cy: str

    @property
    def config(self) -> Path:
        """The configuration beside the data folder."""
        return self.data.parent / "config.yaml"

    @property
    def changed(self) -> str:
        """The address of the post that changed."""
        return f"{self.ana}{CHANGED.lower().replace(' ', '-')}/"

    @property
    def crawls(self) -> list[str]:
        """Their ids, the older first."""
        return [str(row[0]) for row in rows(self.data, "select id from crawls order by id")]


@contextmanager
def archived(folder: Path) -> Iterator[Courses]:
    """Crawled twice into `folder/data`; the blogs are served meanwhile."""
    post = Entry(5, CHANGED, FIRST, [Said(51, "Reader", "I doubt it.")])
    extra = Entry(6, "Only here", "A text of Cy, and of nobody else.")
    with Blog() as ana, Blog() as ben, Blog([extra]) as cy:
        ana.entries.append(post)
        text = CONFIG.format(ana=ana.url, ben=ben.url, cy=cy.url)
        (folder / "config.yaml").write_text(text, encoding="utf-8")
        for words in (FIRST, SECOND):
            post.text = words
            ran = coursekeep("crawl", "--full", cwd=folder)
            assert ran.code == 0, ran.err + ran.out
        yield Courses(folder / "data", ana.url, ben.url, cy.url)
