"""The rules of reading sitemaps."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.items import Capture, Page
from crawler.parsers.sitemap import parse_sitemap

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def read(body: bytes | str, url: str = "https://blog.example/wp-sitemap.xml") -> Page:
    data = body.encode() if isinstance(body, str) else body
    return parse_sitemap(
        Capture(url=url, fetched_at=datetime(2020, 1, 1, tzinfo=UTC), status=200, headers=(), body=data)
    )


def index(*locs: str) -> str:
    return f"<sitemapindex {XMLNS}>{''.join(f'<sitemap><loc>{loc}</loc></sitemap>' for loc in locs)}</sitemapindex>"


def urlset(*locs: str) -> str:
    return f"<urlset {XMLNS}>{''.join(f'<url><loc>{loc}</loc></url>' for loc in locs)}</urlset>"


def urls(page: Page) -> list[str | None]:
    return [post.url for post in page.listed]


def test_an_index_names_the_sitemaps_to_follow() -> None:
    page = read(index("https://blog.example/wp-sitemap-posts-post-1.xml", "/wp-sitemap-posts-page-1.xml"))
    assert page.kind == "sitemap"
    assert page.follow == (
        "https://blog.example/wp-sitemap-posts-post-1.xml",
        "https://blog.example/wp-sitemap-posts-page-1.xml",
    )


@pytest.mark.parametrize(
    "name",
    [
        "wp-sitemap-taxonomies-category-1.xml",
        "wp-sitemap-users-1.xml",
        "?sitemap=taxonomies&amp;sitemap-subtype=post_tag&amp;paged=1",
        "?sitemap=users&amp;paged=1",
        "category-sitemap.xml",
        "post_tag-sitemap2.xml",
        "author-sitemap.xml",
        "sitemap-tax-category.xml",
        "sitemap-authors.xml",
        "sitemap-archives.xml",
        "sitemap-misc.xml",
        "image-sitemap-1.xml",
        "attachment-sitemap.xml",
    ],
)
def test_sitemaps_of_lists_and_files_are_not_followed(name: str) -> None:
    assert read(index(f"https://blog.example/{name}")).follow == ()
    address = f"https://blog.example/{name}".replace("&amp;", "&")
    assert read(urlset("https://blog.example/x/"), address).listed == ()


@pytest.mark.parametrize(
    "name",
    ["wp-sitemap-posts-post-1.xml", "?sitemap=posts&amp;sitemap-subtype=post&amp;paged=1", "post-sitemap.xml",
     "sitemap-pt-post-2013-02.xml", "sitemap-1.xml", "portfolio-sitemap.xml", "stage-sitemap.xml"],
)  # fmt: skip
def test_sitemaps_of_posts_are_followed(name: str) -> None:
    assert read(index(f"https://blog.example/{name}")).follow == (f"https://blog.example/{name}".replace("&amp;", "&"),)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wp-sitemap-posts-page-1.xml", "page"),
        ("?sitemap=posts&sitemap-subtype=page&paged=1", "page"),
        ("page-sitemap.xml", "page"),
        ("sitemap-pt-page-2013-02.xml", "page"),
        ("?sitemap=posts&sitemap-subtype=post&paged=1", "post"),
        ("landing-page-ideas.xml", "post"),
    ],
)
def test_the_name_of_a_sitemap_tells_pages_from_posts(name: str, kind: str) -> None:
    assert [p.kind for p in read(urlset("https://blog.example/x/"), f"https://blog.example/{name}").listed] == [kind]


def test_lastmod_becomes_the_time_of_change_as_precise_as_printed() -> None:
    rows = "".join(
        f"<url><loc>https://blog.example/{n}/</loc><lastmod>{time}</lastmod></url>"
        for n, time in enumerate(["2013-07-10T15:13:55+12:00", "2013-07-10", " 2013-07-10T03:13:55Z ", "yesterday", ""])
    )
    assert [p.modified for p in read(f"<urlset {XMLNS}>{rows}</urlset>").listed] == [
        "2013-07-10T15:13:55+12:00",
        "2013-07-10",
        "2013-07-10T03:13:55+00:00",
        None,
        None,
    ]


def test_the_home_of_the_blog_is_no_post() -> None:
    page = read(
        urlset("https://x.example/blog/", "https://x.example/blog/about/"), "https://x.example/blog/page-sitemap.xml"
    )
    assert urls(page) == ["https://x.example/blog/about/"]


def test_an_address_is_listed_once_and_only_web_addresses_are() -> None:
    page = read(
        urlset("https://b.example/a/", "https://b.example/a/", "javascript:alert(1)", "http://[", "x" * 9000, "")
    )
    assert urls(page) == ["https://b.example/a/"]


def test_the_address_of_the_sitemap_itself_may_be_none() -> None:
    assert urls(read(urlset("https://b.example/a/", "/b/"), "http://[")) == ["https://b.example/a/"]


def test_an_image_is_not_the_address_of_its_post() -> None:
    image = "<image:image xmlns:image='urn:i'><image:loc>https://b.example/i.png</image:loc></image:image>"
    page = read(f"<urlset {XMLNS}><url><loc>https://b.example/a/</loc>{image}</url></urlset>")
    assert urls(page) == ["https://b.example/a/"]


def test_a_sitemap_may_be_a_gzip_file() -> None:
    assert urls(read(gzip.compress(urlset("https://b.example/a/").encode()))) == ["https://b.example/a/"]


def test_blank_lines_before_the_declaration_are_forgiven() -> None:
    assert urls(read('\n\n<?xml version="1.0"?>' + urlset("https://b.example/a/"))) == ["https://b.example/a/"]


def test_what_was_read_before_a_break_stands() -> None:
    assert urls(read(urlset("https://b.example/a/", "https://b.example/b/")[:-60])) == ["https://b.example/a/"]


def test_entities_are_not_resolved(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("x") / "secret"
    secret.write_text("https://b.example/secret")
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE urlset [<!ENTITY a0 "aaaa">{entities}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    page = read(doctype + urlset("&a11;", "&f;", "https://b.example/a/"))
    assert not any("secret" in (url or "") or "aaaa" in (url or "") for url in urls(page))


def test_fifty_megabytes_are_cut_not_choked_on() -> None:
    rows = b"<url><loc>https://b.example/a/</loc></url>" * 60_000
    page = read(b"<urlset>" + rows + b"<a/>" * 12_000_000)
    assert page.kind == "sitemap" and urls(page) == ["https://b.example/a/"]


@pytest.mark.parametrize("body", [b"", b"<html><body>no</body></html>", b"{}", b"\x1f\x8bnot gzip", b"<" * 9999])
def test_what_is_no_sitemap_is_other(body: bytes) -> None:
    assert read(body).kind == "other"


def test_deep_nesting_does_no_harm() -> None:
    assert read(b"<urlset>" + b"<url>" * 100_000).kind == "sitemap"


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"<urlset>", b"<sitemapindex><sitemap><loc>", b"\xff\xfe<urlset>"])
)
def test_no_bytes_raise(tail: bytes, head: bytes) -> None:
    read(head + tail)
