"""Every function of storage that takes an id, called with ids of another team."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sales.audit import Act
from sales.clients import Introduction
from sales.contacts import Draft, Outcome
from sales.figures import Figure
from sales.importing import Arrival, Counts, Fate, Row
from sales.importing import State as Import
from sales.people import Role
from sales.periods import Period
from sales.recontact import Promise
from sales.vocabulary import List
from storage import (
    agenda,
    archive,
    arrivals,
    audit,
    cards,
    clientless,
    clients,
    contacts,
    criteria,
    deals,
    dormant,
    erasing,
    exporting,
    figures,
    finding,
    history,
    import_report,
    import_work,
    imports,
    leaves,
    lookalikes,
    merges,
    merging,
    newcomers,
    notes,
    opened,
    reasons,
    recommendations,
    recontacts,
    references,
    remarks,
    reminders,
    report,
    reviews,
    search,
    second_reasons,
    sentences,
    staff,
    standing,
    stops,
    tags,
    tasks,
    teams,
    touches,
    undoing,
    unmerging,
    unnamed,
    vocabulary,
    way_back,
)
from storage.book import Book
from storage.contacts import Origin


@dataclass(frozen=True)
class Ids:
    client: int
    contact: int
    deal: int
    recontact: int
    note: int
    reason: int
    member: int
    invitation: int
    task: int
    reminder: int
    stop: int
    criterion: int
    clientless: int
    word: int
    tag: int
    merge: int
    sentence: int
    imported: int
    unnamed: int


NOWHERE = Ids(*[10**9] * 19)
BEGINNING, END = datetime(1970, 1, 2, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
MONTH = Promise(days=30)
HERE = Origin(7, 7)
DAY, MONDAY = date(2026, 11, 22), date(2026, 11, 16)
WEEK = Period(MONDAY, DAY)
Call = Callable[[Book, Ids, Ids], Any]


def lost(client: int, reason: int, words: int | None = None, fixes: int | None = None) -> Draft:
    return Draft(client, Outcome.LOST, reason=reason, words=words, promise=MONTH, fixes=fixes)


# Every function that takes an id, called with another's ids (`x`) alone and beside its own (`o`).
CALLS: dict[str, list[Call]] = {
    "lookalikes.of_client": [lambda b, _, x: lookalikes.of_client(b, x.client)],
    "merges.survivor": [lambda b, _, x: merges.survivor(b, x.client) == x.client],
    "merges.kept_of": [lambda b, _, x: merges.kept_of(b, x.merge)],
    "merges.of_client": [lambda b, _, x: merges.of_client(b, x.client)],
    "merges.find": [lambda b, _, x: merges.find(b, x.merge)],
    "merges.row_of": [lambda b, _, x: merges.row_of(b, x.client)],
    "merges.settle": [lambda b, _, x: merges.settle(b, x.client)],
    "merges.change": [lambda b, _, x: merges.change(b, x.client, {"company": "Чужая"})],
    "merges.redeal": [
        lambda b, o, x: merges.redeal(b, [x.contact], x.deal, o.deal),
    ],
    "merging.plan": [
        lambda b, o, x: merging.plan(b, x.client, o.client),
        lambda b, o, x: merging.plan(b, o.client, x.client),
    ],
    "merging.merge": [
        lambda b, o, x: merging.merge(b, x.client, o.client),
        lambda b, o, x: merging.merge(b, o.client, x.client),
    ],
    "unmerging.unmerge": [lambda b, _, x: unmerging.unmerge(b, x.merge)],
    "references.move_all": [lambda b, o, x: references.move_all(b, x.client, o.client)],
    "references.move_back": [
        lambda b, o, x: references.move_back(b, {"contacts.client_id": [x.contact]}, x.client, o.client)
    ],
    "recontacts.open_of": [lambda b, _, x: recontacts.open_of(b, x.client)],
    "recontacts.plan": [lambda b, _, x: recontacts.plan(b, x.client)],
    "clients.of_member": [lambda b, _, x: clients.of_member(b, x.member)],
    "vocabulary.word": [lambda b, _, x: vocabulary.word(b, List.TAGS, x.tag)],
    "vocabulary.rename": [
        lambda b, _, x: vocabulary.rename(b, List.OBSTACLES, x.word, "Чужое"),
        lambda b, _, x: vocabulary.rename(b, List.TAGS, x.tag, "Чужое"),
    ],
    "vocabulary.hide": [
        lambda b, _, x: vocabulary.hide(b, List.OBSTACLES, x.word, hidden=True),
        lambda b, _, x: vocabulary.hide(b, List.TAGS, x.tag, hidden=True),
    ],
    "vocabulary.raise_up": [lambda b, _, x: vocabulary.raise_up(b, List.OBSTACLES, x.word)],
    "reasons.what_helps": [lambda b, _, x: reasons.what_helps(b, x.reason)],
    "reasons.tell_what_helps": [lambda b, _, x: reasons.tell_what_helps(b, x.reason, "чужое")],
    "second_reasons.tell": [
        lambda b, o, x: second_reasons.tell(b, x.contact, o.word),
        lambda b, o, x: second_reasons.tell(b, o.contact, x.word),
    ],
    "tags.of_client": [lambda b, _, x: tags.of_client(b, x.client)],
    "tags.toggle": [
        lambda b, o, x: tags.toggle(b, x.client, o.tag),
        lambda b, o, x: tags.toggle(b, o.client, x.tag),
    ],
    "tags.clients_with": [lambda b, _, x: tags.clients_with(b, x.tag)],
    "agenda.due": [lambda b, _, x: agenda.due(b, x.recontact)],
    "staff.find": [lambda b, _, x: staff.find(b, x.member)],
    "staff.set_role": [lambda b, _, x: staff.set_role(b, x.member, Role.MANAGER)],
    "staff.suspend": [lambda b, _, x: staff.suspend(b, x.member)],
    "staff.restore": [lambda b, _, x: staff.restore(b, x.member)],
    "staff.give_all": [
        lambda b, o, x: staff.give_all(b, x.member, o.member),
        lambda b, o, x: staff.give_all(b, o.member, x.member),
    ],
    "remarks.add": [lambda b, _, x: remarks.add(b, x.contact, "чужое")],
    "cards.gather": [lambda b, _, x: cards.gather(b, x.client)],
    "history.asleep_after": [lambda b, _, x: history.asleep_after(b, x.client, Outcome.NO_ANSWER)],
    "recommendations.ask": [lambda b, _, x: recommendations.ask(b, x.contact)],
    "recommendations.client_of": [lambda b, _, x: recommendations.client_of(b, x.contact)],
    "recommendations.give": [lambda b, _, x: recommendations.give(b, x.contact, Introduction("Орлов"))],
    "recommendations.of_contact": [lambda b, _, x: recommendations.of_contact(b, x.contact)],
    "recommendations.by_whom": [lambda b, _, x: recommendations.by_whom(b, x.client)],
    "recommendations.whom": [lambda b, _, x: recommendations.whom(b, x.client)],
    "recommendations.withdraw": [lambda b, _, x: recommendations.withdraw(b, x.contact)],
    "recommendations.move": [
        lambda b, o, x: recommendations.move(b, x.contact, o.contact),
    ],
    "newcomers.is_untouched": [lambda b, _, x: newcomers.is_untouched(b, x.client)],
    "newcomers.take_back": [lambda b, _, x: newcomers.take_back(b, x.client)],
    "clientless.undo": [lambda b, _, x: clientless.undo(b, x.clientless)],
    "clientless.add_note": [lambda b, _, x: clientless.add_note(b, x.clientless, "чужое")],
    "clientless.changeable": [lambda b, _, x: clientless.changeable(b, x.clientless)],
    "clientless.judge": [lambda b, _, x: clientless.judge(b, x.clientless, doubted=True)],
    "clientless.find": [lambda b, _, x: clientless.find(b, x.clientless)],
    "clients.find": [lambda b, _, x: clients.find(b, x.client)],
    "clients.line": [lambda b, _, x: clients.line(b, x.client)],
    "search.search": [
        lambda b, _, x: search.search(b, "", x.client),
        lambda b, _, x: search.search(b, "сид", x.client),
    ],
    "clients.rename": [lambda b, _, x: clients.rename(b, x.client, "name", "Чужой")],
    "clients.change": [
        lambda b, _, x: clients.change(b, x.client, "name", "Чужой"),
        lambda b, o, x: clients.change(b, o.client, "responsible_id", x.member),
    ],
    "clients.hand_over": [
        lambda b, o, x: clients.hand_over(b, x.client, o.member),
        lambda b, o, x: clients.hand_over(b, o.client, x.member),
    ],
    "clients.give_ways": [
        lambda b, _, x: clients.give_ways(b, x.client, Introduction("", phones=("+79165550909",))),
        lambda b, _, x: clients.give_ways(b, x.client, Introduction("", phones=("+79160000000",))),
    ],
    "clients.reindex": [lambda b, _, x: clients.reindex(b, x.client)],
    "contacts.record": [
        lambda b, o, x: contacts.record(b, lost(x.client, o.reason), HERE),
        lambda b, o, x: contacts.record(b, lost(o.client, x.reason), HERE),
        lambda b, o, x: contacts.record(b, lost(o.client, o.reason, words=x.note), HERE),
        lambda b, o, x: contacts.record(b, lost(o.client, o.reason, fixes=x.contact), HERE),
    ],
    "contacts.change_reason": [
        lambda b, o, x: contacts.change_reason(b, x.contact, o.reason),
        lambda b, o, x: contacts.change_reason(b, o.contact, x.reason),
    ],
    "contacts.undo": [lambda b, _, x: contacts.undo(b, x.contact)],
    "contacts.changeable": [lambda b, _, x: contacts.changeable(b, x.contact)],
    "history.read": [lambda b, _, x: history.read(b, x.contact)],
    "history.page": [lambda b, _, x: history.page(b, x.client)],
    "history.has_earlier": [lambda b, _, x: history.has_earlier(b, x.client, 2**40)],
    "history.sold_on": [lambda b, _, x: history.sold_on(b, x.client)],
    "history.tries": [lambda b, _, x: history.tries(b, x.client)],
    "contacts.could_have_kept": [lambda b, _, x: contacts.could_have_kept(b, x.contact, "скидка")],
    "deals.go_on": [lambda b, _, x: deals.go_on(b, Draft(x.client, Outcome.NEXT_STEP))],
    "deals.usual": [lambda b, _, x: deals.usual(b, x.client)],
    "deals.recent_amounts": [lambda b, _, x: deals.recent_amounts(b, x.client)],
    "deals.take_back": [
        lambda b, _, x: deals.take_back(b, x.client, x.deal, Outcome.LOST),
        lambda b, o, x: deals.take_back(b, o.client, x.deal, Outcome.LOST),
    ],
    "figures.period": [lambda b, _, x: figures.period(b, DAY, DAY, x.member)],
    "figures.weeks": [lambda b, _, x: figures.weeks(b, MONDAY, 2, x.member)],
    "figures.new_leads": [lambda b, _, x: figures.new_leads(b, DAY, DAY, x.member)],
    "notes.add": [lambda b, _, x: notes.add(b, x.client, "чужое")],
    "notes.read": [
        lambda b, _, x: notes.read(b, x.client, x.note),
        lambda b, o, x: notes.read(b, o.client, x.note),
    ],
    "notes.latest_free": [lambda b, _, x: notes.latest_free(b, x.client, 3)],
    "reasons.which": [lambda b, _, x: reasons.which(b, x.reason)],
    "recontacts.snooze": [lambda b, _, x: recontacts.snooze(b, x.recontact, MONTH)],
    "recontacts.hand_over": [
        lambda b, o, x: recontacts.hand_over(b, x.client, o.member),
        lambda b, o, x: recontacts.hand_over(b, o.client, x.member),
    ],
    "reminders.write_down": [lambda b, _, x: reminders.write_down(b, 7, [x.recontact])],
    "reminders.sent_as": [lambda b, _, x: reminders.sent_as(b, x.reminder, 7)],
    "reminders.settle": [lambda b, _, x: reminders.settle(b, x.recontact)],
    "reminders.promised": [lambda b, _, x: reminders.promised(b, x.recontact)],
    "reminders.listed": [lambda b, _, x: reminders.listed(b, x.reminder, 8)],
    "reminders.whose": [lambda b, _, x: reminders.whose(b, x.reminder)],
    "recontacts.keep": [lambda b, _, x: recontacts.keep(b, x.client)],
    "recontacts.promise": [lambda b, _, x: recontacts.promise(b, x.client, MONTH)],
    "recontacts.take_back": [
        lambda b, _, x: recontacts.take_back(b, x.client, x.recontact, x.recontact),
        lambda b, o, x: recontacts.take_back(b, o.client, o.recontact, x.recontact),
    ],
    "standing.hold": [lambda b, _, x: standing.hold(b, x.client)],
    "standing.last": [lambda b, _, x: standing.last(b, x.client)],
    "standing.follow": [lambda b, _, x: standing.follow(b, x.client)],
    "reviews.next_open": [lambda b, _, x: reviews.next_open(b, x.contact)],
    "reviews.verdict": [lambda b, _, x: reviews.verdict(b, x.contact)],
    "reviews.open_deal": [lambda b, _, x: reviews.open_deal(b, x.contact)],
    "reviews.confirm": [lambda b, _, x: reviews.confirm(b, x.contact)],
    "reviews.judge": [
        lambda b, _, x: reviews.judge(b, x.contact, text="чужое"),
        lambda b, o, x: reviews.judge(b, x.contact, reason=o.reason),
        lambda b, o, x: reviews.judge(b, o.contact, reason=x.reason),
    ],
    "tasks.assign": [
        lambda b, o, x: tasks.assign(b, x.client, o.member, "чужое", DAY),
        lambda b, o, x: tasks.assign(b, x.client, o.member, "", DAY),
        lambda b, o, x: tasks.assign(b, o.client, x.member, "чужое", DAY),
    ],
    "tasks.find": [lambda b, _, x: tasks.find(b, x.task)],
    "tasks.about": [lambda b, _, x: tasks.about(b, x.client)],
    "tasks.close": [lambda b, _, x: tasks.close(b, x.task, done=True)],
    "recontacts.replace": [lambda b, _, x: recontacts.replace(b, x.client, MONTH)],
    "search.search_of": [lambda b, _, x: search.search_of(b, "Кузнецов", x.member)],
    "clients.edited": [lambda b, _, x: clients.edited(b, x.client)],
    "clients.even_erased": [lambda b, _, x: clients.even_erased(b, x.client)],
    "clients.drop_phone": [lambda b, _, x: clients.drop_phone(b, x.client, "+79165550123")],
    "audit.note": [lambda b, _, x: audit.note(b, Act.ROLE, about=x.member)],
    "exporting.clients_after": [
        lambda b, _, x: exporting.clients_after(b, 0, "1900-01-01", "9000-01-01", x.member)
    ],
    "exporting.one": [lambda b, _, x: exporting.one(b, x.client, "1900-01-01", "9000-01-01")],
    "archive.page": [
        lambda b, _, x, part=part: archive.page(b, part, None, x.client) for part in archive.OF_CLIENT
    ],
    "erasing.erase": [lambda b, _, x: erasing.erase(b, x.client)],
    "exporting.deals_after": [lambda b, _, x: exporting.deals_after(b, 0, BEGINNING, END, x.member)],
    "leaves.end_for_good": [lambda b, _, x: leaves.end_for_good(b, x.member)],
    "leaves.addressee": [lambda b, _, x: leaves.addressee(b, x.member)],
    "leaves.begin": [
        lambda b, o, x: leaves.begin(b, x.member, o.member, DAY),
        lambda b, o, x: leaves.begin(b, o.member, x.member, DAY),
    ],
    "leaves.give_for_good": [
        lambda b, o, x: leaves.give_for_good(b, x.member, o.member),
    ],
    "leaves.end": [lambda b, _, x: leaves.end(b, x.task)],
    "recontacts.drop": [lambda b, _, x: recontacts.drop(b, x.client)],
    "imports.find": [lambda b, _, x: imports.find(b, x.imported)],
    "imports.state_of": [lambda b, _, x: imports.state_of(b, x.imported)],
    "imports.shown": [lambda b, _, x: imports.shown(b, x.imported, "[]", 1)],
    "imports.change_layout": [lambda b, _, x: imports.change_layout(b, x.imported, "[]")],
    "imports.show_in": [lambda b, _, x: imports.show_in(b, x.imported, 7)],
    "imports.start": [lambda b, _, x: imports.start(b, x.imported)],
    "imports.cancel": [lambda b, _, x: imports.cancel(b, x.imported)],
    "imports.take_back": [lambda b, _, x: imports.take_back(b, x.imported)],
    "imports.expect": [lambda b, _, x: imports.expect(b, x.imported, Import.SHOWN)],
    "imports.move": [lambda b, _, x: imports.move(b, x.imported, Import.DONE)],
    "import_work.hold": [lambda b, _, x: import_work.hold(b, x.imported, timedelta(minutes=1))],
    "import_work.running": [lambda b, _, x: import_work.running(b, x.imported, 1)],
    "import_work.undoing": [lambda b, _, x: import_work.undoing(b, x.imported)],
    "import_work.advance": [lambda b, _, x: import_work.advance(b, x.imported, 1, Counts())],
    "import_work.finish": [lambda b, _, x: import_work.finish(b, x.imported)],
    "import_work.fail": [lambda b, _, x: import_work.fail(b, x.imported, "[]")],
    "import_work.taken_back": [lambda b, _, x: import_work.taken_back(b, x.imported)],
    "import_report.rows": [lambda b, _, x: import_report.rows(b, x.imported, Fate.JOINED, 0, 9)],
    "arrivals.take_in": [
        lambda b, _, x: arrivals.take_in(b, x.imported, [Row(9, Arrival(name="Чужой"))]),
    ],
    "undoing.undo": [lambda b, _, x: undoing.undo(b, x.imported, 9)],
    "undoing.stayed": [lambda b, _, x: undoing.stayed(b, x.imported)],
    "unnamed.name_reason": [
        lambda b, o, x: unnamed.name_reason(b, x.unnamed, o.reason),
        lambda b, o, x: unnamed.name_reason(b, o.unnamed, x.reason),
    ],
    "sentences.find": [lambda b, _, x: sentences.find(b, x.sentence)],
    "sentences.keep": [lambda b, o, x: sentences.keep(b, x.sentence, o.contact)],
    "sentences.edit": [
        lambda b, o, x: sentences.edit(
            b, replace(sentences.find(b, o.sentence), id=x.sentence), "чужое", 7, 8
        ),
    ],
    "finding.forget": [lambda b, _, x: finding.forget(b, x.client)],
    "finding.write_down": [lambda b, _, x: finding.write_down(b, x.client, "Чужой", "", (), "")],
    "recontacts.next_touch": [lambda b, _, x: recontacts.next_touch(b, x.client)],
    "recontacts.reopen": [
        lambda b, _, x: recontacts.reopen(b, x.client, x.recontact),
        lambda b, o, x: recontacts.reopen(b, o.client, x.recontact),
    ],
    "criteria.find": [lambda b, _, x: criteria.find(b, x.criterion)],
    "criteria.hide": [lambda b, _, x: criteria.hide(b, x.criterion, hidden=True)],
    "stops.may_be_asked": [lambda b, _, x: stops.may_be_asked(b, x.contact)],
    "stops.affirm": [lambda b, _, x: stops.affirm(b, x.contact)],
    "stops.observe": [
        lambda b, o, x: stops.observe(b, x.stop, o.criterion, 1),
        lambda b, o, x: stops.observe(b, o.stop, x.criterion, 1),
    ],
    "stops.unobserved": [lambda b, _, x: stops.unobserved(b, x.stop)],
    "stops.ask": [lambda b, _, x: stops.ask(b, x.stop)],
    "stops.approve": [lambda b, _, x: stops.approve(b, x.stop)],
    "stops.refuse": [lambda b, _, x: stops.refuse(b, x.stop, "чужое")],
    "stops.withdraw": [lambda b, _, x: stops.withdraw(b, x.contact, x.recontact, x.client)],
    "stops.lift": [lambda b, _, x: stops.lift(b, x.client)],
    "stops.reconsider": [lambda b, _, x: stops.reconsider(b, x.contact)],
    "stops.stand_again": [lambda b, _, x: stops.stand_again(b, x.contact)],
    "way_back.newest_own": [lambda b, _, x: way_back.newest_own(b, x.client)],
    "way_back.told_later": [lambda b, _, x: way_back.told_later(b, x.client, x.contact)],
    "way_back.follow": [lambda b, _, x: way_back.follow(b, x.client)],
    "stops.of_contact": [lambda b, _, x: stops.of_contact(b, x.contact)],
    "stops.find": [lambda b, _, x: stops.find(b, x.stop)],
    "stops.count": [lambda b, _, x: stops.count(b, DAY, DAY, x.member)],
    "touches.cost": [lambda b, _, x: touches.cost(b, x.client)],
    "dormant.is_free": [lambda b, _, x: dormant.is_free(b, x.client)],
    "report.gather": [lambda b, _, x: report.gather(b, WEEK, x.member).tally],
    "report.weeks": [lambda b, _, x: report.weeks(b, WEEK, x.member)],
    "opened.page": [
        lambda b, _, x, figure=figure: opened.page(b, figure, WEEK, before=x.contact) for figure in Figure
    ]
    + [lambda b, _, x, figure=figure: opened.page(b, figure, WEEK, x.member) for figure in Figure],
    "teams.colleague": [lambda b, _, x: teams.colleague(b, x.member)],
    "teams.revoke": [lambda b, _, x: teams.revoke(b, x.invitation)],
}
NO_IDS = {
    "audit.page": "the number of an entry to page on from",
    "agenda.overdue": "a number of working days",
    "clients.latest": "a number of lines",
    "figures.base_reached": "a number of days",
    "group.link": "a chat: see test_group for one that is another team's",
    "spend.set_amount": "an amount",
    "imports.begin": "a place in a chat, found within the team alone",
    "joining.fill": "clients whom the import has found in the team",
    "many_clients.promised": "a client whom the import has written down",
    "many_clients.write_down": "an import that take_in has found running",
    "past_deals.settle": "clients whom the import has found in the team",
    "pasts.record": "clients whom the import has found in the team",
    "pasts.take_in": "clients whom the import has found in the team",
    "rollups.count_all": "a sign",
    "rollups.forget_many": "a number of clients",
    "rollups.introduce_many": "a number of clients",
    "unnamed.unnamed": "where to go on; of the team's alone",
    "vocabulary.add_all": "a number of words",
    "sentences.hear": "a place in a chat, found within the team alone",
    "sentences.of_message": "a place in a chat, found within the team alone",
    "contacts.recorded_in": "a place in a chat, found within the team alone",
    "teams.invite": "a number of uses",
    "clientless.record": "a place in a chat, found within the team alone",
    "rollups.miss": "a number",
    "criteria.add": "the least number that fits",
    "stops.waiting": "a number of lines",
    "stops.latest": "a number of lines",
}
