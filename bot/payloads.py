"""What a call carries, changed on its way: for another chat, without its file, or with a note."""

import json
from dataclasses import replace
from typing import Any

from storage.outbox import Letter


def moved(letter: Letter, chat_id: int) -> Letter:
    """The same letter to the supergroup that the group has become."""
    payload = json.dumps({**json.loads(letter.payload), "chat_id": chat_id})
    return replace(letter, chat_id=chat_id, payload=payload)


def with_note(payload: str, note: str) -> str:
    given = json.loads(payload)
    return json.dumps({**given, "caption": f"{given['caption']}\n{note}"}) if note else payload


def in_words(payload: str, field: str) -> str:
    """The same message without its file."""
    given = json.loads(payload)
    given["text"] = given.pop("caption")
    given.pop(field)
    return json.dumps(given)


def file_id(result: Any, field: str) -> str | None:
    """Of a photo the largest of its sizes."""
    file = result.get(field) if isinstance(result, dict) else None
    largest = file[-1] if isinstance(file, list) and file else file
    return str(largest["file_id"]) if isinstance(largest, dict) and "file_id" in largest else None
