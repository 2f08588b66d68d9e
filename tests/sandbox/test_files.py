"""Pictures and files, there and back."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from aiohttp import ClientSession

from sandbox.files import dimensions
from sandbox.people import Person
from sandbox.refusals import Refused
from sandbox.server import Sandbox


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress((b"\0" + b"\0" * width) * height)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


JPEG = bytes.fromhex("ffd8 ffe0 0004 0000 ffc2 0011 08 0140 0280 03 011100 021100 031100 ffd9")


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert dimensions(png(30, 20)) == (30, 20)
    assert dimensions(JPEG) == (640, 320)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", JPEG[:8], png(1, 1)[:20]]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="IMAGE_PROCESS_FAILED"):
        dimensions(data)


async def test_a_document_of_the_bot_comes_back_byte_for_byte(anna: Person, bot: Bot) -> None:
    data = bytes(range(256)) * 40
    sent = await bot.send_document(
        anna.id, BufferedInputFile(data, "база.xlsx"), caption="<b>all</b>", parse_mode="HTML"
    )
    assert sent.document
    assert (sent.document.file_name, sent.document.file_size) == ("база.xlsx", len(data))
    assert sent.caption_entities
    got = await bot.download(sent.document, BytesIO())
    assert got
    assert got.read() == data
    again = await bot.send_document(anna.id, sent.document.file_id)
    assert again.document
    assert again.document.file_id == sent.document.file_id


async def test_a_photo_of_the_bot_has_sizes_and_can_be_sent_again(anna: Person, bot: Bot) -> None:
    sent = await bot.send_photo(anna.id, BufferedInputFile(png(1000, 500), "chart.png"), caption="week")
    assert sent.photo
    assert [(size.width, size.height) for size in sent.photo] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]
    again = await bot.send_photo(anna.id, sent.photo[-1].file_id)
    assert again.photo
    assert again.photo[-1].width == 1000


async def test_media_and_captions_are_edited(anna: Person, bot: Bot, call: Any) -> None:
    sent = await bot.send_photo(anna.id, BufferedInputFile(png(20, 20), "a.png"), caption="one")
    where = {"chat_id": anna.id, "message_id": sent.message_id}
    await bot.edit_message_caption(**where, caption="two")
    assert anna.last().text == "two"
    media = InputMediaPhoto(media=BufferedInputFile(png(40, 20), "b.png"), caption="three")
    edited = await bot.edit_message_media(media, **where)
    assert not isinstance(edited, bool)
    assert edited.photo
    assert (edited.photo[-1].width, edited.caption) == (40, "three")
    for name, params in (
        ("editMessageText", {"text": "x"}),
        ("editMessageCaption", {"caption": "three"}),
        ("editMessageCaption", {"caption": "x" * 1025}),
    ):
        assert (await call(name, **where, **params))["error_code"] == 400


async def test_an_album_is_several_messages(anna: Person, bot: Bot) -> None:
    files = [InputMediaDocument(media=BufferedInputFile(b"data", f"{name}.csv")) for name in "ab"]
    first, second = await bot.send_media_group(anna.id, files)
    assert first.media_group_id == second.media_group_id
    assert [message["document"]["file_name"] for message in anna.messages()[-2:]] == ["a.csv", "b.csv"]


async def test_a_file_of_a_person_is_fetched_by_the_bot(anna: Person, bot: Bot) -> None:
    anna.send_file("base.csv", b"name;phone", caption="наши клиенты #base")
    anna.send_photo(png(10, 10), "card")
    document, photo = [update.message for update in await bot.get_updates()]
    assert document
    assert document.document
    assert (document.document.mime_type, document.caption) == ("text/csv", "наши клиенты #base")
    got = await bot.download(document.document)
    assert got
    assert got.read() == b"name;phone"
    assert photo
    assert photo.photo


@pytest.mark.parametrize(
    ("name", "params", "refused"),
    [
        ("sendDocument", {"document": "unknown"}, (400, "wrong file identifier/HTTP URL specified")),
        ("sendDocument", {"document": "attach://a"}, (400, "there is no file to attach")),
        ("sendPhoto", {"photo": "https://a.b/c.png"}, (501, "fetches no file")),
        ("getFile", {"file_id": "unknown"}, (400, "wrong file identifier")),
        ("sendMediaGroup", {"media": [{"type": "video", "media": "a"}] * 2}, (501, "no video")),
    ],
)
async def test_a_file_that_is_not_there_is_refused(
    anna: Person, call: Any, name: str, params: dict[str, Any], refused: tuple[int, str]
) -> None:
    answer = await call(name, **({} if name == "getFile" else {"chat_id": anna.id}), **params)
    assert answer["error_code"] == refused[0]
    assert refused[1] in answer["description"]


@pytest.mark.parametrize("data", [b"", b"text"])
async def test_a_photo_must_be_a_picture(anna: Person, bot: Bot, call: Any, data: bytes) -> None:
    document = await bot.send_document(anna.id, BufferedInputFile(b"x", "a.txt"))
    assert document.document
    answer = await call("sendPhoto", chat_id=anna.id, photo=document.document.file_id)
    assert "can't use file of another type" in answer["description"]
    with pytest.raises(Refused):
        anna.telegram.files.photo("a.png", data)


def test_sizes_telegram_does_not_take_are_refused(anna: Person) -> None:
    files = anna.telegram.files
    for why, store in (
        ("PHOTO_INVALID_DIMENSIONS", lambda: files.photo("a.png", png(1, 30))),
        ("photo is too big", lambda: files.photo("a.png", png(1, 1) + bytes(10 * 1024 * 1024))),
        ("file must be non-empty", lambda: files.document("a", "", b"")),
        ("file is too big", lambda: files.document("a", "", bytes(50 * 1024 * 1024 + 1))),
    ):
        with pytest.raises(Refused, match=why):
            store()


async def test_a_large_file_of_a_person_cannot_be_fetched_and_that_is_no_violation(
    anna: Person, call: Any
) -> None:
    sent = anna.send_file("big.bin", bytes(20 * 1024 * 1024 + 1))
    answer = await call("getFile", file_id=sent["document"]["file_id"])
    assert answer["description"] == "Bad Request: file is too big"
    assert anna.telegram.violations == []


async def test_a_file_is_given_to_the_owner_of_the_token_only(
    sandbox: Sandbox, anna: Person, http: ClientSession
) -> None:
    anna.send_file("a.txt", b"x")
    for path, status in (
        (f"/file/bot{sandbox.token}/documents/file_1.txt", 200),
        (f"/file/bot{sandbox.token}/documents/file_9.txt", 404),
        ("/file/bot1:wrong/documents/file_1.txt", 401),
    ):
        async with http.get(path) as response:
            assert response.status == status


async def test_the_name_of_a_file_cannot_do_harm(anna: Person, bot: Bot, http: ClientSession) -> None:
    for name in ('../../x.a"\r\n/b', "noname", "x.тхт", 'a.htm"'):
        anna.send_file(name, b"x")
    for update in await bot.get_updates():
        assert update.message
        assert update.message.document
        assert await bot.download(update.message.document)
        async with http.get(f"/chat/files/{update.message.document.file_id}") as response:
            assert response.status == 200
