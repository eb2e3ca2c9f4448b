"""Every way in of every procedure leads to an end: whoever begins, somebody is there for each step."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.cast import FOUNDED
from tests.driver import Driver
from tests.ground import Ground, ground
from yuanba.kernel.matters.offers import Way
from yuanba.kernel.people.acts import Seat, leave
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.people.rules import OPENING
from yuanba.kernel.people.seating import seat
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.refusal import Refusal

# Ways in that this kind of unit has not: a community's groups have no meeting with a quorum, and of who agrees to
# redrawing a community no article was found.
ELSEWHERE = {"village": set(), "community": {("group-meeting", "agenda"), ("redraw-consent", "propose")}}
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def admit(place: Ground) -> None:
    """The county admits a task and an inspection, so that they may be handed to villages at all."""
    for asks in ("task", "inspect"):
        driver = Driver(place, given={"asks": asks, "until_on": (place.today + timedelta(days=300)).isoformat()})
        way = next(way for way in driver.ways(place.county) if way.case.procedure.code == "task-admission")
        matter = driver.begin(way, f"准入：{asks}")
        assert matter is not None
        driver.until(matter, "year")


def certify(place: Ground) -> None:
    """A certificate is issued, so that one can be revoked."""
    driver = Driver(place)
    way = next(
        way for way in driver.ways(place.unit) if way.start.step == "ask" and way.case.procedure.code == "seal-use"
    )
    matter = driver.begin(way, "一份证明")
    assert matter is not None
    driver.to_the_end(matter)


def let(place: Ground) -> None:
    """The assembly gives its representatives a mandate, so that one can be withdrawn."""
    driver = Driver(place)
    way = next(way for way in driver.ways(place.unit) if way.case.procedure.code == "mandate")
    matter = driver.begin(way, "授权代表会议")
    assert matter is not None
    assert driver.to_the_end(matter) == "entered"


def represent(place: Ground) -> None:
    """The unit and its group have each a representative in office and a vacant seat."""
    body = place.bodies["villager_rep_assembly" if place.unit.kind == "village" else "resident_rep_assembly"]
    neighbours = list(Person.objects.filter(place=place.inner["group"], tenures__isnull=True).order_by("pk"))
    chosen = [Seat(body.kind, "representative", one) for one in neighbours[:2]]
    seat(place.unit, {body.kind: body}, chosen, FOUNDED, OPENING)
    for person in (place.residents[0], neighbours[0]):
        tenure = Tenure.objects.get(person=person, post="representative")
        leave(tenure=tenure, on=place.today, because="去世", at=place.now)


def depart(place: Ground) -> None:
    """The committee's deputy leaves within the term, so that a post is vacant."""
    tenure = Tenure.objects.get(body=place.bodies["committee"], post="deputy")
    leave(tenure=tenure, on=place.today, because="搬走了", at=place.now)


@pytest.mark.parametrize("kind", ["village", "community"])
def test_every_way_in_can_be_begun_and_ends(kind: str) -> None:
    place = ground(kind)
    place.adopt()
    admit(place)
    certify(place)
    let(place)
    represent(place)
    depart(place)
    begun, faults = set(), []
    for where in (place.county, place.town, place.unit, *place.inner.values()):
        for way in Driver(place).ways(where):
            end = lived(place, way)
            if end is not None:
                begun.add((way.case.procedure.code, way.start.step))
                faults += [f"{way.case.procedure.code}.{way.start.step} in {where.kind}: {end}"] if ":" in end else []
    assert not faults, "\n".join(faults)
    main = {(p.code, start.step) for p in pack().procedures.values() if p.role == "main" for start in p.starts}
    assert main - begun == ELSEWHERE[kind]


def lived(place: Ground, way: Way) -> str | None:
    """The end that a matter comes to by this way in, or a sentence with a colon on why it does not; undone afterwards.

    None where nobody of the ground may begin it.
    """
    now, driver = place.now, Driver(place)
    with transaction.atomic():
        try:
            matter = driver.begin(way)
            end = None if matter is None else driver.to_the_end(matter) or f"stands at: {matter.step}"
        except Refusal as refusal:
            errors = {code: str(error) for code, error in getattr(refusal, "errors", {}).items()}
            end = f"refused: {refusal} {errors}"
        transaction.set_rollback(True)
    place.now = now
    return end
