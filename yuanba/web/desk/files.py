"""Papers of a matter: for the bodies whose work it is and for the supervisors, as a download, never public."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest

from yuanba.kernel.matters import uploads
from yuanba.kernel.matters.case import exercise
from yuanba.kernel.matters.models import Evidence, Matter
from yuanba.kernel.people.actors import Actor, acting_kind
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.engine import kinds_of
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web.desk.matter_view import MatterView


def open_to(matter: Matter, actors: list[Actor]) -> list[Evidence]:
    """The papers of a matter that one of these actors may open, oldest first; two queries at most.

    Officers of the bodies whose work it is may, and those who supervise; a resident's signed paper is only for the
    committee that entered it and for the supervisors, because it names who objected or signed.
    """
    posts = [by.tenure for by in actors if by.tenure is not None and near(by, matter)]
    if not posts:
        return []
    papers = Evidence.objects.filter(taking__matter=matter).select_related("taking").order_by("pk")
    if not any(post.body.kind == "committee" or pack().bodies[post.body.kind].oversight for post in posts):
        papers = papers.filter(taking__resident__isnull=True)
    return list(papers)


def near(by: Actor, matter: Matter) -> bool:
    """Whether an actor holds a post in the body that the matter waits for, or in one of its unit whose work it is.

    Those who supervise may put a query in any matter of their unit, so they read along.
    """
    held = by.tenure
    if held is None or held.body_id == matter.holder_id:
        return held is not None
    oversees = pack().bodies[held.body.kind].oversight
    return held.body.place.code == matter.unit.code and (oversees or held.body.kind in working(matter))


def working(matter: Matter) -> set[str]:
    """The kinds of bodies that a matter comes to on any of its ways, with those whose officers act for them."""
    procedure, power, found = pack().procedure(matter.procedure, matter.version), exercise(matter.power), set()
    about = matter.about.kind if matter.about else ""
    for step in procedure.steps.values():
        try:
            kinds = kinds_of(step.by, exercise=power, place_kind=matter.unit.kind, answering=about)
        except Refusal:
            continue  # fixed by a power that nobody has bound yet
        for kind in (pack().bodies[code] for code in kinds):
            found |= {kind.code, acting_kind(kind), *kind.made_of}
    return found


class File(MatterView):
    """`/m/<number>/file/<sha256>`: the bytes of one paper."""

    def get(self, request: HttpRequest, number: str, sha256: str) -> FileResponse:
        papers = open_to(self.matter, self.me.actors(self.matter.unit.code))
        paper = next((one for one in papers if one.sha256 == sha256), None)
        if paper is None:
            # One answer for what is absent and what is closed: nobody learns which papers there are.
            raise PermissionDenied
        path = uploads.path(sha256)
        if not path.exists():
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True, filename=paper.name, content_type=paper.media)
