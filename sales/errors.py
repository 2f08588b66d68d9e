"""What can go wrong in selling, each error naming one business fact; the bot turns them into sentences."""


class SalesError(Exception):
    """A request that the rules of selling refuse; carries facts, never display text."""


class DateNotUnderstood(SalesError):
    """No date was found in what was typed."""


class DateInPast(SalesError):
    """The date was understood and has already passed."""


class SumNotUnderstood(SalesError):
    """No single sum of money was found in what was typed."""


class PhoneNotUnderstood(SalesError):
    """What was typed is no telephone number that can be called."""


class HoursNotUnderstood(SalesError):
    """What was typed is no time of day, or no span of hours that ends after it begins."""


class NumberNotUnderstood(SalesError):
    """No number, or one outside of what can be."""


class PeriodNotUnderstood(SalesError):
    """What was typed is no period of some days, at most three years long."""


class CountryNotFound(SalesError):
    """No country whose holidays are known."""


class TooManyDaysOff(SalesError):
    """More own days off than anyone can have."""


class ReasonMissing(SalesError):
    """A lost deal without a concrete loss reason."""


class DraftIncoherent(SalesError):
    """An answer stands where the outcome has no place for it."""


class TooLate(SalesError):
    """What was recorded on a day stays as it was said that day."""


class NotYours(SalesError):
    """Only the author or a head may take this back."""


class AlreadyUndone(SalesError):
    """It has been taken back or corrected already."""


class LastOwner(SalesError):
    """A team keeps an owner."""


class NotAnObstacle(SalesError):
    """A client is given up for an objective obstacle alone: a selling error is ours to mend."""


class Overtaken(SalesError):
    """A later contact, or somebody else's decision, has made it void."""


class AnothersClient(SalesError):
    """A colleague's client goes into another by a head's hand alone."""


class StaysOne(SalesError):
    """Merged too long ago to be taken apart, or by somebody else."""
