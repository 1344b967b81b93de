"""Every error Coursekeep raises on purpose. Each carries its subject, and says how to mend it."""


class CoursekeepError(Exception):
    """`message` in lower case: what is wrong, and what to do; `subject`: a URL, `file` or `file:line`."""

    exit_code = 1

    def __init__(self, message: str, subject: str | None = None):
        super().__init__(message)
        self.message = message
        self.subject = subject

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}" if self.subject else self.message


class ConfigError(CoursekeepError):
    """The configuration or the roster is wrong. `mistakes` are whole lines, `file:line: what`, all of them."""

    exit_code = 2

    def __init__(self, message: str, subject: str | None = None, mistakes: tuple[str, ...] = ()):
        super().__init__(message, subject)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *self.mistakes)) if self.mistakes else super().__str__()


class WarcError(CoursekeepError):
    """A WARC file cannot be written, or what it holds cannot be read."""

    exit_code = 4


class ParseError(CoursekeepError):
    """A file given to `coursekeep parse` cannot be read as a page."""

    exit_code = 2


class StoreError(CoursekeepError):
    """The data folder or the database cannot be used."""

    exit_code = 2


class QueryError(CoursekeepError):
    """A question that the database cannot answer: wrong SQL, an unknown name, or one that would write."""

    exit_code = 2


class LockedError(StoreError):
    """Another Coursekeep works in this data folder."""

    exit_code = 5
