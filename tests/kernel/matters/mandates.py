"""Helpers of the tests on agency: a signed authorisation on record, and who acts by it."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.cast import Village
from yuanba.kernel.matters import agency, uploads
from yuanba.kernel.matters.authorising import grant
from yuanba.kernel.matters.models import Authorisation, Matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import constitute, swear_in
from yuanba.kernel.people.models import Person

WISH = "four-two-one.wish.submit"
SIGN = "four-two-one.petition.sign"
OBJECT = "objection.lodge.submit"
CONTEST = "contest.lodge.submit"


def scan(settings: Any, folder: Path, name: str = "signed.jpg") -> dict[str, Any]:
    """A signed paper that really lies in the uploads of this test."""
    settings.YUANBA_DATA = folder
    return dict(uploads.keep(b"\xff\xd8\xff\xe0" + b"her signature, and her thumb" * 9, name))


def grid_worker(place: Village, person: Person) -> None:
    """Set up the village's grid team with one worker."""
    if "grid_team" not in place.bodies:
        place.bodies |= constitute(
            place=place.unit, bodies=["grid_team"], seats=[], since=place.unit.since, at=place.now
        )
    swear_in(body=place.bodies["grid_team"], post="grid_worker", person=person, since=place.unit.since, at=place.now)


def authorise(
    place: Village,
    resident: Person,
    agent: Person,
    purpose: str = WISH,
    *,
    signed: dict[str, Any] | None,
    matter: Matter | None = None,
    in_office: bool = False,
    papers: Sequence[str] = (),
    days: int = 20,
    by: Actor | None = None,
    **more: Any,
) -> Authorisation:
    """Her authority, taken down by the committee's clerk unless `by` says otherwise."""
    return grant(
        unit=place.unit,
        resident=resident,
        agent=agent,
        in_office=in_office,
        purpose=purpose,
        matter=matter,
        papers=papers,
        last_day=place.today + timedelta(days=days),
        scan=signed,
        by=by or place.actor("li", "committee"),
        **{"at": place.now, "key": uuid4(), **more},
    )


def agent_of(row: Authorisation) -> Actor:
    """The agent, read afresh from the record as a page does it."""
    related = ("agent", "resident", "office__body__place")
    return agency.acting(Authorisation.objects.select_related(*related).get(pk=row.pk))
