"""The names on screen of every closed vocabulary of selling."""

from collections.abc import Mapping
from enum import Enum

from bot.i18n import N_, _
from bot.texts.format import lower_first, safe
from sales.clientless import Fact
from sales.clients import Source
from sales.contacts import AnyChannel, Channel, Direction, Outcome
from sales.deals import Kind
from sales.losses import Group, Reason
from sales.people import Role
from sales.vocabulary import Own

Words = Mapping[Enum, str]

OUTCOMES: Words = {
    Outcome.WON: N_("✅ Bought"),
    Outcome.NEXT_STEP: N_("➡️ Next step"),
    Outcome.LOST: N_("❌ Refused"),
    Outcome.NO_ANSWER: N_("📵 No answer"),
}
CHANNELS: Words = {
    Channel.CALL: N_("📞 Call"),
    Channel.MEETING: N_("🤝 Meeting"),
    Channel.MESSAGE: N_("💬 Message"),
    Channel.VISIT: N_("🚗 Visit"),
}
DIRECTIONS: Words = {
    Direction.OUT: N_("↗️ Outgoing"),
    Direction.IN: N_("↙️ Incoming"),
}
TOUCHES: Mapping[tuple[Channel, Direction], str] = {
    (Channel.CALL, Direction.OUT): N_("outgoing call"),
    (Channel.CALL, Direction.IN): N_("incoming call"),
    (Channel.MEETING, Direction.OUT): N_("meeting"),
    (Channel.MEETING, Direction.IN): N_("meeting, they asked for it"),
    (Channel.MESSAGE, Direction.OUT): N_("outgoing message"),
    (Channel.MESSAGE, Direction.IN): N_("incoming message"),
    (Channel.VISIT, Direction.OUT): N_("visit to the client"),
    (Channel.VISIT, Direction.IN): N_("client's visit"),
}
KINDS: Words = {
    Kind.FIRST: N_("First sale"),
    Kind.REPEAT: N_("Repeat sale"),
    Kind.UPSELL_BEFORE: N_("Upsell before the purchase"),
    Kind.UPSELL_AFTER: N_("Upsell after the purchase"),
    Kind.CROSS_SELL: N_("Cross-sell"),
    Kind.BACK_END: N_("Back-end"),
    Kind.RECURRING: N_("Pays regularly"),
}
GROUPS: Words = {
    Group.OBSTACLE: N_("objective obstacle"),
    Group.ERROR: N_("selling error"),
}
GROUP_SIGNS: Words = {Group.OBSTACLE: "🧱", Group.ERROR: "🎯"}
REASONS: Words = {
    Reason.NO_MONEY: N_("No money"),
    Reason.NO_NEED: N_("No need now"),
    Reason.INCUMBENT_SUPPLIER: N_("Has a supplier"),
    Reason.NOT_DECISION_MAKER: N_("Does not decide"),
    Reason.TERRITORY: N_("Not our territory"),
    Reason.LEGAL: N_("Legal barrier"),
    Reason.NO_VALUE: N_("Value not shown"),
    Reason.NO_TRUST: N_("Does not trust"),
    Reason.NO_URGENCY: N_("No reason to buy now"),
    Reason.WEAK_PRESENTATION: N_("Weak presentation"),
    Reason.PREMATURE_OFFER: N_("Offered too early"),
    Reason.PRICE_NOT_DEFENDED: N_("Price not defended"),
}
SOURCES: Words = {
    Source.SITE: N_("Site"),
    Source.AD: N_("Advertising"),
    Source.SOCIAL: N_("Social networks"),
    Source.EXHIBITION: N_("Exhibition"),
    Source.COLD: N_("Cold call"),
    Source.REFERRAL: N_("Recommendation"),
    Source.PARTNER: N_("Partner"),
    Source.WALK_IN: N_("Walked in"),
}
FACTS: Words = {
    Fact.MISSED: N_("📵 Missed lead"),
    Fact.WRONG_NUMBER: N_("Wrong number"),
    Fact.PITCH: N_("Sells to us"),
    Fact.JOB_SEEKER: N_("Looks for a job"),
    Fact.SPAM: N_("Spam"),
    Fact.DUPLICATE: N_("A duplicate"),
}
ROLES: Words = {
    Role.MANAGER: N_("manager"),
    Role.HEAD: N_("head of sales"),
    Role.OWNER: N_("owner"),
}

_NAMES: dict[Enum, str] = {
    **OUTCOMES,
    **CHANNELS,
    **DIRECTIONS,
    **KINDS,
    **GROUPS,
    **REASONS,
    **SOURCES,
    **FACTS,
    **ROLES,
}


def touch(channel: AnyChannel, direction: Direction) -> str:
    """«исходящий звонок»"""
    if isinstance(channel, Own):
        return f"{told(channel)} {_(DIRECTIONS[direction]).partition(' ')[0]}"
    return _(TOUCHES[channel, direction])


def name(value: Enum | Own) -> str:
    """What the reader calls it, on a button."""
    return value.named if isinstance(value, Own) else _(_NAMES[value])


def amid(value: Enum | Own) -> str:
    """The same amid a sentence; a name that the team has given stays as it was written."""
    return safe(value.named) if isinstance(value, Own) else lower_first(name(value))


def told(value: Enum | Own) -> str:
    """The same within a message: a name that the team has given may hold anything."""
    return safe(name(value))
