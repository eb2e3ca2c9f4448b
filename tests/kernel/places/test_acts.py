"""Founding a county, founding a courtyard, and merging villages: each once, whole, and in the ledger."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from yuanba.kernel.ledger import leaf
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.places import acts
from yuanba.kernel.places.division_file import Divisions, read
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.refusal import Refusal

SANTAI = Path(__file__).resolve().parents[3] / "county" / "santai" / "places" / "divisions.csv"
AT = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)  # already the 24th in Santai
TODAY = date(2026, 11, 24)
ZHONGJIANG = """code,name,township_code,township_name
510623100001,凯江社区居民委员会,510623100,凯江镇
510623100201,双河村村民委员会,510623100,凯江镇
510623100202,石龙村村民委员会,510623100,凯江镇
510623200201,长桥村村民委员会,510623200,石泉乡
"""

pytestmark = pytest.mark.django_db


def divisions(text: str = ZHONGJIANG) -> Divisions:
    return read(text.encode("gb18030"))


def found_zhongjiang(text: str = ZHONGJIANG) -> Place:
    return acts.found_county(
        code="510623", name="中江县", name_en="Zhongjiang County", divisions=divisions(text), at=AT
    )


def place(code: str) -> Place:
    return Place.objects.get(code=code)


def refusal(refused: pytest.ExceptionInfo[Refusal]) -> tuple[str, str]:
    return refused.value.code, refused.value.sentence("zh-hans")


def test_santai_is_founded_with_its_462_units_in_one_entry() -> None:
    file = read(SANTAI)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        county = acts.found_county(code="510722", name="三台县", name_en="Santai County", divisions=file, at=AT)
    assert Place.objects.filter(within("510722")).count() == 1 + 33 + 462
    assert Place.objects.filter(kind="village").count() == 383
    assert Place.objects.filter(kind="community").count() == 79
    phoenix = place("510722101201")
    assert (phoenix.name, phoenix.name_en, phoenix.since) == ("凤凰村", "Fenghuang Village", TODAY)
    assert phoenix.parent == place("510722101")
    assert phoenix.parent.parent == county
    [entry] = Entry.objects.all()
    assert (entry.unit, entry.kind, entry.body) == ("510722", "county.founded", "510722/county")
    assert leaf.decode(bytes(entry.leaf)).documents == (file.digest(),)
    assert len(queries) < 15


def test_the_same_file_again_changes_nothing() -> None:
    first = found_zhongjiang()
    assert found_zhongjiang() == first
    assert Place.objects.count() == 7
    assert Entry.objects.count() == 1


def test_two_counties_stand_side_by_side() -> None:
    found_zhongjiang()
    acts.found_county(code="510722", name="三台县", name_en="Santai County", divisions=read(SANTAI), at=AT)
    assert Place.objects.filter(within("510623")).count() == 7


def test_a_file_with_new_vanished_and_renamed_places_is_refused_by_name() -> None:
    found_zhongjiang()
    changed = ZHONGJIANG.replace("510623100202,石龙村", "510623100203,石虎村").replace("双河村村", "三河村村")
    with pytest.raises(Refusal) as refused:
        found_zhongjiang(changed)
    code, sentence = refusal(refused)
    assert code == "place-county-changed"
    assert "新增：510623100203 石虎村；少了：510623100202 石龙村；改名：510623100201 双河村→三河村" in sentence
    assert Place.objects.count() == 7
    assert Entry.objects.count() == 1


def test_another_countys_file_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        acts.found_county(code="510722", name="三台县", name_en="Santai County", divisions=divisions(), at=AT)
    assert refusal(refused) == ("place-county-other", "这份文件是代码为 510623 的县，不是 510722。")
    assert not Place.objects.exists()


def test_a_county_is_founded_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise IntegrityError("the ledger is full")

    monkeypatch.setattr(acts, "append", broken)
    with pytest.raises(IntegrityError):
        found_zhongjiang()
    assert not Place.objects.exists()


def found_local(code: str, kind: str, name: str) -> Place:
    return acts.found_place(code=code, kind=kind, name=name, since=TODAY, body="510623100201/village-committee", at=AT)


def test_a_courtyard_is_founded_in_its_group_and_entered_with_its_village() -> None:
    found_zhongjiang()
    group = found_local("510623100201.03", "group", "三组")
    courtyard = found_local("510623100201.03.01", "courtyard", "王家院子")
    assert courtyard.parent == group
    assert (group.name_en, courtyard.name_en) == ("Group 3", "Wangjia Courtyard")
    assert [entry.seq for entry in Entry.objects.filter(unit="510623100201").order_by("pk")] == [1, 2]


@pytest.mark.parametrize(
    ("code", "kind", "name", "refused_as"),
    [
        ("510623100201.03", "group", "三组", "place-code-taken"),
        ("510623100201.04.01", "courtyard", "院子", "place-parent-missing"),
        ("510623300", "village", "村", "place-code-kind"),
        ("510623", "county", "中江县", "place-code-kind"),
        ("510623100201.03.02", "group", "四组", "place-nesting"),
        ("510623100201.3", "group", "三组", "place-code-malformed"),
        ("510623100201.05", "group", " ", "place-name-empty"),
    ],
)
def test_a_place_that_does_not_fit_is_refused_and_leaves_no_trace(
    code: str, kind: str, name: str, refused_as: str
) -> None:
    found_zhongjiang()
    found_local("510623100201.03", "group", "三组")
    before = Place.objects.count(), Entry.objects.count()
    with pytest.raises(Refusal) as refused:
        found_local(code, kind, name)
    assert refusal(refused)[0] == refused_as
    assert (Place.objects.count(), Entry.objects.count()) == before


def merge(old: list[str], new: str, on: date = date(2027, 1, 1)) -> list[Succession]:
    return acts.succeed(
        old=[place(code) for code in old],
        new=[place(new)],
        on=on,
        kind="merge",
        body="510623/county",
        at=AT,
    )


def test_a_village_joins_its_neighbour_and_keeps_its_history() -> None:
    found_zhongjiang()
    [row] = merge(["510623100201", "510623100202"], "510623100202")
    assert (row.old.code, row.new.code, row.kind) == ("510623100201", "510623100202", "merge")
    assert place("510623100201").until == date(2027, 1, 1)
    assert place("510623100202").until is None
    entry = Entry.objects.get(kind="place.succeeded")
    assert entry.unit == "510623100", "two villages of one township meet in the township"


def test_villages_of_two_townships_meet_in_the_county() -> None:
    found_zhongjiang()
    merge(["510623200201"], "510623100201")
    assert Entry.objects.get(kind="place.succeeded").unit == "510623"


def test_after_a_merger_the_old_file_is_refused_and_a_new_one_names_no_difference() -> None:
    found_zhongjiang()
    merge(["510623100201"], "510623100202", on=date(2026, 11, 25))
    later = datetime(2026, 12, 1, tzinfo=UTC)
    facts = {"code": "510623", "name": "中江县", "name_en": "Zhongjiang County", "at": later}
    with pytest.raises(Refusal, match="new: 510623100201 双河村"):
        acts.found_county(divisions=divisions(), **facts)
    fewer = "".join(line for line in ZHONGJIANG.splitlines(keepends=True) if "双河村" not in line)
    assert acts.found_county(divisions=divisions(fewer), **facts) == place("510623")


def test_a_place_hands_over_only_once() -> None:
    found_zhongjiang()
    merge(["510623100201"], "510623100202")
    with pytest.raises(Refusal) as refused:
        merge(["510623100201"], "510623200201", on=date(2027, 2, 1))
    assert refusal(refused) == ("place-not-standing", "“双河村”（510623100201）在 2027-02-01 不存在，不能办理接续。")
    assert Succession.objects.count() == 1


def test_a_place_that_was_founded_today_cannot_end_today() -> None:
    found_zhongjiang()
    with pytest.raises(Refusal) as refused:
        merge(["510623100201"], "510623100202", on=TODAY)
    assert refusal(refused)[0] == "place-not-standing"


def test_a_village_with_groups_is_merged_only_after_they_are_taken_over() -> None:
    found_zhongjiang()
    found_local("510623100201.03", "group", "三组")
    with pytest.raises(Refusal) as refused:
        merge(["510623100201"], "510623100202")
    assert refusal(refused) == ("place-holds-others", "“双河村”下面还有 1 个地方（如 三组），请先给它们办理接续。")
    found_local("510623100202.09", "group", "九组")
    merge(["510623100201.03"], "510623100202.09")
    merge(["510623100201"], "510623100202")
    assert place("510623100201").until == date(2027, 1, 1)


def test_a_township_does_not_join_a_village() -> None:
    found_zhongjiang()
    with pytest.raises(Refusal) as refused:
        merge(["510623100"], "510623200201")
    assert refusal(refused)[0] == "place-not-alike"


def test_a_village_becomes_a_community_under_a_new_code() -> None:
    found_zhongjiang()
    on = date(2027, 1, 1)
    new = acts.found_place(
        code="510623100002", kind="community", name="双河社区", since=on, body="510623/county", at=AT
    )
    old = place("510623100201")
    [row] = acts.succeed(old=[old], new=[new], on=on, kind="rename", body="510623/county", at=AT)
    assert (row.old, row.new) == (old, new)


def test_a_split_place_may_keep_its_code_and_give_a_part() -> None:
    found_zhongjiang()
    old = place("510623100201")
    rows = acts.succeed(
        old=[old], new=[old, place("510623100202")], on=date(2027, 1, 1), kind="split", body="510623/county", at=AT
    )
    assert [row.new.code for row in rows] == ["510623100202"]
    assert place("510623100201").until is None
