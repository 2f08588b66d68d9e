"""Tags: put on a client and taken off, and the clients under each."""

from bot.buttons import Card, Go, Screen, Tag, Tagged
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, client_button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import vocabulary as texts
from bot.texts import words
from bot.texts.format import short
from bot.visit import Answer, Visit
from sales.vocabulary import List
from storage import clients, tags, vocabulary

routes = Routes()


@routes.press(Tag)
def tag_client(visit: Visit, press: Tag) -> Answer:
    """The list stays open: as a rule there are several to put on."""
    if press.tag:
        tags.toggle(visit.book, press.client, press.tag)
    line = clients.line(visit.book, press.client)
    theirs = tags.of_client(visit.book, line.id)
    offered = {each.id: each.word for each in vocabulary.words(visit.book, List.TAGS) if not each.hidden}
    buttons = [
        button(
            short(("✔️ " if number in theirs else "") + words.name(word), LABEL_LIMIT),
            Tag(client=line.id, tag=number),
        )
        for number, word in (offered | theirs).items()
    ]
    back = [button(_("← Back"), Card(client=line.id))]
    return visit.show(texts.ask_tags(), keyboard(*in_columns(buttons, 2), back))


def to_correct(visit: Visit, client: int) -> Row:
    """Where the team has tags, a client can be given them."""
    offered = any(not each.hidden for each in vocabulary.words(visit.book, List.TAGS))
    return [button(_("🏷 Tags"), Tag(client=client))] if offered else []


def to_list(visit: Visit) -> list[Row]:
    """The tags under which clients can be listed."""
    return in_columns(
        [
            button(short(f"🏷 {words.name(each.word)}", LABEL_LIMIT), Tagged(tag=each.id))
            for each in vocabulary.words(visit.book, List.TAGS)
            if not each.hidden
        ],
        3,
    )


@routes.press(Tagged)
def list_tagged(visit: Visit, press: Tagged) -> Answer:
    name = words.name(vocabulary.word(visit.book, List.TAGS, press.tag).word)
    page = tags.clients_with(visit.book, press.tag, press.after)
    rows: list[Row] = [[client_button(line.name, line.company, Card(client=line.id))] for line in page.lines]
    if page.more:
        rows.append([button(_("Next →"), Tagged(tag=press.tag, after=page.lines[-1].id))])
    told = texts.tagged(name) if page.lines else texts.nobody_tagged(name)
    return visit.show(told, keyboard(*rows, [button(_("← Back"), Go(to=Screen.CLIENTS))]))
