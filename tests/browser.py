"""A phone for the tests that look at the chat page: whichever Chromium this machine has."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
MISSING = "no browser: apt-get install chromium"
LEAN = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE: Any = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "timezone_id": "Europe/Moscow",
}


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=LEAN)
        yield browser
        await browser.close()


@asynccontextmanager
async def open_page(browser: Browser, patience: float = 5000, **more: Any) -> AsyncIterator[Page]:
    """A page in a phone of its own, with milliseconds of patience; a script that fails in it fails the test."""
    context = await browser.new_context(**PHONE | more)
    context.set_default_timeout(patience)
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    await context.close()
    assert not faults, faults


class Phone:
    """The chat page in somebody's hand: what they tap and type, and what the bot said last."""

    def __init__(self, page: Page, patience: float) -> None:
        self.page = page
        self.patience = patience

    @property
    def last(self) -> Locator:
        """The newest message of the bot."""
        return self.page.locator(".theirs").last

    async def open(self, address: str) -> None:
        await self.page.goto(address)

    async def become(self, name: str) -> None:
        """The address names whose chat is on the screen."""
        chip = self.page.locator(".chip", has_text=name)
        await chip.click()
        await self.page.wait_for_url(f"**person={await chip.get_attribute('data-person')}*")

    async def say(self, text: str) -> None:
        await self.page.fill("#message", text)
        await self.page.press("#message", "Enter")

    async def key(self, words: str) -> None:
        """On the bot's keyboard below the message line."""
        await self.page.locator("button.reply", has_text=words).click()

    async def press(self, words: str) -> None:
        """Under the newest message that has such a button."""
        await self.page.locator("button.inline", has_text=words).last.click()

    async def sees(self, *words: str) -> None:
        """The bot's newest message comes to say it."""
        for told in words:
            await expect(self.last).to_contain_text(told, timeout=self.patience)
