"""Addresses: those of blogs and people become pseudonyms, those of accounts are masked, those of works stay. Pure."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from archive.twin.key import Key
from archive.twin.words import ACCOUNTS, AVATARS, COMMON, PROVIDERS

SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]{0,20}:)?/{0,3}(?:[^/@\s?#]{0,200}@)?(?:www\d?\.)?", re.I)
ACCOUNT = re.compile(r"/(?:author|users?|profiles?|members?)/[^/]+|/[~@][^/]+|[?&]author(?:_name)?=|[?&]user=", re.I)
ZONE = "invalid"
"""A top level domain that never is anybody's (RFC 2606)."""
SHARED = 3
"""People whose own address a server is: so many, and it is nobody's."""


@lru_cache(maxsize=50_000)
def place(url: str) -> str:
    """An address without scheme, user, `www.`, fragment and final slash, its server in lower case and in letters."""
    rest = SCHEME.sub("", url.strip(), count=1).partition("#")[0]
    host, slash, path = rest.partition("/")
    if not slash and "?" in host:
        host, _, query = host.partition("?")
        path = f"?{query}"
    return f"{_letters(host.lower().rstrip('.'))}/{path}".rstrip("/")


def _letters(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


@dataclass(slots=True)
class Places:
    """Whose each address is. `add` first, `seal` then, ask afterwards."""

    key: Key
    of: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Server -> path -> pseudonym."""
    labels: dict[str, str] = field(default_factory=dict)
    _claims: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, url: str | None, name: str, certain: bool = False) -> None:
        """An address of `name`, a pseudonym. `certain`: a blog of the archive, else a person's word."""
        host, _, path = place(url or "").partition("/")
        if not host or ("." not in host and ":" not in host and host != "localhost"):
            return
        if not path and not certain:
            self._claims[host].add(name)
        if certain:
            self.of[host][path] = name
        else:
            self.of[host].setdefault(path, name)

    def seal(self) -> None:
        """Take from people the servers that several of them name, and learn the names of those that are one's own."""
        for host, names in self._claims.items():
            if len(names) >= SHARED or _provider(host) == host or host in ACCOUNTS:
                self.of[host].pop("", None)
        for host, paths in self.of.items():
            label = host.partition(".")[0]
            if "" in paths and host.count(".") and len(label) > 4 and label not in COMMON and not label.isdigit():
                self.labels.setdefault(label, paths[""])

    def whose(self, url: str) -> str | None:
        """The pseudonym of the blog or the person that an address belongs to."""
        host, _, path = place(url).partition("/")
        paths = self.of.get(host)
        if paths:
            fitting = [each for each in paths if not each or path == each or path.startswith((f"{each}/", f"{each}?", f"{each}&"))]  # fmt: skip
            if fitting:
                return paths[max(fitting, key=len)]
        return next((self.labels[label] for label in host.split(".")[:-1] if label in self.labels), None)

    def address(self, url: str, force: bool = False) -> str | None:
        """What stands in the place of an address; None where it may stay. With `force` it never may."""
        plain = place(url)
        name = self.whose(url) or self.whose(unquote(url))
        if name is None:
            host, _, path = plain.partition("/")
            if any(host == each or host.endswith(f".{each}") for each in AVATARS):
                return f"https://avatar.{ZONE}/"
            if not (force or self._masked(host, path)):
                return None
            name = f"H-{self.key.token('host', _owner(host, path))}"
        return self._written(name, plain, url.partition("#")[2])

    def _written(self, name: str, plain: str, fragment: str) -> str:
        host, _, path = plain.partition("/")
        root = f"https://{name.lower().strip('[]')}.{ZONE}/"
        home = self.of.get(host, {}).get(path) == name or not path
        mark = f"#{self.key.token('fragment', fragment).lower()}" if fragment else ""
        return root + ("" if home else self.key.token("page", plain, 8).lower()) + mark

    def _masked(self, host: str, path: str) -> bool:
        account = any(host == each or host.endswith(f".{each}") for each in ACCOUNTS) and bool(path)
        return account or (_provider(host) not in (None, host)) or bool(ACCOUNT.search(f"/{path}"))


def _provider(host: str) -> str | None:
    return next((each for each in PROVIDERS if host == each or host.endswith(f".{each}")), None) or (
        host
        if ".blogspot." in f".{host}" and host.startswith("blogspot.")
        else ("blogspot" if ".blogspot." in host else None)
    )


def _owner(host: str, path: str) -> str:
    """Which part of an address tells an account: the server, or the first step of the path."""
    account = any(host == each or host.endswith(f".{each}") for each in ACCOUNTS)
    return f"{host}/{path.partition('/')[0].partition('?')[0]}" if account else host
