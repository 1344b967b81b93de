"""What stands in the place of a blog that does not show itself: data, the surest first."""

import re
from dataclasses import dataclass

from crawler.parsers.patterns import late


@dataclass(frozen=True, slots=True)
class Wall:
    """All that is given must be there: a pattern in the title, a selector, a pattern in the text (lower case both)."""

    state: str
    title: re.Pattern[str] | None = None
    selector: str | None = None
    text: re.Pattern[str] | None = None


def _words(*phrases: str) -> re.Pattern[str]:
    return late("|".join(phrases))


WALLS = (
    Wall(
        "challenge",
        selector="script[src*='cdn-cgi/challenge-platform'], #challenge-form, #cf-wrapper, .cf-browser-verification",
    ),
    Wall(
        "challenge",
        title=_words("just a moment", "attention required", "checking your browser", "ddos-guard", "access denied$"),
    ),
    Wall(
        "challenge",
        title=_words("one moment", "bot verification", "are you (?:a )?(?:human|robot)"),
        text=_words("robot|human|browser"),
    ),
    Wall(
        "private",
        text=_words("this (?:site|blog) is (?:marked )?private", "(?:blog|site) is marked private by its owner"),
    ),
    Wall("private", title=_words("^private (?:site|blog)", "privates? blog$"), text=_words("private|log ?in|access")),
    Wall("private", text=_words("you (?:must|need to) be logged in to (?:view|read|see|access) this (?:site|blog)")),
    Wall("private", selector="body.login form#loginform, body.private-login, body.private_blog"),
    Wall(
        "coming_soon",
        selector="body.coming-soon, body.wpcom-coming-soon-body, body.seedprod, #seed-csp4-page, #seedprod",
    ),
    Wall(
        "coming_soon",
        title=_words("coming soon", "under construction", "maintenance mode", "site (?:is )?under maintenance"),
    ),
    Wall("coming_soon", text=_words("briefly unavailable for scheduled maintenance")),
    Wall(
        "password",
        selector="body.login-password-protected, body.password-protected, #password-protected-login, form[action*='password-protected']",
    ),
)

NOT_FOUND = late(
    r"\W{0,3}(?:error\s)?(?:404\b|(?:page|file|nothing|post|article)?\s?(?:was\s)?not found\b|nothing found\b|seite (?:wurde )?nicht gefunden|nichts gefunden|"
    r"page (?:introuvable|non trouvée)|página no encontrada|no se (?:ha )?encontr|pagina niet gevonden|niets gevonden|pagina non trovata|"
    r"página não encontrada|sidan (?:hittades inte|kunde inte hittas)|siden (?:blev |ble )?ikke fundet|siden ble ikke funnet|fant ikke siden|"
    r"nie znaleziono|strona nie (?:została )?znalezion|kāore i kitea)",
    re.IGNORECASE,
)
"""How the title of WordPress's page for what is not there begins, by its translations."""
