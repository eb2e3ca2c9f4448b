"""Every way in of every procedure leads to an end: whoever begins, somebody is there for each step."""

import pytest

from tests.driver import Driver
from tests.ground import ground
from yuanba.kernel.places.county import pack

# Ways in that this kind of unit has not: a community's groups have no meeting with a quorum.
ELSEWHERE = {"village": set(), "community": {("group-meeting", "agenda")}}
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("kind", ["village", "community"])
def test_every_way_in_can_be_begun_and_ends(kind: str) -> None:
    place = ground(kind)
    place.adopt()
    driver = Driver(place)
    begun, faults = set(), []
    for where in (place.county, place.town, place.unit, *place.inner.values()):
        for way in driver.ways(where):
            name = f"{way.case.procedure.code}.{way.start.step} in {where.kind}"
            try:
                matter = driver.begin(way)
                end = driver.to_the_end(matter) if matter else "nobody"
            except Exception as error:
                errors = {k: str(v) for k, v in getattr(error, "errors", {}).items()}
                faults.append(f"{name}: {error!r} {errors}")
                continue
            if matter is None:
                continue
            begun.add((way.case.procedure.code, way.start.step))
            if not end:
                faults.append(f"{name}: stands at {matter.step}")
    assert not faults, "\n".join(faults)
    main = {(p.code, start.step) for p in pack().procedures.values() if p.role == "main" for start in p.starts}
    assert main - begun == ELSEWHERE[kind]
