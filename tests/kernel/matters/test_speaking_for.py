"""Whose act it is: papers are entered for who lives here, by the committee, and count the same person once."""

from uuid import uuid4

import pytest

from tests.cast import SHEET, Village, village
from tests.stories.test_four_two_one import decided, wish
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.models import Matter, Support
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Person
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
PAPER = {"paper": SHEET, "words": "路太烂"}


@pytest.fixture
def place(db: None) -> Village:
    return village()


def paper_of(place: Village, resident: Person) -> Actor:
    clerk = place.actor("li", "committee")
    return Actor(clerk.person, clerk.tenure, resident)


def wished(place: Village, by: Actor) -> str:
    """How a wish ends: "" or the code of the refusal."""
    try:
        open_matter(
            procedure="four-two-one",
            start="wish",
            unit=place.unit,
            by=by,
            title="修路",
            data=PAPER,
            at=place.now,
            key=uuid4(),
        )
    except Refusal as refusal:
        return refusal.code
    return ""


def test_who_has_died_or_moved_away_neither_speaks_nor_is_spoken_for(place: Village) -> None:
    gone = place.villagers[12]
    assert wished(place, paper_of(place, gone)) == ""
    Person.objects.filter(pk=gone.pk).update(until=place.today)
    gone.refresh_from_db()
    assert wished(place, paper_of(place, gone)) == "not-a-resident"
    assert wished(place, Actor(gone)) == "not-a-resident"
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    with pytest.raises(Refusal) as refused:
        object_to(parent=matter.pk, by=Actor(gone), ground="money", words="请说明", at=place.now, key=uuid4())
    assert refused.value.code == "not-a-resident"


def test_an_officers_act_is_never_entered_as_a_residents_paper(place: Village) -> None:
    matter = decided(place)
    posting = paper_of(place, place.villagers[12])
    with pytest.raises(Refusal) as refused:
        take(matter=matter.pk, by=posting, act="post", data={"paper": SHEET}, at=place.now, key=uuid4())
    assert refused.value.code == "paper-by-clerk"


def test_only_a_clerk_in_office_enters_papers(place: Village) -> None:
    resident = place.villagers[12]
    secretary, clerk = place.actor("zhou", "party_org"), place.actor("li", "committee")
    assert wished(place, Actor(secretary.person, secretary.tenure, resident)) == "paper-by-clerk"
    assert wished(place, Actor(place.people["chen"], clerk.tenure, resident)) == "paper-by-clerk"
    assert wished(place, Actor(place.people["chen"], None, resident)) == "paper-by-clerk"
    assert clerk.tenure is not None
    leave(tenure=clerk.tenure, on=place.today, because="辞职", at=place.now)
    clerk.tenure.refresh_from_db()
    assert wished(place, Actor(clerk.person, clerk.tenure, resident)) == "tenure-over"


def petition(place: Village) -> Matter:
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="没有钱")
    return matter


def test_screen_and_paper_count_the_same_signer_once_and_nobody_under_age(place: Village) -> None:
    matter, signer, child = petition(place), place.villagers[12], place.villagers[13]
    take(matter=matter.pk, by=Actor(signer), act="sign", data={"power": "M13"}, at=place.now, key=uuid4())
    with pytest.raises(Refusal) as refused:
        take(matter=matter.pk, by=paper_of(place, signer), act="sign", data=PAPER, at=place.now, key=uuid4())
    assert refused.value.code == "signed-for-already"
    Person.objects.filter(pk=child.pk).update(adult_on=place.today.replace(year=place.today.year + 1))
    child.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        take(matter=matter.pk, by=paper_of(place, child), act="sign", data=PAPER, at=place.now, key=uuid4())
    assert refused.value.code == "not-of-age"
    assert Support.objects.filter(matter=matter).count() == 1


def test_the_clocks_acts_are_nobody_elses(place: Village) -> None:
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    actors = [
        place.actor("wu", "committee"),
        place.actor("wang", "supervision_committee"),
        place.actor("chen"),
        place.officer("deng", "township_office", "clerk"),
    ]
    for by in actors:
        for act in ("elapsed", "upheld", "ordered"):
            with pytest.raises(Refusal) as refused:
                take(matter=matter.pk, by=by, act=act, data={}, at=place.now, key=uuid4())
            assert refused.value.code == "clock-only"
