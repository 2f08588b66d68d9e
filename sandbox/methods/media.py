"""Pictures and files: uploaded, or named by an id that Telegram gave before."""

from typing import TYPE_CHECKING, Any

from sandbox.files import MEGABYTE
from sandbox.message import Message
from sandbox.methods.outgoing import caption_of, post
from sandbox.refusals import Refused, bad_request
from sandbox.shapes import Upload

if TYPE_CHECKING:
    from sandbox.telegram import Telegram


def send_photo(telegram: "Telegram", params: dict[str, Any]) -> Message:
    photo = {"photo": medium(telegram, "photo", params["photo"], params)}
    return post(telegram, params, photo | caption_of(telegram, params))


def send_document(telegram: "Telegram", params: dict[str, Any]) -> Message:
    document = {"document": medium(telegram, "document", params["document"], params)}
    return post(telegram, params, document | caption_of(telegram, params))


def medium(telegram: "Telegram", kind: str, given: Any, params: dict[str, Any]) -> Any:
    """As the field of a message; `given` is an upload, "attach://" and its name, or a known file's id."""
    if type(given) is str and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
        if type(given) is not Upload:
            raise bad_request("there is no file to attach")
    if type(given) is str and given.startswith(("http://", "https://")):
        raise Refused(501, "Not Implemented: the sandbox fetches no file from an address")
    if type(given) is not Upload:
        return _again(telegram, kind, given)
    if kind == "photo":
        return telegram.files.photo(given.name, given.data)
    return telegram.files.document(given.name, given.kind, given.data)


def _again(telegram: "Telegram", kind: str, file_id: str) -> Any:
    stored = telegram.files.known(file_id)
    if kind != ("photo" if stored.width else "document"):
        raise bad_request(f"can't use file of another type as {kind.capitalize()}")
    if kind == "photo":
        return [{**stored.described(), "width": stored.width, "height": stored.height}]
    return {"file_name": stored.name, "mime_type": stored.kind, **stored.described()}


def get_file(telegram: "Telegram", params: dict[str, Any]) -> dict[str, Any]:
    stored = telegram.files.known(params["file_id"])
    if len(stored.data) > 20 * MEGABYTE:
        raise Refused(400, "Bad Request: file is too big", blameless=True)
    return {**stored.described(), "file_path": stored.path}


METHODS = {"sendPhoto": send_photo, "sendDocument": send_document, "getFile": get_file}
