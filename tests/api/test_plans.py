"""Lists ride on indexes: what a page costs does not grow with what the county holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.asking import COUNTY, TOWN, UNIT, Asker
from tests.cast import Village

# Tables that grow with the years. Places, bodies and powers stay a few thousand.
GROWING = {"matters_matter", "matters_taking", "boards_notice", "assemblies_assembly", "people_tenure", "people_person"}
PATHS = [
    f"/matters?place={UNIT}",
    f"/matters?place={TOWN}&state=open",
    f"/matters?place={COUNTY}&after=9",
    f"/notices?place={UNIT}&board=village-affairs",
    f"/notices?place={TOWN}&standing=true",
    "/notices",
    f"/meetings?place={UNIT}",
    f"/meetings?place={TOWN}",
    f"/bodies?place={UNIT}",
    "/bodies?kind=committee",
]


def plans(anyone: Asker, path: str) -> list[tuple[str, str]]:
    """Each query of a page with a step of the database's plan for it."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        anyone.read(path)
    found = []
    with connection.cursor() as cursor:
        for query in caught.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            found += [(query["sql"], row[3]) for row in cursor.fetchall()]
    return found


def scanned(step: str) -> str | None:
    """The growing table that a step of a plan reads from end to end without an index, or sorts."""
    words = step.split()
    if words[0] == "SCAN" and words[1] in GROWING and "INDEX" not in words:
        return words[1]
    return None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite; the indexes are the same")
@pytest.mark.parametrize("path", PATHS)
def test_no_page_reads_a_growing_table_from_end_to_end(anyone: Asker, place: Village, path: str) -> None:
    found = plans(anyone, path)
    assert found
    # The newest of the whole county come by the key itself, which is a scan that stops after a page.
    whole = [(sql, step) for sql, step in found if scanned(step) and not ("ORDER BY" in sql and "LIMIT" in sql)]
    assert not whole
    sorts = [sql for sql, step in found if "TEMP B-TREE" in step and ("LIMIT 51" in sql or "LIMIT 1000" in sql)]
    # A township's meetings are merged from its units' ranges, and few are to come; bodies stay a few thousand.
    assert not [sql for sql in sorts if 'FROM "matters_matter"' in sql or 'FROM "boards_notice"' in sql]


def test_a_scan_would_be_seen() -> None:
    assert scanned("SCAN matters_matter") == "matters_matter"
    assert scanned("SCAN matters_matter USING INDEX matters_latest") is None
    assert scanned("SEARCH matters_matter USING INTEGER PRIMARY KEY (rowid=?)") is None
