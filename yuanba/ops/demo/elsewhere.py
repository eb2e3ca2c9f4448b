"""A demonstration that has no tale, of another county or town: every institution is there to be begun."""

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password

from yuanba.kernel.people.actors import officers
from yuanba.kernel.people.models import Account, Person, Tenure
from yuanba.kernel.places.models import Place
from yuanba.ops.demo.cast import PASSWORD

RESIDENTS = 3


def open_accounts(places: Sequence[Place], unit: Place) -> None:
    """An account for one who acts for each body of these places, named like the body, and for residents of the unit."""
    hashed = make_password(PASSWORD)
    Account.objects.bulk_create(
        Account(username=name, person=person, password=hashed) for name, person in _named(places, unit).items()
    )


def _named(places: Sequence[Place], unit: Place) -> dict[str, Person]:
    held = Tenure.objects.filter(body__place__in=places).select_related("person", "body").order_by("body", "pk")
    acting = [tenure for tenure in held if tenure.post in officers(tenure.body.kind)]
    found: dict[str, Person] = {}
    for tenure in acting:
        if tenure.person not in found.values():
            found.setdefault(tenure.body.kind, tenure.person)
    others = Person.objects.filter(unit=unit.code).exclude(pk__in={tenure.person_id for tenure in acting})
    residents = others.order_by("pk")[:RESIDENTS]
    return found | {f"resident-{number}": person for number, person in enumerate(residents, start=1)}
