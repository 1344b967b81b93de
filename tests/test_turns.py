"""Turns: a provider's cap holds over all of its blogs, and nobody is forgotten."""

from crawler.turns import Turns


def test_a_provider_is_known_by_the_end_of_its_host() -> None:
    turns: Turns[str] = Turns({"wordpress.com": 2})
    assert turns.provider("https://a.wordpress.com/feed/") == "wordpress.com"
    assert turns.provider("https://wordpress.com/") == "wordpress.com"
    assert turns.provider("https://notwordpress.com/") is None
    assert turns.provider("https://wordpress.com.example.org/") is None


def test_no_more_than_the_cap_are_busy_and_the_rest_wait_in_order() -> None:
    turns: Turns[str] = Turns({"wordpress.com": 2})
    urls = [f"https://{name}.wordpress.com/" for name in "abcd"]
    assert [turns.take(url, url) for url in urls] == [True, True, False, False]
    assert turns.give(urls[0]) == urls[2]
    assert turns.give(urls[1]) == urls[3]
    assert turns.give(urls[2]) is None
    assert turns.give(urls[3]) is None
    assert turns.take(urls[0], urls[0])


def test_blogs_of_no_provider_never_wait() -> None:
    turns: Turns[str] = Turns({"wordpress.com": 1})
    assert all(turns.take("https://blog.example.org/", "x") for _ in range(10))
    assert turns.give("https://blog.example.org/") is None
