"""The banned label has no place to live: by construction as a reason, by refusal as a name, explained in a note."""

import pytest

from sandbox.people import Person
from tests.house import House, buttons

LABELS = (
    "нецелевой",
    "Не целевой клиент",
    "н е ц е л е в о й",
    "нeцeлeвoй",
    "netselevoy",
    "non-target",
    "не ЦА",
)


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, asked why she lost a client."""
    person = team.people["Anna"]
    await team.write(person, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await team.press(person, "❌ Отказ")
    return person


async def test_typed_words_are_evidence_and_lead_to_three_reasons_to_pick_from(
    team: House, anna: Person
) -> None:
    asked = await team.write(anna, "Работаем с другими, договор до лета")
    assert "Записал слова клиента: «Работаем с другими, договор до лета»" in asked["text"]
    offered = [text for text in buttons(asked) if text[0] in "🧱🎯"]
    assert len(offered) == 3
    assert "🧱 Есть поставщик" in offered
    assert await team.count("contacts") == 0, "words alone record nothing"
    await team.press(anna, "🧱 Есть поставщик")
    card = await team.press(anna, "Через 6 месяцев")
    assert "Слова клиента: «Работаем с другими, договор до лета»" in card["text"]


@pytest.mark.parametrize("label", LABELS)
async def test_the_label_typed_as_a_reason_is_explained_and_the_question_asked(
    team: House, anna: Person, label: str
) -> None:
    asked = await team.write(anna, label)
    assert "«Нецелевой» – не причина отказа" in asked["text"]
    assert "Что конкретно помешало?" in asked["text"]
    assert await team.count("notes", f"text = '{label}'") == 1, "nothing typed is lost"
    assert await team.count("contacts") == 0


async def test_all_reasons_are_one_tap_away_and_the_words_stay(team: House, anna: Person) -> None:
    await team.write(anna, "что-то там")
    await team.press(anna, "Все причины")
    await team.press(anna, "Юридический барьер")
    card = await team.press(anna, "Через 6 месяцев")
    assert "что-то там" in card["text"]


async def test_a_phrase_of_the_same_spirit_gets_the_soft_question(team: House, anna: Person) -> None:
    asked = await team.write(anna, "просто гуляет")
    assert "А что конкретно помешало купить?" in asked["text"]


async def test_the_label_in_a_note_is_kept_and_explained(team: House, anna: Person) -> None:
    await team.write(anna, "/find иванов")
    await team.press(anna, "🗒 Заметка")
    await team.write(anna, "клиент нецелевой")
    told = [message["text"] for message in anna.messages()[-2:]]
    assert any("не причина отказа" in text for text in told)
    assert any("клиент нецелевой" in text for text in told)


async def test_the_label_in_what_could_have_kept_is_explained_too(team: House, anna: Person) -> None:
    await team.press(anna, "Нет денег")
    await team.press(anna, "Через месяц")
    await team.press(anna, "💡")
    await team.write(anna, "ничего, он нецелевой")
    assert "не причина отказа" in anna.messages()[-2]["text"]


@pytest.mark.parametrize("name", ["Нецелевой", "Иванов (нецелевой)", "Иванов, ООО Нецелевые"])
async def test_no_client_is_named_by_the_label(team: House, anna: Person, name: str) -> None:
    assert "не может быть слова" in (await team.write(anna, f"/new {name}"))["text"]
    assert await team.count("clients") == 1


async def test_an_honest_sentence_with_such_letters_is_left_alone(team: House, anna: Person) -> None:
    asked = await team.write(anna, "Боятся нецелевого использования бюджета, нужна проверка юристов")
    assert "не причина отказа" not in asked["text"]
    assert "Юридический барьер" in "".join(buttons(asked))
