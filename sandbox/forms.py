"""The parameters of a call, in every form Telegram takes them."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from sandbox.refusals import bad_request
from sandbox.shapes import Upload

LARGEST = 60 * 1024 * 1024


async def parameters(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind == "application/json":
        given |= _object(await request.read())
    elif kind == "application/x-www-form-urlencoded":
        given |= dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    elif kind.startswith("multipart/"):
        given |= {name: value async for name, value in parts(await request.multipart())}
    return given


def _object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("can't parse the JSON of the request") from None
    if not isinstance(given, dict):
        raise bad_request("the JSON of the request is no object")
    return given


async def parts(reader: MultipartReader) -> AsyncIterator[tuple[str, Any]]:
    """A part with a file's name is an upload, any other a string."""
    async for part in reader:
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            yield part.name, data.decode()
        else:
            yield part.name, Upload(part.filename, part.headers.get("Content-Type", ""), data)
