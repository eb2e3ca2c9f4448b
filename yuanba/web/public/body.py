"""A body: on which law it stands, who holds its public posts, and what waits for it."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.codes import UNIT, unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date
from yuanba.web import cache, inherited
from yuanba.web.citing import governing
from yuanba.web.formats import text
from yuanba.web.public import archive
from yuanba.web.public.bodies import holders, public_tenures
from yuanba.web.public.rows import matter_rows

WAITING = 30


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """`/bodies/<id>/`."""
    # Where it is never changes, so that may be read before the heads.
    code = Body.objects.filter(pk=pk).values_list("place__code", flat=True).first()
    unit = unit_of(code or pack().code)
    # What ends a unit's bodies may be an act of the township.
    cache.declare(request, **({"codes": cache.around(unit)} if len(unit) == UNIT else {"prefix": unit}))
    found = Body.objects.select_related("place__parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    at = clock.now()
    kind = pack().bodies[found.kind]
    waiting = Matter.objects.filter(
        Q(holder=found) | inherited.waiting([found.kind], found.place_id), closed_at__isnull=True, role="main"
    ).order_by("due_at")
    through = pack().bodies.get(kind.acts_through)
    day = archive.last_day(found.until, local_date(at))
    return render(
        request,
        "public/body.html",
        {
            "body": found,
            "place": found.place,
            "kind": kind,
            "title": text(kind.title(found.place.kind)),
            "laws": governing(kind.law, found.place.kind),
            "holders": holders(kind, public_tenures(found.place_id, day).get(found.pk, [])),
            "hidden": any(not post.public for post in kind.posts.values()),
            "through": text(through.title(found.place.kind)) if through else "",
            "matters": matter_rows(waiting[:WAITING], at),
            "heirs": archive.heirs(found.place),
        },
    )
