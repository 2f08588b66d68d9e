"""Why deals are lost: the built-in catalogue of two groups and twelve codes, and the reasons a team adds to it."""

from enum import StrEnum
from typing import Self

from sales.vocabulary import List, Own


class Group(StrEnum):
    OBSTACLE = "obstacle"
    ERROR = "error"


class Reason(StrEnum):
    NO_MONEY = "no_money"
    NO_NEED = "no_need"
    INCUMBENT_SUPPLIER = "incumbent_supplier"
    NOT_DECISION_MAKER = "not_decision_maker"
    TERRITORY = "territory"
    LEGAL = "legal"
    NO_VALUE = "no_value"
    NO_TRUST = "no_trust"
    NO_URGENCY = "no_urgency"
    WEAK_PRESENTATION = "weak_presentation"
    PREMATURE_OFFER = "premature_offer"
    PRICE_NOT_DEFENDED = "price_not_defended"


OBSTACLES = frozenset(
    {
        Reason.NO_MONEY,
        Reason.NO_NEED,
        Reason.INCUMBENT_SUPPLIER,
        Reason.NOT_DECISION_MAKER,
        Reason.TERRITORY,
        Reason.LEGAL,
    }
)
LISTS = {Group.OBSTACLE: List.OBSTACLES, Group.ERROR: List.ERRORS}


class OwnReason(Own):
    """A reason that the team has added or renamed."""

    __slots__ = ("group",)
    group: Group

    def __new__(cls, code: str, named: str, group: Group) -> Self:
        reason = super().__new__(cls, code, named)
        reason.group = group
        return reason


AnyReason = Reason | OwnReason


def group_of(reason: AnyReason) -> Group:
    if isinstance(reason, OwnReason):
        return reason.group
    return Group.OBSTACLE if reason in OBSTACLES else Group.ERROR


def in_order(reason: AnyReason) -> tuple[int, str]:
    """A key to sort by: the built-in ones as the catalogue lists them, then the team's own."""
    order = list(Reason)
    return (order.index(Reason(reason.value)) if reason in order else len(order)), reason.value
