"""Who adopts, spreads and suspends: officers of the body that the county names for each level of place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from yuanba.kernel.people.actors import Actor, in_office, officers, own_post
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.codes import ancestors
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import adopting, planning
from yuanba.kernel.registers.adopting import Preview


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer wants done with institutions in a place from a day; `source` is the pilot of a spread."""

    doing: Literal["adopt", "spread", "suspend", "revoke"]
    institutions: tuple[str, ...]
    place: Place
    since: date
    params: Mapping[str, int] = field(default_factory=dict)
    source: Place | None = None


def adopters() -> Mapping[str, str]:
    """The adopting body of each kind of place, by the county's own word (`adopts` in county.toml)."""
    return dict(pack().settings.get("adopts", {}))


def office(tenures: list[Tenure]) -> Tenure | None:
    """The post in which somebody may adopt, the one over the widest place first; None where she has none."""
    bodies = adopters()
    mine = [t for t in tenures if bodies.get(t.body.place.kind) == t.body.kind and t.post in officers(t.body.kind)]
    return min(mine, key=lambda t: (len(t.body.place.code), t.pk), default=None)


def permit(place: Place, by: Actor, at: datetime) -> Tenure:
    """Her post, where it adopts for this place; refuses anybody else. Refusals: `not-yours-to-adopt`, `tenure-over`."""
    tenure = own_post(by)
    above = [*ancestors(place.code), place.code]
    mine = by.resident is None and tenure is not None and office([tenure]) is not None
    if tenure is None or not mine or tenure.body.place.code not in above:
        names = [pack().bodies[kind].name for kind in adopters().values()]
        raise Refusal(
            "not-yours-to-adopt",
            place=place.name,
            place_en=place.name_en,
            bodies="、".join(one.zh for one in names),
            bodies_en=", ".join(one.en for one in names),
        )
    in_office(tenure, local_day(at))
    return tenure


def _begins(wanted: Wanted, at: datetime) -> None:
    """Refuse a day that is over, or too far ahead: at the desk nothing is dated back. Those of `planning.begins`."""
    if wanted.doing != "revoke":
        planning.begins(wanted.since, at, late=False)


def preview(wanted: Wanted, *, by: Actor, at: datetime) -> Preview:
    """What it would change, for her who may do it; only terms are shown. Refusals: those of `decide`."""
    permit(wanted.place, by, at)
    _begins(wanted, at)
    if wanted.doing == "suspend":
        adopting.suspendable(wanted.institutions, wanted.place, wanted.since, at)
        return Preview((), ())
    if wanted.doing == "revoke":
        adopting.revocable(wanted.institutions, wanted.place, wanted.since, at)
        return Preview((), ())
    source = wanted.source if wanted.doing == "spread" else None
    return adopting.preview(
        institutions=wanted.institutions,
        place=wanted.place,
        since=wanted.since,
        params=wanted.params if source is None else {},
        at=at,
        source=source,
    )


def decide(wanted: Wanted, *, by: Actor, at: datetime, key: UUID) -> None:
    """Do it, as one act of her body; a replay of `key` changes nothing.

    Refusals: those of `permit` and of the act.
    """
    tenure = permit(wanted.place, by, at)
    _begins(wanted, at)
    body = f"{tenure.body.place.code}/{tenure.body.kind}"
    if wanted.doing == "suspend":
        adopting.suspend_all(
            institutions=wanted.institutions, place=wanted.place, on=wanted.since, at=at, body=body, key=key
        )
    elif wanted.doing == "revoke":
        adopting.revoke_all(
            institutions=wanted.institutions, place=wanted.place, since=wanted.since, at=at, body=body, key=key
        )
    elif wanted.doing == "spread" and wanted.source is not None:
        adopting.spread(
            institutions=wanted.institutions,
            source=wanted.source,
            place=wanted.place,
            since=wanted.since,
            at=at,
            body=body,
            key=key,
        )
    else:
        adopting.adopt_all(
            institutions=wanted.institutions,
            place=wanted.place,
            since=wanted.since,
            params=wanted.params,
            at=at,
            body=body,
            key=key,
        )
