"""States of blogs, and kinds of problems, as people say them: data, and one function."""

WORDS = {
    "password": "behind a password",
    "coming_soon": "not launched yet",
    "challenge": "behind a browser check",
    "not_wordpress": "no WordPress blog",
    "not_crawled": "not crawled yet",
}
"""States that are not said as they are written, as in "the blog is ..."."""


def in_words(state: str) -> str:
    """`no WordPress blog` for `not_wordpress`, `opted out` for `opted_out`."""
    return WORDS.get(state, state.replace("_", " "))
