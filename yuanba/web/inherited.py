"""What waits at a unit since a merger or split for a body that it had not then: it still names the old unit's body."""

from collections.abc import Collection

from django.db.models import Q

from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Succession


def waiting(kinds: Collection[str], place: int) -> Q:
    """Matters of a place that wait for the bodies of these kinds of a place before it; no query of its own."""
    before = Succession.objects.filter(new=place).values("old")
    return Q(unit=place, holder__in=Body.objects.filter(kind__in=kinds, place__in=before).values("pk"))
