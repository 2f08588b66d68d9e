"""The chat page in a real browser, against the real sandbox and a small bot behind its webhook."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web
from playwright.async_api import Browser, Page, expect

from sandbox.clock import StandingClock
from sandbox.people import Person
from sandbox.server import Sandbox, start
from tests.browser import CHROMIUM, MISSING, open_browser, open_page

TUESDAY = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)

if CHROMIUM is None:
    pytest.skip(MISSING, allow_module_level=True)
pytestmark = pytest.mark.asyncio(loop_scope="module")

KEYBOARD = {
    "keyboard": [[{"text": "🔔 Сегодня"}], [{"text": "Мой номер", "request_contact": True}]],
    "resize_keyboard": True,
    "input_field_placeholder": "Как прошёл контакт?",
}
BUTTONS = {"inline_keyboard": [[
    {"text": "✅ Сохранить", "callback_data": "save"}, {"text": "Важно", "callback_data": "alert"},
]]}  # fmt: skip


class EchoBot:
    """Says back what it hears; a press is answered when the test lets it."""

    def __init__(self, sandbox: Sandbox, session: ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session
        self.heard: list[dict[str, Any]] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def call(self, method: str, **params: Any) -> Any:
        url = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.session.post(url, json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def hear(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.heard.append(update)
        if "message" in update:
            await self.reply(update["message"])
        elif "callback_query" in update:
            await self.answer(update["callback_query"])
        return web.Response()

    async def reply(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            await self.call("sendMessage", chat_id=chat, text=f"Привет{text[6:]}", reply_markup=KEYBOARD)
        elif text == "запиши":
            await self.call("sendMessage", chat_id=chat, text="Сохранить?", reply_markup=BUTTONS)
        elif "contact" in message:
            await self.call("sendMessage", chat_id=chat, text=f"Номер {message['contact']['phone_number']}")
        elif "document" in message:
            await self.call("sendMessage", chat_id=chat, text=f"Файл {message['document']['file_name']}")
        else:
            await self.call("sendMessage", chat_id=chat, text=f"Эхо: {text}")

    async def answer(self, query: dict[str, Any]) -> None:
        await self.may_answer.wait()
        if query["data"] == "save":
            message = query["message"]
            await self.call("editMessageText", chat_id=message["chat"]["id"],
                            message_id=message["message_id"], text="Сохранено")  # fmt: skip
        alert = query["data"] == "alert"
        await self.call(
            "answerCallbackQuery", callback_query_id=query["id"], text="Записано", show_alert=alert
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    anna = {"first_name": "Анна", "last_name": "Ким", "phone": "+79120000003", "about": "менеджер"}
    zoe = {"first_name": "Zoe", "language_code": "en", "about": "newcomer"}
    sandbox = await start(StandingClock(TUESDAY), people=[anna, zoe])
    yield sandbox
    await sandbox.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox) -> AsyncIterator[EchoBot]:
    async with ClientSession() as session:
        bot = EchoBot(sandbox, session)
        app = web.Application()
        app.add_routes([web.post("/", bot.hear)])
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await bot.call("setWebhook", url=f"http://127.0.0.1:{runner.addresses[0][1]}/")
        yield bot
        bot.may_answer.set()
        await runner.cleanup()


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    return next(person for person in sandbox.telegram.people.values() if person.first_name == "Анна")


@pytest.fixture
def zoe(sandbox: Sandbox) -> Person:
    return next(person for person in sandbox.telegram.people.values() if person.first_name == "Zoe")


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox, bot: EchoBot, anna: Person) -> AsyncIterator[Page]:
    """Anna has started the bot, and her chat is open."""
    anna.start()
    await sandbox.telegram.settled()
    async with open_page(browser) as page:
        await page.goto(f"{sandbox.url}/?person={anna.id}")
        await expect(page.locator(".theirs")).to_have_count(1)
        yield page
    assert bot.heard


async def say(page: Page, text: str) -> None:
    await page.fill("#message", text)
    await page.press("#message", "Enter")


async def test_typed_text_is_sent_and_the_answer_appears(page: Page) -> None:
    await say(page, "Звонил Иванову")
    await expect(page.locator(".mine").last).to_contain_text("Звонил Иванову")
    await expect(page.locator(".theirs").last).to_contain_text("Эхо: Звонил Иванову")
    await expect(page.locator(".mine .icon-ticks")).to_have_count(2)
    await expect(page.locator("#message")).to_have_value("")


async def test_the_send_button_sends_as_enter_does(page: Page) -> None:
    await page.fill("#message", "кнопкой")
    await page.click("#send")
    await expect(page.locator(".theirs").last).to_contain_text("Эхо: кнопкой")


async def test_text_that_looks_like_html_is_shown_as_text(page: Page) -> None:
    evil = '<img src=x onerror="document.title=1"><b>не жирный</b>'
    await say(page, evil)
    await expect(page.locator(".theirs .text").last).to_have_text(f"Эхо: {evil}")
    assert await page.locator("#log img, #log b").count() == 0
    assert await page.title() == "Kept"


async def test_formatting_is_counted_in_utf16_and_nested(page: Page, bot: EchoBot, anna: Person) -> None:
    text = '👩‍👩‍👧 <b>жирный <i>и курсив</i></b> <code>1&lt;2</code> <a href="https://example.com/">сюда</a>'
    await bot.call("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    last = page.locator(".theirs").last
    await expect(last.locator("strong")).to_have_text("жирный и курсив")
    await expect(last.locator("strong em")).to_have_text("и курсив")
    await expect(last.locator("code")).to_have_text("1<2")
    await expect(last.locator("a")).to_have_attribute("href", "https://example.com/")


async def test_a_pressed_button_spins_until_the_bot_answers(page: Page, bot: EchoBot) -> None:
    await say(page, "запиши")
    bot.may_answer.clear()
    button = page.locator("button.inline", has_text="Важно")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    bot.may_answer.set()
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_stays_until_it_is_closed(page: Page) -> None:
    await say(page, "запиши")
    await page.click("button.inline >> text=Важно")
    alert = page.locator("dialog.alert")
    await expect(alert).to_contain_text("Записано")
    await alert.get_by_role("button").click()
    await expect(alert).to_have_count(0)


async def test_an_edited_message_changes_in_place(page: Page) -> None:
    await say(page, "запиши")
    question = page.locator(".message", has_text="Сохранить?")
    number = await question.get_attribute("data-message-id")
    messages = await page.locator(".message").count()
    await page.click("button.inline >> text=Сохранить")
    changed = page.locator(f'[data-message-id="{number}"]')
    await expect(changed).to_contain_text("Сохранено")
    await expect(changed).to_contain_text("изменено")
    await expect(changed.locator("button.inline")).to_have_count(0)
    await expect(page.locator("#toast")).to_contain_text("Записано")
    assert await page.locator(".message").count() == messages


async def test_a_deleted_message_goes(page: Page, bot: EchoBot, anna: Person) -> None:
    sent = await bot.call("sendMessage", chat_id=anna.id, text="ненадолго")
    gone = page.locator(f'[data-message-id="{sent["message_id"]}"]')
    await expect(gone).to_be_visible()
    await bot.call("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    await expect(gone).to_have_count(0)


async def test_the_keyboard_below_writes_its_words_and_folds(page: Page) -> None:
    await expect(page.locator("#message")).to_have_attribute("placeholder", "Как прошёл контакт?")
    await page.click("button.reply >> text=Сегодня")
    await expect(page.locator(".theirs").last).to_contain_text("Эхо: 🔔 Сегодня")
    await page.click("#toggle-keyboard")
    await expect(page.locator("button.reply").first).to_be_hidden()
    await page.click("#toggle-keyboard")
    await expect(page.locator("button.reply").first).to_be_visible()


async def test_the_own_number_is_sent_only_after_consent(page: Page, bot: EchoBot) -> None:
    await page.click("button.reply >> text=Мой номер")
    await page.get_by_role("button", name="Отмена").click()
    await expect(page.locator("dialog")).to_have_count(0)
    assert not any("contact" in update["message"] for update in bot.heard)
    await page.click("button.reply >> text=Мой номер")
    await page.locator("dialog").get_by_role("button", name="Отправить").click()
    await expect(page.locator(".theirs").last).to_contain_text("Номер +79120000003")


async def test_a_file_reaches_the_bot(page: Page) -> None:
    await page.set_input_files("#pick-file", {"name": "база.csv", "mimeType": "text/csv", "buffer": b"a;b\n"})
    await page.locator("dialog").get_by_role("button", name="Отправить").click()
    await expect(page.locator(".mine a.file")).to_have_attribute("download", "база.csv")
    await expect(page.locator(".theirs").last).to_contain_text("Файл база.csv")


async def test_an_own_message_can_be_corrected(page: Page, anna: Person) -> None:
    await say(page, "с опечаткй")
    await expect(page.locator(".theirs").last).to_contain_text("Эхо")
    await page.locator(".mine .bubble").last.click(button="right")
    await page.get_by_role("menuitem", name="Изменить").click()
    await say(page, "без опечатки")
    await expect(page.locator(".mine").last).to_contain_text("без опечатки")
    assert [message["text"] for message in anna.messages()][-2:] == ["без опечатки", "Эхо: с опечаткй"]


async def test_a_refused_text_stays_in_the_input(page: Page) -> None:
    await page.route("**/send", lambda route: route.fulfill(status=400, json={"error": "слишком часто"}))
    await say(page, "важные слова")
    await expect(page.locator("#toast")).to_contain_text("слишком часто")
    await expect(page.locator("#message")).to_have_value("важные слова")
    await expect(page.locator(".message", has_text="важные слова")).to_have_count(0)


async def test_each_person_has_their_own_chat_language_and_draft(
    page: Page, anna: Person, zoe: Person
) -> None:
    await page.fill("#message", "недописано")
    await page.click(f'[data-person="{zoe.id}"]')
    await expect(page.locator("#start")).to_have_text("Start")
    await expect(page.locator(".message")).to_have_count(0)
    assert f"person={zoe.id}" in page.url
    await page.click(f'[data-person="{anna.id}"]')
    await expect(page.locator("#message")).to_have_value("недописано")
    await expect(page.locator("#subtitle")).to_have_text("бот")


async def test_a_newcomer_starts_the_bot_by_the_button(page: Page, sandbox: Sandbox, zoe: Person) -> None:
    await page.goto(f"{sandbox.url}/?person={zoe.id}&start=join42")
    await page.click("#start")
    await expect(page.locator(".theirs")).to_contain_text("Привет join42")
    await expect(page.locator("#start")).to_be_hidden()
    await expect(page.locator("#message")).to_be_visible()


async def test_a_link_to_the_bot_is_followed_inside_the_page(page: Page, bot: EchoBot, anna: Person) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="https://t.me/kept_bot?start=join42")
    await page.click("text=start=join42")
    await expect(page.locator(".theirs").last).to_contain_text("Привет join42")


async def test_words_for_another_person_are_counted_on_their_chip(
    page: Page, sandbox: Sandbox, bot: EchoBot, anna: Person, zoe: Person
) -> None:
    zoe.start()
    await sandbox.telegram.settled()
    await bot.call("sendMessage", chat_id=anna.id, text="повод пересчитать")
    await expect(page.locator(f'[data-person="{zoe.id}"] .count')).to_have_text("1")
    await page.click(f'[data-person="{zoe.id}"]')
    await expect(page.locator(f'[data-person="{zoe.id}"] .count')).to_have_count(0)


async def test_the_clock_is_moved_from_the_drawer(page: Page) -> None:
    await expect(page.locator("#now")).to_contain_text("09:30")
    await page.click("#sandbox")
    await page.get_by_role("button", name="Завтра в 9:00").click()
    await expect(page.locator("#now")).to_contain_text("09:00")
    await expect(page.locator("#now")).to_contain_text("25 ноя")
    await expect(page.locator(".separator")).to_have_text("Вчера")


async def test_a_blocked_bot_can_be_unblocked(page: Page, anna: Person) -> None:
    await page.click("#chat-menu")
    await page.get_by_role("menuitem", name="Заблокировать бота").click()
    await page.click("#unblock")
    await expect(page.locator("#message")).to_be_visible()
    assert not anna.chat.blocked


async def test_a_group_is_made_with_the_bot_in_it(page: Page, sandbox: Sandbox) -> None:
    await page.click("#sandbox")
    await page.get_by_role("button", name="Новая группа с ботом").click()
    await page.fill("dialog input[name=title]", "Отдел продаж")
    await page.locator("dialog").get_by_role("button", name="Создать").click()
    await expect(page.locator("#title")).to_have_text("Отдел продаж")
    assert re.search(r"chat=-\d+", page.url)
    assert [chat.title for chat in sandbox.telegram.chats.values() if not chat.is_private] == ["Отдел продаж"]


async def test_earlier_messages_load_as_one_scrolls_up(page: Page, bot: EchoBot, anna: Person) -> None:
    await bot.call("deleteWebhook")
    for number in range(130):
        anna.write(f"строка {number}")
    await page.reload()
    await expect(page.locator(".message").last).to_contain_text("строка 129")
    await expect(page.locator(".message")).to_have_count(50)
    for _ in range(12):
        await page.evaluate("document.querySelector('#scroll').scrollTop = -1e6")
        await page.wait_for_timeout(60)
    await expect(page.locator(".message")).to_have_count(132)
    await expect(page.locator(".message").first).to_contain_text("/start")
    numbers = await page.eval_on_selector_all(".message", "rows => rows.map(row => +row.dataset.messageId)")
    assert numbers == sorted(numbers)


async def test_a_picture_for_customers_shows_no_sandbox_controls(page: Page, sandbox: Sandbox) -> None:
    await page.goto(f"{sandbox.url}/?shot=1")
    await expect(page.locator(".theirs")).to_have_count(1)
    await expect(page.locator("#people")).to_be_hidden()
    await expect(page.locator("#sandbox")).to_be_hidden()


async def test_the_page_asks_nobody_but_this_machine(browser: Browser, sandbox: Sandbox) -> None:
    page = await browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(sandbox.url)
    await expect(page.locator("#start")).to_be_visible()
    await page.close()
    assert all(url.startswith((sandbox.url, "data:", "blob:")) for url in asked), asked
