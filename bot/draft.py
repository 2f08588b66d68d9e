"""The unfinished contact, packed whole into a button: it outlives restarts and needs no session.

Ten fields parted by colons, numbers to the base 36. The longest possible is under Telegram's 64 bytes.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from sales.contacts import AnyChannel, Channel, Direction, Draft, Outcome
from sales.dates import When
from sales.deals import Kind
from sales.recontact import Promise
from sales.vocabulary import Own

PREFIX = "r"
OWN = "own"  # begins the code of a team's own words
STOPS = "x"  # before the promise
SURE, UNSURE = "+", "-"  # before the number of a sentence
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 - counts local wall-clock minutes, which have no zone

_OUTCOMES = {Outcome.WON: "w", Outcome.NEXT_STEP: "s", Outcome.LOST: "l", Outcome.NO_ANSWER: "n"}
_CHANNELS: dict[str, str] = {
    Channel.CALL: "c",
    Channel.MEETING: "m",
    Channel.MESSAGE: "t",
    Channel.VISIT: "v",
}
_DIRECTIONS = {Direction.OUT: "o", Direction.IN: "i"}
_KINDS = {
    Kind.FIRST: "f",
    Kind.REPEAT: "r",
    Kind.UPSELL_BEFORE: "b",
    Kind.UPSELL_AFTER: "a",
    Kind.CROSS_SELL: "c",
    Kind.BACK_END: "e",
    Kind.RECURRING: "p",
}
_TO_OUTCOME = {code: outcome for outcome, code in _OUTCOMES.items()}
_TO_CHANNEL = {_CHANNELS[channel]: channel for channel in Channel}
_TO_DIRECTION = {code: direction for direction, code in _DIRECTIONS.items()}
_TO_KIND = {code: kind for kind, code in _KINDS.items()}

V = TypeVar("V")


class NotADraft(ValueError):
    """Callback data that no button of ours carries."""


def pack(draft: Draft) -> str:
    return ":".join(
        (
            PREFIX,
            base36(draft.client),
            _OUTCOMES[draft.outcome] if draft.outcome else "",
            _channel(draft.channel),
            _DIRECTIONS[draft.direction] + (str(draft.ago) if draft.ago else ""),
            _number(draft.amount),
            _KINDS[draft.kind] if draft.kind else "",
            _number(draft.reason),
            _number(draft.words),
            STOPS * draft.stops + pack_promise(draft.promise) if draft.promise else "",
            _pack_origin(draft),
        )
    )


def unpack(data: str) -> Draft:
    parts = data.split(":")
    if len(parts) != 11 or parts[0] != PREFIX or not parts[1]:
        raise NotADraft
    client, outcome, channel, direction, amount, kind, reason, words, promise, origin = parts[1:]
    draft = Draft(
        client=read36(client),
        outcome=_one(_TO_OUTCOME, outcome) if outcome else None,
        channel=_read_channel(channel),
        direction=_one(_TO_DIRECTION, direction[:1]),
        ago=read10(direction[1:]) if direction[1:] else 0,
        amount=read36(amount) if amount else None,
        kind=_one(_TO_KIND, kind) if kind else None,
        reason=read36(reason) if reason else None,
        words=read36(words) if words else None,
        promise=unpack_promise(promise.removeprefix(STOPS)) if promise else None,
        stops=promise.startswith(STOPS),
    )
    return _with_origin(draft, origin)


def pack_asked(asking: str, draft: Draft) -> str:
    """What a question is about: the place of the message that asked, and the draft."""
    return f"{asking} {pack(draft)}"


def unpack_asked(about: str) -> tuple[str, Draft]:
    asking, _space, packed = about.partition(" ")
    return asking, unpack(packed)


def _pack_origin(draft: Draft) -> str:
    """What it corrects, or the sentence it was read from."""
    if draft.sentence is not None:
        return (SURE if draft.sure else UNSURE) + base36(draft.sentence)
    return _number(draft.fixes)


def _with_origin(draft: Draft, origin: str) -> Draft:
    if origin.startswith((SURE, UNSURE)):
        return replace(draft, sentence=read36(origin[1:]), sure=origin.startswith(SURE))
    return replace(draft, fixes=read36(origin)) if origin else draft


def pack_promise(promise: Promise) -> str:
    """«30» is days from the tap; «d…» a date; «t…» a date with its hour."""
    if promise.when is None:
        return str(promise.days)
    day, at = promise.when.day, promise.when.at
    if at is None:
        return "d" + base36((day - _EPOCH.date()).days)
    return "t" + base36(int((datetime.combine(day, at) - _EPOCH).total_seconds()) // 60)


def unpack_promise(text: str) -> Promise:
    try:
        if text.startswith("d"):
            return Promise(when=When(_EPOCH.date() + timedelta(days=read36(text[1:])), None))
        if text.startswith("t"):
            moment = _EPOCH + timedelta(minutes=read36(text[1:]))
            return Promise(when=When(date(moment.year, moment.month, moment.day), moment.time()))
        return Promise(days=read10(text))
    except OverflowError as error:
        raise NotADraft from error


def base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits


def read36(text: str) -> int:
    # At most ten digits: more would not fit the database's integers.
    if not text or len(text) > 10 or not text.isascii() or not text.isalnum():
        raise NotADraft
    return int(text, 36)


def read10(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise NotADraft
    return int(text)


def _channel(channel: AnyChannel) -> str:
    """A team's own one by the number in its code; its name is read where it is shown."""
    return _CHANNELS.get(channel) or channel.value.removeprefix(OWN)


def _read_channel(text: str) -> AnyChannel:
    return Own(f"{OWN}{read10(text)}", "") if text.isdigit() else _one(_TO_CHANNEL, text)


def _number(value: int | None) -> str:
    return "" if value is None else base36(value)


def _one(codes: dict[str, V], code: str) -> V:
    try:
        return codes[code]
    except KeyError:
        raise NotADraft from None
