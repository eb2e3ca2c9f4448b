"""Choosing a place by its name, or from county to township to unit: nobody is asked for a code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat

from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within

UNITS = (Place.Kind.VILLAGE, Place.Kind.COMMUNITY, Place.Kind.QUASI)
FOUND = 60
LONGEST = 40  # signs of a search
WORDS = 4  # of a search that are looked for
BETWEEN = re.compile(r"[\s,，、]+")


@dataclass(frozen=True, slots=True)
class Chooser:
    """What can be chosen from where the reader stands. On a page a choice is an address, in a form a button.

    `field` names the choice: `in`. `action` and `carried` make the address of a page; a form has none.
    """

    field: str
    chosen: Place | None
    above: list[Place]  # the places around the chosen one, the widest first
    towns: list[Place]
    units: list[Place]  # of the chosen township, or of the one around the chosen unit
    words: str = ""
    found: list[Place] = field(default_factory=list)
    action: str | None = None
    carried: Mapping[str, str] = field(default_factory=dict)
    open: bool = False

    @property
    def asked(self) -> str:
        """The name of the blank for a place's name: a page has one chooser, a form may have several."""
        return f"{self.field}-words" if self.action is None else "q"

    @property
    def most(self) -> int:
        """How many places a search lists; 0 where it lists all that there are."""
        return FOUND if len(self.found) == FOUND else 0

    def href(self, place: Place) -> str:
        """The same page about another place; from a wide one the next choice lies open."""
        query = urlencode({self.field: place.code, **self.carried})
        return f"{self.action}?{query}" + ("" if len(place.code) >= UNIT else f"#{self.field}-below")


def choose(
    field: str,
    chosen: Place | None,
    on: date,
    *,
    words: str = "",
    root: str,
    action: str | None = None,
    carried: Mapping[str, str] | None = None,
    open: bool = False,
) -> Chooser:
    """A chooser among the standing places of `root`; one query, and one more where a name is looked for."""
    code = chosen.code if chosen is not None else root
    town = code[:TOWNSHIP]
    near = Q(code=root) | Q(kind=Place.Kind.TOWNSHIP)
    if len(town) == TOWNSHIP:
        near |= Q(within(town), kind__in=UNITS)
    places = list(Place.objects.filter(within(root), near, valid_on(on)).order_by("code"))
    around = {code[:length] for length in (COUNTY, TOWNSHIP, UNIT) if length < len(code)}
    words = words.strip()[:LONGEST]
    return Chooser(
        field,
        chosen,
        [one for one in places if one.code in around],
        [one for one in places if one.kind == Place.Kind.TOWNSHIP and one.code != root],
        [one for one in places if one.kind in UNITS],
        words,
        search(words, on, root) if words else [],
        action,
        carried or {},
        open or bool(words),
    )


def search(words: str, on: date, root: str) -> list[Place]:
    """Townships and units of `root` whose name, after that of what is around them, holds every word; by code."""
    path = {"path": Concat("parent__name", "name"), "path_en": _english()}
    alike = Q()
    # Whoever writes the county in front of a village's name means the village.
    for word in [one for one in BETWEEN.split(words.replace(pack().name.zh, " ")) if one][:WORDS]:
        alike &= Q(path__contains=word) | Q(path_en__icontains=word) | Q(code__startswith=word)
    kinds = (Place.Kind.TOWNSHIP, *UNITS)
    places = Place.objects.alias(**path).filter(alike, within(root), valid_on(on), kind__in=kinds)
    return list(places.select_related("parent").order_by("code")[:FOUND])


def _english() -> Concat:
    return Concat(F("name_en"), Value(" "), F("parent__name_en"), output_field=CharField())
