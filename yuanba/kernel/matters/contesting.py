"""“This was not me”: a resident contests an entry that others made in her name. What was written stays readable."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.matters.acts import replayed
from yuanba.kernel.matters.case import locked
from yuanba.kernel.matters.models import Contest, Taking
from yuanba.kernel.matters.opening import begin, beside, new_case
from yuanba.kernel.matters.permission import permit_resident
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal

PROCEDURE, STEP = "contest", "lodge"


def contestable(taking: Taking) -> bool:
    """Whether an entry was made in a resident's name by somebody else."""
    return taking.resident_id is not None


def contest(
    *,
    taking: int,
    by: Actor,
    ground: str,
    words: str,
    at: datetime,
    key: UUID,
    paper: Mapping[str, Any] | None = None,
) -> Taking:
    """Contest an entry. It is looked at by the supervisors or the township, never by who made it.

    Refusals: `contest-not-yours`, `contest-own`, `contest-too-late`, `contested-already`, those of `permit_resident`,
    Unfilled.
    """
    with transaction.atomic():
        old = Taking.objects.select_related("tenure__body").get(pk=taking)
        row = locked(old.matter_id)
        if done := replayed(key, by, None, role="contest", parent_id=old.matter_id):
            return done
        speaker = by.speaker
        if not contestable(old) or speaker is None or speaker.pk != old.resident_id:
            raise Refusal("contest-not-yours")
        about = old.tenure.body if old.tenure else None
        lodging, params = beside(row, PROCEDURE, STEP, at, about=about)
        permit_resident(row.unit, by, lodging, "submit")
        if by.person is not None and by.person.pk == old.person_id:
            raise Refusal("contest-own")
        if at > old.at + timedelta(days=params["contest_days"]):
            raise Refusal("contest-too-late", days=params["contest_days"])
        if _running(old):
            raise Refusal("contested-already")
        title = f"对“{row.title[:60]}”第 {old.seq} 笔记录：不是本人办的"
        # Her own village's supervisors look into it, though the matter may lie in the township.
        home = Place.objects.get(code=speaker.unit)
        case = new_case(lodging.procedure, params, STEP, home, title, at, parent=row, parent_step=old.step, about=about)
        case.matter.ground = ground[:20]
        done = begin(case, by, {"ground": ground, "words": words, "paper": paper}, key)
        Contest.objects.create(matter=done.matter, taking=old)
        return done


def _running(old: Taking) -> bool:
    """Whether this entry is being looked at, or has been struck; once dismissed it may be contested with new words."""
    found = Contest.objects.filter(taking=old)
    return found.filter(matter__closed_at__isnull=True).exists() or found.filter(struck_at__isnull=False).exists()
