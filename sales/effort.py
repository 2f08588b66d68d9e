"""What a client has cost in time: an estimate by the kind of each touch, shown as one."""

from collections.abc import Mapping

from sales.contacts import Channel

# Minutes with what belongs to a touch: preparing it, the way there and back, writing it down.
MINUTES: Mapping[str, int] = {
    Channel.CALL: 15,
    Channel.MEETING: 90,
    Channel.MESSAGE: 5,
    Channel.VISIT: 150,
}
OWN_CHANNEL = MINUTES[Channel.CALL]
UNANSWERED = 3


def hours_spent(touches: Mapping[str, int], unanswered: int) -> float:
    """Hours, in tenths; `touches` are those that somebody answered."""
    minutes = (
        sum(MINUTES.get(channel, OWN_CHANNEL) * count for channel, count in touches.items())
        + UNANSWERED * unanswered
    )
    return round(minutes / 60, 1)
