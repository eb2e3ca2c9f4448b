from datetime import UTC, datetime

import pytest

from yuanba.kernel.ledger import acts, heads

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OTHER = ["510722", "510722101", "510722101201", "510722101202", "510722102201", "510723101201"]


@pytest.fixture(autouse=True)
def busy():
    for times, unit in enumerate(OTHER, start=1):
        for _ in range(times):
            acts.append(unit=unit, kind="matter.taken", at=AT, body="")
    acts.append_resident(unit="510722101201", at=AT, secret=b"a wish")


def test_clocks_come_in_the_order_asked_for_and_0_for_a_unit_where_nothing_happened(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert heads.read(["510722101202", "510722999999", "510722"]) == (
            ("510722101202", 4),
            ("510722999999", 0),
            ("510722", 1),
        )


def test_nothing_is_asked_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert heads.read([]) == ()


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [("510722", (5, 1 + 2 + 4 + 4 + 5)), ("510722101", (3, 2 + 4 + 4)), ("510722101201", (1, 4)), ("510724", (0, 0))],
)
def test_a_place_is_as_old_as_everything_under_it(prefix, expected, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert heads.read_prefix(prefix) == expected
