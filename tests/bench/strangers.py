"""What a body's box may hold that nobody has marked: sharing, contents, related posts, the author's box, and the next posts below."""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BODIES = ".entry-content, .e-content, .post-content, .storycontent, .entrytext, .entry, [itemprop=articleBody]"
_OWN = "/2012/03/"
SHARING = (
    "<div class=zuvo><span>If you liked this, please share it!</span><a href='https://www.facebook.com/sharer/sharer.php?u=x'>Facebook</a>"
    "<a href='https://twitter.com/intent/tweet?url=x'>Twitter</a><a href='https://pinterest.com/pin/create/button/?url=x'>Pinterest</a></div>"
)
CONTENTS = "<div class=zuvo><p>In this post:</p><ul><li><a href='#aa'>How it began</a></li><li><a href='#bb'>What came of it</a></li><li><a href='#cc'>Where we go</a></li></ul></div>"
RELATED = (
    "<div class=zuvo><h3>Related posts</h3><ul>"
    f"<li><a href='{_OWN}of-boats/'>Of boats and harbours</a></li><li><a href='{_OWN}of-ropes/'>Of ropes and knots</a></li></ul></div>"
)
TEASERS = "<div class=zuvo><h3>You might also like</h3>" + "".join(
    f"<article><h4><a href='{_OWN}{n}/'>Another post, number {n}</a></h4><p>May {n}, 2012</p></article>"
    for n in (4, 5, 6)
)
ABOUT = "<div class=zuvo><h4>About the author</h4><p>Somebody who writes here, and likes boats very much.</p></div>"
NEWSLETTER = "<div class=zuvo><form action=/go><label>Get new posts by mail</label><input type=email><button>Send</button></form></div>"
NEXT = "<article class=zuvo><h1>Another post altogether</h1><time datetime=2012-03-04>4 March 2012</time><div><p>{}</p></div></article>".format(
    "It is about boats, and ropes, and what else lies in a harbour in winter. " * 12
)


def _tree(change: Callable[[LexborNode], None], selector: str) -> Callable[[str], str]:
    def changed(html: str) -> str:
        tree = LexborHTMLParser(html)
        if (node := tree.css_first(selector)) is not None:
            change(node)
        return tree.html or ""

    return changed


def _piece(html: str) -> list[LexborNode]:
    body = LexborHTMLParser(f"<body>{html}</body>").body
    return list(body.iter()) if body is not None else []


def at_the_end(*pieces: str) -> Callable[[str], str]:
    """Each piece becomes the last of the body's box, one after the other."""

    def change(body: LexborNode) -> None:
        for piece in pieces:
            for node in _piece(piece):
                body.insert_child(node)

    return _tree(change, _BODIES)


def at_the_beginning(piece: str) -> Callable[[str], str]:
    """The piece becomes the first of the body's box."""

    def change(body: LexborNode) -> None:
        first = body.first_child
        for node in _piece(piece) if first is not None else ():
            first.insert_before(node)  # type: ignore[union-attr]

    return _tree(change, _BODIES)


def after_the_post(piece: str) -> Callable[[str], str]:
    """The piece comes after the whole post, as themes do that load the next one below."""

    def change(post: LexborNode) -> None:
        for node in reversed(_piece(piece)):
            post.insert_after(node)

    return _tree(change, "article.hentry, article.post, .hentry, article")


STRANGERS: dict[str, Callable[[str], str]] = {
    "sharing before and after": lambda html: at_the_beginning(SHARING)(at_the_end(SHARING)(html)),
    "a table of contents": at_the_beginning(CONTENTS),
    "related posts": at_the_end(RELATED),
    "teasers, author, newsletter": at_the_end(NEWSLETTER, TEASERS, ABOUT),
    "the next posts below": after_the_post(NEXT + NEXT),
}
"""Names of ways to put such things into a page."""
