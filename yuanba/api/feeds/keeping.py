"""A feed is kept like any other answer: told to be fresh by the ledger, and answered 304 to who has it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.api import freshness
from yuanba.kernel.places.models import Place

Feed = Callable[[HttpRequest, Place], HttpResponse]


def kept(feed: Feed) -> Callable[..., HttpResponse]:
    """A view of `/p/<code>/…`: 404 where there is no such place, 304 where nothing has happened since."""

    @require_safe
    def view(request: HttpRequest, code: str) -> HttpResponse:
        try:
            freshness.fresh(request, code)
        except freshness.NotModified:
            return freshness.mark(request, HttpResponse(status=304))
        place = Place.objects.filter(code=code).first()
        if place is None:
            raise Http404
        return freshness.mark(request, feed(request, place))

    return view
