"""Chats and who is in them."""

from typing import TYPE_CHECKING, Any

from sandbox.chats import Chat
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(telegram: "Telegram", params: dict[str, Any]) -> dict[str, Any]:
    chat = telegram.reach(params["chat_id"])
    told: dict[str, Any] = {**chat.described, "accent_color_id": 0, "max_reaction_count": 11}
    told["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.pinned:
        told["pinned_message"] = chat.messages[chat.pinned[-1]]
    if not chat.is_private:
        told["permissions"] = {"can_send_messages": True}
    return told


def get_member(telegram: "Telegram", params: dict[str, Any]) -> dict[str, Any]:
    chat = telegram.reach(params["chat_id"]).ready()
    if params["user_id"] == telegram.bot["id"]:
        return telegram.member(chat.bot)
    person = telegram.people.get(params["user_id"])
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return telegram.member(chat.members.get(person.id, "left"), person.user)


def get_admins(telegram: "Telegram", params: dict[str, Any]) -> list[dict[str, Any]]:
    chat = _group(telegram, params)
    admins = [telegram.member(chat.members[person], telegram.people[person].user) for person in chat.admins()]
    return admins + ([telegram.member(chat.bot)] if chat.bot == "administrator" else [])


def count_members(telegram: "Telegram", params: dict[str, Any]) -> int:
    return len(telegram.reach(params["chat_id"]).ready().members) + 1


def leave(telegram: "Telegram", params: dict[str, Any]) -> bool:
    chat = _group(telegram, params)
    chat.bot = "left"
    telegram.add(chat, telegram.bot, {"left_chat_member": telegram.bot})
    return True


def _group(telegram: "Telegram", params: dict[str, Any]) -> Chat:
    chat = telegram.reach(params["chat_id"]).ready()
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def pin(telegram: "Telegram", params: dict[str, Any]) -> bool:
    """A group lets only its administrators pin."""
    chat = _where_it_may_pin(telegram, params)
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    chat.pinned = [*(number for number in chat.pinned if number != message.id), message.id]
    pinned = {name: value for name, value in message.items() if name != "reply_to_message"}
    telegram.add(chat, telegram.bot, {"pinned_message": pinned})
    return True


def unpin(telegram: "Telegram", params: dict[str, Any]) -> bool:
    chat = _where_it_may_pin(telegram, params)
    number = params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    return True


def unpin_all(telegram: "Telegram", params: dict[str, Any]) -> bool:
    _where_it_may_pin(telegram, params).pinned.clear()
    return True


def _where_it_may_pin(telegram: "Telegram", params: dict[str, Any]) -> Chat:
    chat = telegram.reach(params["chat_id"]).ready()
    if not chat.is_private and chat.bot != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_admins,
    "getChatMemberCount": count_members,
    "leaveChat": leave,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
}
