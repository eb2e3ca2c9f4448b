"""Conflicts of interest that were declared only afterwards are found, each once, and nothing else is."""

import pytest

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished
from tests.stories.test_four_two_one import deliberate, wish
from yuanba.kernel.matters.conflicts import conflicts
from yuanba.kernel.people.acts import declare_kinship
from yuanba.kernel.people.conflicts import Conflict
from yuanba.kernel.people.models import Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished("honours", seats=[("moral_council", "chair", "村民乙一")])


def found(place: Village) -> list[Conflict]:
    return conflicts("510722", place.today)


def told(place: Village) -> list[tuple[str, str, str, str, str | None]]:
    return [(c.kind, c.person.name, c.post, c.other.name, c.law) for c in found(place)]


def kin(place: Village, one: str, other: str) -> None:
    declare_kinship(person=place.people[one], relative=place.people[other], kind="sibling", at=place.now)


def test_where_nothing_is_declared_nothing_is_found(place: Village) -> None:
    deliberate(place, wish(place))
    assert found(place) == []


@pytest.mark.parametrize(("one", "other"), [("jiang", "zheng"), ("zheng", "jiang")])
def test_a_supervisor_related_to_the_committee_is_found_once_whoever_declared_it(
    place: Village, one: str, other: str
) -> None:
    kin(place, one, other)
    assert told(place) == [("posts", "蒋监委", "supervision_committee.member", "郑委员", "vcol-2026:37")]
    assert found(place)[0].kinship == "sibling"


def test_two_near_relatives_on_one_committee_are_found(place: Village) -> None:
    kin(place, "wu", "zheng")
    assert [(c.person.name, c.other.name, c.law) for c in found(place)] == [("吴主任", "郑委员", "vcol-2026:8")]


def test_who_acted_for_a_relative_before_it_was_declared_is_found(place: Village) -> None:
    matter = wish(place)
    deliberate(place, matter)
    place.interested(matter, "li", "committee", "ma")
    assert found(place) == []
    kin(place, "zhou", "ma")
    assert told(place) == [("acted", "周书记", "party_org.secretary", "马包工", "vcol-2026:8")]
    assert found(place)[0].matter == matter.number


def test_who_only_wrote_the_interest_down_has_not_acted(place: Village) -> None:
    matter = wish(place)
    deliberate(place, matter)
    place.interested(matter, "li", "committee", "ma")
    kin(place, "li", "ma")
    assert found(place) == []


def test_a_council_that_honours_its_chairs_mother_is_found(place: Village) -> None:
    place.people["chair"] = Tenure.objects.get(body__kind="moral_council").person
    matter = begin(place, "honour", "nominate-org", "wu", "committee", deeds="照看邻居")
    place.take(
        matter,
        "wu",
        "committee",
        "evidence",
        task="consent",
        file={"sha256": "a" * 64, "name": "x", "size": 1, "media": "image/png"},
    )
    place.take(matter, "wu", "committee", "done", person=place.people["xiu"].pk)
    place.take(matter, "chair", "moral_council", "done", homes=12)
    assert found(place) == []
    kin(place, "chair", "xiu")
    assert told(place) == [("acted", "村民乙一", "moral_council.chair", "阿秀", "vcol-2026:8")]


def test_another_place_is_not_looked_into(place: Village) -> None:
    kin(place, "jiang", "zheng")
    assert len(conflicts("510722101", place.today)) == 1
    assert conflicts("510722102", place.today) == []


def test_the_number_of_queries_does_not_grow(place: Village) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found(place)
        return len(queries)

    few = 0
    kin(place, "jiang", "zheng")
    for key in ("ma", "xiu", "chen"):
        few = few or (asked() if len(found(place)) == 2 else 0)
        matter = wish(place)
        deliberate(place, matter)
        place.interested(matter, "li", "committee", key)
        kin(place, "zhou", key)
    assert len(found(place)) == 4
    assert 0 < asked() == few <= 8
