"""What plain loops over a course's posts and comments say, whoever told of them: the list of tests/term.py, or WordPress's database."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import term

STUDENTS = [p for p in term.PEOPLE if p.slug and p.role == "student" and p.state != "opted_out"]
MINE = {p.number for p in STUDENTS}
NAMES = {p.number: p.name for p in term.PEOPLE}
OUT = {p.number for p in term.PEOPLE if p.state == "opted_out"}
DUE = {"reading-1": datetime(2026, 3, 13, 23, 59, 59, tzinfo=term.ZONE), "diary": datetime(2026, 4, 28, 12, tzinfo=term.ZONE), "project": datetime(2026, 5, 22, 23, 59, 59, tzinfo=term.ZONE)}  # fmt: skip


class Counted:
    """Posts and comments of the term as they can be read, counted by week and person."""

    def __init__(self, posts: Iterable[term.Wrote], comments: Iterable[term.Said]) -> None:
        self.posts = {p.number: p for p in posts}
        self.said = {c.number: c for c in comments}
        self.live = [p for p in self.posts.values() if p.status != "gone"]
        self.heard = [c for c in self.said.values() if c.status != "gone"]

    def by_others(self, post: term.Wrote) -> list[term.Said]:
        """Comments on a post but its writer's own."""
        return [c for c in self.heard if c.post == post.number and c.who != post.who]

    def written(self, number: int, who: int) -> list[term.Wrote]:
        """Somebody's posts of a week."""
        return [p for p in self.live if p.who == who and term.week_of(p.at) == number]

    def made(self, number: int, who: int) -> list[term.Said]:
        """Somebody's comments of a week on posts of others."""
        return [
            c for c in self.heard if c.who == who and self.posts[c.post].who != who and term.week_of(c.at) == number
        ]

    def received(self, number: int, who: int) -> list[term.Said]:
        """Comments of a week by others on somebody's posts."""
        return [
            c for c in self.heard if c.who != who and self.posts[c.post].who == who and term.week_of(c.at) == number
        ]

    def students(self, number: int) -> dict[str, tuple[int, int, int, int]]:
        """Name -> posts, their words, comments made and received in a week."""
        return {s.name: self._numbers(number, s.number) for s in STUDENTS}

    def _numbers(self, number: int, who: int) -> tuple[int, int, int, int]:
        posts = self.written(number, who)
        made, received = self.made(number, who), self.received(number, who)
        return len(posts), sum(p.words for p in posts), len(made), len(received)

    def totals(self, number: int) -> dict[str, int]:
        """Sums of a week over the students."""
        posted = {who for who in MINE if self.written(number, who)}
        commented = {who for who in MINE if self.made(number, who)}
        return {
            "students": len(MINE),
            "posted": len(posted),
            "commented": len(commented),
            "silent": len(MINE - posted - commented),
            "posts": sum(len(self.written(number, who)) for who in MINE),
            "waiting": sum(not self.by_others(p) for who in MINE for p in self.written(number, who)),
        }

    def numbers(self, number: int, who: int) -> tuple[int, int, int]:
        """Posts, comments made and received of one person in a week."""
        return len(self.written(number, who)), len(self.made(number, who)), len(self.received(number, who))

    def pairs(self, number: int | None = None) -> Counter[tuple[str, str]]:
        """(who speaks, who is answered) -> comments, of a week or of all weeks; nobody speaks to themselves."""
        pairs: Counter[tuple[str, str]] = Counter()
        for c in self.heard:
            whom = self.said[c.parent].who if c.parent in self.said else self.posts[c.post].who
            if number in (None, term.week_of(c.at)) and whom != c.who and not {whom, c.who} & OUT:
                pairs[NAMES[c.who], NAMES[whom]] += 1
        return pairs

    def quiet(self, number: int) -> list[term.Wrote]:
        """Posts of students up to a week on which nobody else has commented."""
        return [p for p in self.live if p.who in MINE and not self.by_others(p) and 1 <= term.week_of(p.at) <= number]

    def threads(self) -> list[tuple[str, int, int, int]]:
        """Title of the post, comments, people and depth of each conversation of more than one comment."""
        found: dict[int, list[tuple[int, term.Said]]] = {}
        for c in self.heard:
            root, depth = c, 1
            while root.parent in self.said:
                root, depth = self.said[root.parent], depth + 1
            found.setdefault(root.number, []).append((depth, c))
        long = [said for said in found.values() if len(said) > 1]
        return sorted(
            (self.posts[t[0][1].post].title, len(t), len({c.who for _, c in t}), max(depth for depth, _ in t))
            for t in long
        )

    def hours(self, who: int) -> list[float]:
        """Hours until somebody else's first comment, of each of a person's posts that has one, sorted."""
        firsts = [(p, min(c.at for c in said)) for p in self.live if p.who == who and (said := self.by_others(p))]
        return sorted((first - p.at).total_seconds() / 3600 for p, first in firsts)

    def handed_in(self, student: term.Someone, assignment: str, now: datetime) -> tuple[str, int]:
        """Status of an assignment, and seconds late."""
        mine = sorted(p.at for p in self.live if p.who == student.number and belongs(p, assignment))
        if mine:
            late = mine[0] > DUE[assignment]
            return ("late", int((mine[0] - DUE[assignment]).total_seconds())) if late else ("handed in", 0)
        if student.state == "private":
            return "cannot tell", 0
        return ("missing" if DUE[assignment] < now else "not due yet"), 0


def belongs(post: term.Wrote, assignment: str) -> bool:
    """The rules of term.ASSIGNMENTS, said again."""
    if assignment == "reading-1":
        return post.tag in ("reading-1", "Reading One") and post.at.date().isoformat() <= "2026-03-20"
    if assignment == "diary":
        return "diary" in post.title.lower()
    return "project" in post.title.lower() and "report" in post.title.lower().partition("project")[2]
