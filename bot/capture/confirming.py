"""The card of a sentence, filled in: each part corrected by one tap, and one tap to keep it."""

from dataclasses import replace

from bot.buttons import Whom
from bot.capture.reading import Told
from bot.i18n import _
from bot.keyboards import Row, button, in_columns, keyboard
from bot.texts import capture as texts
from bot.texts import record as record_texts
from bot.texts import words
from bot.visit import Method, Visit
from sales.clients import Introduction
from sales.contacts import Draft, Outcome, next_ago, next_channel, other_direction
from sales.text import words as words_of
from storage import clients, notes, reasons, sentences, vocabulary
from storage.book import Book

LONGEST_PARTICLE = 3


def confirm(visit: Visit, draft: Draft, told: Told, explained: str = "") -> Method:
    heading = told_so_far(visit, draft, told)
    left = texts.left_over(left_over(told, draft))
    keep = [button(_("✅ Record"), replace(draft, sure=True))]
    return visit.show(
        f"{explained}\n\n{texts.right_so()}\n\n{heading}\n{left or ''}".strip(),
        keyboard(keep, *_corrections(visit, draft)),
    )


def told_so_far(visit: Visit, draft: Draft, told: Told) -> str:
    """All that is known of the contact, above the question or the buttons."""
    book = visit.book
    reason = None if draft.reason is None else reasons.which(book, draft.reason)
    line = clients.line(book, draft.client)
    added = new_ways(book, told, draft.client)
    return texts.told(line, draft, book, reason, (*added.phones, added.email))


def _corrections(visit: Visit, draft: Draft) -> list[Row]:
    """Each leads to the question that it answers, or to the next of its few values."""
    assert draft.sentence is not None
    assert draft.outcome is not None
    channels = vocabulary.channels(visit.book)
    parts = [
        button(_("👤 Client"), Whom(sentence=draft.sentence)),
        button(words.name(draft.outcome), replace(draft, outcome=None, reason=None, amount=None, kind=None)),
    ]
    if draft.outcome is Outcome.LOST:
        parts.append(button(_("🎯 Reason"), replace(draft, reason=None, words=None)))
    if draft.outcome is Outcome.WON:
        parts.append(button(_("💰 Sum"), replace(draft, amount=None)))
    parts += [
        button(_("📅 Date"), replace(draft, promise=None)),
        button(words.name(draft.channel), replace(draft, channel=next_channel(draft.channel, channels))),
        button(words.name(draft.direction), replace(draft, direction=other_direction(draft.direction))),
        button(record_texts.happened(draft.ago), replace(draft, ago=next_ago(draft.ago))),
    ]
    return in_columns(parts, 2)


def left_over(told: Told, draft: Draft) -> str:
    """What is kept as a note: what was not understood, or all of it where a part has no place in the contact."""
    said = told.said
    unused = (said.sum is not None and draft.outcome is not Outcome.WON) or len(said.people) > 1
    unused = unused or told.sentence.heard.forwarded or (said.reason is not None and draft.reason is None)
    return told.sentence.heard.text if unused else _worth_keeping(said.note)


def _worth_keeping(note: str) -> str:
    """«из ООО» beside what was understood says nothing."""
    return note if any(len(word) > LONGEST_PARTICLE for word in words_of(note)) else ""


def new_ways(book: Book, told: Told, client: int) -> Introduction:
    """The ways to reach the client that the sentence tells and the base does not know."""
    people = told.people
    if len(people) != 1:
        return Introduction("")
    (who,), known = people, clients.find(book, client)
    phones = tuple(phone for phone in who.phones if phone not in known.phones)
    free = tuple(phone for phone in phones if clients.known(book, Introduction("", phones=(phone,))) is None)
    return Introduction("", "" if known.company else who.company, free, "" if known.email else who.email)


def keep_words(book: Book, draft: Draft, told: Told) -> Draft:
    """What was said beside the parts, before the contact is kept: of a refusal its evidence, else a note."""
    reason = told.said.reason
    meant = reason if draft.reason is not None else None
    evidence = told.said.text[meant.start : meant.end].strip() if meant else ""
    note = left_over(told, draft)
    if draft.outcome is not Outcome.LOST or draft.words is not None:
        if note:
            notes.add(book, draft.client, note)
        return draft
    said = " … ".join(part for part in (evidence if evidence not in note else "", note) if part)
    return replace(draft, words=notes.add(book, draft.client, said)) if said else draft


def settle(book: Book, client: int, told: Told, contact: int) -> None:
    """The contact was kept: so is what was told of the client beside it."""
    sentences.keep(book, told.sentence.id, contact)
    ways = new_ways(book, told, client)
    if ways.phones or ways.email:
        clients.give_ways(book, client, ways)
    if ways.company:
        clients.rename(book, client, "company", ways.company)
