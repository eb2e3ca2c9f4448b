"""Institution 21: resident institutions are registered, and what they promise is done and rated."""

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished("resident-units", seats=[("resident_institution", "liaison", "许理事")])


def test_what_a_partner_offers_is_used_done_and_rated(place: Village, client: Client) -> None:
    matter = begin(place, "claim", "offer", "xu", "resident_institution", about="周末开放操场")
    promised = place.take(matter, "wu", "committee", "agree", promise="办村民运动会")
    assert "办村民运动会" in printed(client, promised)
    place.take(matter, "xu", "resident_institution", "done")
    assert matter.step == "rate"


def test_only_the_partner_itself_offers_something(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        begin(place, "claim", "offer", "wu", "committee", about="周末开放操场")
    assert refused.value.code == "not-your-step"
