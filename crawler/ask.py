"""One address to fetch: what the frontier gives to the spider."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One address to fetch: what for, from where, and how far from the seed."""

    url: str
    role: str
    via: str | None = None
    hops: int = 0
    trail: tuple[str, ...] = ()
    """The addresses that redirected to this one."""
    page: int = 1
    fresh: bool = False
    """Ask for the whole answer, whatever the archive has."""

    def leads_to(self, url: str, role: str, page: int = 1, *, fresh: bool = False) -> "Ask":
        """An address found in this one's answer."""
        return Ask(url=url, role=role, via=self.url, hops=self.hops + 1, page=page, fresh=fresh)
