"""The world as the house's clock sees it in the tests: it stands still, so that none depends on the day of its run."""

from datetime import UTC, datetime, tzinfo


class Still:
    """In the place of `datetime` in `yuanba.clock`."""

    instant = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # noon in Santai

    @classmethod
    def now(cls, zone: tzinfo) -> datetime:
        return cls.instant.astimezone(zone)
