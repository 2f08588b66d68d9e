"""Which currency a typed sum names, so that none is silently taken for another."""

import re

# Signs and beginnings of words as people type them; a dollar or a rouble without a country is the usual one.
_NAMES = {
    "RUB": r"₽|руб|rub|rouble",
    "USD": r"\$|usd|долл|бакс|dollar|buck",
    "EUR": r"€|eur|евро",
    "GBP": r"£|gbp|фунт|pound|quid",
    "KZT": r"₸|kzt|тенге|tenge",
    "BYN": r"byn|бел\w*\.?\s*руб",
    "UZS": r"uzs|сум(?!м)|soum",
    "AMD": r"֏|amd|драм",
    "GEL": r"₾|gel|лари",
    "KGS": r"kgs|сом",
    "AED": r"aed|дирхам|dirham",
    "TRY": r"₺|try|лир",
}
_PATTERNS = {code: re.compile(rf"(?<![^\W\d_])(?:{names})", re.IGNORECASE) for code, names in _NAMES.items()}


def names_another(text: str, currency: str) -> bool:
    """Whether the text names a currency (ISO 4217), and not this one."""
    named = {code for code, pattern in _PATTERNS.items() if pattern.search(text)}
    if "BYN" in named:
        named.discard("RUB")
    return bool(named) and currency not in named
