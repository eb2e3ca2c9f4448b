"""Whom and what a blank can name: people of the roll, places of the unit. Only officers are ever shown these lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from yuanba.kernel.assemblies import nameable
from yuanba.kernel.matters.case import Case
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.web import formats

RESIDENT = Field("resident", Text("谁的纸质材料", "Whose paper it is"), "person", public=False)


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the roll and those of it who are on the list."""

    number: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A place of the unit, such as a villagers' group, with its households."""

    name: str
    homes: tuple[Home, ...]


def options(case: Case, act: str) -> list[tuple[str, str]]:
    """(id, name and household) of those who can be named: the number tells two people of one name apart."""
    return [(str(one.pk), labelled(one)) for one in nameable.people(case, act)]


def labelled(one: Person) -> str:
    if one.household is None:
        return one.name
    return _("%(name)s（%(number)s 户）") % {"name": one.name, "number": one.household.number}


def roll(case: Case) -> list[Group]:
    """The roll of the sitting by place and household, without those who have signed in."""
    return [
        Group(formats.name(place), tuple(_homes(members)))
        for place, members in groupby(nameable.missing(case), key=lambda one: one.place)
    ]


def _homes(members: Iterable[Person]) -> Iterable[Home]:
    for number, home in groupby(members, key=lambda one: one.household.number if one.household else ""):
        yield Home(number, tuple((str(one.pk), one.name) for one in home))


def places(case: Case) -> list[tuple[str, str]]:
    """The unit and the places in it."""
    return [(one.code, formats.name(one)) for one in Place.objects.filter(within(case.unit.code)).order_by("code")]
