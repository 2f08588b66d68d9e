"""Telephone numbers in what people type; account numbers, taxpayer numbers, cards, sums and dates are none."""

import re
from functools import cache
from importlib import resources

import phonenumbers
from phonenumbers import Leniency, PhoneMetadata, PhoneNumberFormat, PhoneNumberMatcher

from sales.errors import PhoneNotUnderstood

RUSSIA = "RU"

# Digits that belong to something else, and the words or signs that say so.
A_SIGN = r"\.?\s*(?:№|#|n|номер)?\s*[:=-]?\s*"
REGISTERS = re.compile(
    rf"\b(?:инн(?:\s*/\s*кпп)?|кпп|огрн(?:ип)?|бик|снилс|окпо|inn){A_SIGN}(\d+(?:\s*/\s*\d+)?)", re.IGNORECASE
)
ACCOUNTS = re.compile(
    rf"\b(?:[рк]/сч?|(?:расч|корр?)\.?\s*сч[её]?т?|сч[её]т\w{{0,3}}|iban){A_SIGN}((?:\d[ -]?){{19}}\d|\d+)",
    re.IGNORECASE,
)
_NUMBERED = "|".join(
    word.replace("~", r"\w{0,2}")
    for line in (resources.files("sales") / "data" / "numbered.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
OF_NUMBER = r"(?:[ .]{0,2}(?:[№#:=-]|(?:номер|number|num|no|nr|n|is|товара|заказа|фактура|на оплату)\b)){0,3}[ .]{0,2}"
# Right behind these words stands no phone, however much it looks like one; with "+" it does.
DOCUMENTS = re.compile(rf"\b(?:{_NUMBERED}){OF_NUMBER}([a-zа-я]{{0,3}}\d[\d/-]*\d)", re.IGNORECASE)
# Behind "no." the digits are one number, even with blanks among them.
NUMBERED = re.compile(
    rf"\b(?:{_NUMBERED})\b(?:[^,;№#\n]{{0,25}}[№#]|[ .]{{0,2}}(?:номер|number|no)\b\.?) ?:? ?(\d(?:[ -]?\d){{6,}})",
    re.IGNORECASE,
)
CARDS = re.compile(r"(?<!\d)(?<!\+)(\d{4}([ -]?)\d{4}\2\d{4}\2\d{4})(?!\d)")
LONG_NUMBERS = re.compile(r"(?<!\+)(?<!\d)(\d{12,})(?!\d)")
SUMS = re.compile(
    r"(?<![\d+])(\d[\d \u00a0\u2009\u202f.,]{0,40}\d)(?=\s*(?:₽|\$|€|руб|р\.|р\b|тыс|млн|млрд|usd|eur|rub\b))",
    re.IGNORECASE,
)
THOUSANDS = re.compile(
    r"(?<![\d+(-])(?<!\+\d )(\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){3,12})(?![\d(-])(?! ?\d)"
)
DATES = re.compile(
    r"(?<!\d)(\d{1,2}[./]\d{1,2}[./]\d{4}|(?<!-)(?:19|20)\d\d-[01]\d-[0-3]\d(?!-)|\d{1,2}:\d\d)(?!\d)"
)
ADDRESSES = re.compile(r"([\w.+-]{1,64}@[\w.-]+|https?://\S+|www\.\S+)", re.IGNORECASE)
# Large letters and a dash before the digits are a series, unless they say that a phone follows.
SERIES = re.compile(r"\b(?!ТЕЛ|МОБ|РАБ|СОТ|Т-|TEL|MOB|CELL|PH|FAX|WA-|TG-)[A-ZА-Я]{1,4}-(\d{6,})")
MASKED_EVERYWHERE = (
    SERIES,
    ADDRESSES,
    REGISTERS,
    ACCOUNTS,
    DOCUMENTS,
    NUMBERED,
    CARDS,
    LONG_NUMBERS,
    SUMS,
    DATES,
)
MASKED_IN_RUSSIA = (*MASKED_EVERYWHERE, THOUSANDS)

# Two Russian numbers with only a space between them: phonenumbers takes them for one too long.
SIDE_BY_SIDE = re.compile(
    r"(?<!\d)((?:\+7|8)[ (-]{0,2}\d{3}[ )-]{0,2}\d{3}[ -]?\d\d[ -]?\d\d)[ \n](?=(?:\+7|8)[ (-]{0,2}\d{3})"
)

# The commonest ways to write a Russian mobile: for these there is no need to search the text.
PLAIN_MOBILE = re.compile(
    r"(?:\+7|8|7)?[ -]?(?:\(9(\d\d)\)|9(\d\d))[ -]?(\d{3})[ -]?(\d\d)[ -]?(\d\d)", re.ASCII
)

# The prefix of a call abroad, which stands for "+".
ABROAD = re.compile(r"(?<![\d+.,:-])(?<!\d )00[ -]?(?=\(?[1-9]\d{0,2}[\d ()-]{7,})")

INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def read_phone(text: str, region: str = RUSSIA) -> str:
    if region == RUSSIA and (mobile := plain_mobile(text.strip())):
        return mobile
    found = {phone for phone, _start, _end in find_phones(text, region)}
    if len(found) != 1:
        raise PhoneNotUnderstood
    return found.pop()


def plain_mobile(text: str) -> str:
    """A Russian mobile written as most are; empty where it is written otherwise, or nobody has it."""
    found = PLAIN_MOBILE.fullmatch(text)
    if not found:
        return ""
    national = f"9{found[1] or found[2]}{found[3]}{found[4]}{found[5]}"
    return f"+7{national}" if _given_out().fullmatch(national) else ""


@cache
def _given_out() -> re.Pattern[str]:
    """Mobiles that somebody may have, as phonenumbers knows; asked about each, it takes ten times as long."""
    russia = PhoneMetadata.metadata_for_region(RUSSIA)
    assert russia
    assert russia.mobile
    return re.compile(russia.mobile.national_number_pattern or "")


def find_phones(text: str, region: str = RUSSIA) -> list[tuple[str, int, int]]:
    """Give each number as E.164 with its place in the text."""
    dialled = ABROAD.sub(_with_plus, _without_other_numbers(text, region))
    return [
        (
            phonenumbers.format_number(match.number, PhoneNumberFormat.E164),
            _where_typed(text, dialled, match.start),
            match.end,
        )
        for match in PhoneNumberMatcher(dialled, region, leniency=Leniency.VALID)
        if not (region == RUSSIA and _is_taxpayer_number(match.raw_string))
    ]


def _with_plus(prefix: re.Match[str]) -> str:
    return "+".rjust(len(prefix[0]))


def _where_typed(text: str, dialled: str, start: int) -> int:
    """Give where the "00" begins for which a plus was read."""
    return start if text[start] == dialled[start] else text.rindex("00", 0, start + 1)


def _without_other_numbers(text: str, region: str) -> str:
    """Blank out what is no phone, letter by letter, so that places stay what they were."""
    for other in MASKED_IN_RUSSIA if region == RUSSIA else MASKED_EVERYWHERE:
        text = other.sub(_blanked, text)
    return SIDE_BY_SIDE.sub(r"\1;", text) if region == RUSSIA else text


def _blanked(match: re.Match[str]) -> str:
    before = match.start(1) - match.start()
    after = match.end() - match.end(1)
    return match[0][:before] + "x" * len(match[1]) + match[0][len(match[0]) - after :]


def _is_taxpayer_number(digits: str) -> bool:
    """Ten digits with no mark among them and the right check digit; a mobile, beginning with 9, is a phone."""
    if not re.fullmatch(r"[0-8]\d{9}", digits, re.ASCII):
        return False
    check = sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, digits, strict=False))
    return check % 11 % 10 == int(digits[9])
