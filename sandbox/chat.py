"""What the chat page in the browser asks for: the people's side of the wire, as JSON."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from sandbox import chat_acts
from sandbox.acts import NotPossible
from sandbox.chats import Chat
from sandbox.events import Events
from sandbox.people import Person
from sandbox.refusals import Refused
from sandbox.shown import group_shown, message_shown, person_shown
from sandbox.telegram import Telegram

Name = TypeVar("Name")
Thing = TypeVar("Thing")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGE = Path(__file__).with_name("page")


class ChatPage:
    def __init__(self, telegram: Telegram, starts: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        self.telegram = telegram
        self.starts = starts
        self.events = Events(telegram)

    def routes(self) -> list[web.RouteDef]:
        person = r"/chat/{person:\d+}/"
        return [
            web.get("/", self._static),
            web.get(r"/{file:[\w-]+\.(?:js|css|svg)}", self._static),
            web.get("/chat/world", _plain(self.world)),
            web.get("/chat/files/{id}", _plain(self.file)),
            web.post("/chat/people", _plain(self.add_person)),
            web.post("/chat/groups", _plain(self.add_group)),
            web.post(r"/chat/groups/{id:-\d+}/supergroup", _plain(self.upgrade)),
            web.post("/chat/clock", _plain(self.move_clock)),
            web.post("/chat/starts/{name}", _plain(self.start_anew)),
            web.get(person + "chats", _plain(self.chats)),
            web.get(person + "messages", _plain(self.messages)),
            web.get(person + "events", _plain(self.follow)),
            *(web.post(person + act, _plain(self._does(does))) for act, does in chat_acts.ACTS.items()),
        ]

    def stop(self) -> None:
        self.events.stop()

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = PAGE / request.match_info.get("file", "index.html")
        if not path.exists():
            return web.json_response({"error": f"{path.name} is not there"}, status=404)
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def world(self, _: web.Request) -> web.Response:
        groups = [
            chat for chat in self.telegram.chats.values() if not chat.is_private and not chat.migrated_to
        ]
        return web.json_response({
            "now": self.telegram.clock.now().isoformat(),
            "bot": {name: self.telegram.bot[name] for name in ("id", "username", "first_name")},
            "people": [person_shown(person) for person in self.telegram.people.values()],
            "groups": [group_shown(group) for group in groups],
            "starts": sorted(self.starts),
        })  # fmt: skip

    async def file(self, request: web.Request) -> web.Response:
        stored = self.telegram.files.known(request.match_info["id"])
        return web.Response(body=stored.data, content_type=stored.kind, headers={
            "Content-Disposition": f'inline; filename="{stored.path.rpartition("/")[2]}"',
            "Content-Security-Policy": "sandbox",
        })  # fmt: skip

    async def add_person(self, request: web.Request) -> web.Response:
        told = await request.json()
        known = ("first_name", "last_name", "username", "language_code", "phone", "about")
        person = self.telegram.person(**{name: told[name] for name in known if told.get(name)})
        return web.json_response(person_shown(person))

    async def add_group(self, request: web.Request) -> web.Response:
        told = await request.json()
        people = self.telegram.people
        members = [_there(people, number) for number in told["members"]]
        group = self.telegram.group(told["title"], members, by=_there(people, told["by"]))
        return web.json_response(group_shown(group))

    async def upgrade(self, request: web.Request) -> web.Response:
        group = self.telegram.supergroup(_there(self.telegram.chats, int(request.match_info["id"])))
        return web.json_response(group_shown(group))

    async def move_clock(self, request: web.Request) -> web.Response:
        self.telegram.clock.advance(timedelta(seconds=(await request.json())["seconds"]))
        now = self.telegram.clock.now().isoformat()
        self.telegram.tell_all({"kind": "clock", "now": now})
        return web.json_response({"now": now})

    async def start_anew(self, request: web.Request) -> web.Response:
        """The sandbox forgets all chats, then the bot's side is made anew."""
        start = _there(self.starts, request.match_info["name"])
        self.telegram.forget_chats()
        await start()
        self.telegram.tell_all({"kind": "restarted"})
        return web.json_response({})

    async def chats(self, request: web.Request) -> web.Response:
        person = self._person(request)
        own = [chat for chat in self.telegram.chats.values() if person.id in chat.members]
        return web.json_response([self._chat_shown(person, chat) for chat in own if chat.migrated_to is None])

    def _chat_shown(self, person: Person, chat: Chat) -> dict[str, Any]:
        title = self.telegram.bot["first_name"] if chat.is_private else chat.title
        last = message_shown(self.telegram, person.id, chat.last) if chat.last else None
        shown = {"chat": chat.id, "title": title, "kind": chat.kind, "last": last}
        return {**shown, "unread": chat.unread(person.id), "blocked": chat.blocked}

    async def messages(self, request: web.Request) -> web.Response:
        person = self._person(request)
        chat = self.telegram.chat_of(person, int(request.query.get("chat", person.id)))
        before = int(request.query.get("before", 0)) or None
        numbers = [number for number in chat.messages if before is None or number < before]
        page = numbers[-int(request.query.get("limit", 50)) :]
        return web.json_response({
            "messages": [message_shown(self.telegram, person.id, chat.messages[number]) for number in page],
            "keyboard": chat.keyboards.get(person.id),
            "commands": self.telegram.commands_for(person, chat),
            "started": chat.started,
        })  # fmt: skip

    async def follow(self, request: web.Request) -> web.StreamResponse:
        return await self.events.stream(request, self._person(request))

    def _does(self, act: chat_acts.Act) -> Handler:
        async def handler(request: web.Request) -> web.Response:
            person = self._person(request)
            return web.json_response(act(self.telegram, person, await chat_acts.wish(request)))

        return handler

    def _person(self, request: web.Request) -> Person:
        return _there(self.telegram.people, int(request.match_info["person"]))


class NotThere(Exception):
    """Nobody and nothing has this name or number."""


def _there(things: Mapping[Name, Thing], name: Name) -> Thing:
    if name not in things:
        raise NotThere(f"there is no {name}")
    return things[name]


def _plain(handler: Handler) -> Handler:
    """What is not possible is told in plain words."""

    async def handled(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except NotThere as missing:
            return web.json_response({"error": str(missing)}, status=404)
        except KeyError as missing:
            return web.json_response({"error": f"the field {missing} is missing"}, status=400)
        except (NotPossible, LookupError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except Refused as refusal:
            return web.json_response({"error": refusal.description}, status=refusal.code)

    return handled
