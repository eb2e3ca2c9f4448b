"""Many sign at once: no signature waits for another, and none is counted twice."""

from uuid import uuid4

import pytest

from tests.api.asking import writer
from tests.cast import Village
from tests.stories.showing import refused
from tests.stories.test_four_two_one import wish
from tests.web.desk.conftest import Sit
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Support
from yuanba.kernel.people.actors import Actor

pytestmark = pytest.mark.django_db


def petition(place: Village) -> Matter:
    """A wish that the Party organisation declined: whoever wants it signs."""
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    return matter


def test_two_at_their_screens_sign_one_after_the_other_on_forms_that_were_drawn_together(
    place: Village, sit: Sit
) -> None:
    matter = petition(place)
    place.take(matter, "wu", None, "sign", power="M13")
    zheng, he = (sit(key).open(f"/m/{matter.number}/take") for key in ("zheng", "he"))
    assert "办好了" in zheng.submit("sign").text
    assert "办好了" in he.submit("sign").text
    assert Support.objects.filter(matter=matter).count() == 3
    he.open(f"/m/{matter.number}/take").submit("sign")
    assert (he.status, "您已经签过名" in he.text) == (422, True)
    assert Support.objects.filter(matter=matter).count() == 3


def test_two_programs_sign_on_what_they_saw_together_and_a_replay_is_one(place: Village) -> None:
    matter = petition(place)
    seen = Matter.objects.get(pk=matter.pk).taken
    sent = {"act": "sign", "seen": seen, "data": {"power": "M13"}}
    xiu, ma, key = writer(place, "xiu"), writer(place, "ma"), uuid4()
    assert xiu.post(f"/matters/{matter.number}/takings", sent).status_code == 201
    first, again = (ma.post(f"/matters/{matter.number}/takings", sent, key) for _ in range(2))
    assert (first.status_code, again.content) == (201, first.content)
    twice = xiu.post(f"/matters/{matter.number}/takings", sent)
    assert (twice.status_code, twice.json()["type"]) == (409, "/problems/signed-already")
    assert Support.objects.filter(matter=matter).count() == 2


def test_whoever_meant_another_power_than_the_first_signer_looks_again(place: Village) -> None:
    matter = petition(place)
    seen = Matter.objects.get(pk=matter.pk).taken
    sign = {"matter": matter.pk, "act": "sign", "at": place.now, "seen": seen}
    take(by=place.actor("xiu"), data={"power": "M13"}, key=uuid4(), **sign)
    with refused("stale"):
        take(by=place.actor("ma"), data={"power": "M10"}, key=uuid4(), **sign)


def test_a_signature_for_a_step_that_has_been_left_or_from_the_future_is_stale(place: Village) -> None:
    matter = wish(place)
    before = Matter.objects.get(pk=matter.pk).taken
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    sign = {"matter": matter.pk, "by": place.actor("xiu"), "act": "sign", "data": {"power": "M13"}, "at": place.now}
    for seen in (before, 99):
        with refused("stale"):
            take(key=uuid4(), seen=seen, **sign)
    seen = Matter.objects.get(pk=matter.pk).taken
    # So many sign that the matter goes on by itself; whoever still sees the list of signatures has to look again.
    for one in [*place.villagers, *place.people.values()]:
        if Matter.objects.get(pk=matter.pk).step != matter.step:
            break
        data = {"power": "M13"} if not Support.objects.filter(matter=matter).exists() else {}
        take(matter=matter.pk, by=Actor(one), act="sign", data=data, at=place.now, key=uuid4())
    assert Matter.objects.get(pk=matter.pk).step not in (matter.step, "")
    with refused("stale"):
        take(key=uuid4(), seen=seen, **sign)


def test_any_other_act_is_stale_when_somebody_has_signed(place: Village) -> None:
    matter = petition(place)
    seen = Matter.objects.get(pk=matter.pk).taken
    place.take(matter, "xiu", None, "sign", power="M13")
    for act in matter_acts(place, matter):
        with refused("stale"):
            take(matter=matter.pk, by=place.actor("chen"), act=act, data={}, at=place.now, key=uuid4(), seen=seen)


def matter_acts(place: Village, matter: Matter) -> list[str]:
    """The acts of the petition's step beside signing."""
    case = load(Matter.objects.get(pk=matter.pk), place.now)
    found = [one.code for one in verbs.of(case).acts(case) if one.code != "sign"]
    assert found
    return found
