"""Telegram's side of the wire: people, chats, what was said, and what the bot has still to hear."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from sandbox import groups, privacy
from sandbox.acts import NotPossible
from sandbox.chats import BotStatus, Chat, ChatKind
from sandbox.clock import Clock
from sandbox.commands import Commands, scopes_of
from sandbox.files import Files
from sandbox.limits import Flood, Limits
from sandbox.message import Message
from sandbox.people import Person
from sandbox.profile import Profile
from sandbox.refusals import bad_request
from sandbox.settling import Settling

if TYPE_CHECKING:
    from sandbox.faults import Fault
    from sandbox.violations import Violation

Watcher = Callable[[dict[str, Any]], None]

FIRST_PERSON = 500_000_001
FIRST_GROUPS: dict[ChatKind, int] = {"group": -4_000_000_000, "supergroup": -1_002_000_000_000}


class Telegram(Settling):
    def __init__(self, clock: Clock, bot: dict[str, Any], limits: Limits | None = None) -> None:
        super().__init__(clock)
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.commands = Commands()
        self.profile = Profile()
        self.violations: list[Violation] = []
        self.faults: list[Fault] = []
        self.watchers: dict[int, list[Watcher]] = {}
        self.flood = Flood(limits) if limits else None
        self._last_message = 0
        self._last_group: dict[ChatKind, int] = dict(FIRST_GROUPS)
        self._last_callback = 4_000_000_000_000_000

    def person(self, first_name: str, language_code: str = "ru", **more: Any) -> Person:
        """Somebody new; `more`: last_name, username, phone, about, id."""
        number = more.pop("id", None) or max(self.people, default=FIRST_PERSON - 1) + 1
        person = Person(number, first_name, language_code, **more, telegram=self)
        self.people[number] = person
        self._open_private(person)
        self.tell_all({"kind": "people"})
        return person

    def _open_private(self, person: Person) -> None:
        described = {
            name: value for name, value in person.user.items() if name in ("id", "first_name", "username")
        }
        described |= {"last_name": person.last_name} if person.last_name else {}
        members = {person.id: "member"}
        self.chats[person.id] = Chat(
            person.id, "private", person.first_name, {**described, "type": "private"}, members
        )

    def add(self, chat: Chat, sender: dict[str, Any], content: dict[str, Any]) -> Message:
        date = int(self.clock.now().timestamp())
        number = self._next_message(chat)
        message = Message(
            {"message_id": number, "from": sender, "chat": chat.described, "date": date, **content}
        )
        chat.messages[number] = message
        self.tell(chat, {"kind": "message", "chat": chat.id, "message": message})
        return message

    def _next_message(self, chat: Chat) -> int:
        """A supergroup counts its own messages, all other chats of a bot share one count."""
        if chat.kind == "supergroup":
            chat.last_id += 1
            return chat.last_id
        self._last_message += 1
        return self._last_message

    def replace(self, chat: Chat, message: Message) -> None:
        chat.messages[message.id] = message
        self.tell(chat, {"kind": "edited", "chat": chat.id, "message": message})

    def remove(self, chat: Chat, number: int) -> None:
        del chat.messages[number]
        chat.pinned = [pinned for pinned in chat.pinned if pinned != number]
        self.tell(chat, {"kind": "deleted", "chat": chat.id, "message_id": number})

    def next_group(self, kind: ChatKind) -> int:
        """No number is given twice, also when all chats were forgotten."""
        self._last_group[kind] -= 1
        return self._last_group[kind]

    def next_callback(self) -> str:
        self._last_callback += 1
        return str(self._last_callback)

    def chat_of(self, person: Person, chat: Chat | int | None) -> Chat:
        """As a person names it."""
        found = person.chat if chat is None else self.chats.get(chat) if isinstance(chat, int) else chat
        if found is None or person.id not in found.members:
            raise NotPossible(f"{person.first_name} has no chat {chat}")
        return found

    def reach(self, chat_id: int | str) -> Chat:
        """As the bot names it: a private chat exists for it only after the person wrote."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        return chat

    def bot_sees(self, chat: Chat, message: Message) -> bool:
        return privacy.sees(self.bot, chat, message)

    def group(self, title: str, members: Iterable[Person], by: Person, *, with_bot: bool = True) -> Chat:
        return groups.create(self, title, members, by, with_bot=with_bot)

    def supergroup(self, group: Chat) -> Chat:
        """The group becomes one: a new chat, where the members and the bot are now."""
        return groups.upgrade(self, group)

    def change_bot(self, chat: Chat, by: Person, status: BotStatus) -> None:
        """The bot is let in, put out, blocked: it hears of it either way."""
        old, chat.bot = chat.bot, status
        member = {"chat": chat.described, "from": by.user, "date": int(self.clock.now().timestamp())}
        was = {"old_chat_member": self.member(old), "new_chat_member": self.member(status)}
        self.updates.add("my_chat_member", {**member, **was})
        self.tell_all({"kind": "people"})

    def member(self, status: str, user: dict[str, Any] | None = None) -> dict[str, Any]:
        member: dict[str, Any] = {"status": status, "user": user or self.bot}
        if status == "kicked":
            member["until_date"] = 0
        if status in ("administrator", "creator"):
            member["is_anonymous"] = False
        if status == "administrator":
            member |= {"can_be_edited": False, **dict.fromkeys(ADMIN_RIGHTS, True)}
        return member

    def commands_for(self, person: Person, chat: Chat) -> list[dict[str, Any]]:
        admin = person.id in chat.admins()
        scopes = scopes_of(chat.id, person.id, private=chat.is_private, admin=admin)
        return self.commands.seen(scopes, person.language_code)

    def push(self, update: dict[str, Any]) -> int:
        """An update of any content, also one that cannot be decoded; gives its id."""
        return self.updates.push(update)

    def tell(self, chat: Chat, event: dict[str, Any]) -> None:
        for person in chat.members:
            self.tell_person(person, event)

    def tell_person(self, person: int, event: dict[str, Any]) -> None:
        for watcher in self.watchers.get(person, ()):
            watcher(event)

    def tell_all(self, event: dict[str, Any]) -> None:
        for person in tuple(self.watchers):
            self.tell_person(person, event)

    def forget_chats(self) -> None:
        """All that was said and waits is gone; the people stay, and so does what the bot has set up."""
        self.chats.clear()
        self.updates.drop_all()
        self.presses.clear()
        self.unanswered.clear()
        for person in self.people.values():
            self._open_private(person)


ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_send_welcome_messages", "can_pin_messages",
)  # fmt: skip
