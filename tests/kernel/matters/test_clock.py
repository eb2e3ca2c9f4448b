"""Time's own acts: nobody stands in their way, and one matter that breaks does not hold up the others."""

from uuid import UUID, uuid5

import pytest

from tests.cast import Village, village
from tests.stories.test_four_two_one import decided, wish
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Village:
    return village()


def test_no_resident_can_use_up_the_key_by_which_the_clock_will_act(place: Village) -> None:
    """Keys are the client's own: one that is foreseen must not stop the deadline of another's matter."""
    matter = wish(place)
    open_matter(
        procedure="four-two-one",
        start="wish",
        unit=place.unit,
        by=place.actor("xiu"),
        title="路灯",
        data={},
        at=place.now,
        key=uuid5(UUID(int=0), f"{matter.number}/{matter.taken}/lapse"),
    )
    place.wait(days=30)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "petition"


def test_a_matter_that_breaks_does_not_hold_up_the_others(place: Village, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = wish(place), wish(place)
    Matter.objects.filter(pk=broken.pk).update(version=99)
    place.wait(days=30)
    tick(now=place.now)
    sound.refresh_from_db()
    assert sound.step == "petition"
    assert broken.number in caplog.text


def test_a_clock_that_jumps_over_a_year_does_one_thing_at_a_time(place: Village) -> None:
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    place.wait(days=365)
    assert tick(now=place.now) == 1
    assert tick(now=place.now) == 0
    matter.refresh_from_db()
    assert matter.step == "carry-out"
    assert matter.due_at is not None
    assert matter.due_at > place.now, "the next days begin when they can be used"
