"""Looking into a ledger with names leaves a trace with each resident who is named; she sees it on her own page."""

from datetime import datetime

from yuanba.institutions.ledgers.forms import Form
from yuanba.institutions.ledgers.sources import rows
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import PrivateRead

FIELD = "ledger"


def look(*, form: Form, span: Span, by: Actor, at: datetime, after: int = 0, most: int | None = None) -> int:
    """Write down who looks at whom in which ledger, once for each resident; returns for how many."""
    if form.word != "matters":
        return 0
    traces: dict[int, PrivateRead] = {}
    shown = [row.pk for row in rows(form, span, after=after, most=most)]
    for start in range(0, len(shown), 300):
        begun = Taking.objects.filter(matter__in=shown[start : start + 300], seq=1, body="")
        for resident, person in begun.values_list("resident_id", "person_id"):
            someone = resident or person
            if someone is not None and someone not in traces:
                traces[someone] = PrivateRead(
                    person_id=someone, field=FIELD, reader=by.person, why=f"{form.name.zh} {form.code}", at=at
                )
    PrivateRead.objects.bulk_create(traces.values(), batch_size=300)
    return len(traces)
