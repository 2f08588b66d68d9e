"""A file of clients comes in: looked at, shown as it will be, taken in while all others work on, undone in a tap."""
