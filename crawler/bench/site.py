"""The local site that crawlers are measured on: blogs in WordPress's markup, made by rule, the same each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

PAGE = 20
"""Posts on a page of a list."""
IMAGES = 10
"""Pictures of a blog, of 20 kB each; every post shows one."""
BESIDE = 20
"""Links in each of three lists beside a page: with those in the text, about as many as on real blogs (45 of their own, 20 to others)."""
FILLER = 20_000
"""Bytes of a page that are the theme's style and script, as on real blogs."""
_WORDS = [
    "week",
    "reading",
    "question",
    "teacher",
    "student",
    "learning",
    "curious",
    "answer",
    "thought",
    "class",
    "group",
    "project",
    "draft",
    "theory",
    "practice",
    "idea",
    "because",
    "although",
    "whether",
    "between",
    "another",
    "several",
    "which",
    "their",
    "about",
    "after",
    "before",
    "during",
    "under",
    "often",
    "never",
    "perhaps",
]
_NAMES = ("Ana", "Ben", "Chloe", "Dai", "Eru", "Farah", "Gita", "Hemi", "Ida", "Jonas", "Kiri", "Lena", "Moana", "Noor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site says at one address."""

    kind: str
    body: bytes
    status: int = 200


def blog(home: str, posts: int, seed: int = 0, comments: int = 8) -> Iterator[tuple[str, Answer]]:
    """(path, answer) for everything of a blog at `home` (`http://127.0.0.1:8000/`) with so many posts and comments a post."""
    yield "/robots.txt", Answer(kind="text/plain", body=b"User-agent: *\nDisallow: /wp-admin/\n")
    for n in range(posts):
        of = random.Random(f"{seed}/{n}")
        yield _path(n), _html(home, f"Post {n}", _post(n, posts, of, comments), "single", posts, of)
    lists = -(-posts // PAGE)
    for n in range(1, lists + 1):
        yield (
            "/" if n == 1 else f"/page/{n}/",
            _html(home, "A blog to measure", _list(n, lists, posts), "home", posts, random.Random(n)),
        )
    for n in range(IMAGES):
        picture = b"\xff\xd8\xff\xe0" + random.Random(f"{seed}/picture/{n}").randbytes(20_000)
        yield f"/wp-content/uploads/{n}.jpg", Answer(kind="image/jpeg", body=picture)
    yield "/feed/", Answer(kind="application/rss+xml; charset=UTF-8", body=_feed(home, posts, seed).encode())


def missing() -> Answer:
    """What stands nowhere: sitemap, REST."""
    return Answer(kind="text/html; charset=UTF-8", status=404, body=b"<!doctype html><title>Not found</title>")


def _path(n: int) -> str:
    return f"/2026/{1 + n // 28 % 12:02d}/{1 + n % 28:02d}/post-{n}/"


def _words(of: random.Random, count: int) -> str:
    return " ".join(of.choices(_WORDS, k=count)).capitalize() + "."


def _html(home: str, title: str, main: str, body_class: str, posts: int, of: random.Random) -> Answer:
    rule = ".site .entry-{0} > p {{ margin: {0}px auto; padding: {0}px; color: #3{0:03d}; }}\n"
    style = "".join(rule.format(n % 1000) for n in range(FILLER // 70))
    side = "".join(f'<li class="cat-item cat-item-{n}"><span>Topic {n}</span></li>' for n in range(30))
    recent = "".join(f'<li><a href="{home}{_path(n)[1:]}">Post {n}</a></li>' for n in range(min(posts, BESIDE)))
    liked = "".join(f'<li><a href="{_path(n)}">Post {n}</a></li>' for n in (of.randrange(posts) for _ in range(BESIDE)))
    friends = "".join(f'<li><a href="http://friend-{n}.example/">Friend {n}</a></li>' for n in range(BESIDE))
    return Answer(
        kind="text/html; charset=UTF-8",
        body=f"""<!DOCTYPE html>
<html lang="en-NZ"><head><meta charset="UTF-8"><title>{title} &#8211; A blog to measure</title>
<meta name="generator" content="WordPress 6.4"><link rel="alternate" type="application/rss+xml" href="{home}feed/">
<style>{style}</style></head>
<body class="{body_class} wp-embed-responsive"><div id="page" class="site"><header class="site-header"><h1 class="site-title">
<a href="/" rel="home">A blog to measure</a></h1><nav><ul class="menu"><li><a href="/">Home</a></li></ul></nav></header>
<main id="main" class="site-main">{main}</main>
<aside class="widget-area"><section class="widget widget_categories"><h2>Topics</h2><ul>{side}</ul></section>
<section class="widget widget_recent_entries"><h2>Recent</h2><ul>{recent}</ul></section>
<section class="widget widget_top-posts"><h2>Most liked</h2><ul>{liked}</ul></section>
<section class="widget widget_links"><h2>Blogroll</h2><ul>{friends}</ul></section></aside>
<footer class="site-footer">Proudly powered by WordPress</footer></div></body></html>""".encode(),
    )


def _post(n: int, posts: int, of: random.Random, comments: int) -> str:
    author, body = _author(n), _text(n, of)
    talk = "".join(_comment(1000 * n + k, of) for k in range(comments))
    beside = [f'<a rel="prev" href="{_path(n - 1)}">Post {n - 1}</a>'] * (n > 0)
    beside += [f'<a rel="next" href="{_path(n + 1)}">Post {n + 1}</a>'] * (n + 1 < posts)
    return f"""<article id="post-{n + 1}" class="post-{n + 1} post type-post status-publish hentry category-class">
<header class="entry-header"><h1 class="entry-title">Post {n}</h1><div class="entry-meta">
<time class="entry-date published" datetime="{_when(n)}">{_when(n)[:10]}</time> by
<span class="author vcard"><span class="fn n">{author}</span></span></div></header>
<div class="entry-content">{body}</div></article>
<nav class="post-navigation">{" ".join(beside)}</nav>
<div id="comments" class="comments-area"><h2 class="comments-title">{comments} thoughts on this</h2><ol class="comment-list">{talk}</ol>
<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3><form action="/wp-comments-post.php"></form></div></div>"""


def _author(n: int) -> str:
    return f"{_NAMES[n % len(_NAMES)]} Example"


def _text(n: int, of: random.Random) -> str:
    body = "".join(f"<p>{_words(of, 90)} {_cited(of)}</p>\n" for _ in range(7))
    entries = "".join(f"<p>{_entry(of)}</p>\n" for _ in range(4))
    picture = f'<p><img src="/wp-content/uploads/{n % IMAGES}.jpg" alt="A drawing" width="600" height="400"></p>'
    return f"{body}{picture}<h2>References</h2>{entries}"


def _when(n: int) -> str:
    return f"2026-{1 + n // 28 % 12:02d}-{1 + n % 28:02d}T0{n % 10}:15:00+12:00"


def _comment(number: int, of: random.Random) -> str:
    return f"""<li id="comment-{number}" class="comment even thread-even depth-1"><article id="div-comment-{number}" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{of.choice(_NAMES)} Reader</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="#comment-{number}"><time datetime="{_when(number % 300)}">some day</time></a></div></footer>
<div class="comment-content"><p>{_words(of, 45)}</p><p>{_words(of, 30)}</p></div></article></li>
"""


def _cited(of: random.Random) -> str:
    return f"({of.choice(_NAMES)}son, {of.randrange(1970, 2020)})"


def _entry(of: random.Random) -> str:
    year, title, words = of.randrange(1970, 2020), _words(of, 7), _words(of, 3)[:-1]
    return f"{of.choice(_NAMES)}son, {of.choice('ABC')}. ({year}). {title} <em>{words}</em>, {of.randrange(1, 40)}(2), 11-29."


def _list(n: int, lists: int, posts: int) -> str:
    items = "".join(
        f'<article id="post-{k + 1}" class="post type-post hentry"><h2 class="entry-title"><a href="{_path(k)}" rel="bookmark">Post {k}</a></h2>'
        f'<div class="entry-summary"><p>{_words(random.Random(k), 25)}</p></div></article>\n'
        for k in range((n - 1) * PAGE, min(n * PAGE, posts))
    )
    more = f'<a class="next page-numbers" href="/page/{n + 1}/">Older</a>' if n < lists else ""
    return f'{items}<nav class="navigation pagination">{more}</nav>'


def _feed(home: str, posts: int, seed: int) -> str:
    head = f"<title>A blog to measure</title><link>{home}</link><generator>https://wordpress.org/?v=6.4</generator>"
    items = "".join(_item(home, n, seed) for n in range(min(posts, 10)))
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {spaces}><channel>{head}{items}</channel></rss>'


def _item(home: str, n: int, seed: int) -> str:
    told = f"<title>Post {n}</title><link>{home}{_path(n)[1:]}</link><guid>{home}?p={n + 1}</guid><dc:creator>{_author(n)}</dc:creator>"
    when = format_datetime(datetime.fromisoformat(_when(n)).astimezone(UTC))
    text = _text(n, random.Random(f"{seed}/{n}"))
    return f"<item>{told}<pubDate>{when}</pubDate><content:encoded><![CDATA[{text}]]></content:encoded></item>"
