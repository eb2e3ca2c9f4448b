"""A body: on which law it stands, who holds its public posts, what waits for it, and what goes with the office."""

from collections import Counter
from datetime import date, datetime, time

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuanba import clock
from yuanba.kernel.matters import handing, planning, representing
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.coverage import SOON
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.codes import UNIT, unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.calendar import SHANGHAI, local_date
from yuanba.kernel.procedures.citations import Citation
from yuanba.web import cache, inherited, links
from yuanba.web.citing import governing
from yuanba.web.formats import text
from yuanba.web.paper.sheet import Signature
from yuanba.web.public import archive, papers
from yuanba.web.public.bodies import holders, public_tenures
from yuanba.web.public.rows import matter_rows

WAITING = 30
HANDING = (Citation.parse("vcol-2026:24"),)


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
    ).order_by(F("due_at").asc(nulls_last=True), "pk")
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
            "most": WAITING,
            "owed": None if found.until else handing.owed(found, kind, day),
            "term": None if found.until else _term(found, day),
            "vacant": [] if found.until else _vacant(found, day),
            "unfilled": [] if found.until else _unfilled(found, day),
            "fill": f"{reverse('new', args=[found.place.code])}?open={planning.PROCEDURE}.{planning.PART}",
            "today": day,
            "heirs": archive.heirs(found.place),
        },
    )


def _vacant(found: Body, on: date) -> list[tuple[Place, int, str]]:
    """Where seats of representatives are vacant, how many, and where to begin filling them; five queries at most."""
    if found.kind not in representing.kinds():
        return []
    lacking = Counter(
        one.place for one in representing.seats(found.place, on) if one.vacant and one.tenure.body_id == found.pk
    )
    places = Place.objects.filter(code__in=lacking).order_by("code") if lacking else ()
    start = f"?open={representing.PROCEDURE}.vacancy"
    return [(one, lacking[one.code], reverse("new", args=[one.code]) + start) for one in places]


def _unfilled(found: Body, on: date) -> list[tuple[str, int]]:
    """Posts of a committee that nobody holds, though somebody was to be elected to them; five queries at most."""
    if found.kind != planning.BALLOTED:
        return []
    posts = pack().bodies[found.kind].posts
    return [(text(posts[post].name), number) for post, number in planning.unfilled(found.place, on).items()]


def _term(found: Body, on: date) -> date | None:
    """The day on which the body's term ends, where that is past or within sixty days; one query."""
    if pack().bodies[found.kind].term_years is None:
        return None
    ends = list(Tenure.objects.filter(body=found).values_list("until", flat=True))
    last = max((day for day in ends if day is not None), default=None)
    return last if last is not None and None not in ends and last <= on + SOON else None


def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """`/bodies/<id>/handover.pdf`: what goes with the office, listed by the house, for both to sign."""
    found = Body.objects.select_related("place__parent__parent").filter(pk=pk).first()
    if found is None or not pack().bodies[found.kind].hands_over:
        raise Http404
    today = local_date(clock.now())
    kind, held = pack().bodies[found.kind], handing.inventory(found, today)
    registers = pack().registers
    sheet = papers.blank(
        found.place,
        kind="record",
        title=_("移交清单"),
        subtitle=text(kind.title(found.place.kind)),
        facts=(
            (_("印章"), _("　　枚，保管人：")),
            (_("账目"), _("　　册，至　　年　　月")),
            (_("档案"), _("已归档事项 %(n)s 件") % {"n": held.filed}),
            *(
                (text(registers[one.register].name), _("现有记录 %(n)s 条") % {"n": one.number})
                for one in held.registers
            ),
            (_("没有办完的事项"), _("%(n)s 件") % {"n": len(held.running)}),
        ),
        materials=tuple(f"{row.number} {row.title}" for row in held.running),
        signature_lines=(
            Signature(label=_("移交人")),
            Signature(label=_("接收人")),
            Signature(label=_("监交人（乡镇）")),
        ),
        url=f"{papers.settings.YUANBA_BASE_URL}{links.body(found.pk)}",
        law=papers.cited(governing(HANDING, found.place.kind)),
    )
    return papers.pdf(sheet, datetime.combine(today, time(), SHANGHAI), f"handover-{found.pk}")
