"""Bodies of a redrawing: those of a unit that ends end with it; those of an inner place go on with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from yuanba.institutions.redrawing.ground import Ground
from yuanba.institutions.redrawing.lines import Carried, Ending, Need
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors
from yuanba.kernel.procedures.pack import HOUSEHOLDS, VOTERS

CHUNK = 500
ELECTORATES = (VOTERS, HOUSEHOLDS)


@dataclass(frozen=True, slots=True)
class Bodies:
    """What becomes of the bodies, and which stand afterwards: heir -> kind -> body, those above it included."""

    ending: tuple[Ending, ...]
    carried: tuple[Carried, ...]
    needs: tuple[Need, ...]
    standing: Mapping[str, Mapping[str, Body]]
    inside: Mapping[str, Sequence[Body]] = field(default_factory=dict)  # of inner places that move, by their old code

    def around(self, heir: str, site: Place | None) -> dict[str, Body]:
        """The nearest body of each kind for a matter of an heir that lies in `site`, an inner place of before."""
        found = dict(self.standing[heir])
        if site is not None:
            for code in (*ancestors(site.code), site.code):
                found |= {body.kind: body for body in self.inside.get(code, ())}
        return found


def plan(ground: Ground) -> Bodies:
    """Two queries."""
    on = ground.order.on
    moving: list[Place] = [*ground.giving.values(), *ground.within.values()]
    around: list[Place] = [*ground.heirs.values(), *ground.above.values()]
    places = {place.pk for place in (*moving, *around) if place.pk}
    rows = Body.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=places)
    found = list(rows.select_related("place").order_by("pk"))
    ends = {place.pk for place in ground.closing.values()}
    ending = [body for body in found if body.place_id in ends]
    carried = [body for body in found if body.place_id in ground.inner]
    inside: dict[str, list[Body]] = {}
    for body in found:
        if body.place_id in ground.within:
            inside.setdefault(body.place.code, []).append(body)
    terms: dict[int, int] = {}
    for (held,) in _terms([body.pk for body in (*ending, *carried)], on).values_list("body_id"):
        terms[held] = terms.get(held, 0) + 1
    gives = {place.pk for place in ground.giving.values()}
    return Bodies(
        tuple(Ending(b.pk, b.kind, b.place.code, terms.get(b.pk, 0)) for b in ending),
        tuple(Carried(b.pk, b.kind, b.place.code, ground.inner[b.place_id].to, terms.get(b.pk, 0)) for b in carried),
        tuple(_needs(ground, found, {body.kind for body in found if body.place_id in gives})),
        {code: _standing(code, found, ends, on) for code in ground.heirs},
        inside,
    )


def _terms(bodies: Sequence[int], on: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=on), body__in=bodies).order_by("pk")


def _standing(heir: str, found: Sequence[Body], ends: set[int], on: date) -> dict[str, Body]:
    """The nearest standing body of each kind for a unit, as `matters.case` finds it."""
    around = (heir[:6], heir[:9], heir)
    rows = [b for b in found if b.place.code in around and b.place_id not in ends and b.since <= on]
    return {body.kind: body for body in sorted(rows, key=lambda body: (len(body.place.code), -body.pk))}


def _needs(ground: Ground, found: Sequence[Body], given: set[str]) -> list[Need]:
    needs = []
    for heir in ground.heirs.values():
        if heir.code in ground.giving:
            continue
        here = {body.kind for body in found if body.place.code == heir.code}
        for kind in pack().bodies.values():
            if heir.kind not in kind.at or not (kind.code in given or (kind.required and heir.pk is None)):
                continue
            fate = "stands" if kind.code in here else "elect" if kind.posts else "set-up"
            by = tuple(c for c in kind.elected_by if c in ELECTORATES or heir.kind in pack().bodies[c].at)
            needs.append(Need(heir.code, kind.code, fate, by if fate == "elect" else ()))
    return needs


def write(bodies: Bodies, places: Mapping[str, Place], on: date) -> dict[int, int]:
    """End, set up and carry on the bodies of a plan; keys of those carried on, old to new."""
    moved = [*(line.pk for line in bodies.ending), *(line.pk for line in bodies.carried)]
    terms = list(_terms(moved, on))
    going = {line.pk: line for line in bodies.carried}
    new = [Body(kind=need.kind, place=places[need.heir], since=on) for need in bodies.needs if need.fate == "set-up"]
    before = {body.pk: body for body in Body.objects.filter(pk__in=going)}
    onward = {
        line.pk: Body(
            kind=line.kind,
            place=places[line.to],
            since=on,
            telephone=before[line.pk].telephone,
            warrant=before[line.pk].warrant,
        )
        for line in bodies.carried
    }
    Body.objects.filter(pk__in=moved).update(until=on)
    Body.objects.bulk_create([*new, *onward.values()], batch_size=CHUNK)
    again = [
        Tenure(
            body=onward[t.body_id],
            post=t.post,
            person_id=t.person_id,
            since=max(t.since, on),
            until=t.until,
            warrant=t.warrant,
        )
        for t in terms
        if t.body_id in going
    ]
    for term in terms:
        # One that begins on this day or later is over on its first: what never was cannot be unwritten.
        term.until = on if term.since < on else term.since + timedelta(days=1)
    Tenure.objects.bulk_update(terms, ["until"], batch_size=CHUNK)
    Tenure.objects.bulk_create(again, batch_size=CHUNK)
    return {old: new.pk for old, new in onward.items()}
