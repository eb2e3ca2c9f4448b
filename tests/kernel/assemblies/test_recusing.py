"""Nobody is kept from voting on another's word alone: she says so herself, or those who supervise confirm it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.kernel.matters.lists import guarded
from tests.stories.showing import page, refused
from tests.stories.test_four_two_one import before_the_vote, convene
from yuanba.kernel.assemblies.models import Attendance
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Interest, Matter
from yuanba.kernel.matters.offers import offers
from yuanba.kernel.people.acts import declare_kinship

pytestmark = pytest.mark.django_db
YES = {"verdict": "yes", "words": "查过合同，属实"}


@pytest.fixture
def place(db: None) -> Village:
    return guarded()


@pytest.fixture
def matter(place: Village) -> Matter:
    """A matter that is about to be voted on."""
    return before_the_vote(place)


def declared(place: Village, matter: Matter, key: str, who: str) -> str:
    taking = place.take(matter, key, "committee", "declare", person=place.people[who].pk)
    return str(taking.seq)


def signed_in(place: Village, matter: Matter, *keys: str) -> set[int]:
    convene(place, matter, "villager_rep_assembly")
    present = [place.people[key].pk for key in keys] + [one.pk for one in place.villagers[:7]]
    place.take(matter, "li", "committee", "sign-in", present=present)
    return set(Attendance.objects.filter(recused=True).values_list("person_id", flat=True))


SITTING = ("chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng")


def test_what_the_committee_says_of_somebody_keeps_nobody_away(place: Village, matter: Matter) -> None:
    declared(place, matter, "wu", "chen")
    assert not Interest.objects.filter(matter=matter).exists()
    said = page(f"/m/{matter.number}/")
    assert "要监督委员会（或者乡镇）确认以后才回避" in said
    assert "陈伯" not in said.split("<main", 1)[1].split("登记了一名利害关系人")[1][:400]
    assert signed_in(place, matter, *SITTING) == set()


def test_once_the_supervisors_have_confirmed_it_she_withdraws_and_the_record_says_so(
    place: Village, matter: Matter
) -> None:
    seq = declared(place, matter, "wu", "ma")
    taking = place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **YES)
    assert taking.body == "supervision_committee"
    told = json.loads(taking.public)["data"]
    assert told == {"verdict": "yes", "words": "查过合同，属实", "declared": int(seq)}
    assert f"第 {seq} 笔登记的利害关系属实" in page(f"/m/{matter.number}/")
    assert f"recorded as entry {seq} is confirmed" in page(f"/en/m/{matter.number}/")
    assert signed_in(place, matter, *SITTING) == {place.people["ma"].pk}
    with refused("act-not-open"):
        place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **YES)


def test_what_is_not_found_is_over_and_whoever_says_it_of_herself_withdraws_at_once(
    place: Village, matter: Matter
) -> None:
    seq = declared(place, matter, "wu", "chen")
    no = {"verdict": "no", "words": "只是邻居"}
    place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **no)
    declared(place, matter, "zheng", "zheng")
    assert signed_in(place, matter, *SITTING) == {place.people["zheng"].pk}


def test_those_who_recorded_it_do_not_confirm_it_nor_does_a_relative(place: Village, matter: Matter) -> None:
    seq = declared(place, matter, "wu", "ma")
    for key, body in (("wu", "committee"), ("zhou", "party_org"), ("chen", None)):
        with refused("not-your-step"):
            place.take(matter, key, body, "confirm-interest", declared=seq, **YES)
    declare_kinship(person=place.people["feng"], relative=place.people["ma"], kind="sibling", at=place.now)
    with refused("must-withdraw", law="vcol-2026:8"):
        place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **YES)
    place.take(matter, "jiang", "supervision_committee", "confirm-interest", declared=seq, **YES)


def test_of_a_supervisor_the_township_confirms(place: Village, matter: Matter) -> None:
    seq = declared(place, matter, "wu", "wang")
    with refused("act-not-open"):
        place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **YES)
    with refused("not-your-step"):
        place.take(matter, "feng", "supervision_committee", "confirm-above", declared=seq, **YES)
    deng = place.officer("deng", "township_office", "clerk")
    case = load(Matter.objects.select_related("unit", "site", "power", "about").get(pk=matter.pk), place.now)
    assert [one.act.code for one in offers(case, [deng])] == ["confirm-above"], "the township has no other act here"
    place.take(matter, "deng", "township_office", "confirm-above", declared=seq, **YES)
    assert Interest.objects.filter(matter=matter, person=place.people["wang"]).exists()


def test_another_entry_or_a_reason_with_a_name_is_refused(place: Village, matter: Matter) -> None:
    seq = declared(place, matter, "wu", "ma")
    with refused("blank-not-a-choice", blank="declared"):
        place.take(matter, "feng", "supervision_committee", "confirm-interest", declared="1", **YES)
    named = {"verdict": "yes", "words": f"{place.people['ma'].name}承包了这个工程"}
    with refused("names-a-resident"):
        place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **named)


def test_what_is_pending_is_read_once_for_the_form_and_the_judgement(place: Village, matter: Matter) -> None:
    seq = declared(place, matter, "wu", "ma")
    with CaptureQueriesContext(connection) as seen:
        place.take(matter, "feng", "supervision_committee", "confirm-interest", declared=seq, **YES)
    said = [one["sql"] for one in seen if "declare" in one["sql"] and "confirm-above" in one["sql"]]
    assert len([sql for sql in said if sql.startswith("SELECT")]) == 1
