"""What a page needs to look like itself: which addresses are found, which of them are fetched, and that no recrawl asks again."""

import gzip
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import assert_whole, coursekeep, rows
from factories import HOME, capture, crawled, front, planned, post, said, sent, site, urls
from factories import Answer as Given
from selectolax.lexbor import LexborHTMLParser

from archive.warc.reader import read_captures
from crawler.account import gap
from crawler.chronicle import CrawlLog
from crawler.history import History
from crawler.parsers.requisites import MOST, original_of, requisites_in_style, requisites_of
from crawler.requisites import PATIENCE

POST = "http://a.example/2013/02/a-post/"


def found(html: str) -> list[str]:
    return [url.removeprefix("http://a.example") for url in requisites_of(LexborHTMLParser(html), POST)]


def in_style(text: str) -> list[str]:
    sheet = capture("http://a.example/css/a.css", body=text.encode(), headers=(("Content-Type", "text/css"),))
    return [url.removeprefix("http://a.example") for url in requisites_in_style(sheet)]


def test_lazy_images_are_found_in_all_their_sizes() -> None:
    html = "<img src='data:x' data-src='/a.jpg' srcset='/a-300.jpg 300w, /a-600.jpg 600w'><link rel=next href=/n>"
    assert found(html) == ["/a.jpg", "/a-300.jpg", "/a-600.jpg"]


def test_commas_within_the_addresses_of_a_srcset_do_not_part_them() -> None:
    html = "<img srcset='/a.jpg?resize=300,200 300w,/b.jpg?fit=9,9 2x, /c.jpg'>"
    assert found(html) == ["/a.jpg?resize=300,200", "/b.jpg?fit=9,9", "/c.jpg"]


@pytest.mark.parametrize("name", ["data-src", "data-lazy-src", "data-large-file", "data-orig-file", "src"])
def test_each_way_to_name_an_image_is_known(name: str) -> None:
    assert found(f"<img {name}=/a.png>") == ["/a.png"]
    assert found(f"<img src=data:x data-srcset='/a.png 2x'><noscript><img {name}=/b.png></noscript>") == [
        "/a.png",
        "/b.png",
    ]


def test_style_sheets_scripts_icons_films_and_backgrounds_are_found() -> None:
    html = """<link rel="stylesheet preload" href="/a.css?ver=1"><link rel="shortcut icon" href=/i.ico><link rel=canonical href=/x>
      <script src=/a.js></script><style>body { background: url("/b.png") }</style><video poster=/p.jpg src=/v.mp4></video>
      <table background=/t.gif><td style="background-image:url('/s.png')"></table><object data=/o.svg></object>"""
    assert found(html) == [
        "/a.css?ver=1",
        "/i.ico",
        "/a.js",
        "/b.png",
        "/p.jpg",
        "/v.mp4",
        "/t.gif",
        "/s.png",
        "/o.svg",
    ]


def test_a_style_sheet_names_others_fonts_and_images() -> None:
    text = """@import "more.css"; @import url(print.css) print; /* url(no.png) */
      @font-face { src: url( '../fonts/f.woff2?#iefix' ) format("woff2"), url(data:font/x) } a { background: URL(//b.example/x.gif) }"""
    assert in_style(text) == ["/css/more.css", "/css/print.css", "/fonts/f.woff2", "http://b.example/x.gif"]


def test_only_style_sheets_are_read_for_what_they_name() -> None:
    assert (
        requisites_in_style(capture(HOME + "a.png", body=b"url(x.png)", headers=(("Content-Type", "image/png"),))) == ()
    )


@pytest.mark.parametrize(
    "text", ["url(" * 50_000, "url('" + "x" * 90_000, "/*" * 50_000, "url(" + " " * 90_000, "@import" + " " * 90_000]
)
def test_hostile_style_sheets_are_read_in_no_time(text: str) -> None:
    assert len(in_style(text)) <= MOST


def test_a_page_of_a_million_images_gives_so_many() -> None:
    assert len(found("".join(f"<img src=/{n}.png>" for n in range(MOST + 50)))) == MOST


def test_the_original_of_a_resized_image_is_known() -> None:
    assert original_of("https://i1.wp.com/a.example/x/y.jpg?resize=300%2C200&ssl=1") == "https://a.example/x/y.jpg"
    assert original_of("https://i0.wp.com/a.example/y.jpg") == "http://a.example/y.jpg"
    assert original_of("https://a.example/i0.wp.com/y.jpg") is None


def shown(*requisites: str, **fields: object) -> list[Given]:
    return [front(listed=(post(),)), said(HOME + "one/", "post", requisites=requisites, **fields)]


def asked_for(media: str, *answers: Given) -> list[str]:
    return urls(crawled(planned(media=media), site(*answers)), "requisite")


def test_none_asks_for_nothing() -> None:
    assert asked_for("none", *shown(HOME + "a.png")) == []


def test_images_come_from_the_blogs_own_host_and_its_platforms_servers() -> None:
    wanted = [
        "a.png",
        "https://i0.wp.com/x.example/a.png?w=3",
        "https://weaving.files.wordpress.com/a.jpg",
        "https://1.gravatar.com/avatar/x",
    ]
    others = [
        "https://b.example/a.png",
        "https://i0.wp.com.evil.example/a.png",
        "https://pixel.wp.com/g.gif",
        HOME + "talk.mp3",
    ]
    answers = shown(*(HOME + each if "//" not in each else each for each in (*wanted, *others)))
    assert asked_for("images", *answers) == wanted
    frontier = planned(media="images")
    crawled(frontier, site(*answers))
    assert frontier.account.tally()["excluded"] == {"not_an_image": 1, "offsite_requisite": 3}


def test_all_asks_every_host_for_sound_and_documents_too() -> None:
    links = (HOME + "essay.pdf", "https://b.example/page/")
    assert asked_for("all", *shown("https://b.example/a.png", HOME + "a.mp3", links=links)) == [
        "https://b.example/a.png",
        "a.mp3",
        "essay.pdf",
    ]


def test_an_image_that_a_page_links_and_the_original_of_a_resized_one_are_fetched_too() -> None:
    resized = "https://i0.wp.com/weaving.example.org/b.jpg?w=300&ssl=1"
    assert asked_for("images", *shown(resized, links=(HOME + "a.jpg",))) == [resized, "b.jpg", "a.jpg"]


def test_requisites_come_last_once_each_and_lead_to_those_of_style_sheets() -> None:
    sheet = said(HOME + "a.css", "other", requisites=(HOME + "f.woff2", HOME + "a.css"))
    asks = crawled(
        planned(media="images"),
        site(front(listed=(post(),), requisites=(HOME + "a.css",)), shown(HOME + "a.css")[1], sheet),
    )
    assert urls(asks)[-3:] == ["one/", "a.css", "f.woff2"]
    assert [ask.via for ask in asks][-2:] == [HOME, HOME + "a.css"]


def test_the_robots_txt_of_each_server_is_obeyed() -> None:
    rules = said("https://i0.wp.com/robots.txt", "text", body=b"User-agent: *\nDisallow: /x.example/")
    frontier = planned(media="images")
    asks = crawled(
        frontier, site(rules, *shown("https://i0.wp.com/x.example/a.png", "https://i0.wp.com/y.example/a.png"))
    )
    assert urls(asks, "requisite") == ["https://i0.wp.com/y.example/a.png"]
    assert frontier.account.tally()["excluded"] == {"robots": 1}


def test_what_the_archive_holds_is_not_asked_for_again() -> None:
    frontier = planned(media="images", history=History(held={HOME + "a.png"}))
    assert urls(crawled(frontier, site(*shown(HOME + "a.png", HOME + "b.png"))), "requisite") == ["b.png"]


def test_a_server_of_images_that_refuses_is_left_alone_and_the_blog_is_well() -> None:
    images = [f"https://i0.wp.com/x.example/{n}.png" for n in range(PATIENCE + 3)]
    frontier = planned(media="images")
    answer = site(*shown(*images))
    asks = crawled(frontier, lambda ask: said(ask.url, status=403) if ask.url.endswith(".png") else answer(ask))
    tally = frontier.account.tally()
    assert len(urls(asks, "requisite")) == PATIENCE
    assert (tally["state"], gap(tally), tally["failed"], tally["excluded"]) == (
        "ok",
        0,
        [],
        {"server_without_answer": 3},
    )
    log = CrawlLog(id="1", started_at="", accounts={"weaving": tally})
    assert log.run.complete == {"weaving"}  # posts and comments are


def test_a_server_of_images_without_an_answer_takes_nothing_from_the_posts() -> None:
    frontier = planned(media="images")
    answer = site(*shown("https://i0.wp.com/x.example/a.png", HOME + "b.png"))
    crawled(frontier, lambda ask: None if "i0.wp.com" in ask.url or ask.url.endswith("b.png") else answer(ask))
    assert frontier.account.tally()["excluded"] == {"server_without_answer": 2}
    assert frontier.account.tally()["failed"] == [[HOME + "b.png", "requisite: TimeoutError"]]
    assert CrawlLog(id="1", started_at="", accounts={"weaving": frontier.account.tally()}).run.complete == {"weaving"}


def test_an_image_that_redirects_to_another_site_is_not_followed() -> None:
    frontier = planned(media="images")
    crawled(frontier, site(*shown(HOME + "a.png"), sent(HOME + "a.png", "https://b.example/a.png")))
    assert frontier.account.outcomes["https://b.example/a.png"] == ("excluded", "offsite_requisite")


PNG = Answer(b"\x89PNG\r\n" + b"x" * 90, kind="image/png")


def with_images(blog: Blog) -> None:
    style = Answer(b"@import 'more.css'; h1 { background: url(/paper.svg) }", kind="text/css")
    svg = Answer(
        b"<svg xmlns='http://www.w3.org/2000/svg'><title>Paper</title><p>No post.</p></svg>", kind="image/svg+xml"
    )
    blog.faults |= {
        "/wp-content/themes/chalkboard/style.css": [style],
        "/wp-content/themes/chalkboard/more.css": [style],
    }
    blog.faults |= {"/chalk.png": [PNG], "/paper.svg": [svg], "/gone.png": [Answer(b"<html><body><p>Not here.", 404)]}
    blog.entries[0].text += f' <img src="data:x" data-src="{blog.url}chalk.png"><img src="/gone.png">'


def crawl(blog: Blog, data: Path, *more: str) -> object:
    ran = coursekeep(
        "crawl", blog.url, "--data", data, "--delay", 0, "--allow-private-networks", "--json", *more, cwd=data.parent
    )
    assert ran.code == 0, ran.out + ran.err
    return ran.json


def test_a_crawl_keeps_what_pages_show_and_rows_lead_to_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Blog() as blog:
        with_images(blog)
        crawl(blog, data)
        asked = [target for target in blog.targets if target.endswith((".css", ".png", ".svg"))]
        assert asked == [
            "/wp-content/themes/chalkboard/style.css",
            "/chalk.png",
            "/gone.png",
            "/wp-content/themes/chalkboard/more.css",
            "/paper.svg",
        ]
        image = rows(data, "select m.url, c.status, c.role from media m join captures c on c.id = m.capture_id")
        assert image == [(blog.url + "chalk.png", 200, "requisite")]
        assert rows(data, "select count(*) from posts") == [(4,)]
        assert_whole(data)
        blog.forget()
        crawl(blog, data, "--full")
        assert not [target for target in blog.targets if target.endswith((".css", ".png", ".svg"))]
        assert_whole(data)


def test_a_requisite_beyond_the_limit_is_cut_short_and_counted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Blog() as blog:
        with_images(blog)
        blog.faults["/chalk.png"] = [Answer(PNG.body * 2_000, kind="image/png")]
        (tmp_path / "config.yaml").write_text(
            f"store: {{media_max: 50 kB}}\ncourses:\n  - {{slug: c, blogs: [{{name: Ana, url: '{blog.url}'}}]}}\n"
        )
        ran = coursekeep("crawl", "--data", data, "--delay", 0, "--allow-private-networks", "--json", cwd=tmp_path)
        assert ran.json["excluded_by"]["too_large"] == 1
        assert (ran.code, ran.json["crawl"]["failed"], ran.json["gap"]) == (0, 0, 0)
    kept = {c.url: c for file in (data / "warc").glob("*.warc.gz") for c in read_captures(file)}
    assert kept[blog.url + "chalk.png"].truncated == "length"
    assert sum(len(gzip.compress(c.body)) for c in kept.values()) < 50_000
    assert_whole(data)
