"""Institutions through the API: declared, in force, and before and after."""

from tests.api.asking import Asker
from tests.cast import Village
from yuanba.kernel.matters.models import Matter


def test_all_institutions_are_listed_with_where_they_are_in_force(anyone: Asker, place: Village) -> None:
    items = anyone.read("/institutions")["items"]
    assert [one["number"] for one in items] == list(range(1, 45))
    four = next(one for one in items if one["code"] == "four-two-one")
    assert [row["place"] for row in four["adopted"]] == ["510722101"]
    assert four["adopted"][0]["params"]["posting_days"] == 15


def test_one_institution_shows_bounds_the_floor_with_its_article_and_its_use(anyone: Asker, matter: Matter) -> None:
    one = anyone.read("/institutions/four-two-one")
    days = next(row for row in one["params"] if row["code"] == "posting_days")
    assert days["floor"] == 15
    assert [law["citation"] for law in days["law"]] == ["vcol-2026:35", "rcol-2026:34"]
    assert one["matters"] == {"four-two-one": 1, "mandate": 0}
    assert anyone.get("/institutions/nonsense").status_code == 404


def test_a_pilot_report_needs_a_day_that_divides(anyone: Asker, matter: Matter) -> None:
    asked = anyone.read("/institutions/four-two-one/pilot?place=510722101")
    cells = {(one["side"], one["span"]): one for one in asked["cells"]}
    assert cells["pilot", "after"]["opened"] == 1
    assert cells["pilot", "before"]["opened"] == 0
    assert cells["pilot", "after"]["missed_share"] is None, "one case is too few"
    assert asked["cautions"]
    for query in ("place=510722101&since=2099-01-01", "place=510722"):
        assert anyone.get(f"/institutions/four-two-one/pilot?{query}").status_code == 404
