"""What the clock brings about in matters, places and posts, in the order in which it must come."""

from datetime import datetime

from yuanba.institutions.redrawing.ordering import carry_out_due
from yuanba.kernel.matters import handing_over
from yuanba.kernel.matters.acts import tick


def bring_about(*, now: datetime) -> int:
    """Do everything that is due; returns how many acts that were. Safe while another process does the same."""
    acts = tick(now=now) + carry_out_due(now=now)
    # After the places: whoever leaves office by a merger of this round hands over in it.
    return acts + handing_over.begin_due(now=now)
