"""An anonymous crawl of every answer finds nobody's name, phone or number but those of holders of public posts."""

import re
from collections import deque
from typing import Any

from django.test import Client

from tests.api.asking import COUNTY, TOWN, UNIT
from tests.cast import Village
from yuanba.api import openapi
from yuanba.api.bodies import public_posts
from yuanba.kernel.matters.models import Evidence, Matter
from yuanba.kernel.people import private
from yuanba.kernel.people.models import Account, Person, Tenure
from yuanba.kernel.procedures.blanks import personal

SEEDS = [
    "/api/openapi.json",
    "/api/v1/places",
    "/api/v1/bodies",
    "/api/v1/procedures",
    "/api/v1/institutions",
    f"/api/v1/institutions/four-two-one/pilot?place={TOWN}",
    "/api/v1/powers",
    "/api/v1/editions",
    "/api/v1/matters",
    "/api/v1/matters?role=objection",
    "/api/v1/matters?role=query",
    "/api/v1/notices",
    f"/api/v1/meetings?place={TOWN}&from=2026-01-01",
    f"/api/v1/why?object={UNIT}&act=four-two-one.propose",
    f"/api/v1/why?object={UNIT}/registers/mandates&act=keep",
    f"/api/v1/why?object={TOWN}/institutions/four-two-one&act=adopt",
    *(f"/p/{code}/{feed}" for code in (COUNTY, TOWN, UNIT) for feed in ("feed.atom", "calendar.ics")),
    *(f"/en/p/{code}/{feed}" for code in (COUNTY, TOWN, UNIT) for feed in ("feed.atom", "calendar.ics")),
]
PHONE, IDENTITY = "13800138000", "11010519491231002X"


def linked(path: str, answer: Any) -> set[str]:
    """What an answer leads to: the next page, and each thing that has a number or a code of its own."""
    if answer["Content-Type"] != "application/json; charset=utf-8":
        return set()
    body = answer.json()
    found = {body["next"]} if body.get("next") else set()
    base = path.split("?")[0]
    for item in body.get("items", ()):
        key = item.get("code") or item.get("number") or item.get("id")
        if base not in ("/api/v1/meetings", "/api/v1/editions"):
            found.add(f"{base}/{key}")
    return found


def crawl() -> dict[str, str]:
    """Every anonymous answer by its address."""
    client, todo, seen = Client(), deque(SEEDS), {}
    while todo:
        path = todo.popleft()
        if path in seen:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, path
        seen[path] = answer.content.decode().replace("\r\n ", "")
        todo.extend(sorted(linked(path, answer)))
    return seen


def test_no_answer_names_a_resident_a_voter_or_an_objector(place: Village, matter: Matter) -> None:
    for index, person in enumerate(Person.objects.order_by("pk")):
        # Names that stand nowhere else, so that finding one is finding a person.
        Person.objects.filter(pk=person.pk).update(name=f"金丝雀{chr(0x4E00 + index)}{chr(0x5E00 + index)}")
    resident = place.villagers[15]
    private.keep(person=resident, field="phone", value=PHONE)
    private.keep(person=resident, field="id_number", value=IDENTITY)
    Account.objects.create(username="canary-account", person=resident)
    Evidence.objects.update(name="金丝雀的凭据.jpg")
    pages = crawl()
    assert len(pages) > 30
    public = set(Tenure.objects.filter(public_posts()).values_list("person__name", flat=True))
    everybody = set(Person.objects.values_list("name", flat=True))
    text = "\n".join(pages.values())
    assert {name for name in public if name in text}, "the crawl found nobody at all, so it looked at nothing"
    assert {name for name in everybody - public if name in text} == set()
    for canary in (PHONE, IDENTITY, "canary-account", "金丝雀的凭据", "为什么要18万"):
        assert canary not in text, canary


def test_no_answer_holds_anything_like_a_personal_number(place: Village, matter: Matter) -> None:
    # Matter numbers and leaf hashes are long too: what remains is judged as the forms judge it.
    known = re.compile(r"[0-9]{12}-[0-9]{4}-[0-9]{6}|[0-9a-f]{32,}")
    for path, text in crawl().items():
        assert personal(known.sub("", text)) is None, path


def test_the_crawl_knows_every_address_that_can_be_read(place: Village) -> None:
    crawled = {path.split("?")[0] for path in crawl()}
    for route, operations in openapi.document()["paths"].items():
        security = operations.get("get", {}).get("security")
        if security is not None and {} not in security:
            # What somebody may do is told to herself and to nobody else.
            asked = {"place": UNIT} if route.endswith("/ways") else {}
            assert Client().get(route.format(number=f"{UNIT}-2026-000001"), asked).status_code == 401, route
        elif "get" in operations:
            form = re.compile(re.sub(r"\{\w+\}", "[^/]+", route))
            assert any(form.fullmatch(path) for path in crawled), route


def test_an_objection_by_name_would_be_found(place: Village, matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(title=f"{place.villagers[15].name}的事")
    assert place.villagers[15].name in "\n".join(crawl().values())
