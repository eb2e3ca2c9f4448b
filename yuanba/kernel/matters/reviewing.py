"""`review`: one body looks at a matter and says what it thinks."""

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import Act, PlainVerb, register
from yuanba.kernel.procedures.refusal import Refusal


class Review(PlainVerb):
    """A supervision report waits until every query in the matter has been answered (VCOL 37)."""

    kind = "review"

    def ready(self, case: Case, act: Act) -> None:
        if act.code == "report" and case.step.oversight and case.open_queries:
            raise Refusal("queries-open", law=case.cite_body("supervision_committee"), number=case.open_queries)


register(Review())
