"""Counting people for the law: who is entitled in a unit on a day. One query a count, none by recursion."""

from datetime import date

from django.db.models import Q, QuerySet

from yuanba.kernel.people.models import Household, Person, Tenure
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.scope import valid_on, within

MEMBERS_OF = {
    "villager_rep_assembly": ("villager_rep_assembly", "committee"),
    "resident_rep_assembly": ("resident_rep_assembly", "committee"),
    "collective_member_assembly": ("collective_member_assembly",),
    "collective_rep_assembly": ("collective_rep_assembly",),
    "party_member_meeting": ("party_member_meeting",),
}


def adults(place: str, on: date) -> QuerySet[Person]:
    """Persons of a unit, or of a group or courtyard in it, aged eighteen on a day (VCOL 25, 32; RCOL 26)."""
    grown = Person.objects.filter(valid_on(on), unit=place[:UNIT], adult_on__lte=on)
    return grown.filter(within(place, path="place__code")) if len(place) > UNIT else grown


def in_bodies(place: str, kinds: tuple[str, ...], on: date) -> QuerySet[Person]:
    """Distinct persons on the roll with a standing post in bodies of these kinds in a place."""
    holding = Tenure.objects.filter(valid_on(on), body__kind__in=kinds, body__place__code=place)
    return Person.objects.filter(valid_on(on), pk__in=holding.values("person_id"))


def roll(body: str, place: str, on: date) -> QuerySet[Person]:
    """Who may attend an assembly of kind `body` with a vote: everyone once, ordered for a printed list."""
    people = in_bodies(place, MEMBERS_OF[body], on) if body in MEMBERS_OF else adults(place, on)
    return people.select_related("household").order_by("place_id", "household__number", "pk")


def due(body: str, place: str, on: date) -> dict[str, int]:
    """The whole of each base that a quorum, majority or petition of `body` may be a share of."""
    grown = adults(place, on)
    households = Household.objects.filter(Q(persons__in=grown)).distinct()
    counts = {
        "adult_villagers": grown.count(),
        "villagers": grown.count(),
        "household_reps": households.count(),
        "representatives": in_bodies(place[:UNIT], ("villager_rep_assembly", "resident_rep_assembly"), on)
        .filter(tenures__post="representative")
        .distinct()
        .count(),
    }
    counts["adult_residents"] = counts["adult_group_villagers"] = counts["adult_villagers"]
    counts["group_household_reps"] = counts["household_reps"]
    if body in MEMBERS_OF:
        whole = in_bodies(place, MEMBERS_OF[body], on).count()
        counts.update(composition=whole, members=whole, all_members=whole, all_representatives=whole)
    return counts
