"""What has not changed is not stored again: the weekly archive of a quiet course takes next to no room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from blog import Blog
from command import coursekeep, crawl

from archive.warc.reader import read_captures

SHARE = 20
"""A second crawl may take one part in so many of what the first one took."""


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:  # as large as the blog of a term, in fewer posts
        for entry in served.entries:
            entry.text = " ".join(f"{entry.text} {number * 7919 % 1_000_003:x}" for number in range(4000))
        yield served


def test_a_second_crawl_of_a_quiet_blog_takes_less_than_a_twentieth_of_the_first(blog: Blog, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "warc"
    assert crawl(blog.url, data=folder.parent).code == 0
    (first,) = folder.glob("*.warc.gz")
    assert crawl(blog.url, data=folder.parent).code == 0
    (second,) = set(folder.glob("*.warc.gz")) - {first}
    assert second.stat().st_size * SHARE < first.stat().st_size
    assert all(each.revisit_of or each.status == 304 for each in read_captures(second))
    assert coursekeep("verify", "--data", folder.parent, cwd=tmp_path).code == 0
