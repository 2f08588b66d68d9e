"""The team's lists: reasons, sources, channels, tags, each added to, renamed, put in order and hidden by a head."""

from bot.buttons import AddWord, Go, OpenList, OpenWord, Screen
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, in_columns, keyboard
from bot.label import explain, says_label
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import vocabulary as texts
from bot.texts import words
from bot.texts.format import short
from bot.visit import Answer, Method, Question, Visit
from sales.people import Role
from sales.text import fold, too_long
from sales.vocabulary import MOST, NAME_LIMIT, List, Word, read_word
from storage import reasons
from storage import vocabulary as storage

routes = Routes()
Do = OpenWord.Do


@routes.screen(Screen.WORDS, allow=Role.HEAD)
def show_lists(visit: Visit, _argument: str = "") -> Answer:
    buttons = [button(texts.title(of), OpenList(of=of)) for of in List]
    return visit.show(
        texts.lists(), keyboard(*in_columns(buttons, 1), [button(_("← Back"), Go(to=Screen.MORE))])
    )


@routes.press(OpenList, allow=Role.HEAD)
def open_list(visit: Visit, press: OpenList) -> Answer:
    return show_list(visit, press.of)


def show_list(visit: Visit, of: List) -> Method:
    listed = storage.words(visit.book, of)
    buttons = [
        button(
            short(("🙈 " if each.hidden else "") + words.name(each.word), LABEL_LIMIT),
            OpenWord(of=of, word=each.id),
        )
        for each in listed
    ]
    new: Row = [button(_("➕ Add"), AddWord(of=of))] if len(listed) < 2 * MOST else []
    back = [button(_("← Back"), Go(to=Screen.WORDS))]
    return visit.show(texts.list_of(of), keyboard(*in_columns(buttons, 2), new, back))


@routes.press(OpenWord, allow=Role.HEAD)
def open_word(visit: Visit, press: OpenWord) -> Answer:
    of, number = press.of, press.word
    match press.do:
        case Do.RENAME:
            return _ask(visit, of, Do.RENAME, number)
        case Do.HELPED if of.of_reasons:
            return _ask(visit, of, Do.HELPED, number)
        case Do.RAISE:
            storage.raise_up(visit.book, of, number)
            return show_list(visit, of)
        case Do.HIDE | Do.OFFER:
            return _hide(visit, of, number, hidden=press.do is Do.HIDE)
    return show_word(visit, of, number)


def show_word(visit: Visit, of: List, number: int) -> Method:
    word = storage.word(visit.book, of, number)

    def act(text: str, do: OpenWord.Do) -> Row:
        return [button(text, OpenWord(of=of, word=number, do=do))]

    hiding = act(_("👁 Offer again"), Do.OFFER) if word.hidden else act(_("🙈 Hide"), Do.HIDE)
    helped = act(_("💡 What helps"), Do.HELPED) if of.of_reasons else []
    back = [button(_("← Back"), OpenList(of=of))]
    rows = [[*act(_("✏️ Rename"), Do.RENAME), *act(_("⬆️ Up"), Do.RAISE)], hiding, helped, back]
    return visit.show(texts.word(of, word), keyboard(*rows))


def _hide(visit: Visit, of: List, number: int, *, hidden: bool) -> Answer:
    """Of what everybody has to pick from, something is always left."""
    others = [each for each in storage.words(visit.book, of) if not each.hidden and each.id != number]
    if hidden and of is not List.TAGS and not others:
        visit.toast, visit.alert = texts.one_at_least(), True
        return show_word(visit, of, number)
    if not hidden and len(others) >= MOST:
        visit.toast, visit.alert = texts.too_many(MOST), True
        return show_word(visit, of, number)
    storage.hide(visit.book, of, number, hidden=hidden)
    return show_list(visit, of)


@routes.press(AddWord, allow=Role.HEAD)
def ask_word(visit: Visit, press: AddWord) -> Answer:
    if len([each for each in storage.words(visit.book, press.of) if not each.hidden]) >= MOST:
        visit.toast, visit.alert = texts.too_many(MOST), True
        return show_list(visit, press.of)
    return _ask(visit, press.of, None, 0)


def _ask(visit: Visit, of: List, do: OpenWord.Do | None, number: int, problem: str = "") -> Answer:
    word = storage.word(visit.book, of, number) if number else None
    visit.ask(Question.WORD, f"{of.value} {do.value if do else ''} {number}")
    asked = texts.type_helped(word) if do is Do.HELPED and word else texts.type_word(of)
    back = OpenWord(of=of, word=number) if number else OpenList(of=of)
    return visit.show(f"{problem}\n\n{asked}" if problem else asked, keyboard([button(_("← Back"), back)]))


@routes.question(Question.WORD, allow=Role.HEAD)
def take_word(visit: Visit, text: str, about: str) -> Answer:
    code, do, number = about.split(" ")
    of = List(code)
    if do == Do.HELPED.value:
        return _take_helped(visit, of, int(number), text)
    name = read_word(text)
    act = Do(do) if do else None
    if says_label(visit, name):
        return _ask(visit, of, act, int(number), base_texts.no_name_of_that_kind())
    if not name or too_long(text, NAME_LIMIT):
        return _ask(visit, of, act, int(number), base_texts.name_too_long(NAME_LIMIT) if name else "")
    if _is_taken(visit, of, name, int(number)):
        return _ask(visit, of, act, int(number), texts.is_there(name))
    if act is None:
        storage.add(visit.book, of, name)
    else:
        storage.rename(visit.book, of, int(number), name)
    return show_list(visit, of)


def _is_taken(visit: Visit, of: List, name: str, number: int) -> bool:
    """By another word of the list, in whatever letters; of reasons, also by one of the other group."""
    lists = [List.OBSTACLES, List.ERRORS] if of.of_reasons else [of]
    listed: list[tuple[List, Word]] = [
        (each, one) for each in lists for one in storage.words(visit.book, each)
    ]
    return any(
        fold(words.name(one.word)) == fold(name) for each, one in listed if (each, one.id) != (of, number)
    )


def _take_helped(visit: Visit, of: List, number: int, text: str) -> Answer:
    reasons.tell_what_helps(visit.book, storage.word(visit.book, of, number).id, text)
    shown, explained = show_word(visit, of, number), explain(visit, text)
    return [visit.say(explained), shown] if explained else shown
