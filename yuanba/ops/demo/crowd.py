"""Further matters by the hundred or the hundred thousand: real acts, in large transactions, on the days before today."""

from collections.abc import Sequence
from datetime import datetime

from yuanba.kernel.places.models import Place


def strew(units: Sequence[Place], matters: int, now: datetime) -> None:
    return None
