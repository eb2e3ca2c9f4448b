"""What falls when a contest is upheld: the name that was counted, the authority that was abused; never the record."""

from datetime import datetime
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.collecting import progress
from yuanba.kernel.matters.models import Authorisation, Contest, Matter, Support, Taking


def withdraw(contest: Contest, at: datetime) -> Taking:
    """Take back what counted by the struck entry, and every open authority of the same agent from the same resident."""
    old = contest.taking
    Support.objects.filter(taking=old).delete()
    contest.struck_at = at
    contest.save(update_fields=["struck_at"])
    given = Authorisation.objects.filter(resident=old.resident_id, agent=old.person_id, ended_at__isnull=True)
    given.update(ended_at=at, ended_because="struck")
    return old


def hollow(row: Matter) -> bool:
    """Whether nobody stands behind a running matter any more.

    An objection falls with the last who lodged or joined it. Any other matter goes on once a body has acted in it: it
    is the body's too, and the body sees what was struck.
    """
    if not row.step or Support.objects.filter(matter=row).exists():
        return False
    takings = Taking.objects.filter(matter=row)
    if takings.exclude(contests__struck_at__isnull=False).filter(body="", person__isnull=False).exists():
        return False
    return row.role == "objection" or not takings.exclude(body="").exclude(act="struck").exists()


def counted(case: Case) -> dict[str, Any]:
    """How a petition stands without the struck name: how many signed, and whether the lawful share is still met."""
    if case.step.kind != "collect":
        return {}
    shares = progress(case)
    return {
        "signed": Support.objects.filter(matter=case.matter).count(),
        "holds": any(threshold.met(signed, whole) for threshold, signed, whole in shares),
    }
