"""Random files of clients: few names and ways, so that many rows are somebody who is there, or one another."""

from datetime import date, time

from hypothesis import strategies as st

from sales.dates.when import When
from sales.importing import Arrival, Past

PHONES = tuple(f"+7912000000{number}" for number in range(8))
MAILS = ("a@mail.example", "b@mail.example", "c@mail.example")
NICKS = ("anton", "boris_k")
NAMES = ("Иванов Пётр", "Ивонов Пётр", "Петрова Анна", "Сидоров", "Иванова Петра", "")
FIRMS = ("ООО Вектор", "Вектор", "ИП Атлант", "")
_whens = st.builds(
    When,
    st.dates(date(2025, 6, 1), date(2026, 12, 20)),
    st.none() | st.sampled_from([time(9, 30), time(17, 0)]),
)
_pasts = st.builds(
    Past,
    when=st.none() | _whens,
    channel=st.sampled_from(["", "meeting"]),
    outcome=st.sampled_from(["", "won", "lost", "next_step", "no_answer"]),
    reason=st.sampled_from(["", "no_money", "no_value"]),
    words=st.sampled_from(["", "дорого"]),
    amount=st.none() | st.integers(0, 10**6),
    told=st.just("что было"),
)


def _some(values: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


people = st.builds(
    Arrival,
    name=st.sampled_from(NAMES),
    company=st.sampled_from(FIRMS),
    phones=_some(PHONES, 2),
    emails=_some(MAILS, 2),
    telegram=st.sampled_from(("", *NICKS)),
    source=st.sampled_from(["", "site", "Листовка", "Сарафан"]),
    tags=_some(("Опт", "опт", "Сеть"), 2),
    responsible=st.none(),
    note=st.sampled_from(["", "заметка", "другая"]),
    next=st.none() | _whens,
    contact=st.none() | _pasts,
).filter(lambda who: bool(who.name or who.company or who.phones or who.emails or who.telegram))
files = st.lists(st.none() | people, min_size=1, max_size=25)
