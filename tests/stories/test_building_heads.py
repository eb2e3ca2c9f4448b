"""Institution 35: building heads are found, agree, are listed and can be reached."""

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished("building-heads")


def test_building_heads_are_entered_and_change_hands(place: Village, client: Client) -> None:
    for names in ("阿秀\n马包工", "马包工\n马大嫂"):
        matter = begin(place, "fill-posts", "propose", "wu", "committee", body_kind="courtyard_council", way="居民推荐")
        place.take(matter, "li", "committee", "evidence", task="consent", file=SHEET)
        place.take(matter, "wu", "committee", "done")
        done = place.take(matter, "wu", "committee", "done", seat_building_head=names)
        place.wait(days=30)
    held = Tenure.objects.filter(body__kind="courtyard_council", until__isnull=True).select_related("person")
    assert {t.person.name for t in held} == {"马包工", "马大嫂"}
    assert Tenure.objects.get(person=place.people["xiu"], body__kind="courtyard_council").until is not None
    body = Body.objects.get(kind="courtyard_council")
    page = client.get(f"/bodies/{body.pk}/").content.decode()
    assert "楼栋长" in page
    assert "马大嫂" in page
    assert "登记岗位人员" in printed(client, done)


def test_a_building_head_acts_for_her_yard_and_nobody_else_does(place: Village) -> None:
    matter = begin(place, "fill-posts", "propose", "wu", "committee", body_kind="courtyard_council", way="推荐")
    place.take(matter, "li", "committee", "evidence", task="consent", file=SHEET)
    place.take(matter, "wu", "committee", "done")
    place.take(matter, "wu", "committee", "done", seat_building_head="阿秀")
    roster = begin(place, "duty-roster", "plan", "xiu", "courtyard_council", about="轮流打扫楼道")
    assert roster.step == "talk"
    with pytest.raises(Refusal) as refused:
        begin(place, "duty-roster", "plan", "ma", None, about="轮流打扫楼道")
    assert refused.value.code == "not-your-step"
