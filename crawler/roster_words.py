"""What to write to a person whose blog cannot be crawled, state by state; data, and the few functions that fill it in."""

from archive.report.states import in_words
from crawler.account import HIDDEN

OPEN = (
    "In your blog's dashboard open Settings > Reading (on WordPress.com: Settings > General > Privacy, on Edublogs: "
    "Settings > Reading > Site visibility), choose Public, and save."
)
LETTERS = {
    "no_address": "I could not find the address of your blog in what I have from you{given}. Please send me the address that "
    "the browser shows while you look at your blog's front page, for example https://yourname.wordpress.com/ (not that of "
    "the dashboard).",
    "private": "Your blog {url} is private, so the course's archive cannot read it. "
    + OPEN
    + " If you would rather keep "
    "it private, tell me, and we find another way.",
    "password": "Your blog {url} asks for a password, so the course's archive cannot read it. Please take the password off "
    "the site, or tell me if you would rather keep it: then an export of your posts would do.",
    "coming_soon": 'Your blog {url} still shows a "coming soon" page. Please launch it (on WordPress.com: the button Launch '
    "site at the top of your dashboard), so that the course can read it.",
    "challenge": "Your blog {url} shows a browser check instead of your posts. Please ask your host, or the plugin that "
    "protects your blog, to let our crawler in; its name is coursekeep.",
    "refused": "Your blog {url} turns our crawler away ({reason}). If you use a plugin or setting that blocks robots, please "
    'allow coursekeep; on WordPress, "Discourage search engines" under Settings > Reading should be off.',
    "gone": "At {url} there is no blog ({reason}). Please look whether the address is right and send me the one that the "
    "browser shows while you look at your blog's front page.",
    "unreachable": "I could not reach your blog at {url} ({reason}). Please look whether the address is right and whether it "
    "opens in your browser, and send me the address that the browser shows.",
    "private_network": "The address {url} leads into a private network, so nobody outside can open it. Please send me the address "
    "under which everybody can read your blog.",
    "not_wordpress": "What stands at {url} does not look like a WordPress blog. Please send me the address that the browser "
    "shows while you look at your blog's front page.",
    "empty": "I see no posts on your blog {url} yet. If you have written some, please look whether they are published and "
    "public.",
}
"""State -> a paragraph; `no_address` for what a roster says that leads nowhere."""


def letter(state: str, name: str | None, url: str, reason: str = "", sender: str | None = None, given: str = "") -> str:
    """A message that is ready to be sent."""
    text = LETTERS.get("private_network" if reason.startswith(HIDDEN) else state, LETTERS["unreachable"])
    words = text.format(url=url, reason=reason or state.replace("_", " "), given=f' ("{given}")' if given else "")
    greeting = f"Hello {name}," if name else "Hello,"
    return "\n".join((greeting, "", words, "", "Thank you", *([sender] if sender else [])))


def advice(state: str) -> str:
    """The state in two or three words."""
    return in_words(state)
