"""Where what a blank has not yet to choose would stand: a link from the sentence to the page that fills up."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yuanba.kernel.matters.lacking import BURDEN, POWERS, REGISTER, ROLL
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links
from yuanba.web.formats import name, text


@dataclass(frozen=True, slots=True)
class Source:
    """An address and what it is called."""

    href: str
    words: str


def source(refusal: Refusal, place: Place) -> Source | None:
    """Where to look; None of a refusal that is about something else."""
    where = str(refusal.facts.get("source", "")) if refusal.code == "nothing-to-choose" else ""
    if not where:
        return None
    if where == POWERS:
        return Source(f"{links.powers()}?in={place.code}", _("看这里施行的权力清单"))
    if where.startswith(REGISTER):
        register = where.removeprefix(REGISTER)
        called = text(pack().registers[register].name)
        return Source(links.register(place.code, register), _("看%(register)s") % {"register": called})
    if where == BURDEN:
        return Source(links.burden(place.code[:UNIT]), _("看减负账里准入的任务"))
    if where == ROLL:
        return Source(links.place(place.code), _("看%(place)s") % {"place": name(place)})
    return Source(links.place(place.code), _("看这里的组织和任职的人"))
