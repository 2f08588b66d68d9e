"""The Bot API over HTTP: a call is taken apart, checked, carried out, and answered as Telegram does."""

import asyncio
import json
from typing import Any

from aiohttp import web

from sandbox import check
from sandbox.delivery import Delivery
from sandbox.faults import Answer, Call, Delay, Drop, Stage, TooMany
from sandbox.forms import parameters
from sandbox.methods import DOES
from sandbox.refusals import Refused, too_many
from sandbox.telegram import Telegram
from sandbox.violations import Violation

Reply = tuple[int, dict[str, Any]]


class Api:
    def __init__(self, telegram: Telegram, token: str) -> None:
        self.telegram = telegram
        self.token = token
        self.delivery = Delivery(telegram, self.carry)

    def routes(self) -> list[web.RouteDef]:
        path = "/bot{token:[^/]+}/{method}"
        return [
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.file),
            web.get(path, self.call),
            web.post(path, self.call),
        ]

    async def call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _response(_refusal(Refused(401, "Unauthorized")))
        try:
            given = await parameters(request)
        except (Refused, UnicodeDecodeError, ValueError) as error:
            return _response(self._refused(request.match_info["method"], {}, _as_refusal(error)))
        return await self._answered(request, request.match_info["method"], given)

    async def _answered(self, request: web.Request, name: str, given: dict[str, Any]) -> web.Response:
        """With the faults a test arranged, before the call and after."""
        if not self.telegram.faults:
            return _response(await self.carry(name, given))
        trouble = await self._trouble(request, Call(name, given, "before"))
        if trouble is not None:
            return trouble
        reply = await self.carry(name, given)
        return await self._trouble(request, Call(name, given, "after")) or _response(reply)

    async def carry(self, name: str, given: dict[str, Any]) -> Reply:
        if name.lower() == "getupdates":
            return await self._carry(name, given)
        with self.telegram.call():
            return await self._carry(name, given)

    async def _carry(self, name: str, given: dict[str, Any]) -> Reply:
        try:
            method = check.method(name)
            return 200, {"ok": True, "result": await self._done(method.name, method.checked(given))}
        except Refused as refusal:
            return self._refused(name, given, refusal)

    async def _done(self, name: str, params: dict[str, Any]) -> Any:
        if name in DOES:
            return DOES[name](self.telegram, params)
        if name in self.delivery.methods:
            return await self.delivery.methods[name](params)
        raise Refused(501, f"Not Implemented: the sandbox knows {name} and does not act it out")

    def _refused(self, name: str, given: dict[str, Any], refusal: Refused) -> Reply:
        if not refusal.blameless:
            self.telegram.violations.append(Violation(name, given, refusal.description))
        return _refusal(refusal)

    async def _trouble(self, request: web.Request, call: Call) -> web.Response | None:
        for fault in tuple(self.telegram.faults):
            match fault(call):
                case Delay(seconds):
                    await asyncio.sleep(seconds)
                case Answer(status, body, kind):
                    return web.Response(status=status, text=body, content_type=kind)
                case TooMany(seconds):
                    return _response(_refusal(too_many(seconds)))
                case Drop():
                    return _dropped(request)
                case None:
                    pass
        return None

    async def file(self, request: web.Request) -> web.Response:
        stored = self.telegram.files.at(request.match_info["path"])
        if request.match_info["token"] != self.token:
            return _response(_refusal(Refused(401, "Unauthorized")))
        if stored is None:
            return _response(_refusal(Refused(404, "Not Found")))
        stage: Stage = "before"
        call = Call("file", {"path": stored.path}, stage)
        return await self._trouble(request, call) or web.Response(body=stored.data)


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _as_refusal(error: Exception) -> Refused:
    return (
        error if isinstance(error, Refused) else Refused(400, "Bad Request: strings must be encoded in UTF-8")
    )


def _refusal(refusal: Refused) -> Reply:
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return refusal.code, body | ({"parameters": refusal.parameters} if refusal.parameters else {})


def _response(reply: Reply) -> web.Response:
    status, body = reply
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")
