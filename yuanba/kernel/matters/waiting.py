"""`wait`: a matter stands still until its children have ended or a day has come."""

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.verbs import PlainVerb, register


class Wait(PlainVerb):
    """`joined` when no child is open any more, `elapsed` when the day is over, whichever arrow the step has."""

    kind = "wait"

    def clock(self, case: Case) -> str | None:
        if "joined" in case.step.on and not Matter.objects.filter(parent=case.matter, closed_at__isnull=True).exists():
            return "joined"
        due = case.matter.due_at
        return "elapsed" if "elapsed" in case.step.on and due is not None and due <= case.at else None


register(Wait())
