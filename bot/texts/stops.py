"""The words of giving a client up: what is affirmed, what the profile asks, what a head decides on."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from bot.i18n import N_, _, language, ngettext
from bot.texts import words
from bot.texts.format import client_line, dated, fitting, money, safe, share, short
from bot.texts.record import coming_back, contact_line
from bot.texts.room import in_quotes
from sales.figures import USUAL_STOPS
from sales.shares import Share
from sales.stops import Affirmation, Criterion, Kind, Observed, State, fits_the_profile
from storage.clients import Line
from storage.history import Recorded
from storage.stops import Stop
from storage.touches import Cost

AFFIRMATIONS = {
    Affirmation.NOT_NOW: N_("They will not buy now. Is that so?"),
    Affirmation.NEVER: N_("They cannot buy later either: not in a year, not in two. Is that so?"),
    Affirmation.NOBODY_ELSE: N_(
        "They can bring nobody else: no colleague, no friend, no partner. Is that so?"
    ),
}
NAME, WORD = 60, 600
At = tuple[datetime, ZoneInfo]


def affirm(client: Line, kept: Recorded, which: Affirmation, currency: str, at: At) -> str:
    number = [*Affirmation].index(which) + 1
    return "\n".join(
        [
            _who(client),
            contact_line(kept, currency),
            coming_back(kept.due_at, kept.timed, *at),
            "",
            _(
                "🚪 Never to come back takes three yeses and the head's agreement. Until then the date stands."
            ),
            "",
            _("<b>{n} of {all}.</b> {question}").format(
                n=number, all=len(Affirmation), question=_(AFFIRMATIONS[which])
            ),
        ]
    )


def observe(client: Line, criterion: Criterion) -> str:
    asked = _("Type the number.") if criterion.kind is Kind.NUMBER else _("Is it so?")
    return f"{_who(client)}\n" + _("🚪 The team's profile: <b>{name}</b>. {asked}").format(
        name=safe(criterion.name), asked=asked
    )


def no_number(typed: str) -> str:
    return _(
        "“{typed}” is not a number I can read. For example: <i>25</i>, <i>1 000</i>, <i>40k</i>."
    ).format(typed=safe(short(typed, 100)))


def request(stop: Stop, client: Line, kept: Recorded, cost: Cost, currency: str, at: At) -> str:
    """Everything on which a head decides, on one screen."""

    def told(quoted: int) -> str:
        parts = [
            [_titles(stop.state), _who(client), _asked_by(stop)],
            [contact_line(kept, currency), *_words(kept, quoted)],
            [_("Will not buy now, cannot later, can bring nobody: affirmed.")],
            _profile(stop.observed),
            figures(cost, currency),
            _decision(stop, kept, at),
        ]
        return "\n\n".join("\n".join(part) for part in parts if part)

    return fitting(told)


def _titles(state: State) -> str:
    titles = {
        State.DRAFT: _("🚪 <b>Never come back</b>"),
        State.ASKED: _("🚪 <b>Never come back: a head decides</b>"),
        State.APPROVED: _("🚪 <b>Given up</b>"),
        State.REFUSED: _("↩️ <b>We come back</b>"),
        State.LIFTED: _("↩️ <b>Given up, and to be called after all</b>"),
        State.WITHDRAWN: _("↩️ <b>Taken back</b>"),
    }
    return titles[state]


def _who(client: Line) -> str:
    return f"<b>{safe(client_line(client.name, client.company))}</b>"


def _asked_by(stop: Stop) -> str:
    return _("Asked by {name}").format(name=safe(short(stop.asker, NAME)))


def _words(kept: Recorded, quoted: int) -> list[str]:
    return [in_quotes(safe(short(kept.words, quoted)))] if kept.words else []


def _profile(observed: list[Observed]) -> list[str]:
    if not observed:
        return []
    lines = [_("<b>By the team's profile</b>"), *map(_observed, observed)]
    if fits_the_profile(observed):
        lines.append(_("⚠️ By the profile this client is ours."))
    return lines


def _observed(one: Observed) -> str:
    sign = {True: "✔️", False: "✖️", None: "▫️"}[one.criterion.fits(one.value)]
    return f"{sign} {safe(one.criterion.name)}: {value(one)}"


def value(one: Observed) -> str:
    if one.value is None:
        return _("not known")
    if one.criterion.kind is Kind.FACT:
        return _("yes") if one.value else _("no")
    told = number(one.value)
    if one.criterion.least is None:
        return told
    return _("{n}, ours from {least}").format(n=told, least=number(one.criterion.least))


def number(value: int) -> str:
    return str(format_decimal(value, locale=language()))


def figures(cost: Cost, currency: str) -> list[str]:
    touches = ngettext("{n} contact", "{n} contacts", cost.touches).format(n=cost.touches)
    hours = _("about {n} h").format(n=format_decimal(cost.hours, locale=language()))
    return [
        _("Spent on them: {touches}, {hours}").format(touches=touches, hours=hours),
        _("They brought: {sum}").format(sum=money(cost.brought, currency)),
        _("May bring in a year: {sum}").format(sum=money(cost.may_bring, currency))
        if cost.may_bring
        else _("What they may bring: not known, they have not bought yet"),
    ]


def _decision(stop: Stop, kept: Recorded, at: At) -> list[str]:
    if stop.state in (State.DRAFT, State.ASKED):
        return [coming_back(kept.due_at, kept.timed, *at)]
    if stop.state is State.APPROVED and stop.decided_at is not None:
        day = dated(stop.decided_at.astimezone(at[1]).date(), at[0].astimezone(at[1]).date())
        return [
            _("Agreed by {name}, {day}. If they call, they are welcome back.").format(
                name=safe(stop.decider), day=day
            )
        ]
    if stop.state is State.REFUSED:
        told = _("{name}: “{word}”").format(name=safe(stop.decider), word=safe(short(stop.word, WORD)))
        said = [told] if stop.word else []
        return [*said, coming_back(kept.due_at, kept.timed, *at)]
    return []


def sent(heads: int) -> str:
    return _("Sent to the head.") if heads else _("It waits for a head: none can be reached right now.")


def why_not() -> str:
    return _("Say in a word why we come back: the manager will see it.")


def nothing_here() -> str:
    return _("🚪 <b>Given up</b>\nNobody has been given up, and nothing waits for a decision.")


def board(
    waiting: Sequence[tuple[Stop, Line]],
    given_up: Sequence[tuple[Stop, Line]],
    meter: Share,
    today: date,
    zone: ZoneInfo,
) -> str:
    lines = [_("🚪 <b>Given up</b>")]
    if meter.whole:
        lines.append(_("In 90 days: {told}").format(told=_of_closed(meter)))
    if waiting:
        lines += ["", _("<b>To decide: {n}</b>").format(n=len(waiting))]
        lines += [f"• {_who(client)} – {safe(short(stop.asker, NAME))}" for stop, client in waiting]
    if given_up:
        lines += ["", _("<b>The latest</b>")]
        lines += [f"• {_day(stop, today, zone)} · {_who(client)}" for stop, client in given_up]
    return "\n".join(lines)


def _day(stop: Stop, today: date, zone: ZoneInfo) -> str:
    assert stop.decided_at is not None
    return dated(stop.decided_at.astimezone(zone).date(), today)


def meter_line(meter: Share) -> str:
    return _("🚪 Given up: {told}").format(told=_of_closed(meter))


def _of_closed(meter: Share) -> str:
    """«3 из 61 закрытой сделки (5 %); обычно около 5 %»"""
    told = ngettext(
        "<b>{n}</b> of {all} closed deal ({share}); usually about {usual}",
        "<b>{n}</b> of {all} closed deals ({share}); usually about {usual}",
        meter.whole,
    )
    usual = share(round(USUAL_STOPS * 100), 100)
    return told.format(n=meter.part, all=meter.whole, share=share(meter.part, meter.whole), usual=usual)


def to_decide(number: int) -> str:
    return _("🚪 Clients to be given up, waiting for your decision: {n}").format(n=number)


def given_up_on(stopped: datetime, at: At) -> str:
    now, zone = at
    day = dated(stopped.astimezone(zone).date(), now.astimezone(zone).date())
    return _("🚪 Given up {day}: nobody comes back to them").format(day=day)


def welcome_back(stopped: datetime, kept: Recorded | None, at: At) -> str:
    now, zone = at
    day = dated(stopped.astimezone(zone).date(), now.astimezone(zone).date())
    why = f" ({words.amid(kept.reason)})" if kept is not None and kept.reason else ""
    return _("🎉 They are back! Given up {day}{why}; with this contact they are with us again.").format(
        day=day, why=why
    )


def profile(criteria: Sequence[Criterion]) -> str:
    told = _(
        "🧭 <b>The client profile</b>\nFacts by which you know a client of yours: a region you serve, a size, "
        "retail or wholesale. Whoever wants to give a client up answers each; the answers are kept."
    )
    shown = [one for one in criteria if not one.hidden]
    return "\n".join([told, "", *(f"• {criterion(one)}" for one in shown)]) if shown else told


def criterion(one: Criterion) -> str:
    if one.kind is Kind.FACT:
        return _("{name}: yes or no").format(name=safe(one.name))
    if one.least is None:
        return _("{name}: a number").format(name=safe(one.name))
    return _("{name}: a number, ours from {least}").format(name=safe(one.name), least=number(one.least))


def type_criterion(kind: Kind) -> str:
    if kind is Kind.FACT:
        return _("Type the fact to which one answers yes or no. For example: <i>In our region</i>")
    return _(
        "Type what is to be counted, and from which number on it is ours. For example: <i>Employees from 10</i>"
    )


def not_an_obstacle() -> str:
    return _("A selling error is ours to mend: only an objective obstacle is a ground to give a client up.")


def overtaken() -> str:
    return _("It has been decided already, or the client has been in touch since.")
