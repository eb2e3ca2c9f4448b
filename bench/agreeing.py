"""Assemblies that agree to a redrawing, act by act as their officers would: for the benchmark and the tests alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from yuanba.institutions.redrawing.order import Order
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.assemblies.voting import entitled
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.consenting import PROCEDURE
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.redrawn import kind_of
from yuanba.kernel.places.scope import valid_on

SHEET = {"sha256": "ab" * 32, "name": "sheet.jpg", "size": 1234, "media": "image/jpeg"}
Clock = Callable[[datetime], datetime]


def form(order: Order) -> dict[str, str]:
    """What the township writes down for an order."""
    new = {heir.code: heir.name for heir in order.new}
    parts = order.choices
    return {
        "redrawing": kind_of(order.kind, order.old, new),
        "old_units": "\n".join(order.old),
        "new_units": "\n".join(f"{code} {name}".strip() for code, name in new.items()),
        "goes": "\n".join(f"{key}={heir}" for key, heir in parts.given.items() if "-2026-" not in key),
        "rest": parts.rest if len(new) > 1 else "",
        "reasons": "地方小，人少，合在一起好办事。",
    }


def agree(forms: Sequence[Mapping[str, str]], at: datetime, *, wind: Clock | None = None) -> datetime:
    """Every village that a form concerns agrees to it, all in the same weeks; the instant at which it is reported.

    `wind` moves a clock that others read, where there is one.
    """
    begun = [
        _began(PROCEDURE, "propose", unit, officer(unit, "township_office", at), "合并拆分方案", data, at)
        for data in forms
        for unit in _villages(data)
    ]
    at = vote(begun, "villager_assembly", at, wind)
    for matter in begun:
        done(matter, officer(matter.unit, "committee", at), "post", {}, at)
    at = _on(max(matter.due_at or at for matter in begun) + timedelta(hours=9), wind)
    tick(now=at)
    for matter in begun:
        matter.refresh_from_db()
        done(matter, officer(matter.unit, "township_office", at), "done", {"report_number": "潼府〔2026〕9号"}, at)
        assert matter.end == "agreed", matter.end
    return at


def resolve(units: Sequence[Place], at: datetime, *, wind: Clock | None = None) -> tuple[list[str], datetime]:
    """Communities whose residents' assembly passes a matter by the ordinary way in, and it is posted; the numbers."""
    begun = []
    for unit in units:
        data = {"power": "C01", "agenda": "社区合并拆分方案"}
        matter = _began("convene", "call", unit, officer(unit, "committee", at), "社区合并拆分", data, at)
        done(matter, officer(unit, "party_org", at), "agree", {}, at)
        begun.append(matter)
    at = vote(begun, "resident_assembly", at, wind)
    for matter in begun:
        done(matter, officer(matter.unit, "committee", at), "post", {}, at)
    return [matter.number for matter in begun], at


def vote(matters: Sequence[Matter], body: str, at: datetime, wind: Clock | None = None) -> datetime:
    """The assembly of each is called, everybody comes and all are for it."""
    meets = {"meets_on": (local_day(at) + timedelta(days=12)).isoformat(), "meets_time": "19:30", "venue": "文化院坝"}
    for matter in matters:
        by = officer(matter.unit, "committee", at)
        done(matter, by, "convene", {"body": body, "motion": "是否同意方案", **meets}, at)
    at = _on(at + timedelta(days=13), wind)
    for matter in matters:
        by = officer(matter.unit, "committee", at)
        present = list(entitled(Assembly.objects.select_related("unit", "matter__site").get(matter=matter)))
        done(matter, by, "sign-in", {"present": present}, at)
        cast = {"votes_for": len(present), "against": 0, "abstain": 0, "sheet": SHEET}
        done(matter, by, "count", {**cast, "recorder_1": present[0], "recorder_2": present[1]}, at)
    return at


def officer(unit: Place, kind: str, at: datetime) -> Actor:
    """Somebody in office for a body of the unit or of its township."""
    place = unit.code[:9] if kind == "township_office" else unit.code
    held = Tenure.objects.filter(
        valid_on(local_day(at)), body__kind=kind, body__place__code=place, post__in=officers(kind)
    )
    tenure = held.select_related("person", "body__place").order_by("pk")[0]
    return Actor(tenure.person, tenure)


def done(matter: Matter, by: Actor, act: str, data: Mapping[str, Any], at: datetime) -> None:
    """One act in a matter."""
    take(matter=matter.pk, by=by, act=act, data=data, at=at, key=uuid4())
    matter.refresh_from_db()


def _began(
    procedure: str, start: str, unit: Place, by: Actor, title: str, data: Mapping[str, Any], at: datetime
) -> Matter:
    matter = open_matter(
        procedure=procedure, start=start, unit=unit, by=by, title=title, data=data, at=at, key=uuid4()
    ).matter
    matter.refresh_from_db()
    return matter


def _villages(data: Mapping[str, str]) -> list[Place]:
    codes = {line.split()[0] for key in ("old_units", "new_units") for line in data[key].splitlines()}
    standing = Place.objects.filter(code__in=codes, until__isnull=True, kind="village")
    return list(standing.select_related("parent").order_by("code"))


def _on(at: datetime, wind: Clock | None) -> datetime:
    return wind(at) if wind is not None else at
