"""The built-in catalogue of loss reasons: two groups, twelve codes, and when each suggests to come back."""

from enum import StrEnum


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


def group_of(reason: Reason) -> Group:
    return Group.OBSTACLE if reason in OBSTACLES else Group.ERROR
