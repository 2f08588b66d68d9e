"""Groups: made by a person, joined, left, and turned into supergroups."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sandbox.acts import NotPossible
from sandbox.chats import BotStatus, Chat, ChatKind

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.telegram import Telegram


def create(
    telegram: "Telegram", title: str, members: Iterable["Person"], by: "Person", *, with_bot: bool
) -> Chat:
    group = _chat(telegram, title, "group")
    group.members = {by.id: "creator"} | {person.id: "member" for person in members if person is not by}
    group.bot, group.started = "left", with_bot
    if with_bot:
        telegram.change_bot(group, by, "member")
    _say(telegram, group, by, {"group_chat_created": True})
    telegram.tell_all({"kind": "people"})
    return group


def _chat(telegram: "Telegram", title: str, kind: ChatKind) -> Chat:
    number = telegram.next_group(kind)
    described = {"id": number, "title": title, "type": kind}
    group = Chat(number, kind, title, described, {}, started=True)
    telegram.chats[number] = group
    return group


def _say(telegram: "Telegram", group: Chat, by: "Person", content: dict[str, object]) -> None:
    """Service messages reach the bot whatever it may read."""
    message = telegram.add(group, by.user, content)
    if group.bot in ("member", "administrator"):
        telegram.updates.add("message", message)


def add_bot(telegram: "Telegram", group: Chat, by: "Person", status: BotStatus = "member") -> None:
    was_in = group.bot in ("member", "administrator")
    group.started = True
    telegram.change_bot(group, by, status)
    if not was_in:
        _say(telegram, group, by, {"new_chat_members": [telegram.bot], "new_chat_member": telegram.bot})


def remove_bot(telegram: "Telegram", group: Chat, by: "Person") -> None:
    telegram.add(group, by.user, {"left_chat_member": telegram.bot})
    telegram.change_bot(group, by, "kicked")


def add_member(telegram: "Telegram", group: Chat, person: "Person", by: "Person") -> None:
    if person.id in group.members:
        raise NotPossible(f"{person.first_name} is in {group.title} already")
    group.members[person.id] = "member"
    _say(telegram, group, by, {"new_chat_members": [person.user], "new_chat_member": person.user})
    _changed(telegram, group, person, ("left", "member"))


def remove_member(telegram: "Telegram", group: Chat, person: "Person", by: "Person") -> None:
    was = group.members.pop(person.id)
    _say(telegram, group, by, {"left_chat_member": person.user})
    _changed(telegram, group, person, (was, "left"))


def _changed(telegram: "Telegram", group: Chat, person: "Person", statuses: tuple[str, str]) -> None:
    """Only an administrator bot hears of others' coming and going this way, and only if it asked."""
    if group.bot != "administrator":
        return
    was, now = (telegram.member(status, person.user) for status in statuses)
    change = {"chat": group.described, "from": person.user, "date": int(telegram.clock.now().timestamp())}
    telegram.updates.add("chat_member", {**change, "old_chat_member": was, "new_chat_member": now})


def upgrade(telegram: "Telegram", group: Chat) -> Chat:
    """A new chat with a new id; the old one only tells where it went."""
    if group.kind != "group" or group.migrated_to is not None:
        raise NotPossible(f"{group.title} is no basic group")
    supergroup = _chat(telegram, group.title, "supergroup")
    supergroup.members, supergroup.bot = dict(group.members), group.bot
    creator = telegram.people[next(iter(group.members))]
    _say(telegram, group, creator, {"migrate_to_chat_id": supergroup.id})
    group.migrated_to = supergroup.id
    _say(telegram, supergroup, creator, {"migrate_from_chat_id": group.id})
    telegram.tell_all({"kind": "people"})
    return supergroup
