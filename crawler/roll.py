"""From rows of a roster, whatever it was written in, to blogs: addresses made whole, slugs unique, mistakes named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.items import Blog
from crawler.addresses import SLUG, same_place, slug_of, slug_of_url, whole
from crawler.schedule import rule

CONSENTS = {
    **dict.fromkeys(("yes", "y", "true"), "yes"),
    **dict.fromkeys(("no", "n", "false"), "no"),
    **dict.fromkeys(("opted out", "opted-out", "opt out", "opt-out", "optout"), "opted out"),
    "": "",
}
STATUSES = {"": "", "approved": "", "pending": "pending", "paused": "paused"}
"""What a roster says -> Blog.status: who says nothing means that the blog is crawled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One blog as written, and where: `roster.csv:4`."""

    subject: str
    values: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Roll:
    """Gathers the blogs of all courses. Keeps slugs unique, and the mistakes together."""

    mistakes: list[str] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)

    def reserve(self, rows: Sequence[Row]) -> None:
        """Takes the slugs that are written down, before any is made from a name. Call it for all rows, once."""
        for row in rows:
            slug = row.values.get("slug", "")
            if slug and not SLUG.fullmatch(slug):
                self._wrong(row, f'slug "{slug}" must be of lower-case letters, digits and hyphens')
            elif slug in self.slugs:
                self._wrong(row, f'slug "{slug}" is taken: give each blog its own')
            elif slug:
                self.slugs.add(slug)

    def blogs(self, rows: Sequence[Row], course: str | None = None) -> tuple[Blog, ...]:
        """The rows without a mistake, as blogs."""
        return tuple(blog for row in rows if (blog := self._blog(row, course)))

    def _blog(self, row: Row, course: str | None) -> Blog | None:
        values, url = row.values, self._address(row)
        consent = CONSENTS.get(values.get("consent", "").lower())
        if consent is None:
            self._wrong(row, f'consent must be yes, no, opted out or blank, not "{values["consent"]}"')
        status = STATUSES.get(values.get("status", "").lower())
        if status is None:
            self._wrong(row, f'status must be pending, approved, paused or blank, not "{values["status"]}"')
        if "email" in values and "@" not in values["email"]:
            self._wrong(row, f'"{values["email"]}" is no e-mail address')
        self._check_schedule(row)
        if url is None or consent is None or status is None:
            return None
        return Blog(
            slug=values.get("slug") or self._free(slug_of(values.get("name", "")) or slug_of_url(url)),
            url=url,
            owner=values.get("name"),
            course=course,
            consent=consent,
            title=values.get("title"),
            section=values.get("section"),
            email=values.get("email"),
            role=values.get("role"),
            schedule=values.get("schedule"),
            status=status,
        )

    def _check_schedule(self, row: Row) -> None:
        try:
            rule(row.values.get("schedule", "never"))
        except ValueError as error:
            self._wrong(row, f'schedule {error}, not "{row.values["schedule"]}"')

    def _address(self, row: Row) -> str | None:
        text = row.values.get("url", "")
        if not text:
            self._wrong(row, "has no address: write the blog's address, or delete the line")
            return None
        try:
            url = whole(text)
        except ValueError as error:
            self._wrong(row, str(error))
            return None
        if first := self.places.get(same_place(url)):
            self._wrong(row, f"{url} stands in {first} already: list it once")
            return None
        self.places[same_place(url)] = row.subject
        return url

    def _free(self, slug: str) -> str:
        number, free = 1, slug
        while free in self.slugs:
            number += 1
            free = f"{slug}-{number}"
        self.slugs.add(free)
        return free

    def _wrong(self, row: Row, words: str) -> None:
        self.mistakes.append(f"{row.subject}: {words}")
