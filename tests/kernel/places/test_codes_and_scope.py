"""Codes are arithmetic, and a scope is a range of the index."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from yuanba.kernel.places.codes import ancestors, span, unit_of, well_formed
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within

COUNTY = "510722"
DIGITS = st.text("0123456789", min_size=3, max_size=3)
LOCAL = st.lists(st.text("0123456789", min_size=2, max_size=3), max_size=4)


@st.composite
def codes(draw: st.DrawFn) -> str:
    depth = draw(st.integers(0, 2))
    code = "510" + draw(DIGITS) + "".join(draw(DIGITS) for _ in range(depth))
    return ".".join([code, *draw(LOCAL)]) if depth == 2 else code


def test_the_places_around_a_courtyard_follow_from_its_code_county_first() -> None:
    assert ancestors("510722101201.03.11") == ["510722", "510722101", "510722101201", "510722101201.03"]
    assert ancestors("510722") == []


def test_a_local_place_lies_in_its_unit_and_a_township_is_its_own() -> None:
    assert unit_of("510722101201.03.11") == "510722101201"
    assert unit_of("510722101") == "510722101"


@pytest.mark.parametrize(
    "code",
    ["", "51072", "5107221", "510722101.03", "510722101201.", "510722101201.3", "510722101201.0003", "５１０７２２"],
)
def test_a_broken_code_is_no_code_and_has_no_ancestors(code: str) -> None:
    assert not well_formed(code)
    with pytest.raises(ValueError, match="not a place code"):
        ancestors(code)


@given(outer=codes(), inner=codes())
def test_the_range_of_a_place_holds_exactly_itself_and_what_lies_under_it(outer: str, inner: str) -> None:
    low, high = span(outer)
    assert (low <= inner < high) == (outer == inner or outer in ancestors(inner))


@given(inner=codes())
def test_every_place_lies_in_the_range_of_each_of_its_ancestors(inner: str) -> None:
    assert all(span(outer)[0] <= inner < span(outer)[1] for outer in [*ancestors(inner), inner])


@pytest.fixture
def some_places() -> None:
    since = date(2022, 1, 1)
    for code in (
        "510722101201",
        "510722101201.03",
        "510722101201.03.01",
        "510722101201.031",
        "510722101202",
        "510722102201",
        "510723101201",
    ):
        Place.objects.create(code=code, kind="village", name=code, name_en=code, since=since)


@pytest.mark.django_db
@pytest.mark.usefixtures("some_places")
@pytest.mark.parametrize(
    ("scope", "found"),
    [
        ("510722", 6),
        ("510722101", 5),
        ("510722101201", 4),
        ("510722101201.03", 2),
        ("510722101201.03.01", 1),
        ("510722103", 0),
    ],
)
def test_the_database_compares_codes_byte_by_byte(scope: str, found: int) -> None:
    assert Place.objects.filter(within(scope)).count() == found


@pytest.mark.django_db
@pytest.mark.usefixtures("some_places")
def test_a_scope_reaches_through_a_foreign_key() -> None:
    group = Place.objects.get(code="510722101201.03")
    group.parent = Place.objects.get(code="510722101201")
    group.save(update_fields=["parent"])
    assert list(Place.objects.filter(within("510722101", path="parent__code"))) == [group]


@pytest.mark.django_db
def test_a_scope_is_answered_by_the_index_of_the_code() -> None:
    since = date(2022, 1, 1)
    Place.objects.bulk_create(
        Place(code=f"5107{n:08}", kind="village", name="村", name_en="Village", since=since) for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place")
    plan = Place.objects.filter(within("510700001")).explain()
    if connection.vendor == "postgresql":
        assert "places_place_code" in plan
        assert "Index Cond" in plan
    else:
        # SQLite names the index of a constraint after the table.
        assert "SEARCH places_place USING INDEX sqlite_autoindex_places_place_1 (code>? AND code<?)" in plan


@pytest.mark.django_db
def test_a_place_is_valid_from_its_first_day_to_the_day_before_its_end() -> None:
    Place.objects.create(
        code=COUNTY, kind="county", name="县", name_en="County", since=date(2022, 1, 1), until=date(2026, 1, 1)
    )
    days = [date(2021, 12, 31), date(2022, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [Place.objects.filter(valid_on(day)).exists() for day in days] == [False, True, True, False]
