"""Which digits in a text are a telephone that can be called, and which are not."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.errors import PhoneNotUnderstood
from sales.phones import find_phones, read_phone

MOBILE = "+79123456789"


@pytest.mark.parametrize(
    "typed",
    [
        "8 912 345-67-89", "89123456789", "+7(912)345-67-89", "+7 (912) 345-67-89", "9123456789", "79123456789",
        "+79123456789", "8(912)3456789", "8 9123456789", "8-912-345-67-89", "8.912.345.67.89", "912-345-67-89",
        "(912) 345-67-89", "912 345 6789", "тел. 89123456789", "тел.: +7 912 345 67 89", "т.89123456789",
        "его номер 8 912 345 67 89, зовут Иван", "8 912 345–67–89", "8\u00a0912\u00a0345\u201167\u201189",
        "８９１２３４５６７８９", "89123456789\n", "№89123456789", "89123456789 ИНН 7707083893",
        "ИНН 7707083893, тел. 89123456789", "ИНН 7707083893 89123456789", "10.12.2027 15:00 89123456789",
        "89123456789, +7 912 345-67-89", "купил на 45 000 ₽, 89123456789", "8-912-345-67-89Иван",
    ],
)  # fmt: skip
def test_a_russian_mobile_is_read_however_it_is_written(typed: str) -> None:
    assert read_phone(typed) == MOBILE


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("8 (495) 123-45-67", "+74951234567"),
        ("8 495 123 45 67 доб. 12", "+74951234567"),
        ("4951234567", "+74951234567"),
        ("8 800 555-35-35", "+78005553535"),
        ("+49 30 901820", "+4930901820"),
        ("+1 650 253 0000", "+16502530000"),
        ("+44 20 7031 3000", "+442070313000"),
        ("+375 29 123-45-67", "+375291234567"),
        ("+998 90 123 45 67", "+998901234567"),
        ("+380 44 123 4567", "+380441234567"),
        ("0049 30 90182345", "+493090182345"),
        ("00 44 20 7946 0321", "+442079460321"),
        ("00-7-912-345-67-89", "+79123456789"),
        ("8-4852-73-15-60", "+74852731560"),
        ("8 (38822) 2-55-66", "+73882225566"),
        ("+7 4852 731560", "+74852731560"),
        ("8 34241 2 34 56", "+73424123456"),
        ("(4852) 73-15-60", "+74852731560"),
    ],
)
def test_landlines_and_foreign_numbers_with_a_plus_are_read(typed: str, phone: str) -> None:
    assert read_phone(typed) == phone


def test_a_local_number_follows_the_region_of_the_team() -> None:
    assert read_phone("030 901820", "DE") == "+4930901820"
    assert read_phone("(650) 253-0000", "US") == "+16502530000"


@pytest.mark.parametrize(
    "typed",
    [
        "", "Иванов", "123-45-67", "45 000", "45000", "45", "10.12.2027", "10.12.2027 15:00", "2026-11-22 14:05",
        "40702810500000012345", "р/с 40702810500000012345", "р/с 4070 2810 5000 0001 2345",
        "к/с 30101810400000000225",
        "счёт 89123456789", "счет № 89123456789", "ИНН 9123456789", "инн: 7707083893", "ИНН/КПП 9123456789/770701001",
        "ОГРН 1027700132195", "ОГРНИП 304500116000157", "БИК 044525225", "КПП 770701001", "7707083893",
        "500100732259", "4951234568", "4276 1234 5678 9012", "4276123456789012", "8912-3456-7890-1234",
        "2200 7007 1234 5678",
        "89 000 000 000 ₽", "9 123 456 789 руб", "9 123 456 789", "89123456789 руб.", "89123456789@mail.ru",
        "https://shop.ru/89123456789", "+8 912 345 67 89", "+7 912 345-67-8", "89l23456789", "00000000000",
        "89123456789, 89123456780",
    ],
)  # fmt: skip
def test_what_is_no_single_telephone_is_not_understood(typed: str) -> None:
    with pytest.raises(PhoneNotUnderstood):
        read_phone(typed)


@pytest.mark.parametrize(
    "named",
    [
        "заказ №", "заказ № ", "номер заказа ", "по договору ", "счёт-фактура ", "лицевой счёт ", "л/с ", "накладная ",
        "артикул: ", "арт. ", "трек-номер ", "отправление № ", "VIN ", "код товара ", "ИНН ", "заказ от 12.10 № ",
        "order ", "order #", "invoice no. ", "tracking number is ", "item ", "SKU: ", "contract no ", "ref. ",
        "Account #: ", "PO ", "бронь ", "лицензия № ", "паспорт ", "логин ", "партия ", "пропуск ", "VAT no ", "UPC ",
        "batch ", "passport no. ", "barcode ", "flight ", "ТН-",
    ],
)  # fmt: skip
@pytest.mark.parametrize("digits", ["89123456789", "9123456789", "79123456789"])
def test_what_is_named_a_number_of_something_else_is_no_phone(named: str, digits: str) -> None:
    assert find_phones(f"{named}{digits}, Иванов") == []
    with pytest.raises(PhoneNotUnderstood):
        read_phone(named + digits)


@pytest.mark.parametrize(
    "typed",
    [
        "заказ 4512, тел 89123456789", "заказчик 89123456789", "договор, +7 912 345-67-89", "order +79123456789",
        "заказ принял 8 912 345-67-89", "счёт отправил 89123456789", "contract with Ann, 8 912 345-67-89",
    ],
)  # fmt: skip
def test_a_phone_that_stands_farther_off_is_still_one(typed: str) -> None:
    assert [phone for phone, _start, _end in find_phones(typed)] == [MOBILE]


def test_the_place_of_a_number_dialled_abroad_begins_with_its_prefix() -> None:
    text = "Анна, 0049 30 90182345, опт"
    assert [text[start:end] for _phone, start, end in find_phones(text)] == ["0049 30 90182345"]


def test_every_number_in_a_text_is_found_with_its_place() -> None:
    text = "Звонил Иванову 8 912 345-67-89, секретарь 8 (495) 123-45-67, ИНН 7707083893"
    assert [(phone, text[start:end]) for phone, start, end in find_phones(text)] == [
        ("+79123456789", "8 912 345-67-89"),
        ("+74951234567", "8 (495) 123-45-67"),
    ]


def test_two_numbers_side_by_side_are_two() -> None:
    found = find_phones("8 912 345 67 89 8 912 345 67 80")
    assert [phone for phone, _start, _end in found] == ["+79123456789", "+79123456780"]


WAYS = [
    "8{}{}{}{}", "+7{}{}{}{}", "7{}{}{}{}", "{}{}{}{}", "8 {} {}-{}-{}", "+7 ({}) {}-{}-{}", "8({}){}{}{}",
    "8-{}-{}-{}-{}", "+7 {} {} {} {}", "{} {}-{}-{}", "8 ({}) {} {} {}", "+7({}){}-{}-{}",
]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 999_999_999) | st.integers(300_000_000, 300_099_999), st.sampled_from(WAYS))
def test_the_short_way_for_russian_mobiles_equals_phonenumbers(number: int, way: str) -> None:
    digits = f"9{number:09}"
    typed = way.format(digits[:3], digits[3:6], digits[6:8], digits[8:])
    parsed = phonenumbers.parse(typed, "RU")
    if phonenumbers.is_valid_number(parsed):
        assert read_phone(typed) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    else:
        with pytest.raises(PhoneNotUnderstood):
            read_phone(typed)


def test_a_range_of_mobiles_that_nobody_has_is_no_phone() -> None:
    with pytest.raises(PhoneNotUnderstood):
        read_phone("8 930 006-00-00")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="0123456789 +-()8.,№", max_size=200))
def test_any_text_is_read_or_refused_and_places_lie_within_it(text: str) -> None:
    for phone, start, end in find_phones(text):
        assert phone.startswith("+")
        assert 0 <= start < end <= len(text)
