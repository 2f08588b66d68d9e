"""What holds for every text and every moment: never a past date, only two errors, and no long wait."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_time
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts.format import _written
from sales.dates import When, read_date
from sales.dates.feasts import is_worked
from sales.dates.gone import days_since
from sales.dates.periods import Unit
from sales.dates.pieces import DayOfMonth, Gone, Named, Weekday
from sales.dates.vocabulary import MEANINGS
from sales.errors import DateInPast, DateNotUnderstood
from tests.pace import seconds_of

ZONES = ["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]
GENITIVE = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
ENGLISH += ["November", "December"]
SHAPES = [
    "10.12",
    "15:30",
    "10/12/27",
    "2027-03-10",
    "31.02",
    "25:00",
    "45 000",
    "3pm",
    "10-го",
    "1,5",
    "-",
    ".",
]

moments = st.builds(
    lambda naive, zone: naive.replace(tzinfo=ZoneInfo(zone)),
    st.datetimes(datetime(2020, 1, 1), datetime(2080, 1, 1)),  # noqa: DTZ001 - the zone is set beside
    st.sampled_from(ZONES),
)
words = st.sampled_from([*MEANINGS, *SHAPES]) | st.integers(0, 3000).map(str)
phrases = st.lists(words, min_size=1, max_size=6).map(" ".join)


def read_or_refuse(text: str, now: datetime) -> When | None:
    try:
        return read_date(text, now)
    except (DateInPast, DateNotUnderstood):
        return None


@settings(max_examples=400, deadline=None)
@given(phrases, moments)
def test_no_words_of_time_ever_give_a_past_moment_or_one_too_far(text: str, now: datetime) -> None:
    when = read_or_refuse(text, now)
    if when is not None:
        last_of_day = datetime.combine(when.day, when.at or time.max, now.tzinfo)
        assert last_of_day.timestamp() >= now.replace(second=0, microsecond=0).timestamp()
        assert when.day <= now.date() + timedelta(days=3654)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=250), moments)
def test_any_text_is_read_or_refused_with_a_reason(text: str, now: datetime) -> None:
    read_or_refuse(text, now)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789 .:/-,вклapm", max_size=200), moments)
def test_any_heap_of_figures_is_read_or_refused_with_a_reason(text: str, now: datetime) -> None:
    read_or_refuse(text, now)


@pytest.mark.parametrize(
    "repeated", ["1", "1.", "1-", "10.12 ", "в ", "через ", "a ", "-", "1:", "10 ", "не ", "\u0301"]
)
def test_no_text_makes_the_reader_think_long(repeated: str) -> None:
    text = (repeated * 200)[:200]
    now = datetime(2026, 11, 22, 14, 5, tzinfo=ZoneInfo("Europe/Moscow"))
    assert seconds_of(lambda: read_or_refuse(text, now)) < 0.05


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 3650), moments, st.sampled_from(["dots", "russian", "english", "american", "iso"]))
def test_a_date_is_read_back_from_its_own_wording(ahead: int, now: datetime, wording: str) -> None:
    day = now.date() + timedelta(days=ahead)
    assert read_date(worded(day, wording), now) == When(day)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 364), st.times(), moments)
def test_an_hour_is_read_back_from_its_own_wording(ahead: int, at: time, now: datetime) -> None:
    day = now.date() + timedelta(days=ahead)
    meant = datetime.combine(day, at.replace(second=0, microsecond=0), now.tzinfo)
    on_the_wall = datetime.fromtimestamp(meant.timestamp(), now.tzinfo)
    assert read_date(f"{day:%d.%m.%Y} {at:%H:%M}", now) == When(on_the_wall.date(), on_the_wall.time())


LANGUAGES = ["ru", "en"]
NEAR = {"ru": ["сегодня", "завтра", "послезавтра"], "en": ["today", "tomorrow", "day after tomorrow"]}
CLOCK = {"ru": "HH:mm", "en": "h:mm a"}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 3650), moments, st.sampled_from(LANGUAGES))
def test_a_date_is_read_back_as_the_bot_words_it(ahead: int, now: datetime, language: str) -> None:
    day = now.date() + timedelta(days=ahead)
    written = _written(day, day.year != now.year, language)
    assert read_date(written, now) == When(day)
    if ahead < len(NEAR[language]):
        assert read_date(f"{NEAR[language][ahead]}, {written}", now) == When(day)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 364),
    st.times(),
    moments,
    st.sampled_from(LANGUAGES),
)
def test_a_moment_is_read_back_as_the_bot_words_it(
    ahead: int, at: time, moment: datetime, language: str
) -> None:
    now = moment.astimezone(ZoneInfo("Europe/Moscow"))
    at = at.replace(second=0, microsecond=0)
    meant = now.date() + timedelta(days=ahead)
    clock = format_time(at, CLOCK[language], locale=language)
    assert read_date(f"{_written(meant, meant.year != now.year, language)}, {clock}", now) == When(meant, at)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 24), moments, st.sampled_from(["через {} месяцев", "in {} months"]))
def test_months_ahead_keep_the_day_or_end_with_the_month(count: int, now: datetime, phrase: str) -> None:
    day = read_date(phrase.format(count), now).day
    assert (day.year * 12 + day.month) - (now.year * 12 + now.month) == count
    assert day.day == now.day or (day + timedelta(days=1)).day == 1


@given(st.integers(2020, 2076), st.sampled_from(["29 февраля", "29.02", "February 29"]))
@settings(max_examples=60, deadline=None)
def test_a_leap_day_is_the_next_one_there_is(year: int, phrase: str) -> None:
    now = datetime(year, 3, 1, 12, tzinfo=ZoneInfo("Europe/Moscow"))
    day = read_date(phrase, now).day
    assert (day.month, day.day) == (2, 29)
    assert day.year - year <= 4


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - the zone is set below
@settings(max_examples=100, deadline=None)
def test_after_the_holidays_people_work(day: datetime) -> None:
    now = day.replace(tzinfo=ZoneInfo("Europe/Moscow"))
    for phrase in ("после праздников", "после нового года", "после майских", "через 3 рабочих дня"):
        assert is_worked(read_date(phrase, now).day)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - the zone is set below
@settings(max_examples=100, deadline=None)
def test_tomorrow_is_the_day_after_the_one_on_the_wall_of_the_team(moment: datetime) -> None:
    instant = moment.replace(tzinfo=ZoneInfo("UTC"))
    for zone in ZONES:
        local = instant.astimezone(ZoneInfo(zone))
        assert read_date("завтра", local).day == local.date() + timedelta(days=1)


@given(st.integers(1, 400), moments)
@settings(max_examples=200, deadline=None)
def test_a_day_that_is_past_is_as_many_days_ago_as_it_was(back: int, now: datetime) -> None:
    day = now.date() - timedelta(days=back)
    assert days_since([Gone(back)], now) == back
    expected = next(
        ago for ago in range(1, 9) if (now.date() - timedelta(days=ago)).weekday() == day.weekday()
    )
    assert days_since([Weekday(day.weekday())], now) == expected
    if back < 365:
        assert days_since([DayOfMonth(day.day), Named(Unit.MONTH, day.month)], now) == back


def worded(day: date, wording: str) -> str:
    return {
        "dots": f"{day:%d.%m.%Y}",
        "russian": f"{day.day} {GENITIVE[day.month - 1]} {day.year}",
        "english": f"{day.day} {ENGLISH[day.month - 1]} {day.year}",
        "american": f"{ENGLISH[day.month - 1]} {day.day}, {day.year}",
        "iso": day.isoformat(),
    }[wording]
