"""Why? The chain from the law to the person: for whoever asks, or for the account behind a token or a session."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from yuanba import clock
from yuanba.api import shapes
from yuanba.api.signing_in import SessionAuth, TokenAuth
from yuanba.kernel.boards.asking import ask
from yuanba.kernel.boards.why_json import document
from yuanba.kernel.matters.why_about import Unasked
from yuanba.kernel.people.models import Account

router = Router(tags=["why"])
ANYBODY = "anybody"


def anybody(request: HttpRequest) -> str | None:
    """No credential at all asks for anybody; a wrong one is refused."""
    return None if "Authorization" in request.headers else ANYBODY


class Cited(BaseModel):
    """An article with its edition, and how sure we are: A read, B from a good source, C unverified, L our default."""

    citation: str = Field(examples=["vcol-2026:28"])
    statute: shapes.Name
    edition: shapes.Name
    certainty: str = Field(examples=["A"])
    summary: shapes.Name | None
    url: str


class LinkOut(BaseModel):
    """One link: what is needed, what is the case, whether it holds (null: it depends on who asks)."""

    kind: str = Field(examples=["post"])
    name: shapes.Name
    need: shapes.Name
    now: shapes.Name
    ok: bool | None
    law: list[Cited]
    unverified: shapes.Name | None
    refusal: str | None = Field(description="the code of the refusal at this link", examples=["not-your-step"])


class ReasonOut(BaseModel):
    """The first link that does not hold, as a refusal, with the kind of its reason and what would have to change."""

    code: str
    sentence: shapes.Name
    kind: str = Field(examples=["law", "procedure", "record", "form", "date", "default", "software"])
    name: shapes.Name
    remedy: shapes.Name


class WhoOut(BaseModel):
    """A body to turn to."""

    kind: str
    place: str
    name: shapes.Name
    telephone: str | None
    url: str


class SeatOut(BaseModel):
    """A post that may do it, with its holders where the post is public."""

    body: WhoOut
    post: shapes.Name
    names: list[str]


class MayOut(BaseModel):
    """Who may do it."""

    residents: bool
    posts: list[SeatOut]


class WhyDocument(shapes.Document):
    """The answer. `allowed` is null where nobody in particular asks and nothing stands in the way."""

    object: str = Field(examples=["m/510722101201-2026-000017"])
    act: str
    name: shapes.Name
    allowed: bool | None
    verdict: shapes.Name
    reason: ReasonOut | None
    links: list[LinkOut]
    may: MayOut
    by_itself: bool = Field(description="time does it, and nobody else")
    rings_at: str | None
    turn_to: list[WhoOut]
    url: str = Field(description="the same on a page")


@router.get(
    "/why",
    response={200: WhyDocument, 401: shapes.Problem, 404: shapes.Problem, 422: shapes.Problem},
    summary="Why something may be done, or not",
    auth=[TokenAuth(), SessionAuth(), anybody],
)
def why(
    request: HttpRequest,
    object: Annotated[
        str,
        Query(
            pattern=r"^[a-z0-9][a-z0-9./-]{0,99}$",
            description="a matter's number, n/NOTICE, a place's code, CODE/registers/REGISTER, CODE/institutions/CODE",
            examples=["510722101201"],
        ),
    ],
    act: Annotated[
        str,
        Query(
            pattern=r"^[a-z][a-z0-9.-]{0,99}$",
            description="an act of the matter, object, ask, correct.SEQ; PROCEDURE.START; keep; adopt",
            examples=["four-two-one.wish"],
        ),
    ],
) -> shapes.Shown:
    """Computed by the functions that permit and refuse. Asked afresh every time: an answer depends on the hour."""
    account: Any = request.auth  # type: ignore[attr-defined]
    person = account.person if isinstance(account, Account) else None
    try:
        asked = ask(object=object, act=act, person=person, at=clock.now())
    except Unasked:
        raise Http404 from None
    return shapes.document(**document(asked))
