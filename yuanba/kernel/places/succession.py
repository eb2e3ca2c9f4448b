"""The bare rows of a succession of places, judged and written as a part of the act that brings it about."""

from collections.abc import Iterable, Sequence
from datetime import date

from yuanba.kernel.places import rules
from yuanba.kernel.places.codes import ancestors, unit_of
from yuanba.kernel.places.models import Place, Redrawing, Succession
from yuanba.kernel.procedures.refusal import Refusal


def judge(*, old: Sequence[Place], new: Sequence[Place], on: date, kind: str) -> dict[int, Place]:
    """The places of a succession, locked, by key.

    Refusals: those of `rules.check_succession`, `place-not-standing`, `place-not-alike`.
    """
    ids = {place.pk for place in (*old, *new)}
    rules.check_succession(kind, [place.pk for place in old], [place.pk for place in new])
    locked = {place.pk: place for place in Place.objects.select_for_update().filter(pk__in=ids).order_by("code")}
    for place in locked.values():
        if not rules.valid(place.since, place.until, on) or (place.pk in {o.pk for o in old} and place.since == on):
            raise Refusal("place-not-standing", place=place.code, name=place.name, day=on.isoformat())
        if _level(place) != _level(locked[old[0].pk]):
            raise Refusal("place-not-alike", place=place.code, name=place.name)
    return locked


def write(
    *, old: Sequence[Place], new: Sequence[Place], on: date, kind: str, redrawing: Redrawing | None = None
) -> list[Succession]:
    """Close the old places that are not among the new, and link each to those that took over.

    Refusal `place-holds-others` where one of them still holds a standing place.
    """
    staying = {place.pk for place in new}
    closing = {place.pk: place for place in old if place.pk not in staying}
    held = list(Place.objects.filter(parent__in=closing).exclude(until__lte=on).order_by("code"))
    if held:
        name = closing[held[0].parent_id or 0].name
        raise Refusal("place-holds-others", name=name, count=len(held), first=held[0].name)
    Place.objects.filter(pk__in=closing).update(until=on)
    return Succession.objects.bulk_create(
        Succession(old=o, new=n, on=on, kind=kind, redrawing=redrawing) for o in old for n in new if o.pk != n.pk
    )


def move(pairs: Sequence[tuple[Place, Place]], *, redrawing: Redrawing) -> None:
    """Close inner places on the day of a redrawing and link each to the one under whose code it stands now."""
    on = redrawing.on
    Place.objects.filter(pk__in=[old.pk for old, _ in pairs]).update(until=on)
    Succession.objects.bulk_create(
        Succession(old=old, new=new, on=on, kind=Succession.Kind.RENAME, redrawing=redrawing) for old, new in pairs
    )


def meeting(codes: Iterable[str]) -> str:
    """The finest unit of the ledger that takes in all the codes: two villages of a township meet in the township."""
    chains = [[*(code for code in ancestors(code) if "." not in code), unit_of(code)] for code in codes]
    shared = [steps[0] for steps in zip(*chains, strict=False) if len(set(steps)) == 1]
    return shared[-1] if shared else chains[0][0]


def _level(place: Place) -> str:
    return {Place.Kind.COUNTY: "county", Place.Kind.TOWNSHIP: "township"}.get(
        Place.Kind(place.kind), place.kind if "." in place.code else "unit"
    )
