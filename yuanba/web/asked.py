"""Numbers that stand in an address or a form: read without trust."""

MOST_DIGITS = 18  # of a number that every database takes


def number(text: str) -> int | None:
    """A whole number as typed; None for anything else, also for one too long to be meant."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
