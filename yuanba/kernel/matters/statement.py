"""What was done in a resident's name, read out to her: by herself on screen, or printed by an office that asked to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from yuanba.kernel.matters.agency import OFFICES
from yuanba.kernel.matters.models import Contest, Taking
from yuanba.kernel.people.actors import Actor, in_office, own_post
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Person, PrivateRead
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

FIELD = "statement"
MOST = 200
WHY = Field("why", Text("为什么打印", "Why it is printed"), "text", public=False)


def in_her_name(person: Person) -> QuerySet[Taking]:
    """What others did in her name, newest first, each with whether it was struck or is being looked into."""
    contests = Contest.objects.filter(taking=OuterRef("pk"))
    return (
        Taking.objects.filter(resident=person)
        .select_related("matter__unit", "person", "tenure__body__place", "authorisation")
        .annotate(
            struck=Exists(contests.filter(struck_at__isnull=False)),
            contested=Exists(contests.filter(matter__closed_at__isnull=True)),
        )
        .order_by("-pk")
    )


def may_print(person: Person, by: Actor, at: datetime) -> None:
    """Refuse who is in office neither in the committee or grid team of her unit nor in its township's.

    Refusals: `statement-by-office`, `tenure-over`.
    """
    tenure = own_post(by)
    if tenure is None:
        raise Refusal("statement-by-office")
    kind, where = tenure.body.kind, tenure.body.place.code
    allowed = (kind in OFFICES and where == person.unit) or (
        kind == "township_office" and where == person.unit[:TOWNSHIP]
    )
    if not allowed:
        raise Refusal("statement-by-office")
    in_office(tenure, local_day(at))


def print_for(*, person: Person, by: Actor, why: str, at: datetime) -> list[Taking]:
    """Everything done in her name, for an office that prints it at her request; that it was read is shown to her.

    Refusals: those of `may_print`, Unfilled where no reason is given.
    """
    with transaction.atomic():
        may_print(person, by, at)
        said = blanks.fill([WHY], {"why": why})
        PrivateRead.objects.create(person=person, field=FIELD, reader=by.person, why=said["why"], at=at)
        return list(in_her_name(person)[:MOST])
