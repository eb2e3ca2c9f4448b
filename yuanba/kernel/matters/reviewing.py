"""`review`: one body looks at a matter and says what it thinks."""

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import Act, PlainVerb, register
from yuanba.kernel.procedures.refusal import Refusal


class Review(PlainVerb):
    """A supervision report waits until every query in the matter has been answered (VCOL 37).

    A body that has upheld one objection in a matter refers the next one up: else it could turn the same posting back
    for ever.
    """

    kind = "review"

    def ready(self, case: Case, act: Act) -> None:
        if act.code == "report" and case.step.oversight and case.open_queries:
            raise Refusal("queries-open", law=case.cite_body("supervision_committee"), number=case.open_queries)
        if act.code == "uphold" and "refer" in case.step.on and upheld_before(case):
            title = case.kinds(case.step)[0].title(case.unit.kind)
            to = case.procedure.steps[case.step.on["refer"]].name
            raise Refusal("upheld-before", body=title.zh, body_en=title.en, step=to.zh, step_en=to.en)


def upheld_before(case: Case) -> bool:
    """Whether the body of this step had upheld an objection to the same matter before this one was lodged; one query.

    Two objections to one posting turn it back once, and each may be upheld.
    """
    earlier = Taking.objects.filter(
        matter__parent=case.matter.parent_id, matter__role="objection", act="uphold", at__lt=case.matter.opened_at
    )
    kinds = [kind.code for kind in case.kinds(case.step)]
    return case.procedure.role == "objection" and earlier.filter(body__in=kinds).exists()


register(Review())
