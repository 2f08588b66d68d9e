"""Telegram's HTML: what comes of it, and what it refuses."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import parse_html, trimmed
from sandbox.found import with_found
from sandbox.refusals import Refused
from sandbox.rules import units


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


READ = [
    ("plain", "plain", []),
    ("<b>Иван</b>ов", "Иванов", [entity("bold", 0, 4)]),
    ("😀<i>x</i>", "😀x", [entity("italic", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("<STRONG>a</STRONG><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
    ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
    (
        '<a href="https://a.b/?x=1&amp;y=2">a</a>',
        "a",
        [entity("text_link", 0, 1, url="https://a.b/?x=1&y=2")],
    ),
    ('<a href="tg://user?id=5">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 5})]),
    ('<a href="nowhere">a</a>', "a", []),
    ("<a>a.com</a>", "a.com", [entity("text_link", 0, 5, url="http://a.com")]),
    ("<code>a</code>", "a", [entity("code", 0, 1)]),
    ("<pre>a</pre>", "a", [entity("pre", 0, 1)]),
    ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
    ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ('<tg-emoji emoji-id="55">🙂</tg-emoji>', "🙂", [entity("custom_emoji", 0, 2, custom_emoji_id="55")]),
    ("<b></b>a", "a", []),
    ("<b>a</>", "a", [entity("bold", 0, 1)]),
    ("&lt;b&gt; &amp;&quot; &#1071;&#x42f;", '<b> &" ЯЯ', []),
    ("&nbsp; &copy; & R&D &#0;", "&nbsp; &copy; & R&D &#0;", []),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


BROKEN = [
    ("ж <x>", 'Unsupported start tag "x" at byte offset 3'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("<ivan@mail.ru>", 'Unsupported start tag "ivan@mail.ru" at byte offset 0'),
    ("2 < 3", "Unclosed start tag at byte offset 2"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>a", "Can't find end tag corresponding to start tag b"),
    ("<b>я</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
]


@pytest.mark.parametrize(("source", "why"), BROKEN)
def test_html_telegram_cannot_read_is_refused_in_its_words(source: str, why: str) -> None:
    with pytest.raises(Refused, match=re.escape(f"Bad Request: can't parse entities: {why}")):
        parse_html(source)


@given(st.text(alphabet="<>/&;=\"' abпe😀-#1", max_size=40))
def test_no_html_breaks_the_parser(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Refused:
        return
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= units(text) for one in entities)


def test_blanks_around_a_text_are_dropped_and_the_entities_moved() -> None:
    entities = [entity("bold", 0, 4), entity("italic", 5, 3)]
    assert trimmed("  ab 😀  ", entities) == ("ab 😀", [entity("bold", 0, 2), entity("italic", 3, 2)])


def test_telegram_finds_commands_names_addresses_and_numbers_by_itself() -> None:
    text = "/start 😀 @anna_m a@b.ru https://a.b/c, #хит +7 912 345-67-89"
    found = [(one["type"], one["offset"], one["length"]) for one in with_found(text, [])]
    assert found == [
        ("bot_command", 0, 6),
        ("mention", 10, 7),
        ("email", 18, 6),
        ("url", 25, 13),
        ("hashtag", 40, 4),
        ("phone_number", 45, 16),
    ]


def test_telegram_finds_nothing_inside_code_and_links() -> None:
    entities = [entity("code", 0, 6)]
    assert with_found("/start", entities) == entities


@pytest.mark.parametrize("text", ["a/b", "1/2 and 3/4", "e@", "#1", "C#", "price+10"])
def test_telegram_finds_nothing_where_there_is_nothing(text: str) -> None:
    assert with_found(text, []) == []
