"""Who looks into a ledger with names: bodies whose work it is. It leaves a trace with each resident who is named.

She sees it on her own page.
"""

from datetime import datetime

from yuanba.institutions.ledgers.forms import Form
from yuanba.institutions.ledgers.sources import rows
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.people.actors import Actor, in_office, own_post
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import PrivateRead, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal

FIELD = "ledger"


def reads(form: Form, unit: str, tenure: Tenure | None) -> bool:
    """Whether a post is one of a body of this very unit whose work the ledger is."""
    return tenure is not None and tenure.body.place.code == unit and tenure.body.kind in form.readers


def permit(form: Form, unit: Place, by: Actor, at: datetime) -> None:
    """Refuse whoever is in no acting post, now, of a body whose work it is.

    Refusals: `ledger-not-yours`, `tenure-over`.
    """
    tenure = own_post(by)
    if tenure is None or not reads(form, unit.code, tenure):
        titles = [pack().bodies[code].title(unit.kind) for code in form.readers]
        raise Refusal(
            "ledger-not-yours",
            ledger=form.name.zh,
            ledger_en=form.name.en,
            bodies="、".join(one.zh for one in titles),
            bodies_en=", ".join(one.en for one in titles),
        )
    in_office(tenure, local_day(at))


def look(
    *, form: Form, unit: Place, span: Span, by: Actor, at: datetime, after: int = 0, most: int | None = None
) -> int:
    """Write down who looks at whom in which ledger, once for each resident; returns for how many.

    Refusals: those of `permit`.
    """
    permit(form, unit, by, at)
    if form.word != "matters":
        return 0
    traces: dict[int, PrivateRead] = {}
    shown = [row.pk for row in rows(form, span, after=after, most=most)]
    for start in range(0, len(shown), 300):
        begun = Taking.objects.filter(matter__in=shown[start : start + 300], seq=1, body="").order_by("pk")
        for resident, person in begun.values_list("resident_id", "person_id"):
            someone = resident or person
            if someone is not None and someone not in traces:
                traces[someone] = PrivateRead(
                    person_id=someone, field=FIELD, reader=by.person, why=f"{form.name.zh} {form.code}", at=at
                )
    PrivateRead.objects.bulk_create(traces.values(), batch_size=300)
    return len(traces)
