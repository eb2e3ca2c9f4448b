"""Shapes that many answers share. Names come in both languages, so one answer serves every reader."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, Field

from yuanba.api.words import demo_notice
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text

CODE = r"^[0-9]{6}([0-9]{3}([0-9]{3}(\.[0-9]{2,3})*)?)?$"
NUMBER = r"^[0-9]{6}([0-9]{3}){0,2}-[0-9]{4}-[0-9]{6}$"
KEBAB = r"^[a-z0-9_-]{1,40}$"
LAST_ID = 2**53 - 1  # the largest whole number that every reader of JSON keeps


class Name(BaseModel):
    """A name in both languages."""

    zh: str = Field(examples=["凤凰村"])
    en: str = Field(examples=["Fenghuang Village"])


class Law(BaseModel):
    """An article of a statute in force, and where this site shows it. `verified` is false where nobody re-read it."""

    citation: str = Field(examples=["vcol-2026:35"])
    statute: Name
    article: int
    item: int | None
    summary: Name | None = Field(description="in our own words, never the text of the law")
    verified: bool
    url: str = Field(examples=["/law/vcol-2026/#a35"])


class PlaceRef(BaseModel):
    """A place, as other things point to it."""

    code: str = Field(examples=["510722101201"])
    kind: str = Field(examples=["village"])
    name: Name


class BodyKindRef(BaseModel):
    """A kind of body, by the name it has in this kind of place."""

    kind: str = Field(examples=["committee"])
    name: Name


class Coded(BaseModel):
    """A code of the county pack with its name."""

    code: str
    name: Name


class Document(BaseModel):
    """What every answer carries."""

    notice: Name | None = Field(
        default=None,
        description="On a demonstration: that persons and matters are invented and nothing is official. Else null.",
    )


class Problem(Document):
    """A problem (RFC 9457). `detail` is one sentence for the person who asked, in the language of Accept-Language."""

    type: str = Field(examples=["/problems/objection-open"])
    title: str = Field(examples=["Not possible now"])
    status: int = Field(examples=[409])
    detail: str = Field(examples=["1 objection(s) are still open, so this cannot go on yet."])
    law: Law | None = Field(default=None, description="the article, where the law is the reason")
    errors: dict[str, str] | None = Field(default=None, description="a sentence for each wrong field, by its name")
    why: str | None = Field(default=None, description="the page that answers why, for every refusal of the house")


Limit = Annotated[int, Field(ge=1, le=200, description="how many items at most")]
Shown = dict[str, Any]


def name(text: Text) -> Shown:
    return {"zh": text.zh, "en": text.en}


def maybe(text: Text | None) -> Shown | None:
    return name(text) if text is not None else None


def place_name(place: Place) -> Shown:
    return {"zh": place.name, "en": place.name_en or place.name}


def place_ref(place: Place) -> Shown:
    return {"code": place.code, "kind": place.kind, "name": place_name(place)}


def body_kind(kind: str, place_kind: str) -> Shown:
    return {"kind": kind, "name": name(pack().bodies[kind].title(place_kind))}


def law(citation: Citation | str) -> Shown | None:
    """A citation for an answer; None where the pack has no such statute, and for our own defaults: they are no law."""
    found = Citation.parse(citation) if isinstance(citation, str) else citation
    statute = pack().law.statutes.get(found.statute)
    if statute is None or statute.ours:
        return None
    article = pack().law.article(found)
    return {
        "citation": str(found),
        "statute": name(statute.short),
        "article": found.article,
        "item": found.item,
        "summary": maybe(article.summary) if article else None,
        "verified": article is not None and article.cert != "C",
        "url": f"/law/{found.statute}/#a{found.article}",
    }


def laws(citations: Iterable[Citation | str], place_kind: str | None = None) -> list[Shown]:
    """Citations for an answer; where the place is known, only of statutes that speak of its kind."""
    statutes = pack().law.statutes
    found = [shown for citation in citations if (shown := law(citation)) is not None]
    return [one for one in found if statutes[one["citation"].split(":")[0]].governs(place_kind)]


def document(**members: Any) -> Shown:
    """An answer with the notice of a demonstration."""
    return {"notice": maybe(demo_notice()), **members}
