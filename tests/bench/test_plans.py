"""What the pages ask is answered by an index that was made for it, on both databases, however many rows there are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count

from bench import seed
from tests.bench.test_seed import NOW
from tests.cast import village
from yuanba.institutions import account
from yuanba.kernel.matters import acts, case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.models import Place
from yuanba.prepared import Prepared
from yuanba.web.public import queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
TOP = queries.TOP

# The query, what a call brings, and the indexes of which its plan must use one.
ASKED: dict[str, tuple[Prepared, Mapping[str, Any], set[str]]] = {
    "running": (queries.running, {"unit": 1}, {"matters_unit_running"}),
    "unit_matters": (queries.unit_matters, {"unit": 1, "after": TOP}, {"matters_unit_latest"}),
    "township_matters": (
        queries.township_matters,
        {"code": "510722105", "after": TOP},
        {"matters_township_latest"},
    ),
    "hanging": (queries.hanging, {"unit": 1, "at": NOW}, {"boards_notice_standing"}),
    "board_notices": (
        queries.board_notices,
        {"unit": 1, "board": "village-affairs", "after": TOP},
        {"boards_notice_board"},
    ),
    "township_notices": (queries.township_notices, {"code": "510722105"}, {"boards_notice_township"}),
    "meetings": (queries.meetings, {"unit": 1, "at": NOW}, {"assemblies_unit_meets"}),
    "replayed": (acts._by_key, {"key": "0" * 32}, {"matters_taking_key", "sqlite_autoindex_matters_taking"}),
    "children": (case._open_children, {"matter": 1, "role": "objection"}, {"matters_children"}),
}


def plan(prepared: Prepared, values: Mapping[str, Any]) -> str:
    """The database's plan for one call, as text."""
    prepared(**values)
    built = prepared._built[connection.vendor]
    filled = [values[name] if (name := getattr(one, "name", None)) else one for one in built.parameters]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of a test is so small that reading all of it is cheapest; the question is what can be used at all.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {built.sql}", filled)
            return "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"EXPLAIN QUERY PLAN {built.sql}", filled)
        return "\n".join(row[3] for row in cursor.fetchall())


@pytest.fixture
def spread() -> int:
    """Some 1,500 matters with their notices in forty units, and statistics about them; returns one of the units."""
    root = village().unit.parent
    rows = [
        Place(code=f"510722{101 + n}201", kind="village", name=f"村{n}", name_en=f"V{n}", parent=root, since=DAY)
        for n in range(1, 41)
    ]
    Place.objects.bulk_create(rows)
    first = Place.objects.get(code="510722102201").pk
    seed.fill(1_500, NOW)
    with connection.cursor() as cursor:
        for table in ("matters_matter", "boards_notice"):
            cursor.execute(
                f"UPDATE {table} SET unit_id = %s + id %% 40, township = '510722' || (102 + id %% 40)", [first]
            )
        cursor.execute(f"UPDATE assemblies_assembly SET unit_id = {first} + id % 40")
        cursor.execute("ANALYZE")
    return first


def test_each_list_is_read_by_the_index_that_was_made_for_it(spread: int) -> None:
    missing = {}
    for name, (prepared, values, indexes) in ASKED.items():
        found = plan(prepared, {key: spread if key == "unit" else value for key, value in values.items()})
        if not any(index in found for index in indexes):
            missing[name] = found
    assert missing == {}


def test_no_list_is_sorted_or_read_whole(spread: int) -> None:
    for name in ("running", "unit_matters", "township_matters", "board_notices"):
        prepared, values, _ = ASKED[name]
        found = plan(prepared, {key: spread if key == "unit" else value for key, value in values.items()})
        assert "SCAN matters_matter" not in found, name
        assert "SCAN boards_notice" not in found, name
        assert "TEMP B-TREE" not in found, f"{name}: {found}"
        assert " Sort " not in found, f"{name}: {found}"


def test_the_unit_page_asks_less_than_thirteen_times(client: Any, django_assert_max_num_queries: Any) -> None:
    village()
    seed.fill(60, NOW)
    with django_assert_max_num_queries(12):
        assert client.get("/p/510722101201/").status_code == 200
    with django_assert_max_num_queries(1):
        assert client.get("/p/510722101201/").status_code == 200


def test_an_institutions_newest_matters_and_its_counts_are_read_from_one_index(spread: int) -> None:
    both = ("four-two-one", "small-project")
    counted = Matter.objects.filter(procedure__in=both).values_list("procedure").annotate(n=Count("pk"))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    for rows in (account.newest(both, 6), counted):
        assert "matters_procedure_latest" in rows.explain()
    found = list(account.newest(both, 6).values_list("pk", flat=True))
    assert found == list(Matter.objects.filter(procedure__in=both).order_by("-pk").values_list("pk", flat=True)[:6])
    assert found
