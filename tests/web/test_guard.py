"""Who may do what: host names, tokens, forms of other pages, passwords; and the headers on every answer."""

from pathlib import Path

import pytest
from sites import PATHS, Pages, opened
from term import NOW

CHANGES = ("/seen", "/leave", "/blogs/manage", "/crawls/start", "/crawls/stop", "/archive/pack", "/archive/check")
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"


@pytest.mark.parametrize("path", [*PATHS, "/enter", "/static/style.css", "/nowhere"])
def test_every_answer_allows_nothing_but_our_own_files(path: str, pages: Pages) -> None:
    headers = pages.client.get(path).headers
    assert headers["content-security-policy"].startswith(STRICT)
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_anything_inline(path: str, pages: Pages) -> None:
    pages.enter()
    page = pages.client.get(path).text
    assert "<style" not in page and " style=" not in page and "javascript:" not in page and " onclick" not in page
    assert page.count("<script") == page.count('<script src="/static/')


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "localhost@evil.example", "192.168.1.5:8765", "[::1", "0.0.0.0:8765"])  # fmt: skip
def test_another_host_name_gets_nothing(host: str, pages: Pages) -> None:
    for path in ("/", "/data/", "/static/style.css", "/enter?token=a-token-of-the-tests"):
        answer = pages.client.get(path, headers={"Host": host})
        assert answer.status_code == 403
        assert "Teaching" not in answer.text and "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:9000", "[::1]:8765", "LOCALHOST"])
def test_names_of_this_machine_are_ours(host: str, pages: Pages) -> None:
    assert pages.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", CHANGES)
def test_a_visitor_changes_nothing(path: str, pages: Pages) -> None:
    assert pages.client.post(path, data={"token": "", "post": 1}).status_code == 403
    assert not pages.site.state.seen() and pages.site.jobs.newest is None


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_without_the_sessions_token_is_refused(path: str, token: str | None, pages: Pages) -> None:
    pages.enter()
    given = {"post": "1", **({} if token is None else {"token": token})}
    assert pages.client.post(path, data=given).status_code == 403
    assert not pages.site.state.seen() and pages.site.jobs.newest is None


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://127.0.0.1:9999"}])  # fmt: skip
def test_a_form_on_another_page_is_refused(headers: dict[str, str], pages: Pages) -> None:
    token = pages.enter()
    assert pages.client.post("/seen", data={"token": token, "post": 1}, headers=headers).status_code == 403
    assert not pages.site.state.seen()


def test_the_cookie_is_kept_from_scripts_and_other_sites(pages: Pages) -> None:
    answer = pages.client.get(f"/enter?token={pages.site.token}", follow_redirects=False)
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told and "samesite=strict" in told
    assert pages.site.token not in told


def test_a_wrong_token_opens_nothing(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.web.entering.PAUSE", 0)
    answer = pages.client.get("/enter?token=wrong")
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX: y"])
def test_signing_in_never_leads_elsewhere(to: str, pages: Pages) -> None:
    answer = pages.client.get("/enter", params={"token": pages.site.token, "next": to}, follow_redirects=False)
    assert answer.headers["location"].startswith("/") and "evil" not in answer.headers["location"].lstrip("/")[:1]
    assert not answer.headers["location"].startswith(("//", "/\\"))


def test_signing_out_ends_the_session(pages: Pages) -> None:
    token = pages.enter()
    pages.client.post("/leave", data={"token": token})
    assert pages.client.post("/seen", data={"token": token, "post": 1}).status_code == 403


def test_sessions_outlive_the_program_and_end_after_a_month(pages: Pages) -> None:
    from datetime import timedelta

    from archive.web.state import State

    secret = pages.site.state.sign_in(NOW)
    again = State(pages.site.data)
    assert again.knows(secret, NOW + timedelta(days=29))
    assert not again.knows(secret, NOW + timedelta(days=31))
    assert secret.encode() not in (pages.site.data / "state.sqlite").read_bytes()
    again.close()


def test_where_others_can_reach_it_nothing_is_shown_without_the_password(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("archive.web.entering.PAUSE", 0)
    named = {"password": "correct horse", "hosts": frozenset({"kea.example"})}
    with opened(course, tmp_path, NOW, **named) as pages:
        for host in ("kea.example", "192.168.1.5:8765"):
            for path in (*PATHS, "/data/", "/crawls/live"):
                answer = pages.client.get(path, headers={"Host": host}, follow_redirects=False)
                assert answer.status_code == 303 and answer.headers["location"].startswith("/enter?next=")
        assert pages.client.get("/", headers={"Host": "evil.example"}).status_code == 403
        assert pages.client.post("/enter", data={"password": "wrong"}).status_code == 403
        assert "Week 11" in pages.client.post("/enter", data={"password": "correct horse"}).text


def test_a_folder_that_cannot_be_written_is_shown_all_the_same(course: Path, tmp_path: Path) -> None:
    from archive.web.state import State

    made = State(tmp_path / "missing")
    assert not made.lasting
    made.mark({1: ""}, NOW, seen=True)
    assert made.seen() == {1: "2026-04-29T09:00:00Z"}


def test_a_form_that_is_too_large_is_refused(pages: Pages) -> None:
    token = pages.enter()
    assert pages.client.post("/seen", data={"token": token, "post": "1" * 600_000}).status_code == 413
