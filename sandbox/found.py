"""What Telegram finds in a text by itself: commands, names, addresses, numbers."""

import re

from sandbox.entities import Entity, place
from sandbox.rules import units

TRIGGER = re.compile(r"[@/#+]|www\.")
FOUND = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*[a-zA-Z]{2,})"
    r"|(?P<url>(?:https?://|www\.|t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]»])"
    r"|(?P<mention>(?<![\w/@])@[a-zA-Z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d ()-]{8,18}\d\b)"
)
OPAQUE = {"code", "pre", "text_link", "text_mention"}


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities and, outside code and links, the commands, names, addresses and numbers in the text."""
    if not TRIGGER.search(text):
        return entities
    found = []
    for match in FOUND.finditer(text):
        start, length = units(text[: match.start()]), units(match[0])
        if not any(_covers(entity, start, start + length) for entity in entities):
            found.append({"offset": start, "length": length, "type": match.lastgroup})
    return sorted(entities + found, key=place) if found else entities


def _covers(entity: Entity, start: int, end: int) -> bool:
    opaque = entity["type"] in OPAQUE
    return opaque and entity["offset"] < end and start < entity["offset"] + entity["length"]
