"""The OpenAPI document: complete enough to write a client from it, and true."""

from typing import Any

import pytest
from django.test import Client

from yuanba.api import openapi, problems

DOCUMENT: dict[str, Any] = openapi.document()
OPERATIONS = [
    (method, path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
IDS = [f"{method} {path}" for method, path, _ in OPERATIONS]


def test_it_is_openapi_3_1_and_anyone_may_fetch_it(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
    assert answer.json()["servers"] == DOCUMENT["servers"]
    assert answer.json()["info"]["title"]
    assert len({operation["operationId"] for _, _, operation in OPERATIONS}) == len(OPERATIONS)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_every_operation_says_what_it_does_and_how_it_is_refused(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"][0] in [tag["name"] for tag in DOCUMENT["tags"]]
    refused = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
    assert refused
    assert {media for answer in refused.values() for media in answer["content"]} == {problems.MEDIA}
    assert ("security" in operation) == (method == "post" or path.endswith(("/why", "/ways", "/acts")))
    if method == "post":
        assert {401, 403, 409, 422} <= {int(status) for status in refused}
        assert [one["required"] for one in operation["parameters"] if one["name"] == "Idempotency-Key"] == [True]


def test_every_shape_is_explained() -> None:
    assert [name for name, schema in DOCUMENT["components"]["schemas"].items() if not schema.get("description")] == []
