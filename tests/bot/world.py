"""Olga's team with something to hide, and everyone who may come to its doors."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, text

from bot.importing.layout import Layout
from sales.clientless import Fact
from sales.clients import Introduction, Reach
from sales.contacts import Draft, Outcome
from sales.losses import Reason
from sales.people import Role
from sales.recontact import Promise
from sales.stops import Kind
from sales.vocabulary import List
from sandbox.message import Message
from sandbox.people import Person
from sandbox.pressing import Press
from storage import (
    clientless,
    clients,
    contacts,
    criteria,
    imports,
    merging,
    notes,
    people,
    reasons,
    reminders,
    sentences,
    stops,
    tags,
    tasks,
    teams,
    vocabulary,
)
from storage.book import Book
from storage.contacts import Origin
from storage.schema import metadata
from storage.sentences import Heard
from storage.tx import Tx
from tables.cells import Row
from tables.delimited import Manner
from tables.kinds import Kind as File
from tables.mapping import guess_mapping
from tables.reading import Table
from tests.house import House

# Words of Olga's team that nobody outside it may ever read.
SECRETS = (
    "Кузнецов", "Ландыш", "555-01-23", "9165550123", "landysh", "arkady_k", "любит рыбалку", "урезали до осени",
    "рассрочка на полгода", "Соболева", "Маяк", "555-01-99", "4955550199", "Подсолнух",
)  # fmt: skip
TALK = {"inbox", "outbox", "drawings", "people", "talks"}
_ROWS = {
    table.name: select(table).order_by(*table.primary_key)
    for table in metadata.sorted_tables
    if table.name not in TALK
}
_TEAM_ROWS = {
    name: select(metadata.tables[name]).where(
        metadata.tables[name].c["id" if name == "teams" else "team_id"] == team_id
    )
    for team_id in [1]
    for name in _ROWS
}
Rows = dict[str, list[Any]]


def dump(tx: Tx) -> Rows:
    """Every row that is not mere conversation."""
    return {name: [tuple(row) for row in tx.all(rows)] for name, rows in _ROWS.items()}


def dump_of_first_team(tx: Tx) -> Rows:
    return {name: sorted(map(str, tx.all(rows))) for name, rows in _TEAM_ROWS.items()}


@dataclass(frozen=True)
class World:
    """What there is in Olga's team, by its number."""

    client: int
    other: int
    contact: int
    lost: int
    note: int
    member: int
    reason: int
    invitation: int
    recontact: int
    reminder: int
    task: int
    stop: int
    clientless: int
    criterion: int
    word: int
    merge: int
    tag: int
    sentence: int
    imported: int
    cards: int
    unnamed: int
    token: str


def book_of(tx: Tx, house: House, name: str) -> Book:
    person = house.people[name]
    caller = people.meet(tx, person.id, person.first_name, person.language_code, house.clock.now())
    assert caller.team is not None
    assert caller.member is not None
    return Book(tx, caller.team, caller.member, house.clock.now())


async def furnish(house: House) -> World:
    """Clients, contacts, words and an invitation, all of them Anna's and Olga's."""
    world = await house.app.store.run(lambda tx: _furnish(tx, house))
    await sql(house, "UPDATE teams SET name = 'Подсолнух' WHERE id = 1")
    return world


async def sql(house: House, statement: str) -> None:
    await house.app.store.run(lambda tx: tx.run(text(statement)))


def _merged(book: Book, client: int) -> int:
    twin = clients.add(book, Introduction("Аркадий Кузнецов", "Ландыш и Ко"), Reach.GIVEN)
    return merging.merge(book, client, twin)


def _tagged(owner: Book, client: int) -> int:
    tag = vocabulary.add(owner, List.TAGS, "Маяк и партнёры")
    tags.toggle(owner, client, tag)
    return tag


def _furnish(tx: Tx, house: House) -> World:
    book, owner = book_of(tx, house, "Anna"), book_of(tx, house, "Olga")
    client = clients.add(
        book,
        Introduction("Кузнецов Аркадий", "ООО Ландыш", ("+79165550123",), "info@landysh.example", "arkady_k"),
        Reach.GIVEN,
    )
    other = clients.add(book, Introduction("Соболева Инна", "АО Маяк", ("+74955550199",)), Reach.GIVEN)
    note = notes.add(book, client, "любит рыбалку")
    reason = reasons.catalogue(book)[Reason.NO_MONEY]
    token = teams.invite(owner, Role.MANAGER, 5, timedelta(days=7))
    lost = contacts.record(book, _refusal(book, client, reason), Origin(0, 1))
    contacts.could_have_kept(book, lost, "рассрочка на полгода")
    contact = contacts.record(
        book, Draft(other, Outcome.WON, amount=765_43_21, promise=Promise(days=3)), Origin(0, 2)
    )
    recontact = tx.value(text("SELECT max(id) FROM recontacts"))
    criterion = criteria.add(owner, "Есть склад: Маяк", Kind.FACT)
    return World(
        client=client,
        other=other,
        contact=contact,
        lost=lost,
        note=note,
        member=book.me.id,
        reason=reason,
        invitation=tx.value(text("SELECT max(id) FROM invitations")),
        recontact=recontact,
        reminder=reminders.write_down(book, house.people["Anna"].id, [recontact]),
        stop=stops.affirm(book, lost),
        criterion=criterion,
        word=vocabulary.add(owner, List.OBSTACLES, "Рядом уже Маяк"),
        merge=_merged(book, client),
        tag=_tagged(owner, client),
        sentence=sentences.hear(book, Heard("Звонил Кузнецову, урезали до осени"), 0, 4).id,
        imported=_looked_into(owner),
        cards=_looked_into(book, 7, "Маяк.vcf"),
        unnamed=_unnamed(owner, client),
        clientless=_sampled(book),
        task=tasks.assign(owner, client, book.me.id, "посчитать: рассрочка на полгода", in_a_week(book)),
        token=token,
    )


def _sampled(book: Book) -> int:
    """One of which the heads are asked."""
    number, _new = clientless.record(book, Fact.PITCH, Origin(0, 3))
    clientless.add_note(book, number, "склад АО Маяк")
    book.tx.run(text("UPDATE clientless SET sampled = 1"))
    return number


def _looked_into(of: Book, message: int = 5, name: str = "Маяк.csv") -> int:
    """A file whose columns are shown, and nothing of which is taken in yet."""
    titles, row = ("Имя", "Телефон"), Row(2, ("Соболева Инна", "+74955550199"))
    table = Table(File.CSV, titles, 1, guess_mapping(titles, [row.cells]), 1, Manner("utf-8"))
    number = imports.begin(of, Origin(0, message), "file", name)
    imports.shown(of, number, Layout(table, (row,)).to_json(), 1)
    return number


def _unnamed(owner: Book, client: int) -> int:
    number = imports.begin(owner, Origin(0, 6), "file", "Ландыш.csv")
    imports.cancel(owner, number)
    columns = "team_id, import_id, number, client_id, author_id, happened_at, day, channel, words"
    values = f"{owner.team.id}, {number}, 2, {client}, {owner.me.id}, {owner.at}, '2026-11-01', 'call', 'рядом Маяк'"
    owner.tx.run(text(f"INSERT INTO unnamed_losses ({columns}) VALUES ({values})"))
    return int(owner.tx.value(text("SELECT max(id) FROM unnamed_losses")))


def in_a_week(book: Book) -> date:
    return book.today + timedelta(days=7)


def _refusal(book: Book, client: int, reason: int) -> Draft:
    words = notes.add(book, client, "бюджет урезали до осени")
    return Draft(client, Outcome.LOST, reason=reason, words=words, promise=Promise(days=30))


@dataclass
class Ear:
    """Everything the bot ever showed to a person, also what it has changed since."""

    person: Person
    seen: list[Message] = field(default_factory=list)
    pressed: list[Press] = field(default_factory=list)

    def __post_init__(self) -> None:
        watchers = self.person.telegram.watchers.setdefault(self.person.id, [])
        watchers.append(self._watch)

    def _watch(self, event: dict[str, Any]) -> None:
        if event["kind"] in {"message", "edited"} and event["message"]["from"]["is_bot"]:
            self.seen.append(event["message"])

    def forge(self, data: str, message: Message | None = None) -> Press:
        pressed = self.person.press_forged(message or self.person.last(), data)
        self.pressed.append(pressed)
        return pressed

    def take(self) -> list[str]:
        """What was shown since it was asked last."""
        shown = [message.text for message in self.seen]
        self.seen.clear()
        return shown

    def everything(self) -> list[str]:
        """Texts, buttons and toasts."""
        toasts = [str((press.answer or {}).get("text", "")) for press in self.pressed]
        return [*("\n".join(message.drawn()) for message in self.seen), *toasts]


def leaks(told: str, typed: str = "") -> list[str]:
    """Secrets in what was told, but for those that the reader has typed."""
    return [secret for secret in SECRETS if secret in told and secret not in typed]
