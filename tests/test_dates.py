"""Dates as themes print them, in words and figures."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parsers.dates import order_of, read_date, split_at_date

FETCHED = datetime(2020, 1, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("July 10, 2013 at 3:13 pm", "2013-07-10T15:13"),
        ("Jul 10th, 2013 at 12:05 AM", "2013-07-10T00:05"),
        ("3:13 PM on July 10, 2013", "2013-07-10T15:13"),
        ("Wednesday, 10th of July 2013 @ 3.13pm", "2013-07-10T15:13"),
        ("July 10, 202111:15 am", "2021-07-10T11:15"),
        ("10 July '13", "2013-07-10"),
        ("Jul.10.2013", "2013-07-10"),
        ("10-Jul-2013 09:05", "2013-07-10T09:05"),
        ("Jul 10th, 2013 at 3 pm", "2013-07-10T15:00"),
        ("Wed, 10 Jul 2013 15:13:55 +0000", "2013-07-10T15:13:55+00:00"),
        ("10. Juli 2013 um 15:13", "2013-07-10T15:13"),
        ("Mittwoch, 10. März 2013, 15.13 Uhr", "2013-03-10T15:13"),
        ("le 10 juillet 2013 à 15 h 13", "2013-07-10T15:13"),
        ("1er août 2013, 8h05", "2013-08-01T08:05"),
        ("10 de julio de 2013 a las 15:13", "2013-07-10T15:13"),
        ("mayo 10, 2013 3:13 p. m.", "2013-05-10T15:13"),
        ("10 juli 2013 om 15:13", "2013-07-10T15:13"),
        ("mar 10 lug 2013 alle 15:13", "2013-07-10T15:13"),
        ("10 de março de 2013 às 15:13", "2013-03-10T15:13"),
        ("den 10 maj 2013 kl 15:13", "2013-05-10T15:13"),
        ("10. marts 2013 kl. 15.13", "2013-03-10T15:13"),
        ("10. desember 2013 klokka 9:05", "2013-12-10T09:05"),
        ("10 lipca 2013 o 15:13", "2013-07-10T15:13"),
        ("10 Hōngongoi 2013", "2013-07-10"),
        ("10 يوليو 2013 الساعة 3:13", "2013-07-10T03:13"),
        ("١٠ مايو ٢٠١٣", "2013-05-10"),
        ("10 مه 2013", "2013-05-10"),
        ("10 במאי 2013 בשעה 15:13", "2013-05-10T15:13"),
        ("10 พฤษภาคม 2013", "2013-05-10"),
        ("10 gegužės, 2013", "2013-05-10"),
        ("10. мај 2013.", "2013-05-10"),
        ("10 Whiringa-ā-rangi 2013 i te 3:13 pm", "2013-11-10T15:13"),
        ("10 июля 2013 в 15:13", "2013-07-10T15:13"),
        ("2013年7月10日 下午 3:13", "2013-07-10T15:13"),
        ("10 Tháng Bảy, 2013 lúc 15:13", "2013-07-10T15:13"),
        ("Tháng Mười Hai 10, 2013", "2013-12-10"),
        ("Ngày 10 tháng 7 năm 2013", "2013-07-10"),
        ("2013년 7월 10일 오후 3:13", "2013-07-10T15:13"),
        ("2013-07-10T15:13:55+12:00", "2013-07-10T15:13:55+12:00"),
        ("2013-07-10T15:13:55.000Z", "2013-07-10T15:13:55+00:00"),
        ("2013-07-10 15:13", "2013-07-10T15:13"),
        ("2013/07/10", "2013-07-10"),
        ("10.07.2013 (15:13:55)", "2013-07-10T15:13:55"),
        ("7 02 2013 (15:13:55)", "2013-02-07T15:13:55"),
        ("17.07, 2011 @ 13:04", "2011-07-17T13:04"),
        ("10 juillet 2013 à 15 h 13 min", "2013-07-10T15:13"),
        ("25/07/2013", "2013-07-25"),
        ("07/25/13", "2013-07-25"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_printed(raw: str, expected: str) -> None:
    assert read_date(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "comment_date",
        "1. Pingback:",
        "Version 2013",
        "May 2013",
        "12:30:19",
        "99/99/2013",
        "31 February 2013",
        "x" * 9999,
    ],
)
def test_what_is_no_date_is_none(raw: str) -> None:
    assert read_date(raw, language="en") is None


def test_a_month_of_several_words_is_a_part_of_its_date() -> None:
    assert split_at_date("Mai Anh, 10 Tháng Mười Một, 2013 lúc 15:13") == ("Mai Anh, ", "")


def test_figures_need_an_order_or_a_language() -> None:
    assert read_date("10/07/2013") is None
    assert read_date("10/07/2013", order="DMY") == "2013-07-10"
    assert read_date("10/07/2013", order="MDY") == "2013-10-07"
    assert read_date("10/07/2013", language="en-US") == "2013-10-07"
    assert read_date("10/07/2013", language="en-NZ") == "2013-07-10"
    assert read_date("10.07.2013") == "2013-07-10"


def test_one_date_of_a_page_tells_the_order_of_all() -> None:
    assert order_of(["10/07/2013", "25/07/2013"]) == "DMY"
    assert order_of(["10/07/2013", "07/25/2013"]) == "MDY"
    assert order_of(["01/02/2020"], latest=FETCHED) == "MDY"
    assert order_of(["10/07/2013 at 15:27"]) == "DMY"
    assert order_of(["10/07/2013 at 3:27 pm", "July 10"]) is None


def test_the_month_of_a_name_that_two_languages_share_is_that_of_the_page() -> None:
    assert read_date("10. listopadu 2013", language="cs") == "2013-11-10"
    assert read_date("10. listopad 2013", language="hr") == "2013-10-10"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("3 days ago", "2020-01-07"),
        ("vor 2 Wochen", "2019-12-27"),
        ("il y a 9 heures", "2020-01-09T23:00+00:00"),
        ("hace una semana", "2020-01-03"),
        ("gestern", "2020-01-09"),
    ],
)
def test_days_ago_need_the_day_of_fetching(raw: str, expected: str) -> None:
    assert read_date(raw) is None
    assert read_date(raw, base=FETCHED) == expected


MOMENT, DAY, WEEK = "2020-01-10T06:00+00:00", "2020-01-08", "2019-12-27"
AGO = {
    "%s ago": "hours, days, weeks, months, years",
    "vor %s": "Stunden, Tagen, Wochen, Monaten, Jahren",
    "il y a %s": "heures, jours, semaines, mois, années",
    "hace %s": "horas, días, semanas, meses, años",
    "%s geleden": "uren, dagen, weken, maanden, jaren",
    "%s fa": "ore, giorni, settimane, mesi, anni",
    "há %s": "horas, dias, semanas, meses, anos",
    "%s atrás": "horas, dias, semanas, meses, anos",
    "för %s sedan": "timmar, dagar, veckor, månader, år",
    "for %s siden": "timer, dage, uger, måneder, år",
    "%s siden": "timer, dager, uker, måneder, år",
    "%s temu": "godziny, dni, tygodnie, miesiące, lata",
    "%s önce": "saat, gün, hafta, ay, yıl",
    "%s trước": "giờ, ngày, tuần, tháng, năm",
    "před %s": "hodinami, dny, týdny, měsíci, lety",
    "πριν από %s": "ώρες, ημέρες, εβδομάδες, μήνες, έτη",
    "לפני %s": "שעות, ימים, שבועות, חודשים, שנים",
    "%s назад": "часа, дня, недели, месяца, года",
    "%s yang lalu": "jam, hari, minggu, bulan, tahun",
    "%s ki mua": "hāora, rā, wiki, marama, tau",
}
"""As human_time_diff() of WordPress prints them, by its translations."""


@pytest.mark.parametrize("words", AGO)
def test_days_ago_are_read_in_each_language(words: str) -> None:
    found = [read_date(words % f"2 {unit}", base=FETCHED) for unit in AGO[words].split(", ")]
    assert found == [MOMENT, DAY, WEEK, None, None]


@pytest.mark.parametrize("raw", ["3 months ago", "July 10 at 3:13 pm", "9. Januar, 15:13"])
def test_what_does_not_say_a_day_is_no_date(raw: str) -> None:
    assert read_date(raw, base=FETCHED) is None


def test_other_languages_are_left_to_dateparser() -> None:
    assert read_date("10 ביולי 2013", language="he") == "2013-07-10"


@given(st.text(max_size=300), st.sampled_from([None, "en", "de", "zz"]))
def test_any_text_is_read_or_refused(raw: str, language: str | None) -> None:
    found = read_date(raw, language=language, base=FETCHED)
    assert found is None or datetime.fromisoformat(found)


@pytest.mark.parametrize("piece", ["1 ", "de ", "10 a-", "1.1.", "20", "a-a-", "1h ", "+00", "10 july ", "2013-07-10 "])
def test_the_worst_texts_take_no_time(piece: str) -> None:
    began = time.process_time()
    for _ in range(50):
        read_date(piece * 100_000, language="en", base=FETCHED)
        read_date((piece * 160)[:159], base=FETCHED)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("08:22 pada 10 Maret 2014", "2014-03-10T08:22"),
        ("kl 10:05 den 12 mars 2014", "2014-03-12T10:05"),
        ("Nguyễn Thị Mai 09/03/2014", "2014-03-09"),
    ],
)
def test_the_minutes_before_a_date_and_a_name_like_a_month_are_no_part_of_it(raw: str, date: str) -> None:
    assert read_date(raw, language="id") == date
