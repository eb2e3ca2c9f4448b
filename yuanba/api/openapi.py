"""The API as one object, and its OpenAPI 3.1 document."""

import json
from functools import cache
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from yuanba.api import (
    bodies,
    files,
    institutions,
    matters,
    meetings,
    notices,
    open_acts,
    places,
    powers,
    problems,
    procedures,
    taking_part,
    why,
)
from yuanba.api.words import demo_notice
from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.division_file import read
from yuanba.kernel.places.english import english_name

PREFIX = "/api/"
EXAMPLE_UNIT = "510722101201"  # in the examples beside the shapes
DESCRIPTION = """
What the public pages of a county show, as JSON: places, bodies and who holds their public posts, procedures, powers,
matters with every step, notices and meetings. Reading needs no account. No answer names a resident, a voter or an
objector, and none holds a personal number.

Names come in Chinese and English in every answer. Lists are keyset pages: follow `next` until it is null. Every read
carries an `ETag`; send it as `If-None-Match` and hear 304 while nothing has happened. Whatever is refused is answered
as a problem (RFC 9457) with one sentence for the person, in the language of `Accept-Language`, and with the article
where the law is the reason. Writing needs a token (`Authorization: Bearer …`) or a browser's session with its
`X-CSRFToken`, and an `Idempotency-Key`: a replay returns the first answer and does nothing.
"""


class Readable(JSONRenderer):
    """Chinese as it is written: half the bytes, and people can read it."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Names an operation by its view, so that generated clients have short names."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__.strip("_")


api = Api(
    title="Yuanba 院坝",
    version="1.0.0",
    description=DESCRIPTION.strip(),
    renderer=Readable(),
    docs_url=None,  # no viewer without a script from elsewhere
    openapi_url=None,  # served by `document`, which is finished first
    urls_namespace="api",
    servers=[{"url": "/", "description": "the server that this document came from"}],
)
READING = (places, bodies, institutions, procedures, powers, matters, notices, meetings, why)
for resource in (*READING, open_acts, taking_part, files):
    api.add_router("/v1", resource.router)
api.add_exception_handler(Exception, problems.handle)
for kind in list(api._exception_handlers):
    api.add_exception_handler(kind, problems.handle)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document: problems under their own media type, optional questions without null."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for address, path in schema["paths"].items():
        for operation in path.values():
            if address.endswith("/why"):
                # Who reads may say who she is, and need not: the answer is then about herself.
                operation["security"].insert(0, {})
            for parameter in operation["parameters"]:
                parameter["schema"] = _without_null(parameter["schema"])
                _example(parameter)
            for status, answer in operation["responses"].items():
                if status >= 400:
                    answer["content"] = {problems.MEDIA: answer["content"]["application/json"]}
    schema["tags"] = [
        {"name": name, "description": (module.__doc__ or "").strip()}
        for name, module in {
            "places": places,
            "bodies": bodies,
            "institutions": institutions,
            "procedures": procedures,
            "powers": powers,
            "matters": matters,
            "notices": notices,
            "meetings": meetings,
            "writing": taking_part,
            "why": why,
        }.items()
    ]
    if notice := demo_notice():
        schema["info"]["description"] += f"\n\n{notice.en}\n\n{notice.zh}"
        schema["x-notice"] = {"zh": notice.zh, "en": notice.en}
    return _of_this_county(schema)


def _of_this_county(schema: dict[str, Any]) -> dict[str, Any]:
    """The same with examples from the deployed county: they are written down with the first village we knew."""
    unit = read(pack().root / "places" / "divisions.csv").units[0]
    if unit.code.startswith(EXAMPLE_UNIT[:COUNTY]):
        return schema
    words = json.dumps(schema, ensure_ascii=False)
    for written, here in (
        *((EXAMPLE_UNIT[:length], unit.code[:length]) for length in (UNIT, TOWNSHIP, COUNTY)),
        ("凤凰村", unit.name),
        ("Fenghuang Village", english_name(unit.name, unit.kind)),
    ):
        words = words.replace(written, here)
    found: dict[str, Any] = json.loads(words)
    return found


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left away is not one that may be null: an address has no way to write null."""
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(kinds) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**kinds[0], **rest}


def _example(parameter: dict[str, Any]) -> None:
    """OpenAPI wants a map of named examples on a parameter; JSON Schema's list stays inside its schema."""
    parameter.pop("examples", None)
    parameter.pop("example", None)
