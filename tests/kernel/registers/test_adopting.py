"""Adopting many at once, spreading a pilot, and whose word counts where two institutions share a procedure."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import FOUNDED, Village, village
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.opening import adopted, open_matter
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import rules
from yuanba.kernel.registers.acts import governing, suspend
from yuanba.kernel.registers.adopting import adopt_all, in_force, preview, spread, suspend_all
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.planning import ADOPTIONS
from yuanba.kernel.registers.rules import Adoption

EVERY = sorted(pack().institutions)
TOWN = "510722101"


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.fixture
def other(place: Village) -> Place:
    county = Place.objects.get(code="510722")
    return Place.objects.create(
        code="510722102", kind="township", name="刘营镇", name_en="Liuying Town", parent=county, since=FOUNDED
    )


def put(place: Village, at: Place, codes: list[str], key: UUID | None = None, **params: int) -> list[Adoption]:
    body = f"{at.code}/township_office"
    return adopt_all(institutions=codes, place=at, since=place.today, params=params, at=place.now, body=body, key=key)


def test_all_44_are_adopted_in_one_act_with_one_entry(place: Village, other: Place) -> None:
    before = Entry.objects.count()
    done = put(place, other, EVERY)
    assert len(done) == 44
    assert Entry.objects.count() == before + 1
    assert [pack().institutions[one.institution].number for one in done] == list(range(1, 45))


def test_one_that_is_refused_leaves_all_others_unadopted(place: Village, other: Place) -> None:
    put(place, other, ["wishes"])
    records, entries = Record.objects.count(), Entry.objects.count()
    for codes, params, code in (
        (["honours", "wishes"], {}, "adoption-stands"),
        (["honours", "four-two-one"], {"posting_days": 10}, "param-out-of-bounds"),
        (["honours"], {"colour": 1}, "param-unknown"),
        (["honours", "nonsense"], {}, "institution-unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            put(place, other, codes, **params)
        assert refused.value.code == code
    assert (Record.objects.count(), Entry.objects.count()) == (records, entries)


def test_a_double_click_adopts_once_and_a_key_serves_one_place(place: Village, other: Place) -> None:
    key = uuid4()
    first = put(place, other, ["wishes", "honours"], key)
    entries = Entry.objects.count()
    assert put(place, other, ["honours", "wishes"], key) == first
    assert Entry.objects.count() == entries
    with pytest.raises(Refusal) as refused:
        put(place, place.unit, ["wishes", "honours"], key)
    assert refused.value.code == "key-reused"


def test_an_institution_whose_bodies_cannot_exist_there_is_refused(place: Village) -> None:
    quasi = Place.objects.create(
        code="510722101401",
        kind="quasi",
        name="林场",
        name_en="Forest Farm",
        parent=Place.objects.get(code=TOWN),
        since=FOUNDED,
    )
    with pytest.raises(Refusal) as refused:
        put(place, quasi, ["four-two-one"])
    assert refused.value.code == "adoption-without-bodies"
    assert "林场" in refused.value.sentence("zh-hans")


def test_a_preview_tells_versions_parameters_bodies_lacking_and_who_keeps_her_own_word(place: Village) -> None:
    county = Place.objects.get(code="510722")
    put(place, place.unit, ["four-two-one"], posting_days=30)
    seen = preview(
        institutions=["four-two-one"],
        place=Place.objects.get(code=TOWN),
        since=place.today,
        params={"posting_days": 20},
        at=place.now,
    )
    (change,) = seen.changes
    assert change.before is not None
    assert (change.before.params["posting_days"], change.after.params["posting_days"]) == (15, 20)
    does = pack().institutions["four-two-one"].procedures
    assert change.after.versions == {code: pack().procedure(code).version for code in does}
    assert change.below == 1
    lacking = {one.body: (one.lacking, one.whole) for one in seen.missing}
    assert "party_org" not in lacking
    assert lacking["collective_rep_assembly"] == (1, 1)
    assert "resident_assembly" not in lacking, "no community lies in this town"
    assert not Record.objects.filter(register=ADOPTIONS, place=county).exists()


def test_a_pilot_is_spread_in_one_act_with_its_versions_and_parameters(place: Village, other: Place) -> None:
    town, county = Place.objects.get(code=TOWN), Place.objects.get(code="510722")
    put(place, town, ["four-two-one"], posting_days=25)
    entries = Entry.objects.count()
    codes = ["four-two-one", "timely-disclosure"]
    spread(
        institutions=codes, source=town, place=county, since=place.today, at=place.now, body="510722/county_guidance"
    )
    assert Entry.objects.count() == entries + 1
    found = governing("four-two-one", other.code, place.today)
    assert found is not None
    assert (found.place, found.params["posting_days"]) == ("510722", 25)
    assert found.versions == governing("four-two-one", TOWN, place.today).versions  # type: ignore[union-attr]
    for source, target, code in ((town, town, "spread-to-itself"), (other, town, "not-adopted")):
        with pytest.raises(Refusal) as refused:
            spread(
                institutions=["honours"],
                source=source,
                place=target,
                since=place.today,
                at=place.now,
                body="510722/county_guidance",
            )
        assert refused.value.code == code


def test_a_running_matter_goes_on_to_its_end_after_suspension_and_none_begins(place: Village) -> None:
    def wish() -> object:
        return open_matter(
            procedure="four-two-one",
            start="wish",
            unit=place.unit,
            by=place.actor("chen"),
            title="修路",
            data={},
            at=place.now,
            key=uuid4(),
        ).matter

    running = wish()
    town = Place.objects.get(code=TOWN)
    suspend(institution="four-two-one", place=town, on=place.today, at=place.now, body=f"{TOWN}/township_office")
    with pytest.raises(Refusal, match="has not adopted"):
        wish()
    place.wait(days=2)
    place.take(running, "zhou", "party_org", "decline", reason="已有安排")  # type: ignore[arg-type]
    place.wait(days=70)
    from yuanba.kernel.matters.acts import tick

    tick(now=place.now)
    running.refresh_from_db()  # type: ignore[attr-defined]
    assert running.closed_at is not None, "it ended by its own procedure"  # type: ignore[attr-defined]


def test_many_are_suspended_together_or_not_at_all(place: Village) -> None:
    town = Place.objects.get(code=TOWN)

    def end(codes: list[str]) -> None:
        suspend_all(institutions=codes, place=town, on=place.today, at=place.now, body=f"{TOWN}/township_office")

    with pytest.raises(Refusal, match="has not adopted"):
        end(["four-two-one", "honours"])
    assert governing("four-two-one", TOWN, place.today) is not None
    end(["four-two-one", "timely-disclosure"])
    assert governing("four-two-one", TOWN, place.today) is None


def test_one_query_answers_for_one_procedure_and_for_all(place: Village) -> None:
    put(place, place.unit, EVERY)
    for ask in (
        lambda: adopted("four-two-one", place.unit, place.now),
        lambda: in_force(place.unit.code, place.today),
    ):
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) == 1


def test_the_nearer_place_wins_then_the_later_day_then_the_lower_number(place: Village) -> None:
    # party-leadership (1) and four-two-one (23) both have 421.
    town = Place.objects.get(code=TOWN)
    put(place, town, ["party-leadership"], posting_days=40)
    assert in_force(place.unit.code, place.today)["four-two-one"].institution == "party-leadership", "the later day"
    place.wait(days=1)
    put(place, town, ["four-two-one"], posting_days=20)
    assert in_force(place.unit.code, place.today)["four-two-one"].params["posting_days"] == 20
    place.wait(days=1)
    put(place, place.unit, ["four-two-one", "party-leadership"], posting_days=41)
    word = in_force(place.unit.code, place.today)["four-two-one"]
    assert (word.institution, word.place) == ("party-leadership", place.unit.code)


PLACES = st.sampled_from(["510722", TOWN, "510722101201"])
SHARING = st.sampled_from([one.code for one in pack().institutions.values() if "five-step" in one.procedures])
DAYS = st.integers(0, 40).map(lambda number: date(2026, 1, 1) + timedelta(days=number))
ADOPTED = st.builds(
    lambda code, where, since, length: Adoption(
        code, where, since, {"five-step": 1}, {}, since + timedelta(days=length) if length else None
    ),
    SHARING,
    PLACES,
    DAYS,
    st.integers(0, 20),
)


@given(st.lists(ADOPTED, max_size=12), DAYS, st.randoms())
def test_whose_word_counts_depends_on_no_order_and_no_nearer_later_or_lower_one_stands(
    found: list[Adoption], on: date, chance: object
) -> None:
    ask: Callable[[list[Adoption]], Adoption | None] = lambda all_: rules.word(  # noqa: E731
        pack(), "five-step", rules.standing(all_, on)
    )
    word = ask(found)
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = ask(shuffled)
    standing = [one for one in found if one.since <= on and (one.until is None or on < one.until)]
    assert (word is None) == (not standing)
    if word is None or again is None:
        return
    numbers = pack().institutions
    key = (word.institution, word.place, word.since)
    assert key == (again.institution, again.place, again.since)
    for one in standing:
        assert len(one.place) <= len(word.place)
        if one.place == word.place:
            assert one.since <= word.since
            if one.since == word.since:
                assert numbers[word.institution].number <= numbers[one.institution].number
