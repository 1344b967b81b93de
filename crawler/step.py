"""How far a blog's crawl is: what a progress line says."""

from dataclasses import dataclass

from crawler.frontier import Frontier


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One blog, after one of its answers."""

    blog: str
    asked: int
    """Addresses that were put on its list so far."""
    open: int
    """Of these, those that are still to be asked for."""
    posts: int
    comments: int
    state: str
    done: bool

    @classmethod
    def of(cls, frontier: Frontier) -> "Step":
        """Where a blog's frontier is."""
        account = frontier.account
        return cls(
            blog=frontier.blog.slug,
            asked=account.asked,
            open=len(frontier.queue),
            posts=account.found["posts"],
            comments=account.found["comments"],
            state=account.state,
            done=not frontier.queue and frontier.gathered,
        )
