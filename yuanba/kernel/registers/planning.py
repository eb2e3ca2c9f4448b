"""From and until which days institutions may be adopted and suspended, and which of a place's own adoptions stand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

ADOPTIONS = "adoptions"
NEVER = Q(until__isnull=False, until__lte=F("since"))
FARTHEST_DAYS = 731  # two years: what lies farther ahead is a slip of the pen


def begins(on: date, at: datetime, *, late: bool) -> None:
    """Refuse a day that is over, for what governed on it is what people were told, and one too far ahead.

    `late`: an adoption that is only written down late, and takes nothing back (`unspoken`). Refusals: `adoption-past`,
    `adoption-too-far`.
    """
    today = local_day(at)
    if on < today and not late:
        raise Refusal("adoption-past")
    if on > today + timedelta(days=FARTHEST_DAYS):
        raise Refusal("adoption-too-far", last=(today + timedelta(days=FARTHEST_DAYS)).isoformat())


def unspoken(codes: Sequence[str], place: Place, since: date) -> bool:
    """Whether nobody has been told otherwise: none of these has governed the place since a day, or nothing has begun.

    So a township writes down late what it has decided, and a county before its first matter what it had all along.
    """
    above = Record.objects.filter(
        register=ADOPTIONS, code__in=codes, place__code__in=[*ancestors(place.code), place.code]
    )
    told = above.exclude(NEVER).filter(Q(until__isnull=True) | Q(until__gt=since))
    return not told.exists() or not ledger.worked()


def own(codes: Sequence[str], place: Place) -> QuerySet[Record]:
    """The place's own adoptions, those left out that never were in force: suspended on their day, or revoked."""
    return Record.objects.filter(register=ADOPTIONS, code__in=codes, place=place).exclude(NEVER)


def standing(codes: Sequence[str], place: Place, on: date) -> QuerySet[Record]:
    """The place's own adoptions that are in force on a day, whatever is planned after it."""
    return own(codes, place).filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)
