"""`/p/<code>/calendar.ics`: meetings of assemblies, and the last day of each posting (RFC 5545)."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from yuanba import clock
from yuanba.api import notices, words
from yuanba.api.feeds.keeping import kept
from yuanba.api.feeds.speaking import absolute, place_name, said
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.calendar import local_date

MOST = 500
LOOKING_BACK = timedelta(days=90)


def _uid(kind: str, pk: int) -> str:
    # Fixed for ever: a moved server or another language must not make a second entry in somebody's calendar.
    return f"{kind}-{pk}@{pack().code}.yuanba"


def _meeting(meeting: Assembly) -> Event:
    event = Event()
    body = pack().bodies[meeting.body].title(meeting.unit.kind)
    event.add("uid", _uid("meeting", meeting.pk))
    event.add("dtstamp", meeting.adjourned_at or meeting.called_at)
    event.add("dtstart", meeting.meets_at)
    event.add("summary", f"{place_name(meeting.unit)} {said(body)}")
    event.add("description", meeting.motion.text)
    event.add("location", f"{place_name(meeting.unit)} {meeting.venue}")
    event.add("url", absolute(f"/m/{meeting.matter.number}/"))
    event.add("status", "CANCELLED" if meeting.adjourned_at else "CONFIRMED")
    event.add("sequence", 1 if meeting.adjourned_at else 0)
    return event


def _last_day(notice: Notice) -> date:
    # A posting ends at 24:00, which calendars would show on the day after.
    return local_date(notice.until - timedelta(seconds=1))


def _posting(notice: Notice) -> Event:
    event = Event()
    event.add("uid", _uid("posting", notice.pk))
    event.add("dtstamp", notice.since)
    event.add("dtstart", _last_day(notice))
    event.add("summary", _("公示最后一天：%(title)s") % {"title": notice.title})
    event.add("location", place_name(notice.unit))
    event.add("url", absolute(f"/n/{notice.pk}/"))
    event.add("transp", "TRANSPARENT")
    return event


def standing(units: list[int], at: datetime) -> QuerySet[Notice]:
    """Postings of these units that hang at an instant: a range of the index on unit and end."""
    rows = Notice.objects.filter(unit__in=units, until__gt=at, taken_down_at__isnull=True)
    return rows.filter(board__in=notices.open_boards()).select_related("unit").order_by("until", "pk")


@kept
def calendar(request: HttpRequest, place: Place) -> HttpResponse:
    at, notice = clock.now(), words.demo_notice()
    units = list(Place.objects.filter(within(unit_of(place.code))).values_list("pk", flat=True))
    held = Assembly.objects.filter(unit__in=units, meets_at__gte=at - LOOKING_BACK)
    written = Calendar()
    written.add("prodid", "-//yuanba//1.0//ZH")
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    written.add("x-wr-calname", _("%(place)s 会议和公示") % {"place": place_name(place)})
    if notice:
        written.add("x-wr-caldesc", said(notice))
    for meeting in held.select_related("unit", "matter", "motion").order_by("meets_at", "pk")[:MOST]:
        written.add_component(_meeting(meeting))
    for posted in standing(units, at)[:MOST]:
        written.add_component(_posting(posted))
    return HttpResponse(written.to_ical(), content_type="text/calendar; charset=utf-8")
