"""The rules of notices: what is news is told once on each way, in one message, and nothing is lost when a server is away."""

import json
import socket
import ssl
import sys
import types
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult
from blog import Answer, Blog
from command import Ran, coursekeep
from pytest_httpserver import HTTPServer
from wire_server import make_certificate

from archive.state import state
from crawler import notifying
from crawler.config import load
from crawler.notice_ways import NotSent, subject, text, ways
from crawler.notices import Notice, notices

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
CONFIG = """
contact: {{name: Mere Example, email: mere@example.org}}
politeness: {{delay: 0, allow_private_networks: true}}
store: {{media: none}}
schedule: {{check: every 6 hours}}
notify: {{{notify}}}
courses:
  - {{slug: chalk, starts: 2026-03-02, weeks: 14, timezone: Pacific/Auckland, blogs: [{{name: Ana Example, url: "{url}", slug: ana}}]}}
"""
PRIVATE = Answer(b"<html><head><title>Private Site</title></head><body>This site is private.</body></html>")


class Mailbox(Message):
    """Keeps what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[EmailMessage] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    port = _free_port()
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller.handler, port
    controller.stop()


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def configured(folder: Path, notify: str, url: str = "http://127.0.0.1:1/") -> Path:
    path = folder / "config.yaml"
    path.write_text(CONFIG.format(notify=notify, url=url))
    return path


def by_mail(port: int) -> str:
    return f"email: [mere@example.org, ben@example.org], smtp: {{host: 127.0.0.1, port: {port}}}"


def command(folder: Path, *words: object, **more: str) -> Ran:
    return coursekeep(*words, cwd=folder, **more)


def noted(
    data: Path, kind: str, code: int, at: str = "2026-03-09T06:00:05Z", due: str = "2026-03-09T06:00:00Z"
) -> None:
    with state(data) as db:
        about = json.dumps({"blogs": ["ana"], "courses": ["chalk"] if kind == "archive" else []})
        sql = "insert into runs (kind, subjects, due_at, started_at, ended_at, exit_code) values (?, ?, ?, ?, ?, ?)"
        db.execute(sql, (kind, about, due, at, at, code))


def test_a_change_of_state_is_told_once_by_mail(tmp_path: Path, blog: Blog, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    configured(tmp_path, by_mail(port), blog.url)
    assert command(tmp_path, "crawl").code == 0
    assert command(tmp_path, "notify").out == "nothing is new\n"
    blog.faults["/"] = [PRIVATE]
    assert command(tmp_path, "crawl", "--full").code == 1
    dry = command(tmp_path, "notify", "--dry-run")
    assert "ana (Ana Example)" in dry.out and "is private" in dry.out
    assert box.mails == []
    assert command(tmp_path, "notify").code == 0
    assert command(tmp_path, "crawl", "--full").code == 1
    assert command(tmp_path, "notify").out == "nothing is new\n"
    (mail,) = box.mails
    assert mail["To"] == "mere@example.org, ben@example.org"
    assert (mail["From"], mail["Subject"]) == ("mere@example.org", "Coursekeep: 1 changed")
    assert "Settings > Reading" in mail.get_payload()
    blog.faults.clear()
    assert command(tmp_path, "crawl", "--full").code == 0
    command(tmp_path, "notify")
    assert "is well again, after private" in box.mails[1].get_payload()


def test_one_message_holds_all_that_is_new(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_data("")
    config = load(configured(tmp_path, f"webhook: {httpserver.url_for('/hook')}"))
    data = tmp_path / "data"
    noted(data, "check", 3)
    noted(data, "archive", 0, due="2026-03-08T11:00:00Z")
    done, wrong = notifying.notify(config, data, NOW)
    assert (len(done), wrong, len(httpserver.log)) == (1, [], 1)
    sent = httpserver.log[0][0].get_json()
    assert [each["kind"] for each in sent["notices"]] == ["failure", "archive"]
    assert sent["text"].startswith("Coursekeep: 1 failed, archive done")
    assert notifying.notify(config, data, NOW) == ([], [])
    assert len(httpserver.log) == 1


def test_a_slot_that_fails_again_and_again_is_told_once(tmp_path: Path) -> None:
    config = load(configured(tmp_path, "webhook: http://127.0.0.1:1/hook"))
    data = tmp_path / "data"
    for hour in ("06", "07", "08"):
        noted(data, "check", 3, at=f"2026-03-09T{hour}:00:05Z")
    assert len({notice.key for notice in notices(config, data, NOW)}) == 1


def test_what_a_server_did_not_take_is_told_with_the_next_run_and_only_there(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    httpserver.expect_ordered_request("/good").respond_with_data("")
    httpserver.expect_ordered_request("/bad").respond_with_data("", status=500)
    httpserver.expect_ordered_request("/bad").respond_with_data("")
    good, bad = httpserver.url_for("/good"), httpserver.url_for("/bad")
    config = load(configured(tmp_path, f"webhook: [{good}, {bad}]"))
    data = tmp_path / "data"
    noted(data, "full", 4)
    done, wrong = notifying.notify(config, data, NOW)
    assert (len(done), len(wrong)) == (1, 1)
    assert "answered 500" in wrong[0]
    done, wrong = notifying.notify(config, data, NOW)
    assert (len(done), wrong) == (1, [])
    httpserver.check()


def test_a_webhooks_address_is_a_secret(tmp_path: Path) -> None:
    config = load(configured(tmp_path, "webhook: http://127.0.0.1:1/T0P/S3CRET"))
    data = tmp_path / "data"
    noted(data, "check", 2)
    _, wrong = notifying.notify(config, data, NOW)
    assert "cannot be reached" in wrong[0]
    assert "S3CRET" not in "".join(wrong)
    assert b"S3CRET" not in (data / "state.sqlite").read_bytes()


def test_damage_is_told_once_and_again_when_it_is_another(tmp_path: Path) -> None:
    config = load(configured(tmp_path, "webhook: http://127.0.0.1:1/hook"))
    data = tmp_path / "data"
    (data / "warc").mkdir(parents=True)

    def keys(*checks: tuple[str, str, int]) -> set[str]:
        lines = [
            json.dumps({"at": at, "result": result, "faults": faults, "kinds": ["digest"]})
            for at, result, faults in checks
        ]
        (data / "warc" / "fixity.jsonl").write_text("\n".join(["no json", *lines]) + "\n")
        return {notice.key for notice in notices(config, data, NOW)}

    first = ("2026-03-07T00:00:00Z", "damaged", 1)
    assert keys(first) == keys(first, ("2026-03-08T00:00:00Z", "damaged", 1)) == {"fixity:2026-03-07T00:00:00Z"}
    assert keys(first, ("2026-03-08T00:00:00Z", "damaged", 2)) == {"fixity:2026-03-08T00:00:00Z"}
    assert keys(first, ("2026-03-08T00:00:00Z", "ok", 0)) == set()


def test_old_events_are_no_news(tmp_path: Path) -> None:
    config = load(configured(tmp_path, "webhook: http://127.0.0.1:1/hook"))
    noted(tmp_path / "data", "check", 3)
    assert notices(config, tmp_path / "data", NOW + timedelta(days=20)) == []


def test_only_the_kinds_that_are_asked_for_are_told(tmp_path: Path) -> None:
    config = load(configured(tmp_path, "webhook: http://127.0.0.1:1/hook, when: archive"))
    noted(tmp_path / "data", "check", 3)
    assert notices(config, tmp_path / "data", NOW) == []


def test_failed_addresses_are_told_each_once(tmp_path: Path, blog: Blog) -> None:
    configured(tmp_path, "webhook: http://127.0.0.1:1/hook", blog.url)
    blog.faults["/third-time-lucky/"] = [Answer(b"", 500)]
    for _ in range(2):
        assert command(tmp_path, "crawl", "--full", patch="told_sleeps").code == 1
    rows = command(tmp_path, "notify", "--dry-run", "--json").json
    assert [row["kind"] for row in rows] == ["failure"]
    assert "third-time-lucky/ could not be archived" in rows[0]["words"]


def test_a_password_never_goes_out_in_clear(
    tmp_path: Path, mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, port = mailbox
    monkeypatch.setenv("SMTP_PASSWORD", "secret")
    smtp = f"{{host: 127.0.0.1, port: {port}, user: mere, password_env: SMTP_PASSWORD}}"
    (way,) = ways(load(configured(tmp_path, f"email: mere@example.org, smtp: {smtp}")))
    with pytest.raises(NotSent, match="no TLS"):
        way.send([Notice(key="k", kind="failure", words="w", at="")], NOW)


def test_mail_goes_over_tls_where_the_server_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("SMTP_PASSWORD", "secret")
    seen: list[tuple[bytes, bytes]] = []

    def authenticator(*given: Any) -> AuthResult:
        seen.append((given[4].login, given[4].password))
        return AuthResult(success=True)

    box, port = Mailbox(), _free_port()
    controller = Controller(
        box, "127.0.0.1", port, tls_context=context, require_starttls=True, authenticator=authenticator
    )
    controller.start()
    try:
        smtp = f"{{host: 127.0.0.1, port: {port}, user: mere, password_env: SMTP_PASSWORD}}"
        (way,) = ways(load(configured(tmp_path, f"email: mere@example.org, smtp: {smtp}")))
        way.send([Notice(key="k", kind="failure", words="w", at="")], NOW)
    finally:
        controller.stop()
    assert seen == [(b"mere", b"secret")]
    assert len(box.mails) == 1


def test_a_missing_password_names_its_variable(tmp_path: Path, mailbox: tuple[Mailbox, int]) -> None:
    _, port = mailbox
    smtp = f"{{host: 127.0.0.1, port: {port}, user: mere, password_env: NOT_SET_HERE}}"
    (way,) = ways(load(configured(tmp_path, f"email: mere@example.org, smtp: {smtp}")))
    with pytest.raises(NotSent, match="NOT_SET_HERE"):
        way.send([Notice(key="k", kind="failure", words="w", at="")], NOW)


def test_a_mail_server_that_is_away_is_said_in_a_line(tmp_path: Path) -> None:
    configured(tmp_path, by_mail(1))
    noted(tmp_path / "data", "check", 3, at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    ran = command(tmp_path, "notify")
    assert ran.code == 1
    assert "127.0.0.1:1: the mail server did not take the notices" in ran.err


def test_mail_without_a_server_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    configured(tmp_path, "email: mere@example.org")
    ran = command(tmp_path, "notify")
    assert (ran.code, "notify.email needs notify.smtp" in ran.err) == (2, True)


def test_nobody_to_tell_says_so(tmp_path: Path) -> None:
    configured(tmp_path, "")
    ran = command(tmp_path, "notify")
    assert (ran.code, "nobody is to be told" in ran.out) == (0, True)


def test_other_ways_are_apprises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, str]] = []

    class Apprise:
        def add(self, url: str) -> bool:
            return url.startswith("tgram:")

        def notify(self, title: str, body: str) -> bool:
            sent.append((title, body))
            return True

    module = types.ModuleType("apprise")
    module.Apprise = Apprise  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "apprise", module)
    news = [Notice(key="k", kind="failure", words="it failed", at="")]
    good, bad = ways(load(configured(tmp_path, 'apprise: ["tgram://1/2", "nothing://x"]')))
    good.send(news, NOW)
    assert sent == [(subject(news), text(news))]
    with pytest.raises(NotSent, match="no address that Apprise knows"):
        bad.send(news, NOW)


def test_a_week_that_is_over_is_told_when_something_was_crawled_since(tmp_path: Path, blog: Blog) -> None:
    path = configured(tmp_path, "webhook: http://127.0.0.1:1/hook, when: week", blog.url)
    command(tmp_path, "crawl")
    today = datetime.now(UTC)
    begun = today.date() - timedelta(days=8)
    path.write_text(path.read_text().replace("2026-03-02", f"{begun}").replace("Pacific/Auckland", "UTC"))
    command(tmp_path, "crawl")
    (notice,) = notices(load(path), tmp_path / "data", today)
    assert notice.key == "week:chalk:1"
    assert notice.words.startswith("Week 1")
    assert notices(load(path), tmp_path / "data", today + timedelta(days=14)) == []
