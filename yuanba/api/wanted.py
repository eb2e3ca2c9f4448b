"""What a write asks for and what it is answered: its key, its body, and files as this house describes them."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from ninja import Header
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from yuanba.api import shapes
from yuanba.api.procedures import ProcedureCode
from yuanba.kernel.matters import uploads
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="a UUID of your own making, fresh for each thing you do; a replay returns the first answer",
    ),
]


def _writable(data: Any) -> Any:
    """Refuse half characters, which no form sends and no database keeps."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("half a character cannot be kept") from None
    return data


Data = Annotated[
    dict[str, Any],
    BeforeValidator(_writable),
    Field(
        description="the blanks of the act by their codes, as `/ways` and `/matters/{number}/acts` list them for you; "
        "anything else is refused",
        examples=[{"words": "下雨天路滑"}],
    ),
]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
REFUSED = {401: shapes.Problem, 403: shapes.Problem, 404: shapes.Problem, 409: shapes.Problem, 422: shapes.Problem}
RESPONSES: dict[Any, Any] = {400: shapes.Problem, **REFUSED, 415: shapes.Problem}


Mandate = Annotated[
    str | None,
    Field(
        pattern=r"^[0-9]{12}-[0-9]{4}-A[0-9]{6}$",
        examples=["510722101201-2026-A000017"],
        description="as an agent: the number of the resident's written authorisation, which this act spends",
    ),
]


class Wanted(BaseModel):
    """A body of a request: what it does not name is refused rather than overlooked."""

    model_config = ConfigDict(extra="forbid")


class MatterWanted(Wanted):
    """A matter to open at one of its ways in."""

    place: str = Field(pattern=shapes.CODE, max_length=32, examples=["510722101201"])
    procedure: ProcedureCode = Field(examples=["four-two-one"])
    start: str = Field(pattern=shapes.KEBAB, examples=["wish"])
    title: str = Field(min_length=1, max_length=120, examples=["硬化1.2公里村道"])
    data: Data = Field(default_factory=dict)
    authorisation: Mandate = None


class TakingWanted(Wanted):
    """An act in a matter."""

    act: str = Field(pattern=shapes.KEBAB, examples=["agree"])
    data: Data = Field(default_factory=dict)
    seen: Annotated[int | None, Field(ge=0, le=10**6), WithJsonSchema({"type": "integer", "minimum": 0})] = Field(
        default=None,
        description="the matter's `taken` that you saw: refused as stale when somebody acted since, "
        "but for a signature after signatures",
    )
    authorisation: Mandate = None


class ObjectionWanted(Wanted):
    """An objection to what is posted."""

    ground: str = Field(pattern=shapes.KEBAB, examples=["money"])
    words: str = Field(min_length=1, max_length=4000, examples=["请逐项说明材料费"])
    village: str | None = Field(
        default=None,
        pattern=shapes.CODE,
        max_length=32,
        examples=["510722101201"],
        description="to a posting of the county or a township: the unit in whose name you object as its officer",
    )
    authorisation: Mandate = None


class ContestWanted(Wanted):
    """A contest of an entry that others made in one's name."""

    seq: int = Field(ge=1, le=10**6, description="the entry")
    ground: str = Field(pattern=shapes.KEBAB, examples=["not-me"])
    words: str = Field(default="", max_length=4000, examples=["我没有签过字"])
    authorisation: Mandate = None


class QueryWanted(Wanted):
    """A question of the supervision committee."""

    question: str = Field(min_length=1, max_length=4000, examples=["结余2000元在哪里？"])


class Done(shapes.Document):
    """What was done, as it stands in the record."""

    matter: str = Field(examples=["510722101201-2026-000017"])
    seq: int
    act: str
    to: str | None = Field(description="step or end reached; null for an act inside the step")
    at: str = Field(examples=["2026-03-02T01:00:00Z"])
    leaf: str | None = Field(description="hex of the ledger leaf hash; null for residents' acts")
    url: str = Field(examples=["/api/v1/matters/510722101201-2026-000017"])


def handed_in(data: Mapping[str, Any]) -> dict[str, Any]:
    """The blanks, every file as this house describes it, never as the caller does; Unfilled where one is missing."""
    found, errors = dict(data), {}
    for code, value in data.items():
        if isinstance(value, Mapping):
            # The form of a digest is asked first: it becomes part of a path.
            digest = str(value.get("sha256"))
            kept = uploads.path(digest) if re.fullmatch(r"[0-9a-f]{64}", digest) else None
            if kept is None or not kept.is_file():
                errors[code] = Refusal("blank-not-a-file")
            else:
                found[code] = uploads.keep(kept.read_bytes(), str(value.get("name") or "").replace("\x00", ""))
    if errors:
        raise Unfilled(errors)
    return found
