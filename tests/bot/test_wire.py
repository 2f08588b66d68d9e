"""JSON as it comes: read and kept whatever is in it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wire

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
HALF = "\ud83d"


@given(ANY)
def test_what_telegram_sends_is_read_as_python_reads_it(value: Any) -> None:
    for escaped in (True, False):
        assert wire.loads(json.dumps(value, ensure_ascii=escaped).encode()) == value


@given(ANY)
def test_what_is_kept_is_read_again_as_it_was(value: Any) -> None:
    assert json.loads(wire.dumps(value)) == value


def test_half_of_a_surrogate_pair_loses_no_update() -> None:
    update = wire.loads(b'{"update_id": 7, "text": "Iva\\ud83dnov"}')
    assert update == {"update_id": 7, "text": f"Iva{HALF}nov"}
    assert json.loads(wire.dumps(update)) == {"update_id": 7, "text": "Iva?nov"}


@pytest.mark.parametrize("raw", [b"", b"<html>", b'{"ok":', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused_as_python_refuses_it(raw: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)) as refused:
        wire.loads(raw)
    with pytest.raises(type(refused.value)):
        json.loads(raw)
