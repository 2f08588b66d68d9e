"""What a newcomer does who has read nothing but the README, by the process that `make run` starts."""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, expect

from tests.bot.trials import Trial, open_trial
from tests.browser import CHROMIUM, MISSING, Phone, open_browser, open_page

PATIENCE = 30_000  # milliseconds until a test gives up; none waits that long
WITHIN = 5.0

pytestmark = pytest.mark.asyncio(loop_scope="module")
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trial(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Trial]:
    async with open_trial(tmp_path_factory.mktemp("newcomer")) as trial:
        yield trial


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@asynccontextmanager
async def phone_of(name: str, browser: Browser, trial: Trial) -> AsyncIterator[Phone]:
    async with open_page(browser, PATIENCE) as page:
        phone = Phone(page, PATIENCE)
        await phone.open(trial.addresses[0])
        await phone.become(name)
        yield phone


async def start_over(phone: Phone, switch: str) -> None:
    """The drawer's switch, confirmed; the page then comes back by itself."""
    page = phone.page
    await page.click("#sandbox")
    await page.get_by_role("button", name=switch).click()
    async with page.expect_response("**/chat/starts/*"):
        await page.locator("dialog").get_by_role("button", name="Начать заново").click()


async def test_it_prints_one_address_and_where_the_data_is(trial: Trial) -> None:
    assert len(trial.addresses) == 1
    assert trial.data == trial.folder / "data" / "sandbox.db"
    assert trial.data.read_bytes().startswith(b"SQLite format 3")


async def test_behind_the_address_are_a_team_a_newcomer_and_two_ways_to_start(trial: Trial) -> None:
    async with ClientSession(trial.addresses[0]) as http, http.get("/chat/world") as response:
        world = await response.json()
    names = {person["first_name"] for person in world["people"]}
    assert names >= {"Ольга", "Борис", "Анна", "Новичок", "John"}
    assert world["starts"] == ["demo", "empty"]


@in_a_browser
async def test_a_newcomer_comes_to_a_recorded_refusal_and_finds_the_client_again(
    browser: Browser, trial: Trial
) -> None:
    async with phone_of("Новичок", browser, trial) as phone:
        await phone.page.get_by_role("button", name="Запустить").click()
        await phone.press("Создать команду")
        await phone.sees("Как называется команда?")
        await phone.say("Мой отдел")
        await phone.sees("Мой отдел", "Верно?")
        await phone.press("Верно")
        await phone.sees("Суммы в RUB")
        await phone.press("Верно")
        await phone.sees("Мой отдел")
        await phone.key("Контакт")
        await phone.press("Новый клиент")
        await phone.sees("одной строкой")
        await phone.say("Иванов, ООО Ромашка, +7 912 345-67-89")
        await phone.sees("Новый клиент: Иванов, ООО Ромашка")
        await phone.press("Отказ")
        await phone.press("Нет денег")
        await phone.press("Через месяц")
        await phone.sees("Записано", "нет денег", "Вернуться:")
        await phone.say("ромаш")
        await phone.sees("Иванов, ООО Ромашка", "+7 912 345-67-89", "Следующее касание")


@in_a_browser
async def test_a_newcomer_from_elsewhere_does_the_same_in_english(browser: Browser, trial: Trial) -> None:
    async with phone_of("John", browser, trial) as phone:
        await phone.page.get_by_role("button", name="Start", exact=True).click()
        await phone.press("Create a team")
        await phone.sees("What is your team called?")
        await phone.say("Romashka, sales")
        await phone.sees("Romashka, sales", "London")
        await phone.press("Right")
        await phone.sees("Sums are in GBP")
        await phone.press("Right")
        await phone.sees("Romashka, sales")
        await phone.key("Contact")
        await phone.press("New client")
        await phone.sees("in one line")
        await phone.say("Ivanov, Romashka Ltd, +7 912 345-67-89")
        await phone.sees("New client: Ivanov, Romashka Ltd")
        await phone.press("Refused")
        await phone.press("No money")
        await phone.press("In a month")
        await phone.sees("Recorded", "no money", "We come back:")
        await phone.say("romash")
        await phone.sees("Ivanov, Romashka Ltd", "+7 912 345-67-89", "Next touch")
        assert re.search("[а-яё]", await phone.page.locator("#log").inner_text(), re.IGNORECASE) is None


@in_a_browser
async def test_in_the_demo_a_manager_records_whoever_waits_today(browser: Browser, trial: Trial) -> None:
    async with phone_of("Анна", browser, trial) as phone:
        await phone.key("Сегодня")
        await phone.sees("Сегодня: ")
        await phone.last.locator("button.inline").first.click()
        await phone.sees("Как закончилось?")
        await phone.press("Следующий шаг")
        await phone.press("Завтра")
        await phone.sees("Записано", "Следующий шаг", "завтра")


@in_a_browser
async def test_one_may_start_from_nothing_and_bring_the_demo_back(browser: Browser, trial: Trial) -> None:
    async with phone_of("Анна", browser, trial) as phone:
        await start_over(phone, "Начать с нуля")
        await phone.page.get_by_role("button", name="Запустить").click()
        await phone.press("Создать команду")
        await phone.sees("Как называется команда?")
        await start_over(phone, "Демо-команда")
        await phone.key("Сегодня")
        await phone.sees("Сегодня: ")


@in_a_browser
async def test_the_clock_goes_forward_for_the_bot_too(browser: Browser, trial: Trial) -> None:
    async with phone_of("Анна", browser, trial) as phone:
        forgotten = await since_earlier(phone)
        now = phone.page.locator("#now")
        before = await now.inner_text()
        await phone.page.click("#sandbox")
        await phone.page.get_by_role("button", name="+1 неделя").click()
        await expect(now).not_to_have_text(before, timeout=PATIENCE)
        await phone.page.click("#sandbox")
        assert await since_earlier(phone) > forgotten


async def since_earlier(phone: Phone) -> int:
    """How many clients wait for her since before today, as the bot answers when it is asked anew."""
    answers = phone.page.locator(".theirs", has_text="Сегодня: ")
    asked = await answers.count()
    await phone.key("Сегодня")
    await expect(answers).to_have_count(asked + 1, timeout=PATIENCE)
    found = re.search(r"(\d+) из них с прошлых дней", await answers.last.inner_text())
    assert found is not None
    return int(found[1])


async def test_sigterm_ends_it_in_good_order(trial: Trial) -> None:
    """The last of all: whatever it had to complain of above stands in its log."""
    asked = time.monotonic()
    assert await trial.end() == 0
    assert time.monotonic() - asked < WITHIN
    assert "error" not in trial.log().lower(), trial.log()
    assert "Traceback" not in trial.log(), trial.log()
