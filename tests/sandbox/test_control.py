"""The control API: what the chat page asks for and is told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from sandbox.clock import StandingClock
from sandbox.people import Person
from sandbox.server import Sandbox, start

PICTURE = bytes.fromhex("ffd8 ffc2 0011 08 0140 0280 03 011100 021100 031100 ffd9")
Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
async def sandbox(clock: StandingClock) -> AsyncIterator[Sandbox]:
    async def empty() -> None:
        running.telegram.person("Newcomer")

    running = await start(clock, starts={"empty": empty})
    yield running
    await running.stop()


@pytest.fixture
def ask(http: ClientSession) -> Ask:
    async def asked(path: str, wish: Any = None, *, status: int = 200) -> Any:
        request = http.get(f"/chat/{path}") if wish is None else http.post(f"/chat/{path}", json=wish)
        async with request as response:
            assert response.status == status, await response.text()
            return await response.json()

    return asked


async def test_the_world_is_told(anna: Person, ask: Ask) -> None:
    sales = anna.telegram.group("Sales", [], by=anna)
    world = await ask("world")
    assert world["now"] == "2026-11-23T09:00:00+00:00"
    assert world["bot"] == {"id": 110201543, "username": "kept_bot", "first_name": "Kept"}
    assert world["people"] == [
        {
            "id": anna.id,
            "first_name": "Anna",
            "last_name": "",
            "username": "anna_m",
            "language_code": "ru",
            "phone": "+79120000001",
            "about": "",
        }
    ]
    assert world["groups"] == [{"id": sales.id, "title": "Sales", "kind": "group", "members": [anna.id]}]
    assert world["starts"] == ["empty"]


async def test_a_chat_is_listed_and_read(anna: Person, ask: Ask, call: Any) -> None:
    keyboard = {"keyboard": [[{"text": "a"}]]}
    await call("sendMessage", chat_id=anna.id, text="hello", reply_markup=keyboard)
    await call("sendMessage", chat_id=anna.id, text="your name?", reply_markup={"force_reply": True})
    await call("setMyCommands", commands=[{"command": "new", "description": "new contact"}])
    (chat,) = await ask(f"{anna.id}/chats")
    assert (chat["chat"], chat["title"], chat["kind"]) == (anna.id, "Kept", "private")
    assert (chat["unread"], chat["blocked"], chat["last"]["text"]) == (2, False, "your name?")
    page = await ask(f"{anna.id}/messages?chat={anna.id}")
    assert [(one["text"], one["mine"]) for one in page["messages"]] == [
        ("/start", True),
        ("hello", False),
        ("your name?", False),
    ]
    assert page["messages"][-1]["force_reply"] is True
    assert (page["keyboard"], page["started"]) == (keyboard, True)
    assert page["commands"] == [{"command": "new", "description": "new contact"}]
    second = page["messages"][1]["message_id"]
    earlier = await ask(f"{anna.id}/messages?chat={anna.id}&before={second}&limit=1")
    assert [one["text"] for one in earlier["messages"]] == ["/start"]
    await ask(f"{anna.id}/read", {"chat": anna.id})
    assert (await ask(f"{anna.id}/chats"))[0]["unread"] == 0


async def test_people_act_through_it(anna: Person, ask: Ask, call: Any) -> None:
    chat = {"chat": anna.id}
    sent = await ask(f"{anna.id}/send", {**chat, "text": "hello"})
    assert (sent["text"], sent["mine"]) == ("hello", True)
    await ask(f"{anna.id}/send", {**chat, "text": "answer", "reply_to": sent["message_id"]})
    await ask(f"{anna.id}/send", {**chat, "contact": {"phone_number": "+7", "first_name": "Иванов"}})
    await ask(f"{anna.id}/send", {**chat, "text": "call me", "forward_from": {"id": 5, "first_name": "Пётр"}})
    await ask(f"{anna.id}/edit", {**chat, "message_id": sent["message_id"], "text": "hello!"})
    await ask(f"{anna.id}/share_contact", chat)
    await ask(f"{anna.id}/start", {"payload": "join"})
    await ask(f"{anna.id}/start", {})
    await ask(f"{anna.id}/block", {"blocked": True})
    updates = (await call("getUpdates"))["result"]
    assert [next(key for key in update if key != "update_id") for update in updates] == [
        *["message"] * 4,
        "edited_message",
        *["message"] * 3,
        "my_chat_member",
    ]


async def test_a_file_is_sent_as_a_form(anna: Person, ask: Ask, http: ClientSession) -> None:
    for as_photo in ("", "1"):
        form = FormData({"chat": str(anna.id), "caption": "card", "as_photo": as_photo})
        form.add_field("file", PICTURE, filename="card.jpg", content_type="image/jpeg")
        async with http.post(f"/chat/{anna.id}/send", data=form) as response:
            sent = await response.json()
        assert ("photo" if as_photo else "document") in sent
        async with http.get(sent["file_url"]) as response:
            assert await response.read() == PICTURE
    assert (await ask(f"{anna.id}/chats"))[0]["last"]["caption"] == "card"


async def test_a_button_is_pressed_if_it_is_there_or_forged(anna: Person, ask: Ask, call: Any) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    press = {"chat": anna.id, "message_id": anna.last().id}
    pressed = await ask(f"{anna.id}/press", {**press, "data": "go"})
    assert pressed["callback_id"] in anna.telegram.presses
    assert "error" in await ask(f"{anna.id}/press", {**press, "data": "other"}, status=400)
    assert await ask(f"{anna.id}/press", {**press, "data": "other", "forged": True})


async def test_people_groups_and_the_clock_are_moved_by_it(
    anna: Person, ask: Ask, clock: StandingClock
) -> None:
    boris = await ask("people", {"first_name": "Boris", "language_code": "en", "about": "head"})
    group = await ask("groups", {"title": "Sales", "members": [anna.id], "by": boris["id"]})
    assert group["members"] == [boris["id"], anna.id]
    upgraded = await ask(f"groups/{group['id']}/supergroup", {})
    assert upgraded["kind"] == "supergroup"
    assert [one["id"] for one in (await ask("world"))["groups"]] == [upgraded["id"]]
    assert await ask("clock", {"seconds": 3600}) == {"now": "2026-11-23T10:00:00+00:00"}
    assert clock.now().hour == 10


async def test_starting_anew_forgets_all_chats(anna: Person, ask: Ask) -> None:
    anna.write("hello")
    assert await ask("starts/empty", {}) == {}
    page = await ask(f"{anna.id}/messages")
    assert (page["messages"], page["started"]) == ([], False)
    assert [person["first_name"] for person in (await ask("world"))["people"]] == ["Anna", "Newcomer"]


@pytest.mark.parametrize(
    ("path", "wish", "status"),
    [
        ("9/chats", None, 404),
        ("starts/unknown", {}, 404),
        ("groups/-5/supergroup", {}, 404),
        ("files/unknown", None, 400),
        ("{anna}/messages?chat=5", None, 400),
        ("{anna}/messages?chat=five", None, 400),
        ("{anna}/send", {"chat": "five"}, 400),
        ("{anna}/send", {}, 400),
        ("{anna}/send", {"chat": 5, "text": "x"}, 400),
        ("{anna}/press", {"chat": 500000001, "message_id": 99, "data": "x"}, 400),
        ("groups", {"title": "x", "members": [9], "by": 9}, 404),
    ],
)
async def test_what_is_not_there_is_an_error_in_words(
    anna: Person, ask: Ask, path: str, wish: Any, status: int
) -> None:
    assert (await ask(path.format(anna=anna.id), wish, status=status))["error"]


async def test_the_page_is_served(http: ClientSession) -> None:
    for path, status in (
        ("/", 200),
        ("/chat.js", 200),
        ("/chat.css", 200),
        ("/no-such.js", 404),
        ("/a/b.js", 404),
    ):
        async with http.get(path) as response:
            assert response.status == status, path
