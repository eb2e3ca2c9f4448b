"""Personal numbers: sealed to their row, searchable by those who know them, every read left as a trace."""

import pytest
from cryptography.exceptions import InvalidTag
from django.test import override_settings

from tests.cast import Village, village
from yuanba.kernel.people import private
from yuanba.kernel.people.models import Private, PrivateRead
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
PHONE = "13900000000"


@pytest.fixture
def place() -> Village:
    place = village()
    private.keep(person=place.people["chen"], field="phone", value=PHONE)
    return place


def test_a_number_is_not_stored_in_clear(place: Village) -> None:
    row = Private.objects.get(person=place.people["chen"])
    assert PHONE.encode() not in bytes(row.ciphertext) + bytes(row.blind)


def test_a_read_gives_the_number_and_leaves_a_trace(place: Village) -> None:
    chen, li = place.people["chen"], place.people["li"]
    assert private.read(person=chen, field="phone", reader=li, why="通知开会", at=place.now) == PHONE
    trace = PrivateRead.objects.get(person=chen)
    assert (trace.reader, trace.why, trace.field) == (li, "通知开会", "phone")


def test_a_number_moved_to_another_person_does_not_open(place: Village) -> None:
    Private.objects.update(person=place.people["wu"])
    with pytest.raises(InvalidTag):
        private.read(person=place.people["wu"], field="phone", reader=place.people["li"], why="试", at=place.now)
    assert not PrivateRead.objects.exists(), "a read that failed is no read"


def test_several_people_may_share_one_phone(place: Village) -> None:
    private.keep(person=place.people["masao"], field="phone", value=PHONE)
    assert private.holders("phone", PHONE) == [place.people["chen"], place.people["masao"]]
    assert private.holders("id_number", PHONE) == []


def test_an_old_key_still_opens_after_a_new_one_came(place: Village) -> None:
    from django.conf import settings

    keys = {"test2": b"x" * 32, **settings.YUANBA_FIELD_KEYS}
    with override_settings(YUANBA_FIELD_KEYS=keys):
        private.keep(person=place.people["wu"], field="phone", value="13911111111")
        for key, number in (("chen", PHONE), ("wu", "13911111111")):
            assert (
                private.read(person=place.people[key], field="phone", reader=place.people["li"], why="试", at=place.now)
                == number
            )


def test_what_was_never_kept_is_said_plainly(place: Village) -> None:
    with pytest.raises(Refusal, match="not on record"):
        private.read(person=place.people["wu"], field="id_number", reader=place.people["li"], why="试", at=place.now)
    with pytest.raises(ValueError, match="not a private field"):
        private.keep(person=place.people["wu"], field="diagnosis", value="x")
