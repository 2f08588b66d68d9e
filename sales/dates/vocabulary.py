"""The words of time in both languages: each word's kind, as the rules name it, and its value."""

from collections.abc import Iterator, Mapping

from sales.dates.feasts import Feast
from sales.dates.fillers import FILLERS
from sales.dates.numerals import CARDINALS, HALVES, ORDINALS
from sales.dates.periods import Part, Unit

Meaning = tuple[str, int]

MONTHS = {
    1: "январь января январе январю январем янв january jan",
    2: "февраль февраля феврале февралю февралем фев февр february feb",
    3: "март марта марте марту мартом мар march mar",
    4: "апрель апреля апреле апрелю апрелем апр april apr",
    5: "май мая мае маю маем may",
    6: "июнь июня июне июню июнем июн june jun",
    7: "июль июля июле июлю июлем июл july jul",
    8: "август августа августе августу августом авг august aug",
    9: "сентябрь сентября сентябре сентябрю сентябрем сен сент september sep sept",
    10: "октябрь октября октябре октябрю октябрем окт october oct",
    11: "ноябрь ноября ноябре ноябрю ноябрем ноя нояб november nov",
    12: "декабрь декабря декабре декабрю декабрем дек december dec",
}
WEEKDAYS = {
    0: "понедельник понедельника понедельнику понедельником пн пнд понед monday mon",
    1: "вторник вторника вторнику вторником вт втор tuesday tue tues",
    2: "среда среду среды среде средой ср wednesday wed weds",
    3: "четверг четверга четвергу четвергом чт четв thursday thu thur thurs",
    4: "пятница пятницу пятницы пятнице пятницей пт пятн friday fri",
    5: "суббота субботу субботы субботе субботой сб субб saturday sat",
    6: "воскресенье воскресенья воскресенью воскресеньем воскресение вс воскр sunday sun",
}
UNITS: Mapping[int, str] = {
    Unit.MINUTE: "минута минуту минуты минут минутку минуток минуточку мин minute minutes min mins",
    Unit.HOUR: "час часа часов часу часик часика часиков часок ч hour hours hr hrs h",
    Unit.DAY: "день дня дней дню дни днях денек денька деньков дн сутки суток дневный day days d",
    Unit.WEEK: "неделя неделю недели недель неделе неделей недельку недельки неделек недельке нед week weeks "
    "wk wks w",
    Unit.MONTH: "месяц месяца месяцев месяце месяцу месяцок месяцочек месяцем мес month months mo mos "
    "mth mths",
    Unit.QUARTER: "квартал квартала квартале кварталу кварталов кварталом кв quarter quarters qtr",
    Unit.HALF: "полугодие полугодия полугодии полугодию полугодий",
    Unit.YEAR: "год года году годом годе лет годик годика годиков годов г гг year years yr yrs",
}
HALF_UNITS: Mapping[int, str] = {
    Unit.HOUR: "полчаса полчасика получаса",
    Unit.MONTH: "полмесяца полмесяцочка",
    Unit.YEAR: "полгода полгодика полугода полгодик",
}
# A season is known by the month in which it begins.
SEASONS = {
    3: "весна весной весны весне весну весною spring springtime",
    6: "лето летом лета лете лету summer summertime",
    9: "осень осенью осени autumn fall",
    12: "зима зимой зимы зиме зиму зимою winter wintertime",
}
MORNING, DAYTIME, LUNCH, AFTERNOON, EVENING = range(1, 6)
DAYPARTS = {
    MORNING: "утро утра утру утром утречком утречка утренние mornings morning",
    DAYTIME: "днем",
    LUNCH: "обед обеда обеду обедом lunch lunchtime",
    AFTERNOON: "afternoon",
    EVENING: "вечер вечера вечеру вечером вечерком вечерок evening night",
}
PARTS: Mapping[int, str] = {
    Part.START: "начало начале начала началу beginning start early",
    Part.MIDDLE: "середина середине середины середину mid middle",
    Part.END: "конец конце конца концу концом end late ending",
}
FEASTS: Mapping[int, str] = {
    Feast.NEW_YEAR: "нг новогодних новогодние новогодними январских январские",
    Feast.RUSSIAN_CHRISTMAS: "рождество рождества рождеству рождеством",
    Feast.FEBRUARY: "февральских февральские",
    Feast.MARCH: "мартовских мартовские",
    Feast.MAY: "майских майские майскими",
    Feast.FIRST_OF_MAY: "первомай первомая первомаем",
    Feast.JUNE: "июньских июньские",
    Feast.NOVEMBER: "ноябрьских ноябрьские",
    Feast.CHRISTMAS: "christmas xmas",
    Feast.RUSSIAN_EASTER: "пасха пасхи пасху пасхе пасхой",
    Feast.EASTER: "easter",
    Feast.NEAREST: "праздник праздника праздников праздники праздниками праздникам каникул каникулы "
    "holiday holidays",
}
HALF_PAST = {
    1: "полпервого", 2: "полвторого", 3: "полтретьего", 4: "полчетвертого", 5: "полпятого", 6: "полшестого",
    7: "полседьмого", 8: "полвосьмого", 9: "полдевятого", 10: "полдесятого", 11: "полодиннадцатого",
    12: "полдвенадцатого",
}  # fmt: skip
SINGLE: dict[str, Mapping[int, str]] = {
    "NEXT": {1: "next following"},
    "THIS": {
        0: "this coming upcoming текущий текущем текущего этот эту этой этом этого эта это этим nearest"
    },
    "PAST": {1: "last past previous"},
    "LATEST": {-1: "последний последнюю последняя последней последнем последнего последних последние"},
    "THROUGH": {1: "через чрез чз ч/з спустя within"},
    "IN": {1: "in"},
    "AFTER": {1: "после after"},
    "BEFORE": {1: "до перед before until till"},
    "AT": {1: "в во at"},
    "NEAR": {1: "к ко около by around about ближе"},
    "FROM": {1: "с со from since starting начиная"},
    "ON": {1: "на on"},
    "OF": {1: "of"},
    "TO": {1: "to"},
    "UPTO": {1: "по"},
    "A": {1: "a an"},
    "AND": {1: "и and"},
    "OR": {1: "или либо or"},
    "AGO": {1: "назад ago"},
    "AHEAD": {0: "сегодня today", 1: "завтра tomorrow завтрашний tmrw tomorow tommorrow", 2: "послезавтра"},
    "GONE": {1: "вчера вчерашний вчерашняя вчерашней вчерашнего вчерашнюю yesterday", 2: "позавчера"},
    "WEEKEND": {5: "выходные выходных выходным выходными weekend weekends"},
    "HALF_PAST": HALF_PAST,
    "FEAST": FEASTS,
    "ROMAN": {1: "i", 2: "ii", 3: "iii", 4: "iv"},
}
ADJECTIVES = {
    ("NEXT", 1): "следующ будущ предстоящ",
    ("THIS", 0): "ближайш нынешн",
    ("PAST", 1): "прошл минувш предыдущ",
    ("NEW", 1): "нов",
    ("PART", int(Part.START)): "ранн",
    ("PART", int(Part.END)): "поздн",
    ("WORKING", 1): "рабоч",
}
ENDINGS = "ий ый ая яя ую юю ее ое ей ой ем ом его ого ему ому им ым их ых ие ые"
SHORTENED = {
    "след": ("NEXT", 1),
    "прош": ("PAST", 1),
    "раб": ("WORKING", 1),
    "business": ("WORKING", 1),
    "working": ("WORKING", 1),
    "new": ("NEW", 1),
}


def _forms(
    table: Mapping[int, str] | Mapping[Unit, str] | Mapping[Part, str], kind: str
) -> Iterator[tuple[str, Meaning]]:
    for value, words in table.items():
        yield from ((word, (kind, int(value))) for word in words.split())


def _kind_of_ordinal(word: str) -> str:
    """Tell "десятого", a day of a month by itself, from "десятый", which is the tenth of anything."""
    return "DAYTH" if word.endswith(("ого", "его")) else "ORDINAL"


def _adjectives() -> Iterator[tuple[str, Meaning]]:
    for meaning, stems in ADJECTIVES.items():
        yield from ((stem + ending, meaning) for stem in stems.split() for ending in ENDINGS.split())


MEANINGS: dict[str, Meaning] = {
    **dict.fromkeys(FILLERS, ("FILLER", 0)),
    **dict(_adjectives()),
    **{word: meaning for kind, table in SINGLE.items() for word, meaning in _forms(table, kind)},
    **SHORTENED,
    **dict(_forms(HALF_UNITS, "HALF_UNIT")),
    **dict(_forms(SEASONS, "SEASON")),
    **dict(_forms(DAYPARTS, "DAYPART")),
    **dict(_forms(PARTS, "PART")),
    **{word: ("NUMBER", number) for word, number in CARDINALS.items()},
    **{word: (_kind_of_ordinal(word), number) for word, number in ORDINALS.items()},
    **{word: ("HALVES", number) for word, number in HALVES.items()},
    **dict(_forms(UNITS, "UNIT")),
    **dict(_forms(WEEKDAYS, "WEEKDAY")),
    **dict(_forms(MONTHS, "MONTH")),
}
