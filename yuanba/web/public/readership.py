"""Who reads a board that is not for everybody: the residents of its unit, or the members of the collective.

The law lets the village see these postings, on the wall and signed in; it does not put them on the open net (RCEO 45).
Officers of the unit and of the places above it read them too: they print them for the wall and answer for them.
"""

from django.conf import settings
from django.http import HttpRequest

from yuanba import clock
from yuanba.kernel.people.actors import capacities, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.pack import BoardKind
from yuanba.web.desk.me import person_of

MEMBERS = "collective_member_assembly"


def may_read(request: HttpRequest, board: BoardKind, unit: Place) -> bool:
    """Whether the reader may see what hangs on a board of a unit; a stranger costs no query."""
    if board.visibility == "public":
        return True
    person = person_of(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if person is None:
        return False
    today = local_day(clock.now())
    held = tenures(person, today)
    if len(capacities(person, held, unit.code)) > 1:
        return True
    if board.visibility == "village":
        lives = person.since <= today and (person.until is None or today < person.until)
        return lives and person.unit == unit.code[:UNIT]
    members = (one for one in held if one.body.kind == MEMBERS)
    return board.visibility == "members" and any(one.body.place.code == unit.code for one in members)
