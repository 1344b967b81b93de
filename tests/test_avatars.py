"""Pictures as marks: the same person's are the same, nobody's is none, and no hash of an address is kept."""

import pytest
from factories import capture, comment, post, rest, rows, shown

from crawler.parsers.avatars import avatar_in
from crawler.parsers.page import parse

HASH = "0bc83cb571cd1c50ba6f3e8a78ef1346"
PAGE = f"""<body class="single postid-1"><article class="post hentry"><h1 class="entry-title">One</h1><div class="entry-content"><p>Warp and weft, and all that is between them on a loom.</p></div></article>
<ol class="commentlist"><li class="comment byuser comment-author-kiri even depth-1" id="comment-5"><div class="comment-author vcard"><img class="avatar" src="https://secure.pictures.example/avatar/{HASH}?s=40"><cite class="fn">Kiri</cite></div>
<div class="comment-meta commentmetadata"><a href="#comment-5">March 3, 2026 at 9:00 am</a></div><p>Well woven.</p></li>
<li class="comment comment-author-sam even depth-1" id="comment-6"><div class="comment-author vcard"><cite class="fn">Sam</cite></div>
<div class="comment-meta commentmetadata"><a href="#comment-6">March 3, 2026 at 9:05 am</a></div><p>Indeed.</p></li></ol>"""


def test_the_same_picture_in_another_size_is_the_same_mark() -> None:
    small, large = (avatar_in(f"//1.pictures.example/avatar/{HASH}?s={size}&d=identicon") for size in (24, 96))
    assert small == large and small and len(small) == 20 and HASH[:8] not in small


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "/wp-content/uploads/kiri.png",
        "https://pictures.example/avatar/?s=40",
        "https://pictures.example/avatar/d41d8cd98f00b204e9800998ecf8427e",
        "/avatar/" + "f" * 5000,
    ],
)
def test_a_picture_that_is_made_from_no_address_is_no_mark(address: str | None) -> None:
    assert avatar_in(address) is None


def test_a_page_tells_the_account_of_those_who_were_logged_in_and_the_mark_of_their_picture() -> None:
    kiri, sam = parse(capture(body=PAGE.encode())).comments
    assert (kiri.account, kiri.avatar) == ("kiri", avatar_in(f"/avatar/{HASH}"))
    assert (sam.account, sam.avatar) == (None, None)


def test_account_and_mark_reach_the_row_from_whatever_source_knows_them() -> None:
    listed = rest(post(wp_id="1"), comments=(comment("11", author_id="7", post="1"),))
    page = shown(post(wp_id="1"), comments=(comment("11", account="kiri", avatar="ab" * 10),))
    (row,) = rows(listed, page)["comments"]
    assert (row["account"], row["account_id"], row["avatar"]) == ("kiri", 7, "ab" * 10)
