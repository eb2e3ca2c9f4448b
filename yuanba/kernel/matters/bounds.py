"""How many matters of one procedure may run at once that one resident, or the body that supervises, has begun.

A flood of them would keep everybody else's from being answered. The bound is a parameter of the procedure, generous by
default; whoever has reached it reads which of hers still run.
"""

from django.db.models import Q, QuerySet

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal

PARAM = "most_open"
MOST = 100  # of a procedure that sets no parameter
_NAMED = 5  # matters that the sentence names


def bounded(case: Case, by: Actor) -> None:
    """Refuse to begin one more. Refusal `too-many-open`; two queries at most."""
    begun = _begun(case, by)
    most = case.params.get(PARAM, MOST)
    if begun is None or (count := begun.count()) < most:
        return
    numbers = list(begun.order_by("pk").values_list("matter__number", flat=True)[:_NAMED])
    name, more = case.procedure.name, count - len(numbers)
    raise Refusal(
        "too-many-open",
        place=case.unit.name,
        place_en=case.unit.name_en or case.unit.name,
        procedure=name.zh,
        procedure_en=name.en,
        count=count,
        most=most,
        numbers="、".join(numbers) + ("等" if more else ""),
        numbers_en=", ".join(numbers) + (f" and {more} more" if more else ""),
    )


def _begun(case: Case, by: Actor) -> QuerySet[Taking] | None:
    """The first takings of what she, or the body, has begun here and is still running; None where nothing is bounded.

    What an officer begins for her village is the village's work and has no bound.
    """
    running = Taking.objects.filter(
        seq=1, matter__unit=case.unit, matter__procedure=case.procedure.code, matter__closed_at__isnull=True
    )
    if case.procedure.role == "query":
        return running.exclude(body="")
    if case.procedure.role != "main" or case.step.by != "@resident" or by.speaker is None:
        return None
    hers = Q(resident=by.speaker.pk) | Q(resident__isnull=True, person=by.speaker.pk)
    return running.filter(hers, body="")
