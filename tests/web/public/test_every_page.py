"""What holds of every public page: both languages, no name that must not be there, and always as few queries."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.stories.test_four_two_one import wish
from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, archived, posted, untranslated, words
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter

pytestmark = pytest.mark.django_db
OFFICE = {"zhou", "wu", "li", "zheng", "wang", "feng", "jiang", "yang", "he", "xu"}


def pages(scene: Scene) -> list[str]:
    """Every kind of public page about a scene."""
    children = [one.number for one in (scene.objection, scene.query) if one is not None]
    return [
        "/",
        "/?q=zzz",
        "/p/510722101/",
        "/p/510722101/matters/",
        f"/p/{scene.unit}/",
        f"/p/{scene.unit}/matters/",
        f"/p/{scene.unit}/forms/",
        f"/p/{scene.unit}/village-affairs/",
        f"/p/{scene.unit}/party-affairs/",
        f"/p/{scene.unit}/finance/",
        f"/m/{scene.matter.number}/",
        *(f"/m/{number}/" for number in children),
        *(f"/n/{notice.pk}/" for notice in Notice.objects.filter(matter=scene.matter)),
        "/law/",
        *(f"/law/{code}/" for code in ("vcol-2026", "rcol-2026", "rceo-2025", "civil-code", "defaults")),
        "/procedures/",
        *(f"/procedures/{code}/" for code in ("four-two-one", "objection", "supervision-query")),
        "/institutions/",
        *(f"/institutions/{code}/" for code in ("four-two-one", "micro-powers", "persuasion")),
        "/institutions/four-two-one/pilot/?in=510722101&since=2026-02-15",
        "/institutions/honours/pilot/",
        "/powers/",
        f"/powers/?in={scene.unit}",
        "/powers/micro/",
        "/powers/holders/collective/",
        "/powers/M13/",
        f"/powers/M10/?in={scene.unit}",
        "/powers/micro/editions/",
        *(f"/bodies/{body.pk}/" for body in scene.place.bodies.values()),
        "/coverage/supervision_committee/",
        "/coverage/township_office/",
        "/coverage/grid_team/",
        f"/p/{scene.unit}/chart/",
        "/p/510722101/chart/?on=2026-03-01",
        "/p/510722/chart/",
        "/why/",
        "/why/said/names-a-resident/",
        f"/why/m/{scene.matter.number}/post/",
        f"/why/m/{scene.matter.number}/elapsed/",
        f"/why/m/{scene.matter.number}/object/",
        f"/why/p/{scene.unit}/four-two-one.wish/",
        f"/why/p/{scene.unit}/registers/mandates/keep/",
        "/burden/",
        "/p/510722101/burden/",
        f"/p/{scene.unit}/burden/",
        "/burden/departments/forestry/",
        f"/p/{scene.unit}/ledgers/",
        *(f"/p/{scene.unit}/ledgers/{form}/" for form in ("L01", "L02", "L05", "L12", "L18", "L19", "L20")),
        "/p/510722/admission/",
        "/p/510722/registers/tasks/",
        "/verify/",
        "/refused/",
        "/about/",
        "/complain/",
    ]


@pytest.mark.parametrize("scene", [posted, archived])
def test_no_page_names_a_resident_an_objector_a_representative_or_a_party_member(
    scene: Callable[[], Scene], at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(scene())
    hidden = [person.name for key, person in shown.place.people.items() if key not in OFFICE]
    hidden += [person.name for person in shown.place.villagers]
    secret = ["下雨天路太烂", "为什么要18万"]
    for path in pages(shown):
        for prefix in ("", "/en"):
            page = read(prefix + path)
            assert not [word for word in (*hidden, *secret) if word in page], path


@pytest.mark.parametrize("scene", [posted, archived])
def test_no_chinese_is_left_on_an_english_page_but_names_and_what_people_wrote(
    scene: Callable[[], Scene], at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(scene())
    left = {path: found for path in pages(shown) if (found := untranslated(read(f"/en{path}")))}
    assert not left


def test_a_chinese_page_carries_no_english_sentence(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(archived())
    for path in pages(shown):
        page = words(read(path))
        assert not [word for word in ("Legal basis", "Villagers", "days left", "Posted", "resident") if word in page], (
            path
        )


def queries(path: str) -> int:
    """How many queries a first reader of a page costs."""
    client = Client()
    client.get("/robots.txt")  # the middleware is built with the first request
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_every_page_asks_as_often_with_thirty_matters_as_with_three(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    for _ in range(2):
        wish(shown.place)
    paths = pages(shown)
    before = {path: queries(path) for path in paths}
    for _ in range(27):
        wish(shown.place)
    copy_postings(shown.place, shown.matter, 9)
    after = {path: queries(path) for path in paths}
    assert after == before
    assert before[f"/p/{shown.unit}/"] <= 12


def copy_postings(place: Village, matter: Matter, number: int) -> None:
    """More notices of the same matter, as rows; how they come to be is not what is measured."""
    notice = Notice.objects.get(matter=matter)
    taking = notice.taking
    for extra in range(number):
        taking.pk, taking.seq, taking.key = None, 100 + extra, uuid4()
        taking.save(force_insert=True)
        notice.pk, notice.taking = None, taking
        notice.save(force_insert=True)


def test_lists_never_count_the_matters(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    for path in (
        f"/p/{shown.unit}/",
        f"/p/{shown.unit}/matters/",
        f"/p/{shown.unit}/village-affairs/",
        "/p/510722101/",
    ):
        with CaptureQueriesContext(connection) as seen:
            Client().get(path)
        counting = [
            q["sql"] for q in seen if "COUNT(" in q["sql"] and ("matters_" in q["sql"] or "boards_" in q["sql"])
        ]
        assert not counting
