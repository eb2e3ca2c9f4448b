"""Every address of a village that was merged answers as before, and says who took over; the ledger still proves all."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.institutions.redrawing.test_merger import carry_out
from tests.institutions.redrawing.two import BASIS, NEW, TOWN, A, B, Two, apart, into_b, into_new, two
from tests.web.public.scene import untranslated, words
from yuanba import clock
from yuanba.institutions.redrawing.order import Choices
from yuanba.institutions.redrawing.ordering import carry_out_due, give
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.ledger import audit, note, publish, sequence
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Account, Body
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place, Redrawing

pytestmark = pytest.mark.django_db
Tell = Callable[[], Two]


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Tell:
    """The two villages, and the one clock at their time."""

    def told() -> Two:
        scene = two()
        monkeypatch.setattr(clock, "now", lambda: scene.a.now)
        return scene

    return told


def addresses() -> list[str]:
    """Everything that has an address in either village: pages, prints, feeds and API."""
    found = []
    for code in (A, B, f"{A}.01", f"{A}.01.02"):
        found += [f"/p/{code}/", f"/api/v1/places/{code}", f"/api/v1/bodies?place={code}"]
    kept = [kind.code for kind in pack().registers.values() if kind.kept_by and kind.visibility == "public"]
    for code in (A, B):
        found += [f"/p/{code}/{rest}" for rest in ("matters/", "feed.atom", "calendar.ics")]
        found += [f"/p/{code}/forms/{which}.pdf" for which in ("wish", "petition", "objection")]
        found += [f"/p/{code}/{board.code}/" for board in pack().boards.values() if "village" in board.at]
        found += [f"/p/{code}/registers/{register}/" for register in kept]
        found += [f"/api/v1/{kind}?place={code}" for kind in ("matters", "notices", "meetings")]
    for number in Matter.objects.values_list("number", flat=True):
        found += [f"/m/{number}/", f"/api/v1/matters/{number}"]
    found += [
        f"/m/{taking.matter.number}/t/{taking.seq}.pdf"
        for taking in Taking.objects.exclude(body="").exclude(to="").select_related("matter")
    ]
    for pk in Notice.objects.values_list("pk", flat=True):
        found += [f"/n/{pk}/", f"/n/{pk}/?format=pdf&size=a4", f"/api/v1/notices/{pk}"]
    for pk in Body.objects.values_list("pk", flat=True):
        found += [f"/bodies/{pk}/", f"/api/v1/bodies/{pk}"]
    return found


def answers(paths: list[str]) -> dict[str, int]:
    client = Client()
    return {path: client.get(path).status_code for path in paths}


def test_every_old_address_answers_before_a_merger_after_it_and_after_the_split(tell: Tell) -> None:
    scene = tell()
    paths = addresses()
    assert len(paths) > 100
    assert set(answers(paths).values()) == {200}
    carry_out(scene, into_new(scene.today))
    after = answers(paths)
    assert set(after.values()) == {200, 301}
    assert {path for path, code in after.items() if code == 301} == {path for path in paths if "/forms/" in path}
    scene.wait(1)
    choices = Choices({scene.road.number: "510722101231"}, rest=NEW)
    scene.agree(partial(apart, choices=choices))
    give(
        order=apart(scene.today + timedelta(days=3), choices),
        basis=BASIS,
        body=f"{TOWN}/township_office",
        at=scene.a.now,
        key=uuid4(),
    )
    assert set(answers(paths).values()) == {200, 301}
    scene.wait(3)
    assert carry_out_due(now=scene.a.now) == 1, "the clock does what was ordered ahead"
    assert set(answers(paths).values()) == {200, 301}
    client = Client()
    english = [path for path in paths if path.startswith(("/p/", "/m/", "/n/", "/bodies/")) and "pdf" not in path]
    assert {client.get(f"/en{path}").status_code for path in english} == {200}


def test_an_archive_page_names_the_heir_and_who_was_in_office_and_offers_nothing_to_begin(tell: Tell) -> None:
    scene = tell()
    carry_out(scene, into_new(scene.today))
    client = Client()
    for path in (f"/p/{A}/", f"/p/{A}/matters/", f"/p/{A}/village-affairs/", f"/p/{A}/registers/grids/"):
        page = client.get(path).content.decode()
        assert "这一页是档案" in page, path
        assert f'href="/p/{NEW}/"' in page, path
    page = words(client.get(f"/p/{A}/").content.decode())
    assert "周书记" in page
    assert "我要办事" not in page
    committee = client.get(f"/bodies/{scene.a.bodies['committee'].pk}/").content.decode()
    assert "吴主任" in committee
    assert f'href="/p/{NEW}/"' in committee
    assert "从这里接续：凤凰村" in words(client.get(f"/p/{NEW}/").content.decode())
    assert client.get(f"/p/{A}/new/")["Location"] == f"/p/{NEW}/new/"
    assert client.get(f"/p/{A}/forms/wish.pdf")["Location"] == f"/p/{NEW}/forms/wish.pdf"


def test_a_page_that_was_kept_before_the_merger_is_new_after_it(tell: Tell) -> None:
    """Pages are kept until a head that they show moves: the act moves those of the old village and of its heir."""
    scene = tell()
    client = Client()
    paths = [f"/m/{scene.road.number}/", f"/p/{A}/", f"/bodies/{scene.a.bodies['committee'].pk}/"]
    ledger = f"/p/{A}/ledgers/L01/"
    before = {path: client.get(path).content for path in (*paths, ledger)}
    assert {path: client.get(path).content for path in (*paths, ledger)} == before
    assert scene.road.number in before[ledger].decode()
    carry_out(scene, into_new(scene.today))
    for path in paths:
        assert NEW in client.get(path).content.decode(), path
    told = client.get(ledger).content.decode()
    assert scene.road.number in told, "the ledger of the time before is the old village's"
    assert told != before[ledger].decode(), "and its page says that the village is merged"


def test_a_page_of_a_matter_that_followed_is_as_new_as_its_heir(tell: Tell) -> None:
    scene = tell()
    carry_out(scene, into_b(scene.today))
    client, path = Client(), f"/m/{scene.objection.number}/"
    kept = client.get(path)
    tag = client.get(f"/api/v1/matters/{scene.objection.number}")["ETag"]
    known = {"HTTP_IF_NONE_MATCH": tag}
    assert client.get(f"/api/v1/matters/{scene.objection.number}", **known).status_code == 304
    scene.b.take(scene.objection, "b1", "committee", "dismiss", answer="预算逐项列在公示里")
    assert "预算逐项列在公示里" in client.get(path).content.decode()
    assert kept.content != client.get(path).content
    assert client.get(f"/api/v1/matters/{scene.objection.number}", **known).status_code == 200


def test_whoever_comes_to_hold_the_heirs_body_finds_what_waited_for_the_old_one(tell: Tell) -> None:
    scene = tell()
    scene.wait(1)
    carry_out(scene, into_new(scene.today))
    assert scene.road.title in Client().get(f"/bodies/{scene.a.bodies['committee'].pk}/").content.decode()
    new = Place.objects.get(code=NEW)
    wu = scene.a.people["wu"]
    seats = [Seat("committee", "director", wu)]
    body = constitute(place=new, bodies=["committee"], seats=seats, since=scene.today, at=scene.a.now)["committee"]
    assert scene.road.title in Client().get(f"/bodies/{body.pk}/").content.decode()
    client = Client()
    account = Account.objects.create(username="wu", person=wu)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    desk = client.get("/desk/").content.decode()
    assert scene.road.title in desk
    assert f"/m/{scene.objection.number}/take" in desk


def test_what_the_old_village_posted_stays_its_own_on_the_heirs_board(tell: Tell) -> None:
    scene = tell()
    notice = Notice.objects.get(matter=scene.road)
    before = Client().get(f"/n/{notice.pk}/?format=pdf&size=a4").content
    scene.wait(1)
    carry_out(scene, into_new(scene.today))
    client = Client()
    assert notice.title in client.get(f"/p/{NEW}/village-affairs/").content.decode()
    assert re.search("公布机构凤凰村 · 村民委员会", words(client.get(f"/n/{notice.pk}/").content.decode()))
    assert client.get(f"/n/{notice.pk}/?format=pdf&size=a4").content == before, "a print never changes"


def test_a_record_says_where_it_came_from(tell: Tell) -> None:
    scene = tell()
    carry_out(scene, into_new(scene.today))
    page = words(Client().get(f"/p/{NEW}/registers/grids/").content.decode())
    assert "从哪里转来凤凰村" in page
    assert "201-G1" in page


def test_the_api_tells_until_when_a_place_stood_and_who_came_after(tell: Tell) -> None:
    scene = tell()
    carry_out(scene, into_new(scene.today))
    told = Client().get(f"/api/v1/places/{A}").json()
    assert told["until"] == scene.today.isoformat()
    assert told["succeeded_by"] == [{"code": NEW, "on": scene.today.isoformat(), "kind": "merge"}]
    assert {one["code"] for one in Client().get(f"/api/v1/places/{NEW}").json()["succeeds"]} == {A, B}


def test_no_page_of_an_archive_is_left_in_chinese_for_an_english_reader(tell: Tell) -> None:
    scene = tell()
    carry_out(scene, into_new(scene.today))
    client = Client()
    for path in (f"/p/{A}/", f"/p/{A}/matters/", f"/p/{NEW}/registers/grids/", f"/m/{scene.road.number}/"):
        assert not untranslated(client.get(f"/en{path}").content.decode()), path


def test_an_archive_page_asks_few_questions(tell: Tell) -> None:
    scene = tell()
    carry_out(scene, into_new(scene.today))
    for path in (f"/p/{A}/", f"/p/{A}/matters/", f"/m/{scene.road.number}/", f"/p/{NEW}/registers/grids/"):
        client = Client()
        client.get("/robots.txt")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        assert len(seen) <= 15, path


def test_the_ledger_is_sound_afterwards_and_the_old_chains_have_ended(tell: Tell, tmp_path: Path) -> None:
    scene = tell()
    signer = note.generate(tmp_path / "ledger.key")
    sequence.found(host="yuanba.test", county="510722", at=scene.a.now, signer=signer)
    sequence.sequence(now=scene.a.now, signer=signer)
    body, key = f"{TOWN}/township_office", uuid4()
    give(order=into_new(scene.today + timedelta(days=4)), basis=BASIS, body=body, at=scene.a.now, key=key)
    scene.wait(4)
    assert carry_out_due(now=scene.a.now) == 1
    row = Redrawing.objects.get(key=key)
    scene.wait(1)
    scene.agree(partial(apart, choices=Choices(rest=NEW)))
    carry_out(scene, apart(scene.today, Choices(rest=NEW)))
    sequence.seal_days(now=scene.a.now)
    sequence.sequence(now=scene.a.now, signer=signer)
    publish.export(tmp_path / "mirror")
    report = audit.audit_dir(tmp_path / "mirror")
    assert report.sound, report.problems
    assert set(report.units) >= {A, B, TOWN}
    ended = dict(report.units)
    scene.wait(30)
    sequence.seal_days(now=scene.a.now)
    sequence.sequence(now=scene.a.now, signer=signer)
    publish.export(tmp_path / "mirror")
    again = audit.audit_dir(tmp_path / "mirror")
    assert again.sound
    assert {code: again.units[code] for code in (A, B)} == {code: ended[code] for code in (A, B)}
    assert json.loads(row.statement)["counts"]["matters"] == 4
    kinds = (
        Entry.objects.filter(unit=TOWN, kind__startswith="place.redraw").order_by("pk").values_list("kind", flat=True)
    )
    assert list(kinds) == ["place.redrawing-ordered", "place.redrawn", "place.redrawn"]
