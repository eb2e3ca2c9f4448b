"""Those who chose a representative fill her seat anew and may recall her: the group's meeting, or the households."""

from datetime import timedelta

import pytest

from tests.cast import FOUNDED, SHEET
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, printed, refused, step_paper
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.representing import seats
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import Seat, leave
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.people.rules import OPENING
from yuanba.kernel.people.seating import seat

pytestmark = pytest.mark.django_db
ASSEMBLY = {"village": "villager_rep_assembly", "community": "resident_rep_assembly"}
MEETING = {"electors": "group"}


@pytest.fixture(params=["village", "community"])
def place(request: pytest.FixtureRequest) -> Ground:
    made = ground(request.param)
    made.adopt("self-governance-matters")
    represented(made)
    return made


def represented(place: Ground) -> None:
    """Two neighbours of the group sit for it, since the founding."""
    body = place.bodies[ASSEMBLY[place.unit.kind]]
    chosen = [Seat(body.kind, "representative", one) for one in neighbours(place)[:2]]
    seat(place.unit, {body.kind: body}, chosen, FOUNDED, OPENING)


def neighbours(place: Ground) -> list[Person]:
    return list(Person.objects.filter(place=place.inner["group"]).exclude(tenures__post="head").order_by("pk"))


def held(place: Ground, number: int = 0) -> Tenure:
    """The seat of a neighbour."""
    return Tenure.objects.get(person=neighbours(place)[number], post="representative")


def gone(place: Ground, number: int = 0) -> Tenure:
    """A representative who died."""
    tenure = held(place, number)
    leave(tenure=tenure, on=place.today, because="去世", at=place.now)
    tenure.refresh_from_db()
    return tenure


def vacant(place: Ground, tenure: Tenure) -> Matter:
    matter = place.open(
        "representative-by-election", "vacancy", place.officer("committee"), "补选代表",
        at=place.inner["group"], tenure=str(tenure.pk),
    )  # fmt: skip
    place.take(matter, place.officer("committee"), "evidence", task="sheet", file=SHEET)
    return matter


def counted(place: Ground, **over: object) -> dict[str, object]:
    """What the paper says where everybody came and agreed."""
    grown = Person.objects.filter(place=place.inner["group"])
    homes = grown.values("household").distinct().count()
    if place.unit.kind == "village":
        return {**MEETING, "present": grown.count(), "present_homes": homes, "votes": grown.count(), **over}
    return {"electors": "homes", "homes": homes, "voted": homes, "votes": homes, **over}


def elect(place: Ground, matter: Matter, **over: object) -> None:
    names = {"seat_representative": neighbours(place)[2].name}
    place.take(matter, place.officer("committee"), "done", **{**names, **counted(place, **over)})


def test_the_group_or_the_households_fill_a_vacant_seat_in_the_act_that_finds_the_result(place: Ground) -> None:
    old = gone(place)
    shown = page(f"/bodies/{old.body_id}/")
    assert "缺 1" in shown
    matter = vacant(place, old)
    elect(place, matter)
    new = Tenure.objects.get(person=neighbours(place)[2], post="representative")
    chosen_by = "villager_group_assembly" if place.unit.kind == "village" else "@households"
    assert (new.since, new.body_id, new.until) == (place.today, old.body_id, held(place, 1).until)
    assert new.warrant.startswith(f"{chosen_by} {matter.number}#")
    assert "缺 1" not in page(f"/bodies/{old.body_id}/")
    place.take(matter, place.officer("committee"), "post")
    assert "补选代表" in notice_paper(matter, neighbours(place)[3])
    assert neighbours(place)[2].name not in page(f"/m/{matter.number}/")
    assert neighbours(place)[2].name not in notice_paper(matter, neighbours(place)[3])
    assert "原推选人补选" in step_paper(matter)
    place.wait(days=20)
    matter.refresh_from_db()
    assert matter.end == "seated"
    # The seat of the next one is that of this group, although nobody typed it.
    assert [one.place for one in seats(place.unit, place.today) if one.tenure == new] == [place.inner["group"].code]


def test_what_hangs_on_the_villages_own_board_is_not_said_to_hang_nowhere(place: Ground) -> None:
    matter = vacant(place, gone(place))
    elect(place, matter)
    assert "还没有公示。" in page(f"/m/{matter.number}/")
    place.take(matter, place.officer("committee"), "post")
    shown = page(f"/m/{matter.number}/")
    assert "还没有公示。" not in shown
    assert "不向全网公开" in shown
    assert f'href="/p/{place.unit.code}/elections/"' in shown
    assert "read there, signed in, by those it is for" in page(f"/en/m/{matter.number}/")


def test_a_seat_is_filled_once(place: Ground) -> None:
    old = gone(place)
    matter = vacant(place, old)
    with refused("seat-under-way"):
        vacant(place, old)
    elect(place, matter)
    place.take(matter, place.officer("committee"), "post")
    place.wait(days=20)
    with refused("blank-not-a-choice", blank="tenure"):
        vacant(place, old)


def test_too_few_or_against_and_the_seat_stays_vacant(place: Ground) -> None:
    matter = vacant(place, gone(place))
    everybody = counted(place)
    if place.unit.kind == "village":
        law = "vcol-2026:32"
        with refused("quorum-missing", law=law):
            elect(place, matter, present=2, present_homes=1, votes=2)
        with refused("group-not-agreed", law=law):
            elect(place, matter, votes=int(str(everybody["present"])) // 2)
        with refused("ballot-impossible"):
            elect(place, matter, present=999, votes=999)
        with refused("blank-missing", blank="present"):
            elect(place, matter, present=None)
    else:
        with refused("households-not-agreed"):
            elect(place, matter, voted=int(str(everybody["homes"])) // 2, votes=1)
        with refused("ballot-impossible"):
            elect(place, matter, homes=999, voted=999, votes=999)
        with refused("households-behind-seat", law="rcol-2026:13"):
            elect(place, matter, homes=1, voted=1, votes=1)
        with refused("blank-not-a-choice", blank="electors"):
            elect(place, matter, electors="group")
    assert not Tenure.objects.filter(person=neighbours(place)[2]).exists()
    place.take(matter, place.officer("committee"), "fail", reason="没有过半数")
    assert matter.end == "vacant"
    assert sum(one.vacant for one in seats(place.unit, place.today)) == 1


def test_who_lives_elsewhere_or_is_under_age_is_not_chosen(place: Ground) -> None:
    matter = vacant(place, gone(place))
    with refused("seat-not-on-roll"):
        elect(place, matter, seat_representative=place.residents[-1].name)
    with refused("post-held"):
        elect(place, matter, seat_representative=neighbours(place)[1].name)


def recalled(place: Ground) -> Matter:
    matter = place.open(
        "representative-by-election", "recall", by_neighbour(place), "罢免代表", at=place.inner["group"],
        tenure=str(held(place).pk), reasons="从不开会", signatures=SHEET,
    )  # fmt: skip
    place.take(matter, place.officer("committee"), "agree")
    place.take(matter, place.officer("committee"), "submit", defence="我生病了")
    place.take(matter, place.officer("committee"), "evidence", task="minutes", file=SHEET)
    return matter


def by_neighbour(place: Ground, number: int = 3) -> Actor:
    return Actor(neighbours(place)[number])


def test_those_who_chose_her_recall_her_and_choose_another(place: Ground) -> None:
    matter = recalled(place)
    place.take(matter, place.officer("committee"), "done", **counted(place))
    old = held(place)
    assert (old.until, matter.step) == (place.today, "elect")
    place.take(matter, place.officer("committee"), "evidence", task="sheet", file=SHEET)
    place.wait(days=1)
    elect(place, matter)
    assert Tenure.objects.filter(person=neighbours(place)[2], post="representative").exists()


def test_a_recall_that_fails_changes_nothing(place: Ground) -> None:
    matter = recalled(place)
    until = held(place).until
    with refused("group-not-agreed" if place.unit.kind == "village" else "households-not-agreed"):
        place.take(matter, place.officer("committee"), "done", **counted(place, votes=1))
    place.take(matter, place.officer("committee"), "fail", reason="没有过半数")
    assert (matter.end, held(place).until) == ("kept", until)


def test_residents_of_another_place_demand_nothing(place: Ground) -> None:
    with refused("not-a-resident"):
        place.open(
            "representative-by-election", "recall", place.resident(10), "罢免", at=place.inner["group"],
            tenure=str(held(place).pk), reasons="不好", signatures=SHEET,
        )  # fmt: skip
    elsewhere = Tenure.objects.filter(post="representative", person=place.residents[0]).get()
    with refused("blank-not-a-choice", blank="tenure"):
        place.open(
            "representative-by-election", "recall", by_neighbour(place), "罢免", at=place.inner["group"],
            tenure=str(elsewhere.pk), reasons="不好", signatures=SHEET,
        )  # fmt: skip


def test_a_letter_of_resignation_ends_the_seat_at_once(place: Ground) -> None:
    matter = place.open(
        "representative-by-election", "resign", place.officer("committee"), "代表辞职", at=place.inner["group"],
        tenure=str(held(place).pk), letter=SHEET,
    )  # fmt: skip
    assert (held(place).until, matter.step) == (place.today, "elect")


def test_a_result_that_an_objection_overturns_is_undone(place: Ground) -> None:
    old = gone(place)
    matter = vacant(place, old)
    elect(place, matter)
    Matter.objects.filter(pk=matter.pk).update(step="undo")
    matter.refresh_from_db()
    place.wait(days=1)
    place.take(matter, place.officer("committee"), "done")
    wrong = Tenure.objects.get(person=neighbours(place)[2], post="representative")
    assert wrong.until == place.today
    place.take(matter, place.officer("committee"), "evidence", task="sheet", file=SHEET)
    elect(place, matter, seat_representative=neighbours(place)[3].name)
    assert not any(one.vacant for one in seats(place.unit, place.today)), "one seat, however often it was filled"


def test_a_term_that_runs_out_or_a_new_assembly_leaves_no_vacancies(place: Ground) -> None:
    gone(place)
    assert sum(one.vacant for one in seats(place.unit, place.today)) == 1
    end = held(place, 1).until
    assert end is not None
    assert not any(one.vacant for one in seats(place.unit, end)), "then all are chosen anew"
    assert not any(one.vacant for one in seats(place.unit, end + timedelta(days=30)))


def test_a_blank_form_prints_and_names_nobody(place: Ground) -> None:
    paper = printed(f"/p/{place.unit.code}/forms/representative-by-election.recall.submit.pdf")
    assert "联名要求罢免" in paper
    assert not any(one.tenure.person.name in paper for one in seats(place.unit, place.today))


def test_who_is_barred_from_the_post_is_not_seated(place: Ground) -> None:
    matter = vacant(place, gone(place))
    minor = neighbours(place)[2]
    Person.objects.filter(pk=minor.pk).update(adult_on=place.today + timedelta(days=1))
    with refused("seat-not-on-roll"):
        elect(place, matter)


def test_a_group_of_its_own_sees_only_its_own_seats(place: Ground) -> None:
    found = {one.place for one in seats(place.unit, place.today)}
    assert found == {place.unit.code, place.inner["group"].code}
