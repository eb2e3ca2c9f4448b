"""Objecting to a posting of the county or a township: as a resident, in the village's name, or from a signed paper."""

from yuanba.kernel.matters import voices
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people import rolls
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.web.desk import cards
from yuanba.web.desk.choosing import RESIDENT, labelled
from yuanba.web.desk.me import Me


def chances(lodge: Case, act: Act, me: Me) -> list[cards.Chance]:
    """The further ways to object to what hangs above the units, for an officer of a unit's committee."""
    found = []
    for tenure in me.acting:
        if voices.village(Actor(me.person, tenure), lodge.unit) is not None:
            own = Act(
                f"{act.code}-village", Text("以本村（社区）名义提出异议", "Object in the village's name"), act.fields
            )
            found.append(cards.Chance(own, act.fields, Actor(me.person, tenure)))
            found.append(_on_paper(lodge, act, tenure, me.person))
    return found


def _on_paper(lodge: Case, act: Act, tenure: Tenure, person: Person) -> cards.Chance:
    """A paper of one of her own unit's residents: no other roll is shown to her."""
    grown = rolls.adults(tenure.body.place.code, lodge.on).select_related("household")
    choices = {str(one.pk): Text(labelled(one), labelled(one)) for one in grown.order_by("household__number", "pk")}
    whose = Field(RESIDENT.code, RESIDENT.name, "choice", public=False, choices=choices)
    asked = fields_of(lodge, act, Actor(person, tenure, person))
    return cards.Chance(act, (whose, *asked), Actor(person, tenure), paper=True)
