"""Every table, readable as a document: people, the base, words, selling, giving up, the clock, roll-ups, the wire.

Integers and text alone need no conversion by any driver, so one compiled statement serves both databases.
A row belongs to one team, and refers only to rows of the same team: the foreign keys carry the team.
"""

from storage.schema.audit import audit
from storage.schema.base import (
    clients,
    lent,
    merges,
    notes,
    phones,
    recommendations,
    search_words,
    spend,
    word_endings,
)
from storage.schema.clock import reminded, reminders, summaries
from storage.schema.common import metadata
from storage.schema.figures import daily, label_tries, leads, touched, trend, weekly
from storage.schema.importing import import_rows, imports, unnamed_losses
from storage.schema.people import invitations, leaves, members, people, teams
from storage.schema.selling import (
    clientless,
    contacts,
    deals,
    recontacts,
    remarks,
    reviews,
    tasks,
)
from storage.schema.stopping import criteria, observed, stops
from storage.schema.typed import sentences
from storage.schema.vocabulary import loss_reasons, second_reasons, tagged, terms
from storage.schema.wire import drawings, inbox, outbox, talks

__all__ = [
    "TEAMLESS",
    "audit",
    "clientless",
    "clients",
    "contacts",
    "criteria",
    "daily",
    "deals",
    "drawings",
    "import_rows",
    "imports",
    "inbox",
    "invitations",
    "label_tries",
    "leads",
    "leaves",
    "lent",
    "loss_reasons",
    "members",
    "merges",
    "metadata",
    "notes",
    "observed",
    "outbox",
    "people",
    "phones",
    "recommendations",
    "recontacts",
    "remarks",
    "reminded",
    "reminders",
    "reviews",
    "search_words",
    "second_reasons",
    "sentences",
    "spend",
    "stops",
    "summaries",
    "tagged",
    "talks",
    "tasks",
    "teams",
    "terms",
    "touched",
    "trend",
    "unnamed_losses",
    "weekly",
    "word_endings",
]

TEAMLESS = {
    "teams": "is the team",
    "people": "one person may be in several teams",
    "talks": "belongs to a person's chat with the bot",
    "inbox": "raw updates, before anyone knows whose they are",
    "outbox": "calls to Telegram, addressed by chat",
    "drawings": "numbers of files at Telegram, known only by what they show",
}
