"""The pictures of the README: scenes played on the chat page by the demo team, always on the same Tuesday."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import expect

from bot import demo_cast, logs
from bot.clock import Clock
from bot.demo_cast import Actor
from bot.settings import LogFormat, Settings
from bot.trial import Trial
from tests.browser import CHROMIUM, MISSING, Phone, open_browser, open_page

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
TUESDAY = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
PATIENCE = 30_000
LARGEST = 250_000  # bytes
SCALE = 1.5  # sharp where the README shows them, and light


class Camera(Phone):
    """A phone whose screen is kept as a picture."""

    async def fold_keyboard(self) -> None:
        """Room for what is long."""
        await self.page.click("#toggle-keyboard")

    async def shoot(self, name: str) -> None:
        await expect(self.page.locator("[aria-busy=true], .message.pending")).to_have_count(0)
        await self.page.evaluate(
            "document.activeElement.blur(); document.querySelector('#scroll').scrollTop = 0"
        )
        await expect(self.page.locator("#to-end:visible, #toast.shown, #log.scrolling")).to_have_count(0)
        picture = FOLDER / f"{name}.png"
        await self.page.screenshot(path=picture, animations="disabled")
        print(f"{picture.relative_to(FOLDER.parents[1])}: {picture.stat().st_size // 1000} kB")
        assert picture.stat().st_size < LARGEST


async def refusal(camera: Camera) -> None:
    """Anna's morning: who waits, a refusal in the client's own words, its reason and the way back."""
    await camera.key("Сегодня")
    await camera.sees("Сегодня: ")
    await camera.shoot("ru-today")
    await camera.last.locator("button.inline").nth(1).click()
    await camera.press("Отказ")
    await camera.sees("Что помешало?")
    await camera.shoot("ru-reasons")
    await camera.say("У соседей дешевле, а скидки так и нет")
    await camera.sees("Какая причина ближе?")
    await camera.shoot("ru-words")
    await camera.press("Не отстояли цену")
    await camera.sees("Когда вернёмся?")
    await camera.shoot("ru-dates")
    await camera.press("Через 2 недели")
    await camera.sees("Записано")
    await camera.shoot("ru-saved")
    await camera.fold_keyboard()
    await camera.press("Карточка")
    await camera.sees("Ответственный")
    await camera.shoot("ru-card")


async def sentence(camera: Camera) -> None:
    """One line typed between two calls: the card filled in, a tap from being kept."""
    await camera.key("Сегодня")
    await camera.sees("Сегодня: ")
    await camera.say(
        "Встретилась с Гусевой из кофейни Шафран +7 912 345-67-89, говорит дорого, набрать через 2 недели в 11"
    )
    await camera.press("🆕 Гусева")
    await camera.sees("Записать так?")
    await camera.shoot("ru-sentence")


async def label(camera: Camera) -> None:
    await camera.key("Сегодня")
    await camera.sees("Сегодня: ")
    await camera.last.locator("button.inline").first.click()
    await camera.press("Отказ")
    await camera.sees("Что помешало?")
    await camera.say("нецелевой, просто приценивался")
    await camera.sees("не причина отказа")
    await camera.shoot("ru-label")


async def week(camera: Camera) -> None:
    """The head's Tuesday: the meeting, and the week that has just ended."""
    await camera.key("Сводки")
    await camera.fold_keyboard()
    await camera.press("Раньше")
    await camera.sees("По менеджерам")
    await camera.shoot("ru-week")
    await camera.press("Графики")
    await camera.sees("Конверсия по менеджерам")
    await camera.shoot("ru-charts")
    await camera.say("/morning")
    await camera.sees("Планёрка")
    await camera.shoot("ru-morning")


async def english(camera: Camera) -> None:
    """John's first client, in a team that he has just made."""
    await camera.page.get_by_role("button", name="Start", exact=True).click()
    await camera.press("Create a team")
    await camera.sees("What is your team called?")
    await camera.say("Hartley & Sons, sales")
    await camera.sees("London")
    await camera.press("Right")
    await camera.sees("GBP")
    await camera.press("Right")
    await camera.sees("finds a client")
    await camera.key("Contact")
    await camera.press("New client")
    await camera.sees("in one line")
    await camera.say("Sarah Whitfield, Bright Dental, +44 20 7946 0958")
    await camera.press("Refused")
    await camera.sees("What stood in the way?")
    await camera.shoot("en-reasons")
    await camera.say("The budget is gone until the new financial year")
    await camera.sees("Which reason is nearest?")
    await camera.press("No money")
    await camera.press("In 3 months")
    await camera.sees("Recorded")
    await camera.shoot("en-saved")


SCENES: tuple[tuple[Actor, Callable[[Camera], Awaitable[None]]], ...] = (
    (demo_cast.ANNA, refusal),
    (demo_cast.PAVEL, label),
    (demo_cast.ANNA, sentence),
    (demo_cast.BORIS, week),
    (demo_cast.JOHN, english),
)


async def play(address: str) -> None:
    async with open_browser() as browser:
        for actor, scene in SCENES:
            async with open_page(
                browser, PATIENCE, reduced_motion="reduce", device_scale_factor=SCALE
            ) as page:
                camera = Camera(page, PATIENCE)
                await camera.open(f"{address}/?shot=1&person={actor.telegram_id}")
                await scene(camera)


async def main() -> None:
    if CHROMIUM is None:
        sys.exit(MISSING)
    logs.set_up("WARNING", LogFormat.CONSOLE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    clock = Clock()
    clock.advance(TUESDAY - clock.now())
    with tempfile.TemporaryDirectory(prefix="kept-") as folder:
        settings = Settings(_env_file=None, messages_per_second=1000)
        trial = Trial(settings, clock, Path(folder) / "kept.db")
        try:
            await play(await trial.open(0))
        finally:
            await trial.close()


if __name__ == "__main__":
    asyncio.run(main())
