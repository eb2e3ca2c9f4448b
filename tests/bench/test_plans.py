"""What the pages ask is answered by an index that was made for it, on both databases, however many rows there are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection

from bench import seed
from tests.bench.test_seed import NOW
from tests.cast import village
from yuanba.kernel.matters import acts, case
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
        {"code": "510722101", "after": TOP},
        {"matters_township_latest"},
    ),
    "hanging": (queries.hanging, {"unit": 1, "at": NOW}, {"boards_notice_standing"}),
    "board_notices": (
        queries.board_notices,
        {"unit": 1, "board": "village-affairs", "after": TOP},
        {"boards_notice_board"},
    ),
    "township_notices": (queries.township_notices, {"code": "510722101"}, {"boards_notice_township"}),
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
def built() -> None:
    """A village without matters: with no statistics the planner goes by the query and the indexes alone."""
    village()


@pytest.mark.parametrize("name", ASKED)
def test_a_list_is_read_by_its_index(built: None, name: str) -> None:
    prepared, values, indexes = ASKED[name]
    found = plan(prepared, values)
    assert any(index in found for index in indexes), found


@pytest.mark.parametrize("name", ["running", "unit_matters", "township_matters", "board_notices"])
def test_no_list_is_sorted_or_read_whole(built: None, name: str) -> None:
    prepared, values, _ = ASKED[name]
    found = plan(prepared, values)
    assert "SCAN matters_matter" not in found
    assert "SCAN boards_notice" not in found
    assert "TEMP B-TREE" not in found
    assert "Sort" not in found


def test_the_unit_page_asks_less_than_thirteen_times(
    built: None, client: Any, django_assert_max_num_queries: Any
) -> None:
    seed.fill(60, NOW)
    with django_assert_max_num_queries(12):
        assert client.get("/p/510722101201/").status_code == 200
    with django_assert_max_num_queries(1):
        assert client.get("/p/510722101201/").status_code == 200
