"""Every call is checked against the documentation before anything else happens."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox import check
from sandbox.refusals import Refused
from sandbox.trim_botapi import trim


def inline(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "Go", **fields}


REFUSED = [
    ("sendMessage", {"text": "x"}, 'parameter "chat_id" is required'),
    ("sendMessage", {"chat_id": 1}, 'parameter "text" is required'),
    ("sendMessage", {"chat_id": 1, "text": "x", "colour": 1}, 'no parameter "colour"'),
    ("sendMessage", {"chat_id": 1, "text": 5}, '"text" must be of type String'),
    ("sendMessage", {"chat_id": 1, "text": "x", "parse_mode": None}, '"parse_mode" must be of type String'),
    ("sendMessage", {"chat_id": True, "text": "x"}, '"chat_id" must be of type Integer or String'),
    ("sendMessage", {"chat_id": 1, "text": "x", "protect_content": "maybe"}, "no Boolean"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "{"}, "reply_markup"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "[" * 100_000}, "reply_markup"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {}}, "it is empty"),
    (
        "sendMessage",
        {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [button()]}},
        "inline_keyboard",
    ),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {"massage_id": 1}}, "massage_id"),
    ("editMessageText", {"message_id": "one", "text": "x"}, '"message_id"'),
    ("getUpdates", {"limit": 101}, "limit must be 1-100"),
    ("getUpdates", {"offset": 1.5}, '"offset" must be of type Integer'),
    ("setMyCommands", {"commands": [{"command": "Today", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "d"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "scope": {"type": "nobody"}}, "can't parse BotCommandScope"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "can't parse BotCommandScope"),
    ("setMyCommands", {"commands": [], "language_code": "ru-RU"}, "language code"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "я" * 201}, "MESSAGE_TOO_LONG"),
    ("sendChatAction", {"chat_id": 1, "action": "sleeping"}, "wrong parameter action"),
    ("sendMediaGroup", {"chat_id": 1, "media": []}, "album must contain 2-10 items"),
    (
        "sendMediaGroup",
        {"chat_id": 1, "media": [{"type": "song", "media": "a"}] * 2},
        "can't parse InputMedia",
    ),
    ("deleteMessages", {"chat_id": 1, "message_ids": []}, "1-100"),
    ("setWebhook", {"url": "https://a.b", "secret_token": "ключ"}, "secret token"),
    ("sendContact", {"chat_id": 1, "phone_number": " ", "first_name": "A"}, "non-empty"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "too long"),
    ("setWebhook", {"url": "https://a.b", "max_connections": 101}, "max_connections"),
    ("sendContact", {"chat_id": 1, "phone_number": "+7", "first_name": "A", "vcard": "x" * 2049}, "vCard"),
    (
        "sendMediaGroup",
        {"chat_id": 1, "media": [{"type": "photo", "media": "a"}, {"type": "document", "media": "a"}]},
        "can't be mixed",
    ),
    ("sendPhoto", {"chat_id": 1, "photo": {"file": 1}}, "can't parse InputFile or String"),
]


@pytest.mark.parametrize(("name", "params", "why"), REFUSED)
def test_a_call_that_is_not_as_documented_is_refused(name: str, params: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=re.escape(why)) as refused:
        check.method(name).checked(params)
    assert refused.value.code == 400


KEYBOARDS = [
    (inline([button()]), "text buttons are unallowed in the inline keyboard"),
    (inline([button(text=" ", callback_data="a")]), "text must be non-empty"),
    (inline([button(callback_data="")]), "BUTTON_DATA_INVALID"),
    (inline([button(callback_data="ж" * 33)]), "BUTTON_DATA_INVALID"),
    (inline([button(callback_data="a", url="https://a.b")]), "does one thing"),
    (inline([button(url="http://localhost/")]), "Wrong HTTP URL"),
    (inline([button(url="http://[")]), "Wrong HTTP URL"),
    (inline([button(callback_data="\ud800")]), "callback_data"),
    (inline([button(url="javascript:alert(1)")]), "Wrong HTTP URL"),
    (inline([button(callback_data="a", style="purple")]), "style"),
    (inline([button(copy_text={"text": ""})]), "BUTTON_COPY_TEXT_INVALID"),
    (inline([button(callback_data="a")] * 9), "too long"),
    (inline(*[[button(callback_data="a")]] * 101), "too long"),
    (inline([button(calback_data="a")]), 'no field "calback_data"'),
    ({"keyboard": [[]]}, "no buttons"),
    ({"keyboard": [[{"text": ""}]]}, "non-empty"),
    ({"keyboard": [[button()] * 13]}, "too long"),
    ({"keyboard": [["Today"]]}, "keyboard"),
    ({"keyboard": [[button(request_contact=True, request_location=True)]]}, "one thing"),
    ({"keyboard": [[button()]], "input_field_placeholder": "x" * 65}, "placeholder"),
    ({"force_reply": False}, "force_reply"),
    ({"remove_keyboard": True, "inline_keyboard": [], "x": 1}, "no field"),
]


@pytest.mark.parametrize(("markup", "why"), KEYBOARDS)
def test_a_keyboard_telegram_would_not_show_is_refused(markup: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=re.escape(why)):
        check.method("sendMessage").checked({"chat_id": 1, "text": "x", "reply_markup": markup})


def test_the_largest_keyboard_allowed_passes() -> None:
    rows = [[button(callback_data="ж" * 32)] * 8] * 12 + [[button(callback_data="a")] * 4]
    assert check.method("sendMessage").checked({"chat_id": 1, "text": "x", "reply_markup": inline(*rows)})


def test_values_in_a_form_are_converted_and_json_objects_may_come_as_strings() -> None:
    given = {"chat_id": "-5", "text": "5", "protect_content": "True", "reply_markup": '{"force_reply": true}'}
    assert check.method("sendmessage").checked(given) == {
        "chat_id": -5,
        "text": "5",
        "protect_content": True,
        "reply_markup": {"force_reply": True},
    }


def test_a_chat_may_be_named() -> None:
    assert check.method("getChat").checked({"chat_id": "@sales"}) == {"chat_id": "@sales"}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(check.METHODS)),
    st.dictionaries(st.sampled_from(["chat_id", "text", "reply_markup", "commands", "media", "x"]), anything),
)
def test_no_call_however_hostile_breaks_the_checker(name: str, params: dict[str, Any]) -> None:
    with suppress(Refused):
        check.method(name).checked(params)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(anything)
def test_no_keyboard_however_hostile_breaks_the_checker(markup: Any) -> None:
    for given_as in (
        markup,
        {"inline_keyboard": markup},
        {"inline_keyboard": [[markup]]},
        {"keyboard": markup},
    ):
        with suppress(Refused):
            check.method("sendMessage").checked({"chat_id": 1, "text": "x", "reply_markup": given_as})


def test_the_trimmed_description_keeps_what_a_chat_bot_needs() -> None:
    full = {
        "version": "1",
        "methods": {
            "sendPhoto": {
                "params": {"photo": {"type": "InputFile or String", "required": True, "description": ""}}
            },
            "sendSticker": {"params": {}},
            "edit": {"params": {"media": {"type": "Media", "required": False, "description": ""}}},
        },
        "types": {
            "InputFile": {"fields": {}},
            "Media": {"subtypes": ["MediaPhoto", "MediaStory"]},
            "MediaPhoto": {
                "fields": {"type": {"type": "String", "required": True, "description": "must be photo"}}
            },
            "MediaStory": {"fields": {}},
        },
    }
    assert trim(full) == {
        "version": "1",
        "methods": {"edit": {"media": "Media"}, "sendPhoto": {"photo!": "InputFile or String"}},
        "types": {"InputFile": {}, "Media": ["MediaPhoto"], "MediaPhoto": {"type!": "=photo"}},
    }


def test_the_description_is_of_the_bot_api_this_project_was_written_for() -> None:
    described = json.loads(Path(check.__file__).with_name("botapi.json").read_text(encoding="utf-8"))
    assert described["version"] == "10.3"
