"""A township that has put the negative list in force, and a village where everything that is guarded can be filed."""

from typing import Any
from uuid import UUID, uuid4

from tests.cast import FOUNDED, Village, power, village
from tests.ground import Ground
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.acts import set_up
from yuanba.kernel.people.rules import Warrant
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import adopt, enter

NEGATIVE = {row["code"]: row for row in pack().registers["powers"].rows if row["list"] == "negative"}
INSTITUTIONS = (
    "micro-powers", "assist-matters", "village-rules", "catalogue-of-powers",
)  # fmt: skip


def put_in_force(where: Place, made: Village | Ground) -> None:
    """The seven prohibitions in force in a place and everything under it."""
    for code, row in NEGATIVE.items():
        data = {key: value for key, value in row.items() if value and key not in ("code", "name", "name_en", "stage")}
        enter(
            register="powers", code=code, name=row["name"], name_en=row["name_en"], place=where, data=data,
            since=FOUNDED, at=made.now, body=f"{where.code}/township_office",
        )  # fmt: skip


def guarded(*powers: str, in_force: bool = True) -> Village:
    """The village, with these powers of the catalogue, and every institution adopted that guards something."""
    made = village()
    root, town = Place.objects.get(code="510722"), Place.objects.get(code="510722101")
    for code in powers:
        power(root, code, made.now)
    if in_force:
        put_in_force(town, made)
    for code in INSTITUTIONS:
        body = "510722101/township_office"
        adopt(institution=code, place=town, since=FOUNDED, params={}, at=made.now, body=body)
    for kind in ("county_gate", "county_department"):
        made.bodies[kind] = set_up(place=root, kind=kind, since=FOUNDED, at=made.now)
    chosen = Warrant("collective_member_assembly", "")
    board = set_up(place=made.unit, kind="supervisory_board", since=FOUNDED, at=made.now, warrant=chosen)
    made.bodies["supervisory_board"] = board
    made.officer("deng", "township_office", "clerk")
    made.officer("qiu", "county_department", "clerk")
    return made


def file(
    made: Village, procedure: str, start: str, key: str, body: str | None, *, again: UUID | None = None,
    title: str = "一件事", place: Place | None = None, **data: Any,
) -> Taking:  # fmt: skip
    """File something, in the village unless it says where."""
    return open_matter(
        procedure=procedure, start=start, unit=place or made.unit, by=made.actor(key, body), title=title, data=data,
        at=made.now, key=again or uuid4(),
    )  # fmt: skip
