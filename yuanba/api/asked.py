"""What an act asks: its blanks for whoever would do it, with what can be chosen. What it does not ask is refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field as Described

from yuanba.api import procedures, shapes
from yuanba.kernel.assemblies import nameable
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

MOST = 200  # choices of one blank
NAMED = 50  # people who are told by one part of a name
_SHOWN = 40  # characters of a blank that nobody knows


class AskedBlank(procedures.Blank):
    """One blank of an act for whoever asks: what to send in `data` under its code."""

    late: bool = Described(description="asked only once something that was sent has raised the question")
    more: bool = Described(
        description="whether more can be chosen than is listed; people of the roll are listed only by `named`"
    )


class ActOut(shapes.Coded):
    """An act that is open to you now, with every blank that it asks."""

    inner: bool = Described(description="whether the matter stays in its step")
    resident: bool = Described(description="you do it as a resident, and not for a body")
    place: str | None = Described(description="of the body that you do it for", examples=["510722101201"])
    body: shapes.BodyKindRef | None = Described(description="the body that you do it for")
    fields: list[AskedBlank]


def blank(case: Case, act: str, field: Field, by: Actor, named: str) -> shapes.Shown:
    """One blank with what this person can choose in this case."""
    choices, more = _choices(case, act, field, by, named)
    shown = [{"code": code, "name": shapes.name(text)} for code, text in choices[:MOST]]
    return {**procedures.blank(field), "choices": shown, "late": field.late, "more": more or len(choices) > MOST}


def _choices(case: Case, act: str, field: Field, by: Actor, named: str) -> tuple[list[tuple[str, Text]], bool]:
    match field.type:
        case "place":
            places = Place.objects.filter(within(case.unit.code)).order_by("code")[: MOST + 1]
            return [(one.code, Text(one.name, one.name_en or one.name)) for one in places], False
        case "person" | "roll":
            # The roll is never handed out whole, and to nobody who does not act for a body: she asks by a name.
            if by.tenure is None or by.resident is not None:
                return [], False
            rows = nameable.missing(case) if field.type == "roll" else list(nameable.people(case, act))
            found = [one for one in rows if named and _called(one, named)]
            return [(str(one.pk), _labelled(one)) for one in found[:NAMED]], len(found[:NAMED]) < len(rows)
        case _:
            return list(field.choices.items()), False


def _called(one: Person, named: str) -> bool:
    return named in one.name or (one.household is not None and one.household.number == named)


def _labelled(one: Person) -> Text:
    if one.household is None:
        return Text(one.name, one.name)
    number = one.household.number
    return Text(f"{one.name}（{number} 户）", f"{one.name} (household {number})")


def offered(
    case: Case, code: str, name: Text, fields: Iterable[Field], by: Actor, *, inner: bool, named: str
) -> shapes.Shown:
    """An act that is open to somebody, for an answer. What the house knows already is no blank."""
    body = by.tenure.body if by.tenure is not None and by.resident is None else None
    return {
        "code": code,
        "name": shapes.name(name),
        "inner": inner,
        "resident": body is None,
        "place": body.place.code if body else None,
        "body": shapes.body_kind(body.kind, body.place.kind) if body else None,
        "fields": [blank(case, code, one, by, named) for one in fields if not one.fixed],
    }


def only(fields: Iterable[Field], data: Mapping[str, Any], matter: Matter | None = None) -> None:
    """Refuse what an act does not ask, so that nothing that was sent is lost without a word. Refusal `blank-unknown`.

    Of many who sign on one form the first says which power it is about; who says the same says nothing strange.
    """
    asked = {one.code: one.name for one in fields}
    if matter is not None and matter.power is not None and data.get("power") == matter.power.code:
        asked.setdefault("power", Text("行使的权力", "Power exercised"))
    if strange := [code for code in data if code not in asked]:
        known = "、".join(f"{code}（{name.zh}）" for code, name in asked.items()) or "没有"
        known_en = ", ".join(f"{code} ({name.en})" for code, name in asked.items()) or "none"
        raise Unfilled(
            {
                code: Refusal("blank-unknown", blank=code[:_SHOWN], known=known, known_en=known_en)
                for code in strange[:MOST]
            }
        )
