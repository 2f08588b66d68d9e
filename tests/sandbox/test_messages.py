"""What the bot says, and what Telegram does not let it."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from sandbox.acts import NotPossible
from sandbox.people import Person

GO = {"inline_keyboard": [[{"text": "➡️ Go", "callback_data": "go:1"}]]}


def refusal(answer: dict[str, Any]) -> tuple[int, str]:
    return answer["error_code"], answer["description"]


async def said(anna: Person, call: Any, text: str = "hello", **more: Any) -> int:
    return int((await call("sendMessage", chat_id=anna.id, text=text, **more))["result"]["message_id"])


async def test_html_comes_back_as_text_and_entities(anna: Person, bot: Bot) -> None:
    sent = await bot.send_message(anna.id, " <b>Иванов</b>, +7 912 345-67-89\n", parse_mode=ParseMode.HTML)
    assert sent.text == "Иванов, +7 912 345-67-89"
    assert sent.html_text == "<b>Иванов</b>, +7 912 345-67-89"
    assert [entity.type for entity in sent.entities or []] == ["bold", "phone_number"]
    assert anna.last()["from"]["is_bot"]


async def test_all_four_keyboards_are_shown(anna: Person, bot: Bot) -> None:
    inline = InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text="a", callback_data="1"),
                InlineKeyboardButton(text="b", url="https://a.b"),
            ]
        ]
    )
    await bot.send_message(anna.id, "inline", reply_markup=inline)
    assert anna.last().rows == [["a", "b"]]
    reply = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="➕ Контакт")], [KeyboardButton(text="⚙️ Ещё")]]
    )
    sent = await bot.send_message(anna.id, "keyboard", reply_markup=reply)
    assert sent.reply_markup is None
    await bot.send_message(anna.id, "answer me", reply_markup=ForceReply(input_field_placeholder="имя"))
    assert anna.keyboard() == [["➕ Контакт"], ["⚙️ Ещё"]]
    await bot.send_message(anna.id, "gone", reply_markup=ReplyKeyboardRemove())
    assert anna.keyboard() == []
    assert anna.telegram.violations == []


async def test_the_other_wishes_of_a_message_are_kept(anna: Person, bot: Bot) -> None:
    asked = anna.write("how are you?")
    sent = await bot.send_message(
        anna.id,
        "fine",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=asked.id, quote="how"),
        protect_content=True,
        disable_notification=True,
    )
    assert sent.link_preview_options
    assert sent.link_preview_options.is_disabled
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "how are you?"
    assert sent.has_protected_content


TEXTS = [
    ("", "Bad Request: message text is empty"),
    (" \n ", "Bad Request: message text is empty"),
    ("<b> </b>", "Bad Request: message text is empty"),
    ("x" * 4097, "Bad Request: message is too long"),
    ("😀" * 2049, "Bad Request: message is too long"),
    ("<i>x", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag i"),
    ("t.me/kept_bot?start=a.b", "Bad Request: deep link payload"),
    (f'<a href="https://t.me/kept_bot?start={"a" * 65}">x</a>', "Bad Request: deep link payload"),
]


@pytest.mark.parametrize(("text", "why"), TEXTS)
async def test_a_text_telegram_does_not_take_is_refused_and_noted(
    anna: Person, call: Any, text: str, why: str
) -> None:
    code, description = refusal(await call("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML"))
    assert code == 400
    assert description.startswith(why)
    assert [broken.description for broken in anna.telegram.violations] == [description]


async def test_the_longest_text_is_counted_after_the_entities(anna: Person, call: Any) -> None:
    assert await said(anna, call, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert await said(anna, call, "😀" * 2048)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"entities": [{"type": "bold", "offset": 0, "length": 9}]}, "entity is out of the text"),
        ({"message_thread_id": 5}, "no topics"),
        ({"parse_mode": "MarkdownV2"}, "does not read parse_mode markdownv2"),
        ({"reply_parameters": {"message_id": 1, "quote": "not said"}}, "QUOTE_TEXT_INVALID"),
    ],
)
async def test_a_wish_that_cannot_be_met_is_refused(anna: Person, call: Any, more: Any, why: str) -> None:
    code, description = refusal(await call("sendMessage", chat_id=anna.id, text="x", **more))
    assert code in (400, 501)
    assert why in description


async def test_a_reply_to_what_is_gone_may_be_sent_all_the_same(anna: Person, call: Any) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert await said(anna, call, reply_parameters=reply)


async def test_a_person_who_never_wrote_is_no_chat(anna: Person, call: Any) -> None:
    boris = anna.telegram.person("Boris")
    for chat in (boris.id, 5, "@nobody"):
        answer = await call("sendMessage", chat_id=chat, text="hello")
        assert refusal(answer) == (400, "Bad Request: chat not found")
    assert len(anna.telegram.violations) == 3


async def test_a_blocked_bot_is_told_so_and_that_is_no_violation(anna: Person, call: Any) -> None:
    anna.block()
    answer = await call("sendMessage", chat_id=anna.id, text="hello")
    assert refusal(answer) == (403, "Forbidden: bot was blocked by the user")
    blocked = (await call("getUpdates"))["result"][-1]["my_chat_member"]
    assert (blocked["old_chat_member"]["status"], blocked["new_chat_member"]["status"]) == (
        "member",
        "kicked",
    )
    assert anna.telegram.violations == []
    anna.write("back again")
    assert await said(anna, call)
    kinds = [set(update) - {"update_id"} for update in (await call("getUpdates"))["result"]]
    assert kinds == [{"my_chat_member"}, {"my_chat_member"}, {"message"}]


async def test_the_bot_can_pin_in_a_private_chat(anna: Person, bot: Bot, call: Any) -> None:
    number = await said(anna, call)
    await bot.pin_chat_message(anna.id, number)
    pinned = (await bot.get_chat(anna.id)).pinned_message
    assert pinned
    assert pinned.message_id == number
    await bot.unpin_chat_message(anna.id)
    await bot.unpin_all_chat_messages(anna.id)
    assert (await bot.get_chat(anna.id)).pinned_message is None
    assert (await call("unpinChatMessage", chat_id=anna.id, message_id=5))["error_code"] == 400


async def test_a_button_cannot_lead_to_a_payload_telegram_drops(anna: Person, call: Any) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "url": "https://t.me/kept_bot?start=a.b"}]]}
    answer = await call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert "deep link payload" in answer["description"]


def test_a_person_can_do_what_the_client_lets_them(anna: Person) -> None:
    for act in (
        lambda: anna.write(""),
        lambda: anna.write("x" * 4097),
        lambda: anna.start("a b"),
        lambda: anna.follow("https://t.me/another_bot?start=x"),
        lambda: anna.tap("nothing"),
        lambda: anna.send_photo(b"no picture"),
        lambda: anna.edit(99, "x"),
        lambda: anna.telegram.person("Boris").share_contact(),
        lambda: anna.telegram.person("Boris").write("x", chat=anna.id),
    ):
        with pytest.raises(NotPossible):
            act()


async def test_a_mentioned_person_is_told_of_as_telegram_knows_them(anna: Person, bot: Bot) -> None:
    link = f'<a href="tg://user?id={anna.id}">you</a>'
    sent = await bot.send_message(anna.id, link, parse_mode=ParseMode.HTML)
    assert sent.entities
    assert sent.entities[0].user
    assert sent.entities[0].user.first_name == "Anna"
