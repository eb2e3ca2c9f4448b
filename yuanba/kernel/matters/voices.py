"""A village's own voice about what is posted above it: an officer of its committee objects in the village's name."""

from datetime import datetime

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.actors import Actor, in_office, own_post
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal

COMMITTEE = "committee"


def village(by: Actor, over: Place) -> Place | None:
    """The unit in whose name she speaks of a posting of its township or county; None where she speaks for herself."""
    tenure = by.tenure
    if tenure is None or by.resident is not None or tenure.body.kind != COMMITTEE or len(over.code) >= UNIT:
        return None
    here: Place = tenure.body.place
    return here if here.code.startswith(over.code) else None


def speaks(case: Case, by: Actor) -> Place | None:
    """The unit whose objection this act is."""
    return village(by, case.unit) if case.procedure.role == "objection" else None


def permit(case: Case, by: Actor) -> None:
    """Refuse whoever is not in an acting post of that committee now. Refusals: `not-your-step`, `tenure-over`."""
    tenure = own_post(by)
    if tenure is None:
        raise Refusal("not-your-step", step=case.step.name.zh, step_en=case.step.name.en)
    in_office(tenure, case.on)


def once(parent: Matter, ground: str, unit: Place, since: datetime) -> None:
    """Refuse a second objection of one village on one ground to what is posted now. Refusal `village-objected`."""
    before = Taking.objects.filter(
        matter__parent=parent,
        matter__role="objection",
        matter__ground=ground,
        matter__opened_at__gte=since,
        body=COMMITTEE,
        resident__isnull=True,
        tenure__body__kind=COMMITTEE,
        tenure__body__place=unit,
    )
    if before.exists():
        raise Refusal("village-objected", place=unit.name, place_en=unit.name_en)


def said(unit: Place | None) -> dict[str, str]:
    """What the public reads of it: a village that objects does so by its name."""
    if unit is None:
        return {}
    return {"village": unit.code, "village_name": unit.name, "village_name_en": unit.name_en or unit.name}
