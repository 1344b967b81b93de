"""What happens on a blog in a year, by chance, and what of it a crawl can see."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

LOOK_BACK = timedelta(days=14)
EVERYWHERE = {"permalinks": ": url: "}
"""Changes of the whole blog -> what they change of posts that no feed shows."""
Key = tuple[str, int]


@dataclass(kw_only=True)
class Said:
    """A comment as the year knows it."""

    id: int
    post: int
    at: datetime
    approved: bool = True


@dataclass(kw_only=True)
class Diary:
    """Of one blog. A thing that happens is what week.php does: `do`, `at` (UTC), and what that needs."""

    chance: random.Random
    weeks: int
    now: datetime
    posts: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    unseen: set[Key] = field(default_factory=set)
    """What has changed in a way that only a crawl of everything can see."""
    deleted: dict[Key, int] = field(default_factory=dict)
    """Crawls of everything since then."""
    changed: set[str] = field(default_factory=set)
    """What has changed on every page since the last crawl of everything."""
    happened: Counter[str] = field(default_factory=Counter)

    def plan(self, week: int) -> list[dict[str, Any]]:
        """The things of a week that can happen together, in order of time."""
        things = self._things(week)
        posts = {thing["id"] for thing in things if thing["do"] == "delete"}
        lost = {each.id for each in self.said if each.post in posts}
        talk = lost | {thing["id"] for thing in things if thing["do"] == "delete_comment"}
        gone = {"delete": (), "delete_comment": lost, "edit_comment": talk, "approve": talk}
        return [t for t in things if not {t.get("id"), t.get("post")} & set(gone.get(t["do"], posts))]

    def note(self, thing: dict[str, Any], number: int) -> None:
        """A thing has happened and got its number: keep in mind what the next crawl can know."""
        self.happened[thing.get("type", thing["do"])] += 1
        if thing["do"] == "post":
            self.posts.append(number)
        elif thing["do"] == "comment":
            at = datetime.fromisoformat(thing["at"] + "+00:00")
            if not thing.get("type"):
                self.said.append(Said(id=number, post=thing["post"], at=at, approved=bool(thing["approved"])))
        elif thing["do"] == "delete":
            self.posts.remove(thing["id"])
            self.said = [each for each in self.said if each.post != thing["id"]]
            self.deleted["post", thing["id"]] = 0
        elif thing["do"] in EVERYWHERE:
            self.changed.add(thing["do"])
        elif thing["do"].endswith("comment") or thing["do"] == "approve":
            self._note_comment(thing)

    def seen(self) -> None:
        """Everything was looked at."""
        self.unseen.clear()
        self.changed.clear()
        self.deleted = {key: count + 1 for key, count in self.deleted.items()}

    def _note_comment(self, thing: dict[str, Any]) -> None:
        comment = next(each for each in self.said if each.id == thing["id"])
        if comment.at < self.now - LOOK_BACK + timedelta(hours=1):
            self.unseen.add(("comment", comment.id))
        comment.approved = True
        if thing["do"] == "delete_comment":
            self.said.remove(comment)
            self.deleted["comment", comment.id] = 0

    def _things(self, week: int) -> list[dict[str, Any]]:
        moments = (self.now - timedelta(hours=self.chance.randint(2, 160)) for _ in range(99))
        things: list[dict[str, Any]] = [{"do": "post", "title": f"Week {week}: notes", "text": self._words()}]
        if self.posts:
            things += [self._comment(approved=self.chance.random() > 0.3) for _ in range(self.chance.randint(1, 4))]
            things.append({"do": "edit", "id": self.chance.choice(self.posts), "text": self._words()})
        if self.posts and week % 3 == 1:
            source = f"http://far.example/{week}/"
            things.append({**self._comment(approved=True), "type": "pingback", "author": f"Far {week}", "url": source})
        if self.posts and week % 5 == 3:
            things.append({"do": "delete", "id": self.chance.choice(self.posts)})
        things += self._with_comments(week)
        if week == self.weeks // 2:
            things.append({"do": "theme"})
        if week == self.weeks * 2 // 3:
            things.append({"do": "permalinks", "structure": "/notes/%post_id%/%postname%/"})
        return [
            {**thing, "at": f"{at:%Y-%m-%d %H:%M:%S}"}
            for thing, at in zip(things, sorted(next(moments) for _ in things), strict=True)
        ]

    def _with_comments(self, week: int) -> list[dict[str, Any]]:
        """Approvals, edits and deletions, of new and of old comments."""
        waiting = [each for each in self.said if not each.approved]
        seen = [each for each in self.said if each.approved]
        things: list[dict[str, Any]] = [
            {"do": "approve", "id": each.id} for each in waiting if self.chance.random() < 0.6
        ]
        if seen and week % 2:
            things.append({"do": "edit_comment", "id": self.chance.choice(seen).id, "text": self._words()})
        if seen and week % 4 == 2:
            things.append({"do": "delete_comment", "id": self.chance.choice(seen).id})
        return things

    def _comment(self, *, approved: bool) -> dict[str, Any]:
        author = self.chance.choice(("Ana", "Ben", "Caro"))
        post = self.chance.choice(self.posts)
        return {"do": "comment", "post": post, "author": author, "text": self._words(), "approved": int(approved)}

    def _words(self) -> str:
        words = ("we read", "the pond froze", "who asked", "a second look", "what I think", "on Tuesday", "in the yard")
        return " ".join(self.chance.choice(words) for _ in range(12)) + f" {self.chance.randrange(10**6)}."
