"""How a call may begin: a line for each reason of a refusal, and for every other last word."""

from collections.abc import Mapping

from bot.i18n import N_, _
from sales.contacts import Outcome
from sales.losses import AnyReason, Reason
from sales.next_calls import Call, Why

AFTER_REFUSAL: Mapping[str, str] = {
    Reason.NO_MONEY: N_("You said there was no budget then. What has changed? We can also start small."),
    Reason.NO_NEED: N_("You did not need it then. What has changed since?"),
    Reason.INCUMBENT_SUPPLIER: N_("How are you getting on with your supplier? What should work better?"),
    Reason.NOT_DECISION_MAKER: N_("Who decides on this in your company, and how do I best reach them?"),
    Reason.TERRITORY: N_("I am checking whether we can serve you by now. Where do you need it?"),
    Reason.LEGAL: N_("A legal question stood in the way last time. Is it settled, and how can we help?"),
    Reason.NO_VALUE: N_("Last time we talked about ourselves. What matters most to you right now?"),
    Reason.NO_TRUST: N_("May I show you how it works for a company like yours? You can talk to them, too."),
    Reason.NO_URGENCY: N_("What does every month without it cost you? Let us work it out together."),
    Reason.WEAK_PRESENTATION: N_("We showed it poorly last time. May I show the main thing in five minutes?"),
    Reason.PREMATURE_OFFER: N_("Our offer came too early. What is the task that you are solving?"),
    Reason.PRICE_NOT_DEFENDED: N_(
        "Let us look at what the price is made of, and what of it you really need."
    ),
}
AFTER: Mapping[Outcome | None, str] = {
    Outcome.WON: N_("How do you like what you bought? Does everything work as you expected?"),
    Outcome.NEXT_STEP: N_("We agreed to come back to our talk. Is now a good time?"),
    Outcome.NO_ANSWER: N_("I could not catch you last time. Do you have two minutes now?"),
    None: N_("I am calling to get acquainted: which task matters most to you right now?"),
}
AFTER_SILENCE = N_("We have not talked for a while. What is new, and how can we help?")


def opening(call: Call, reason: AnyReason | None) -> str:
    outcome = call.candidate.last_outcome
    if outcome is Outcome.LOST:
        return _(AFTER_REFUSAL.get(reason, AFTER_SILENCE) if reason else AFTER_SILENCE)
    return _(AFTER_SILENCE) if call.why is Why.DORMANT else _(AFTER[outcome])
