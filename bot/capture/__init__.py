"""A sentence typed, forwarded or answered with becomes a contact, shown before a tap confirms it."""
