"""Changing a list of powers by a matter: what is proposed is judged at the door, and put in force at the end."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from yuanba.kernel.matters import effects, guards
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.editing import OPS, Change, Op
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.editions import POWERS, editions, judged, put_in_force
from yuanba.kernel.registers.models import Record

OWN = {"名称": "name", "name": "name", "英文名称": "name_en", "name_en": "name_en"}
_LINE = re.compile(r"\s*([^:：\n]+?)\s*[:：]\s*(.*?)\s*")
# An edition cannot be taken back, so that it is planned for a year ahead at most.
SINCE = Field(
    "since",
    Text("从哪天起施行", "In force from"),
    "date",
    required=False,
    help=Text(
        "从今天起，最远一年以后。不填就从今天起；今天已经有新版本的，从明天起。",
        "From today, a year ahead at most. Today, where nothing is written; tomorrow, where an edition began today.",
    ),
    past=0,
    future=366,
)


def columns() -> dict[str, str]:
    """The columns of a list by every name that a clerk may write."""
    named = {name: field.code for field in pack().registers[POWERS].fields for name in (*_names(field), field.code)}
    return {**named, **OWN}


def _names(field: Field) -> tuple[str, str]:
    return field.name.zh, field.name.en


def cells(text: str) -> dict[str, str]:
    """New words by column, from lines such as “需要的材料：三家报价”. Refusal `edition-line`."""
    known, found = columns(), {}
    for line in filter(str.strip, text.splitlines()):
        split = _LINE.fullmatch(line)
        if split is None or split[1] not in known:
            raise Refusal("edition-line", line=line.strip()[:40])
        found[known[split[1]]] = split[2]
    return found


def proposed(data: Mapping[str, Any]) -> list[Change]:
    """The change that a form asks for; none where a list is put in force as it stands.

    Refusals: `edition-line`, `edition-item-missing`.
    """
    if data.get("change") not in OPS:
        return []
    op = cast(Op, data["change"])
    code = str(data.get("item", "")).strip().upper()
    words = cells(str(data.get("cells", "")))
    if not code or (op != "end" and not words):
        raise Refusal("edition-item-missing")
    if op == "add":
        words |= {"list": str(data["list"]), "wording": words.get("wording", "project")}
    return [Change(op, code, words if op != "end" else {})]


class ListChange:
    """A change of a list may be made in this place, and `yuanba check` would let it into the pack."""

    code = "list-change"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if act.code in (case.step.forward, "open"):
            judged(str(data["list"]), case.place, case.on, proposed(data))


def _first_day(case: Case, stood: Sequence[Record], written: str | None) -> date:
    """The day that was written, or today, or tomorrow where an edition began today. Never a day that nobody chose.

    A planned edition was judged and drawn up as a whole: whatever began before it would vanish on its day, so that
    what is decided later begins later too. Refusal `edition-planned`.
    """
    last = max((one.since for one in stood), default=None)
    if written is None:
        since = case.on + timedelta(days=1) if last == case.on else case.on
    else:
        since = date.fromisoformat(written)
    if last is not None and last >= since:
        raise Refusal("edition-planned", place=case.place.name, place_en=case.place.name_en, day=last.isoformat())
    return since


class ListEdition:
    """The list with its change is in force in the matter's place from a day. Refusal `edition-planned`."""

    code = "list-edition"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (SINCE,)

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        catalogue, changes = str(data["list"]), proposed(data)
        stood = editions(catalogue, case.place.code)
        since = _first_day(case, stood, data.get("since"))
        before, rows = judged(catalogue, case.place, since, changes)
        if stood and rows == before:
            return  # what was wanted is in force already
        put_in_force(
            catalogue=catalogue,
            place=case.place,
            since=since,
            changes=changes,
            at=case.at,
            body=f"{case.unit.code}/{taking.body}",
            matter=case.matter.number,
        )


guards.register(ListChange())
effects.register(ListEdition())
