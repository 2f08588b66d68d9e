"""Deals: what is being bought, and what opens and closes them."""

from enum import StrEnum


class Kind(StrEnum):
    FIRST = "first"
    REPEAT = "repeat"
    UPSELL_BEFORE = "upsell_before"
    UPSELL_AFTER = "upsell_after"
    CROSS_SELL = "cross_sell"
    BACK_END = "back_end"
    RECURRING = "recurring"


class State(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


def usual_kind(deals_won: int) -> Kind:
    """What a sale to this client most often is; a tap away from any other."""
    return Kind.REPEAT if deals_won else Kind.FIRST


def next_kind(kind: Kind) -> Kind:
    order = list(Kind)
    return order[(order.index(kind) + 1) % len(order)]
