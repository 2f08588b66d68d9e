"""Numbers as words, Russian in every case and English; shared by the readers of dates and of sums."""

ENDINGS = "ый ий ой ая ое ого ому ым ом ую ые ых"

UNITS = {
    1: "один одну одна одно одного одной одним одном one",
    2: "два две двух двум двумя двое двоих пару пара пары парочку парочка two couple",
    3: "три трех трем тремя тройку тройка трое троих three",
    4: "четыре четырех четырем четверо four",
    5: "пять пяти пятью пятеро five",
    6: "шесть шести шестью six",
    7: "семь семи семью seven",
    8: "восемь восьми восемью eight",
    9: "девять девяти nine",
    10: "десять десяти десяток ten",
    11: "одиннадцать одиннадцати eleven",
    12: "двенадцать двенадцати twelve",
    13: "тринадцать тринадцати thirteen",
    14: "четырнадцать четырнадцати fourteen",
    15: "пятнадцать пятнадцати fifteen",
    16: "шестнадцать шестнадцати sixteen",
    17: "семнадцать семнадцати seventeen",
    18: "восемнадцать восемнадцати eighteen",
    19: "девятнадцать девятнадцати nineteen",
}
TENS = {
    20: "двадцать двадцати twenty",
    30: "тридцать тридцати thirty",
    40: "сорок сорока forty",
    50: "пятьдесят пятидесяти fifty",
    60: "шестьдесят шестидесяти sixty",
    70: "семьдесят семидесяти seventy",
    80: "восемьдесят восьмидесяти eighty",
    90: "девяносто девяноста ninety",
}
HUNDREDS = {
    100: "сто ста",
    200: "двести двухсот",
    300: "триста трехсот",
    400: "четыреста четырехсот",
    500: "пятьсот пятисот",
    600: "шестьсот шестисот",
    700: "семьсот семисот",
    800: "восемьсот восьмисот",
    900: "девятьсот девятисот",
}
ORDINAL_STEMS = {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
    11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
    17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
}  # fmt: skip
ORDINAL_WORDS = {
    1: "first", 2: "second", 3: "third третий третья третье третьего третьему третьим третьем третьей третью",
    4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth", 11: "eleventh",
    12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 16: "sixteenth", 17: "seventeenth",
    18: "eighteenth", 19: "nineteenth", 20: "twentieth", 30: "thirtieth",
}  # fmt: skip
HALVES = {"полтора": 3, "полторы": 3, "полутора": 3}


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in words.split()}


CARDINALS = _by_word(UNITS) | _by_word(TENS) | _by_word(HUNDREDS)
ORDINALS = _by_word(ORDINAL_WORDS) | {
    stem + ending: number for number, stem in ORDINAL_STEMS.items() for ending in ENDINGS.split()
}
