"""What a chat was told, looked at after the bot was killed and started again."""

from itertools import pairwise

from sandbox.methods.editing import NOT_MODIFIED
from tests.bot.lives import Lives, Made

IN_ORDER = ("sendMessage", "editMessageText", "deleteMessage")
SAID = ("sendMessage", "editMessageText")


def letters(lives: Lives, chat: int) -> list[Made]:
    return [made for made in lives.made if made.chat == chat and made.method in IN_ORDER]


def repeats(lives: Lives, chat: int) -> int:
    """How many came twice; each may only be the one that was in flight when a life ended."""
    ends = []
    for first, second in pairwise(letters(lives, chat)):
        if same(first, second):
            assert first.life < second.life, f"doubled without a kill: {first.params}"
            ends.append(first.life)
    assert len(ends) == len(set(ends)), f"a kill doubled more than what was in flight in chat {chat}"
    return len(ends)


def told(lives: Lives, chat: int) -> list[str]:
    """Each letter's text once, in the order in which they came."""
    made = letters(lives, chat)
    once = made[:1] + [second for first, second in pairwise(made) if not same(first, second)]
    return [one.params["text"] for one in once if one.method in SAID]


def same(first: Made, second: Made) -> bool:
    return (first.method, first.params) == (second.method, second.params)


def follows(texts: list[str], expected: list[tuple[str, ...]]) -> None:
    """Each text holds the words expected of it, and there are no others."""
    for number, (text, words) in enumerate(zip(texts, expected, strict=False)):
        about = "\n".join(texts[max(0, number - 3) : number + 6])
        assert all(word in text for word in words), f"{words} expected, told:\n{text}\namong:\n{about}"
    assert len(texts) == len(expected), f"{texts[len(expected) :]} or {expected[len(texts) :]} is too much"


async def nothing_is_left(lives: Lives) -> None:
    """Every update was taken in once and done, every letter is out, every button answered."""
    telegram = lives.sandbox.telegram
    taken = await lives.rows("SELECT state, count(*), count(DISTINCT update_id) FROM inbox GROUP BY state")
    assert taken == [("done", handed_over(lives), handed_over(lives))]
    assert await lives.rows("SELECT * FROM outbox WHERE state = 'waiting'") == []
    assert telegram.spinning() == []
    assert {broken.description for broken in telegram.violations} <= AFTER_A_REPEAT, lives.log()


def handed_over(lives: Lives) -> int:
    updates = lives.sandbox.telegram.updates
    return updates._next_id - FIRST_UPDATE


FIRST_UPDATE = 700_000_001
# What Telegram answers to a call that it had carried out just before the bot was killed.
AFTER_A_REPEAT = {
    "Bad Request: message to delete not found",
    f"Bad Request: {NOT_MODIFIED}",
}
