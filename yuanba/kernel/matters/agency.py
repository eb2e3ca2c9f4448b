"""Whether an agent may do an act for a resident: by her written authorisation, once, in time, for that purpose only."""

from datetime import date, datetime

from django.db.models import Q

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Authorisation
from yuanba.kernel.matters.purposes import code_of
from yuanba.kernel.people.actors import Actor, held_on, in_office, own_post
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.refusal import Refusal

# Bodies whose officers run errands, and take down what residents sign.
OFFICES = ("committee", "grid_team")
WRITTEN, ENDS, CONFLICT = "civil-code:165", "civil-code:173", "civil-code:168"


def acting(row: Authorisation) -> Actor:
    """The agent of an authorisation, as who does the act."""
    return Actor(row.agent, row.office, row.resident, row.pk)


def stands(row: Authorisation, on: date) -> None:
    """Refuse an authorisation that is spent, ended, expired, or whose agent has died or left the office she had it in.

    Refusals: `authorisation-spent`, `authorisation-ended`, `authorisation-expired`, `agent-not-of-age`,
    `agent-out-of-office`.
    """
    if hasattr(row, "taking"):
        raise Refusal("authorisation-spent", law=ENDS, number=row.number)
    if row.ended_at is not None:
        raise Refusal("authorisation-ended", law=ENDS, number=row.number)
    if row.last_day < on:
        raise Refusal("authorisation-expired", law=ENDS, number=row.number)
    if row.agent.until is not None and row.agent.until <= on:
        raise Refusal("agent-not-of-age", law=ENDS)
    if row.office is not None and not held_on(row.office, on):
        raise Refusal("agent-out-of-office", law=ENDS)


def _read(by: Actor, lock: bool) -> Authorisation:
    rows = Authorisation.objects.filter(pk=by.authorisation or 0)
    if lock:
        # The taking is looked for after the lock: a second use that waited must see the first.
        rows.select_for_update().values_list("pk").first()
    row = rows.select_related("unit", "agent", "office__body", "taking").first()
    if row is None or by.person is None or row.agent_id != by.person.pk:
        raise Refusal("authorisation-unknown")
    if by.resident is None or row.resident_id != by.resident.pk:
        raise Refusal("authorisation-unknown")
    return row


def admit(by: Actor, unit: Place, on: date, *, lock: bool = False, given: Authorisation | None = None) -> Authorisation:
    """The authorisation by which an agent acts in a unit now; `given` where it has just been read for her.

    Refusals: `authorisation-unknown` (another's, another resident's, another unit's), those of `stands`.
    """
    row = given or _read(by, lock)
    here = by.resident is not None and row.unit.code == by.resident.unit and row.unit.code.startswith(unit.code)
    if not here or row.office_id != (by.tenure.pk if by.tenure else None):
        raise Refusal("authorisation-unknown")
    stands(row, on)
    return row


def purposed(row: Authorisation, case: Case, act: str, by: Actor) -> None:
    """Refuse an act for which the authorisation was not given, and an agent who would act against her own body, or in
    a matter that is about herself.

    Refusals: `authorisation-purpose`, `agent-conflict`, `agent-interested`.
    """
    purpose = code_of(case.procedure.code, case.step.code, act)
    matter = case.matter.pk or case.matter.parent_id
    if row.purpose != purpose or (row.matter_id is not None and row.matter_id != matter):
        raise Refusal("authorisation-purpose", law=WRITTEN, number=row.number)
    impartial(by.person, against(case), case.on)
    if by.person is not None and by.person.pk in case.interested:
        raise Refusal("agent-interested", law=CONFLICT)


def against(case: Case) -> Body | None:
    """The body that an act of a resident is directed against, if any: what it posted, answers for, or must convene."""
    if case.procedure.role != "main":
        return case.matter.about
    return case.body("committee") if case.step.kind == "collect" else None


def impartial(agent: Person | None, body: Body | None, on: date) -> None:
    """Refuse an agent who holds a post in the body that the act is directed against (Civil Code 168)."""
    if agent is None or body is None:
        return
    if Tenure.objects.filter(valid_on(on), person=agent, body=body).exists():
        raise Refusal("agent-conflict", law=CONFLICT)


def spend(by: Actor, unit: Place, on: date) -> None:
    """Take the authorisation for the act that is being written: under its lock, so that of two uses one is refused."""
    if by.authorisation is not None:
        admit(by, unit, on, lock=True)


def held(agent: Person, on: date, unit: Place | None = None) -> list[Authorisation]:
    """What an agent may still do for others, the most pressing first; one query."""
    rows = Authorisation.objects.filter(agent=agent, ended_at__isnull=True, last_day__gte=on, taking__isnull=True)
    if unit is not None:
        rows = rows.filter(unit=unit)
    rows = rows.filter(Q(office__isnull=True) | Q(office__in=Tenure.objects.filter(valid_on(on), person=agent)))
    related = ("unit", "resident__place", "agent", "office__body__place", "matter", "taking")
    return list(rows.select_related(*related).order_by("last_day", "pk"))


def receiving(by: Actor, unit: Place, at: datetime, on: date, kinds: tuple[str, ...] = OFFICES) -> None:
    """Refuse who does not take down signed papers of a unit: officers of its committee or grid team do.

    Refusals: `authorisation-by-clerk`, `tenure-over`.
    """
    tenure = own_post(by)
    if tenure is None or tenure.body.kind not in kinds:
        raise Refusal("authorisation-by-clerk")
    if tenure.body.place.code not in (unit.code, unit.code[:TOWNSHIP]):
        raise Refusal("authorisation-by-clerk")
    in_office(tenure, on)
