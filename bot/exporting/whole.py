"""Everything of the team as an archive; everything about one client, and their personal data erased for good."""

from bot.buttons import Card, Data, Go, Screen, TakeAll
from bot.exporting.asking import order
from bot.i18n import _
from bot.keyboards import button, keyboard
from bot.routes import Routes
from bot.texts import exporting as texts
from bot.texts.format import client_line
from bot.visit import Answer, Method, Visit
from sales.audit import Act
from sales.export import Span, What
from sales.people import Role
from storage import audit, clients, erasing

routes = Routes()
Do = Data.Do


@routes.press(TakeAll, allow=Role.OWNER)
def take_all(visit: Visit, _press: TakeAll) -> Answer:
    audit.note(visit.book, Act.EXPORTED, told=What.ARCHIVE.value)
    made = order(visit, What.ARCHIVE, Span.ALL, "zip", texts.made_archive())
    return [visit.show(texts.making(What.ARCHIVE)), made]


@routes.press(Data, allow=Role.OWNER)
def data(visit: Visit, press: Data) -> Answer:
    client = clients.find(visit.book, press.client)
    name = client_line(client.name, client.company)
    match press.do:
        case Do.TAKE:
            return _take(visit, client.id, name)
        case Do.ERASE:
            return _ask(visit, client.id, name)
        case Do.SURE:
            erasing.erase(visit.book, client.id)
            return visit.show(texts.erased(), keyboard([button(_("← Back"), Go(to=Screen.CLIENTS))]))
    take = [button(_("📄 Everything about them"), Data(client=client.id, do=Do.TAKE))]
    erase = [button(_("🗑 Erase…"), Data(client=client.id, do=Do.ERASE))]
    back = [button(_("← Back"), Card(client=client.id))]
    return visit.show(texts.about_data(name), keyboard(take, erase, back))


def _take(visit: Visit, client: int, name: str) -> Answer:
    audit.note(visit.book, Act.EXPORTED, told=What.CLIENT.value, client=client)
    made = order(visit, What.CLIENT, Span.ALL, "zip", texts.made_about(name), client=client)
    return [visit.show(texts.making(What.CLIENT)), made]


def _ask(visit: Visit, client: int, name: str) -> Method:
    sure = [button(_("🗑 Erase for good"), Data(client=client, do=Do.SURE))]
    back = [button(_("← Back"), Data(client=client))]
    return visit.show(texts.sure_to_erase(name), keyboard(sure, back))
