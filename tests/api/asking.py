"""A village whose road is under way, and a reader and writers who know only the API."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from tests.cast import Village, village
from tests.stories.test_four_two_one import decided
from yuanba.api import tokens
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import ask, object_to
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Account

UNIT, TOWN, COUNTY = "510722101201", "510722101", "510722"


@dataclass
class Asker:
    """Someone at the API, with or without a token."""

    client: Client
    token: str = ""
    language: str = ""

    def headers(self, **more: str) -> dict[str, str]:
        found = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**found, **({"Accept-Language": self.language} if self.language else {}), **more}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path if path.startswith("/api") else f"/api/v1{path}", headers=self.headers(**headers))

    def read(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, body: object, key: UUID | None = None, **headers: str) -> Any:
        sent = self.headers(**{"Idempotency-Key": str(key or uuid4())}, **headers)
        return self.client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=sent)


def account(place: Village, key: str) -> Account:
    found, _ = Account.objects.get_or_create(username=key, person=place.people[key])
    return found


def writer(place: Village, key: str, language: str = "en") -> Asker:
    """One of the cast with a token of her own."""
    return Asker(Client(), tokens.issue(account=account(place, key), name="test", at=place.now), language)


def road() -> tuple[Village, Matter]:
    """A road whose decision is posted, with an objection open and a question asked."""
    place = village()
    matter = decided(place)
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    object_to(
        parent=matter.pk,
        by=Actor(place.villagers[15]),
        ground="money",
        words="为什么要18万？",
        at=place.now,
        key=uuid4(),
    )
    place.wait(hours=1)
    ask(
        parent=matter.pk,
        by=place.actor("wang", "supervision_committee"),
        question="谁来验收？",
        at=place.now,
        key=uuid4(),
    )
    matter.refresh_from_db()
    return place, matter


PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 100
