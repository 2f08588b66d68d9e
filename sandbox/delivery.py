"""How updates reach the bot: it asks and waits, or Telegram calls its webhook."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.refusals import bad_request, conflict
from sandbox.telegram import Telegram
from sandbox.webhook import Carry, Webhook

Does = Callable[[dict[str, Any]], Awaitable[Any]]

WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
ANOTHER_ASKS = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Delivery:
    def __init__(self, telegram: Telegram, carry: Carry) -> None:
        self.telegram = telegram
        self.webhook = Webhook(telegram, carry)
        self._asking: asyncio.Future[None] | None = None
        telegram.updates.on_arrival.append(self._arrived)
        self.methods: dict[str, Does] = {
            "getUpdates": self.get_updates,
            "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.webhook_info,
        }

    async def get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook.url:
            raise conflict(WEBHOOK_IS_SET, blameless=False)
        self._end_other(ANOTHER_ASKS)
        updates = self.telegram.updates
        updates.remember_allowed(params.get("allowed_updates"))
        updates.move_to(params.get("offset", 0))
        limit = params.get("limit", 100)
        if not updates and params.get("timeout", 0) > 0:
            await self._wait(params["timeout"])
        return updates.first(limit)

    async def _wait(self, seconds: float) -> None:
        asking = self._asking = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await asking
        except TimeoutError:
            pass
        finally:
            if self._asking is asking:
                self._asking = None

    def _arrived(self) -> None:
        if self._asking and not self._asking.done():
            self._asking.set_result(None)
        self.webhook.arrived()

    def _end_other(self, why: str) -> None:
        """Of two that ask at once Telegram ends the earlier."""
        if self._asking and not self._asking.done():
            self._asking.set_exception(conflict(why, blameless=True))

    async def set_webhook(self, params: dict[str, Any]) -> bool:
        url = params["url"]
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if params.get("drop_pending_updates"):
            self.telegram.updates.drop_all()
        self.telegram.updates.remember_allowed(params.get("allowed_updates"))
        if url:
            self._end_other("terminated by setWebhook request")
        await self.webhook.set(url, params.get("secret_token", ""))
        return True

    async def delete_webhook(self, params: dict[str, Any]) -> bool:
        return await self.set_webhook({"url": "", **params})

    async def webhook_info(self, _: dict[str, Any]) -> dict[str, Any]:
        return self.webhook.info()

    async def stop(self) -> None:
        if self._asking and not self._asking.done():
            self._asking.set_result(None)
        await self.webhook.stop()
