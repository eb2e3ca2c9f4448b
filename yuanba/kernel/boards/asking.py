"""`OBJECT` as it is written on a command line or in an address, and the answer to "why may this be done, or not?"."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.why import Answer
from yuanba.kernel.matters.why_about import about_act, about_start, nothing
from yuanba.kernel.matters.why_keeping import about_adoption, about_register
from yuanba.kernel.matters.why_words import here
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Text

_MATTER = re.compile(r"(?:m/)?(?P<number>[0-9]{6,12}-[0-9]{4}-[0-9]{6})")
_NOTICE = re.compile(r"n/(?P<pk>[0-9]{1,18})")
_PLACE = re.compile(r"(?:p/)?(?P<code>[0-9]{6}[0-9.]*)(?:/(?P<part>registers|institutions)/(?P<name>[a-z][a-z0-9-]*))?")
_INSTITUTION = re.compile(r"[a-z][a-z0-9-]*")
KEEP, ADOPT = "keep", "adopt"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about, by its canonical words, with the answer. `place` is where it is."""

    object: str
    act: str
    title: Text
    place: Place
    matter: Matter | None
    answer: Answer


def ask(*, object: str, act: str, person: Person | None, at: datetime) -> Asked:
    """Why may this person do an act about an object, or why not; None asks for anybody.

    Unasked where there is no such object or act.
    """
    if found := _MATTER.fullmatch(object):
        return _matter(Matter.objects.filter(number=found["number"]), act, person, at, object)
    if found := _NOTICE.fullmatch(object):
        return _matter(Matter.objects.filter(notices=int(found["pk"])), act, person, at, object)
    if found := _PLACE.fullmatch(object):
        return _place(found["code"], found["part"] or "", found["name"] or "", act, person, at)
    if _INSTITUTION.fullmatch(object) and object in pack().institutions:
        return _place(pack().code, "institutions", object, act, person, at)
    raise nothing("没有“{object}”。", "There is no “{object}” to ask about.", object=object)


def _matter(rows: QuerySet[Matter], act: str, person: Person | None, at: datetime, object: str) -> Asked:
    row = rows.select_related("unit", "power", "about", "holder__place", "parent").first()
    if row is None:
        raise nothing("没有“{object}”。", "There is no “{object}” to ask about.", object=object)
    title = Text(row.title, row.title)
    return Asked(f"m/{row.number}", act, title, row.unit, row, about_act(row, act, person, at))


def _place(code: str, part: str, name: str, act: str, person: Person | None, at: datetime) -> Asked:
    place = Place.objects.filter(code=code).first()
    if place is None:
        raise nothing("没有代码为 {code} 的地方。", "There is no place with the code {code}.", code=code)
    wanted = {"registers": KEEP, "institutions": ADOPT}.get(part)
    if wanted is not None and act != wanted:
        raise nothing("这里只能问“{act}”。", "Only “{act}” can be asked about here.", act=wanted)
    if part == "registers":
        answer = about_register(place, name, person, at)
        return Asked(f"p/{code}/registers/{name}", act, pack().registers[name].name, place, None, answer)
    if part == "institutions":
        answer = about_adoption(place, name, person, at)
        return Asked(f"p/{code}/institutions/{name}", act, pack().institutions[name].name, place, None, answer)
    return Asked(f"p/{code}", act, here(place), place, None, about_start(place, act, person, at))
