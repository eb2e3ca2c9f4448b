"""Erasing a person's data (PIPL 47): what she said and who she is go; leaves and proofs of the ledger stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.matters.models import Authorisation, Evidence, Taking
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Account, Kinship, Person, Private, PrivateRead, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.refusal import Refusal

ERASED = "—"


def erase(*, person: Person, at: datetime) -> int:
    """Erase a person who holds no public office; returns how many of her own acts lost their words.

    Her numbers, kinship, account and the words of her own acts are deleted, and the salts that could have shown what
    the ledger's commitments meant. What she did in an office stays: it is the body's act. Counts stay true, because the
    nameless row remains. Refusal `erase-in-office`.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        held = Tenure.objects.filter(valid_on(local_day(at)), person=row).values_list("body__kind", "post")
        if any(pack().bodies[kind].posts[post].public for kind, post in held):
            raise Refusal("erase-in-office")
        own = Taking.objects.filter(Q(person=row, resident__isnull=True) | Q(resident=row), pending__isnull=False)
        sealed = list(own.values_list("pending", flat=True))
        given = Authorisation.objects.filter(resident=row)
        for pending in (*sealed, *given.values_list("pending", flat=True)):
            ledger.forget(pending=pending)
        Evidence.objects.filter(taking__in=own).delete()
        own.update(data="{}")
        # What she handed over, and what she signed: which act was entrusted to whom stays, as the count of acts does.
        given.update(papers="[]", scan="{}", receipt="{}")
        Account.objects.filter(person=row).delete()
        Private.objects.filter(person=row).delete()
        PrivateRead.objects.filter(person=row).delete()
        Kinship.objects.filter(Q(person=row) | Q(relative=row)).delete()
        row.name, row.household = ERASED, None
        row.save(update_fields=["name", "household"])
        ledger.append(unit=row.unit, kind="person.erased", at=at, body="")
    return len(sealed)
