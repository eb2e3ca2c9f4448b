"""What the API tells of a county, without an account."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.api.asking import COUNTY, TOWN, UNIT, Asker
from tests.cast import Village
from yuanba.api import paging
from yuanba.kernel.assemblies.models import Assembly, Motion
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.editions import put_in_force


def test_places_come_by_code_and_pages_follow_each_other(anyone: Asker, place: Village) -> None:
    first = anyone.read("/places?limit=2")
    assert [one["code"] for one in first["items"]] == [COUNTY, TOWN]
    second = anyone.read(first["next"])
    assert ([one["code"] for one in second["items"]], second["next"]) == ([UNIT], None)
    assert second["items"][0]["name"] == {"zh": "凤凰村", "en": "Fenghuang Village"}
    assert [one["code"] for one in anyone.read(f"/places?within={TOWN}&kind=village")["items"]] == [UNIT]


def test_a_place_says_what_it_lies_in_and_one_that_ended_is_left_out_of_lists(anyone: Asker, place: Village) -> None:
    assert [one["code"] for one in anyone.read(f"/places/{UNIT}")["lies_in"]] == [COUNTY, TOWN]
    Place.objects.filter(code=UNIT).update(until=place.today)
    assert UNIT not in [one["code"] for one in anyone.read("/places?limit=200")["items"]]
    assert anyone.read(f"/places/{UNIT}")["until"] == place.today.isoformat()


def test_bodies_name_holders_of_public_posts_only(anyone: Asker, place: Village) -> None:
    page = anyone.read(f"/bodies?place={UNIT}")
    named = {body["kind"]: [one["name"] for one in body["holders"]] for body in page["items"]}
    assert named["committee"] == ["吴主任", "郑委员", "李会计"]
    assert named["party_member_meeting"] == named["collective_member_assembly"] == []
    committee = next(one for one in page["items"] if one["kind"] == "committee")
    assert committee["name"]["en"] == "Villagers' committee"
    assert anyone.read(f"/bodies/{committee['id']}")["holders"] == committee["holders"]


def test_a_procedure_shows_its_arrows_its_blanks_and_its_law(anyone: Asker, place: Village) -> None:
    assert "four-two-one" in [one["code"] for one in anyone.read("/procedures")["items"]]
    found = anyone.read("/procedures/four-two-one")
    steps = {step["code"]: step for step in found["steps"]}
    assert steps["resolve"]["by"]["code"] == "@deciding-body"
    assert [arrow["to"] for arrow in steps["resolve"]["on"]] == ["publish-decision", "rejected"]
    assert "proposal" in [blank["code"] for blank in steps["propose"]["fields"]]
    assert {"vcol-2026:28"} <= {one["citation"] for one in found["law"]}
    assert (found["chart"], found["bpmn"]) == ("/procedures/four-two-one.svg", "/procedures/four-two-one.bpmn")
    assert anyone.get("/procedures/four-two-one?version=99").status_code == 404


def test_every_procedure_of_the_pack_can_be_shown(anyone: Asker, place: Village) -> None:
    for one in anyone.read("/procedures")["items"]:
        assert anyone.read(f"/procedures/{one['code']}?version={one['version']}")["steps"]


def test_powers_name_who_decides_and_on_what_basis(anyone: Asker, place: Village) -> None:
    found = {one["code"]: one for one in anyone.read("/powers")["items"]}
    assert set(found) == {"M10", "M13"}
    assert found["M13"]["deciders"]["village"]["kind"] == "villager_assembly"
    assert found["M13"]["delegable"] is True
    assert [one["code"] for one in anyone.read("/powers?after=M10")["items"]] == ["M13"]
    assert (found["M13"]["stage"], found["M13"]["place"]) == ("drafting", COUNTY)
    assert found["M10"]["procedures"] == ["members-assembly", "four-two-one"]
    assert anyone.read("/powers?catalogue=self")["items"] == []


def test_an_item_is_read_as_it_governs_in_a_place_and_its_edition_is_listed(anyone: Asker, place: Village) -> None:
    town = place.unit.parent
    for catalogue in ("assist", "negative", "micro"):
        put_in_force(
            catalogue=catalogue, place=town, since=place.today, at=place.now, body=f"{TOWN}/township_office"
        )  # fmt: skip
    help_, ban = (anyone.read(f"/powers/{code}?place={UNIT}") for code in ("B13", "N5"))
    assert (help_["lead"]["code"], help_["may_not"]["zh"]) == ("police", "拦车、扣车、罚款")
    assert (help_["disclosure"]["code"], help_["disclosure"]["days"], help_["law"]) == ("assist", 15, [])
    assert help_["unverified"]["zh"]
    assert (ban["guard"]["code"], ban["procedures"], ban["stage"]) == ("burden", [], "in-force")
    assert anyone.get("/powers/B13").status_code == 404
    found = anyone.read("/editions")["items"]
    assert [(one["code"], one["place"]["code"], one["entries"]) for one in found] == [
        ("micro-1", TOWN, 2), ("negative-1", TOWN, 7), ("assist-1", TOWN, 37),
    ]  # fmt: skip
    assert [one["code"] for one in anyone.read(f"/editions?place={TOWN}&catalogue=assist")["items"]] == ["assist-1"]
    assert anyone.read(f"/editions?place={COUNTY}")["items"] == []


def test_matters_are_found_by_place_procedure_and_state(anyone: Asker, matter: Matter) -> None:
    (only,) = anyone.read(f"/matters?place={UNIT}")["items"]
    assert (only["number"], only["state"], only["step"]["code"]) == (matter.number, "open", "publish-decision")
    assert only["holder"]["kind"] == "committee"
    assert only["power"]["code"] == "M13"
    for query in (f"place={TOWN}", f"place={COUNTY}", "procedure=four-two-one", "state=open", ""):
        assert [one["number"] for one in anyone.read(f"/matters?{query}")["items"]] == [matter.number], query
    for query in ("place=510722102", "procedure=objection", "state=ended"):
        assert anyone.read(f"/matters?{query}")["items"] == [], query
    assert {one["role"] for one in anyone.read("/matters?role=objection")["items"]} == {"objection"}


def test_a_page_that_filters_goes_on_where_its_stretch_ended(
    anyone: Asker, place: Village, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = _strewn(matter, 7)
    Matter.objects.filter(number=numbers[0]).update(closed_at=place.now, step="", end="archived")
    monkeypatch.setattr(paging, "WINDOW", 3)
    found, path = [], "/matters?state=ended"
    for _ in range(9):
        page = anyone.read(path)
        found += [one["number"] for one in page["items"]]
        if page["next"] is None:
            break
        path = page["next"]
    assert (found, page["next"]) == ([numbers[0]], None)


def _strewn(matter: Matter, count: int) -> list[str]:
    """More matters of the same shape: rows alone, for lists."""
    numbers = []
    for index in range(count):
        row = Matter.objects.get(pk=matter.pk)
        row.pk, row.number = None, f"{UNIT}-2026-{900 + index:06d}"
        row.save(force_insert=True)
        numbers.append(row.number)
    return numbers


def test_a_matter_tells_every_step_and_proves_its_documents(anyone: Asker, place: Village, matter: Matter) -> None:
    found = anyone.read(f"/matters/{matter.number}")
    states = {step["code"]: step["state"] for step in found["steps"]}
    assert (states["propose"], states["publish-decision"], states["carry-out"]) == ("done", "current", "ahead")
    assert found["taken"] == len(found["takings"]) == matter.taken
    first, *rest = found["takings"]
    assert (first["who"], first["body"], first["leaf"], first["document"]) == ("resident", None, None, None)
    for one in rest:
        assert one["body"]["name"]["en"]
        assert len(one["leaf"]) == 64
        row = Taking.objects.get(matter=matter, seq=one["seq"])
        assert hashlib.sha256(one["document"].encode()).digest() == hashlib.sha256(row.public.encode()).digest()
    count = next(one for one in found["takings"] if one["act"] == "count")
    assert (count["data"]["votes_for"], count["data"]["passed"]) == (12, True)
    assert {"recorder_1", "sheet"}.isdisjoint(count["data"])
    assert {child["role"] for child in found["children"]} == {"objection", "query"}
    assert anyone.read(f"/matters/{found['children'][0]['number']}")["parent"] == matter.number


def test_notices_hang_until_their_last_day_and_stay_readable(anyone: Asker, place: Village, matter: Matter) -> None:
    (posted,) = anyone.read(f"/notices?place={UNIT}&board=village-affairs&standing=true")["items"]
    assert (posted["matter"], posted["posts"], posted["data"]["remark"]) == (matter.number, "decision", "金额18万元")
    assert anyone.read("/notices?standing=false")["items"] == []
    place.now = Notice.objects.get().until
    assert anyone.read(f"/notices?place={TOWN}&standing=true")["items"] == []
    assert anyone.read(f"/notices/{posted['id']}")["standing"] is False


def test_a_board_for_members_only_is_not_shown(anyone: Asker, place: Village) -> None:
    notice = Notice.objects.get()
    Notice.objects.update(board="finance")
    assert anyone.read("/notices")["items"] == []
    assert anyone.read("/notices?board=finance")["items"] == []
    assert anyone.get(f"/notices/{notice.pk}").status_code == 404


def test_meetings_tell_the_count_and_never_who_came(anyone: Asker, place: Village, matter: Matter) -> None:
    assert len(anyone.read(f"/meetings?place={UNIT}")["items"]) == 1, "today and later, where no day is named"
    place.wait(days=1)
    assert anyone.read(f"/meetings?place={UNIT}")["items"] == []
    (met,) = anyone.read(f"/meetings?place={TOWN}&from=2026-01-01")["items"]
    assert (met["matter"], met["result"]["votes_for"], met["result"]["passed"]) == (matter.number, 12, True)
    assert met["law"]["citation"] == "vcol-2026:30"
    assert set(met["result"]) == {"votes_for", "against", "abstain", "present", "needed", "passed"}


def test_meetings_of_one_moment_are_split_over_pages_without_loss(anyone: Asker, place: Village) -> None:
    (one,) = Assembly.objects.all()
    for _index in range(2):
        copy = Assembly.objects.get(pk=one.pk)
        copy.pk = None
        copy.save(force_insert=True)
        Motion.objects.create(assembly=copy, text="同一时间的另一件事")
    found, path = [], f"/meetings?place={UNIT}&from=2026-01-01&limit=1"
    while path:
        page = anyone.read(path)
        found += [meeting["id"] for meeting in page["items"]]
        path = page["next"]
    assert found == sorted(Assembly.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "path",
    [
        "/places/510722101999",
        "/bodies/999999",
        "/procedures/no-such",
        "/matters/510722101201-2026-999999",
        "/notices/999999",
        "/nothing",
        "/api/",
    ],
)
def test_what_is_not_there_is_a_problem_and_no_page(anyone: Asker, place: Village, path: str) -> None:
    answer = anyone.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "/problems/not-found"


@pytest.mark.parametrize(
    "query",
    [
        "/places?within=51072",
        "/places?kind=house",
        "/places?limit=0",
        "/places?limit=201",
        "/places?elsewhere=1",
        "/matters?after=x",
        "/matters?after=99999999999999999999",
        "/notices?standing=yes",
        "/meetings",
        "/meetings?place=510722",
        f"/meetings?place={UNIT}&from=20260101",
        f"/meetings?place={UNIT}&after=1-",
        "/places/51072",
    ],
)
def test_a_question_that_is_not_as_described_names_what_is_wrong(anyone: Asker, place: Village, query: str) -> None:
    answer = anyone.get(query)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"]


def test_other_methods_are_told_which_are_taken(anyone: Asker, place: Village) -> None:
    answer = anyone.client.delete("/api/v1/matters")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"
    assert anyone.client.options("/api/v1/places")["Allow"] == "GET, HEAD, OPTIONS"
    head = anyone.client.head("/api/v1/places")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(("path", "status"), [("/api/openapi.json", 405), ("/api/v1/nope", 404), ("/api/", 404)])
def test_who_writes_where_nothing_is_written_hears_it_from_the_api(path: str, status: int) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, b"{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_who_has_the_answer_gets_none_until_something_happens(anyone: Asker, place: Village, matter: Matter) -> None:
    path = f"/matters/{matter.number}"
    first = anyone.get(path)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = anyone.get(path, **{"If-None-Match": f'"other", {first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert anyone.get(path, **{"If-None-Match": "*"}).status_code == 304
    place.take(Matter.objects.get(role="query"), "li", "committee", "agree", answer="监委会和村民代表")
    assert anyone.get(path, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_midnight_makes_an_answer_old(anyone: Asker, place: Village) -> None:
    etag = anyone.get("/notices")["ETag"]
    assert anyone.get("/notices", **{"If-None-Match": etag}).status_code == 304
    place.now += timedelta(days=1)
    assert anyone.get("/notices", **{"If-None-Match": etag}).status_code == 200


def test_an_answer_of_another_question_is_not_this_one(anyone: Asker, place: Village) -> None:
    etag = anyone.get("/places?limit=1")["ETag"]
    assert anyone.get("/places?limit=2", **{"If-None-Match": etag}).status_code == 200


QUERIES = {
    "/places": 2,
    f"/places?within={TOWN}": 3,
    f"/places/{UNIT}": 6,
    f"/bodies?place={UNIT}": 3,
    "/procedures": 0,
    "/procedures/four-two-one": 0,
    "/powers": 2,
    f"/powers?place={UNIT}": 2,
    "/powers/M13": 2,
    "/editions": 2,
    f"/matters?place={UNIT}": 3,
    f"/matters?place={TOWN}&state=open": 4,
    "/matters?procedure=four-two-one": 3,
    f"/notices?place={UNIT}": 3,
    "/notices?standing=true": 3,
    f"/meetings?place={UNIT}&from=2026-01-01": 3,
    f"/meetings?place={TOWN}&from=2026-01-01": 5,
}


@pytest.mark.parametrize("path", QUERIES)
def test_an_answer_costs_the_same_number_of_queries_however_much_there_is(
    anyone: Asker, place: Village, matter: Matter, path: str, django_assert_num_queries: Any
) -> None:
    anyone.read(path)
    with django_assert_num_queries(QUERIES[path]):
        anyone.read(path)
    _strewn(matter, 30)
    _more_notices(30)
    with django_assert_num_queries(QUERIES[path]):
        anyone.read(path)


def _more_notices(count: int) -> None:
    for index in range(count):
        taking = Taking.objects.filter(matter__role="main").order_by("-pk").first()
        assert taking is not None
        taking.pk, taking.seq, taking.key = None, 1000 + index, uuid4()
        taking.save(force_insert=True)
        row = Notice.objects.order_by("pk").first()
        assert row is not None
        row.pk, row.taking = None, taking
        row.save(force_insert=True)


def test_one_matter_costs_the_same_with_one_taking_or_a_hundred(
    anyone: Asker, matter: Matter, django_assert_num_queries: Any
) -> None:
    path = f"/matters/{matter.number}"
    anyone.read(path)
    with django_assert_num_queries(5):
        anyone.read(path)
    _more_notices(30)
    with django_assert_num_queries(5):
        assert len(anyone.read(path)["takings"]) > 30


def test_nothing_new_costs_one_query(anyone: Asker, matter: Matter, django_assert_num_queries: Any) -> None:
    path = f"/matters/{matter.number}"
    etag = anyone.get(path)["ETag"]
    with django_assert_num_queries(1):
        anyone.get(path, **{"If-None-Match": etag})


def test_a_demonstration_says_so_in_every_answer_and_a_real_county_does_not(
    anyone: Asker, place: Village, settings: Any
) -> None:
    assert anyone.read("/places")["notice"] is None
    settings.YUANBA_DEMO = True
    assert "not official" in anyone.read("/places")["notice"]["en"]
    assert "虚构" in anyone.get("/nothing").json()["notice"]["zh"]


@pytest.mark.parametrize(
    "path",
    [
        "/places?within={0}", "/bodies?place={0}", "/powers?place={0}", "/powers/M13?place={0}", "/editions?place={0}",
        "/matters?place={0}", "/notices?place={0}", "/meetings?place={0}", "/institutions/four-two-one/pilot?place={0}",
    ],
)  # fmt: skip
def test_a_code_longer_than_any_place_is_a_wrong_question_and_no_accident(path: str, anyone: Asker) -> None:
    deep = "510722101201" + ".01" * 20
    assert anyone.get(path.format(deep)).status_code in (404, 422)
