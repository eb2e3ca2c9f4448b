"""A notice: what is posted, for how long, and what became of it. The old one stays readable beside its correction."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from yuanba import clock
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.places.county import pack
from yuanba.web import cache
from yuanba.web.formats import days_left, text
from yuanba.web.public.papers import contents, issued_in, laws, notice_paper
from yuanba.web.public.readership import may_read
from yuanba.web.public.rows import posted
from yuanba.web.public.wording import down_because


def load(request: HttpRequest, pk: int) -> Notice:
    """The notice with all that its page shows, in one query; 404 where the reader may not see its board."""
    related = ("unit__parent", "matter__power", "matter__unit", "taking", "corrects")
    found = Notice.objects.select_related(*related).filter(pk=pk).first()
    if found is None or not may_read(request, pack().boards[found.board], found.unit):
        raise Http404
    return found


def state(notice: Notice, at: datetime) -> str:
    """ "down" when taken down early, "standing" while it hangs, "over" after its period."""
    if notice.taken_down_at is not None:
        return "down"
    return "standing" if at < notice.until else "over"


def kept_private(notice: Notice, response: HttpResponse) -> HttpResponse:
    """What is not for everybody is kept by no cache on the way."""
    if pack().boards[notice.board].visibility != "public":
        patch_cache_control(response, private=True, no_store=True)
    return response


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """`/n/<id>/`; `?format=pdf&size=a4|a3` is its paper twin."""
    # Which unit it is of never changes, so that may be read before the heads.
    unit = Notice.objects.filter(pk=pk).values_list("unit__code", flat=True).first()
    cache.declare(request, codes=cache.around(unit or ""))
    found = load(request, pk)
    if request.GET.get("format") == "pdf":
        return kept_private(found, notice_paper(found, request.GET.get("size", "a4")))
    at = clock.now()
    facts, words, items = contents(found)
    body, issued = pack().bodies[found.body], issued_in(found)
    page = render(
        request,
        "public/notice.html",
        {
            "notice": found,
            "place": found.unit,
            "board": pack().boards[found.board],
            "what": posted(found.posts),
            "state": state(found, at),
            "because": down_because(found.taken_down_because),
            "days": days_left(found.until, at),
            "issuer": text(body.title(issued.kind)),
            "issued": issued if issued.pk != found.unit_id else None,
            "laws": laws(found),
            "facts": facts,
            "words": words,
            "items": items,
            "newer": Notice.objects.filter(corrects=found).first(),
            "objectable": state(found, at) == "standing" and found.matter.step == found.taking.step,
        },
    )
    return kept_private(found, page)
