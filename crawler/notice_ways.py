"""How notices go out: one mail by SMTP, a POST of JSON to a webhook, or whatever Apprise can do."""

import hashlib
import json
import os
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from archive.errors import ConfigError, CoursekeepError
from crawler import __version__
from crawler.config import Config
from crawler.notices import Notice
from crawler.schema import Smtp

WAIT = 30.0
"""Seconds for a server that takes notices."""
SMTPS = 465
HEADS = {
    "state change": "Blogs that changed",
    "failure": "What failed",
    "fixity": "Damage",
    "archive": "Archives",
    "week": "The week",
}
"""What a message is divided into, in this order."""


class NotSent(CoursekeepError):
    """Notices could not be handed on; they are tried again with the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`name` stands in the log of what was told: no address and no secret is in it."""

    name: str
    shown: str
    send: Callable[[Sequence[Notice], datetime], None]
    """Raises NotSent."""


def ways(config: Config) -> Iterator[Way]:
    """Every way that the configuration names. Raises ConfigError for one that lacks something."""
    told = config.notify
    if told.email:
        if told.smtp is None:
            raise ConfigError("notify.email needs notify.smtp: {host, port, user, password_env}")
        yield Way(name="mail", shown=", ".join(told.email), send=partial(_mail, config, told.smtp))
    for url in told.webhook:
        yield Way(name=f"webhook:{_digest(url)}", shown=_host(url), send=partial(_post, url))
    for url in told.apprise:
        yield Way(
            name=f"apprise:{_digest(url)}",
            shown=url.partition(":")[0],
            send=partial(_apprise, url),
        )


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def _host(url: str) -> str:
    """A webhook's path is a secret."""
    return url.partition("://")[2].partition("/")[0]


def subject(news: Sequence[Notice]) -> str:
    """What a mail is about: counts, and nothing that was fetched."""
    counts = [(kind, sum(notice.kind == kind for notice in news)) for kind in HEADS]
    words = {
        "state change": "{} changed",
        "failure": "{} failed",
        "fixity": "archive damaged",
        "archive": "archive done",
        "week": "the week",
    }
    return "Coursekeep: " + ", ".join(words[kind].format(count) for kind, count in counts if count)


def text(news: Sequence[Notice]) -> str:
    """All notices, in words."""
    parts = []
    for kind, head in HEADS.items():
        if lines := [notice.words for notice in news if notice.kind == kind]:
            mark = "" if kind == "week" else "* "
            parts.append("\n".join([head, "-" * len(head), *(mark + line for line in lines)]))
    return "\n\n".join(parts) + "\n"


def message(config: Config, smtp: Smtp, news: Sequence[Notice], now: datetime) -> EmailMessage:
    """One mail with all of them."""
    sender = smtp.sender or (config.contact.email if config.contact else config.notify.email[0])
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ", ".join(config.notify.email), subject(news)
    mail["Date"], mail["Message-ID"] = format_datetime(now), make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers it
    mail.set_content(text(news))
    return mail


def _mail(config: Config, smtp: Smtp, news: Sequence[Notice], now: datetime) -> None:
    mail = message(config, smtp, news, now)
    try:
        with _server(smtp) as server:
            server.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(
            f"the mail server did not take the notices ({error}); check notify.smtp", f"{smtp.host}:{smtp.port}"
        ) from error


def _server(smtp: Smtp) -> smtplib.SMTP:
    """Connected, over TLS wherever the server has it, and logged in. A password never goes out in clear."""
    context = ssl.create_default_context()
    if smtp.port == SMTPS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=WAIT, context=context)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=WAIT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
    if smtp.user:
        _log_in(server, smtp)
    return server


def _log_in(server: smtplib.SMTP, smtp: Smtp) -> None:
    password = os.environ.get(smtp.password_env or "")
    if password is None:
        raise NotSent(
            f"has no password: set the variable {smtp.password_env or 'that notify.smtp.password_env names'}", smtp.host
        )
    if not isinstance(server.sock, ssl.SSLSocket):
        raise NotSent("offers no TLS, so that the password would go out in clear: use port 465 or 587", smtp.host)
    server.login(smtp.user or "", password)


def _post(url: str, news: Sequence[Notice], _: datetime) -> None:
    """`text` is what Slack, Mattermost, Teams and others show; `notices` is for programs."""
    body = {
        "text": f"{subject(news)}\n\n{text(news)}",
        "subject": subject(news),
        "notices": [asdict(notice) for notice in news],
    }
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"coursekeep/{__version__}"}
    try:
        with urlopen(Request(url, data, headers), timeout=WAIT) as answer:
            answer.read(1000)
    except HTTPError as error:
        raise NotSent(f"the webhook answered {error.code}; check notify.webhook", _host(url)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotSent(
            f"the webhook cannot be reached ({getattr(error, 'reason', None) or error})", _host(url)
        ) from error


def _apprise(url: str, news: Sequence[Notice], _: datetime) -> None:
    try:
        import apprise
    except ImportError:
        raise NotSent('needs Apprise: pip install "coursekeep[notify]"', "notify.apprise") from None
    sender = apprise.Apprise()
    if not sender.add(url):
        raise NotSent("is no address that Apprise knows", "notify.apprise")
    if not sender.notify(title=subject(news), body=text(news)):
        raise NotSent(f"Apprise could not hand the notices on to {url.partition(':')[0]}", "notify.apprise")
