"""`/p/<code>/feed.atom`: postings and completed steps of a place, the newest first. Nobody is named in it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from yuanba.api import matters, notices, words
from yuanba.api.feeds.keeping import kept
from yuanba.api.feeds.speaking import absolute, language, place_name, said
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.record import CLOCK, RESIDENT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.definitions import STRUCK, Text
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES

ENTRIES = 50
# An old matter that still moves is rare, and a feed must not cost more with every year: only the newest are looked at.
MATTERS = 200


def _notice(notice: Notice) -> dict[str, Any]:
    board = pack().boards[notice.board].name
    last = local_date(notice.until).toordinal() - 1
    return {
        "title": _("公示：%(title)s") % {"title": notice.title},
        "description": _("%(place)s，%(board)s，公示到 %(day)s。")
        % {
            "place": place_name(notice.unit),
            "board": said(board),
            "day": datetime.fromordinal(last).date().isoformat(),
        },
        "link": absolute(f"/n/{notice.pk}/"),
        "unique_id": f"{settings.YUANBA_BASE_URL}/n/{notice.pk}/",
        "pubdate": notice.since,
        "updateddate": notice.taken_down_at or notice.since,
    }


def _actor(taking: Taking) -> Text:
    if taking.body:
        return pack().bodies[taking.body].title(taking.matter.unit.kind)
    return CLOCK if taking.person_id is None else RESIDENT


def _taking(taking: Taking) -> dict[str, Any]:
    matter = taking.matter
    procedure = pack().procedure(matter.procedure, matter.version)
    step = procedure.steps[taking.step]
    onward = (procedure.steps.get(taking.to) or procedure.ended(taking.to)).name
    # A count is named by what it came to, every other act by itself.
    reached = next((outcome for outcome, target in step.on.items() if target == taking.to), step.forward)
    outcome = OUTCOME_NAMES[taking.act if taking.act in OUTCOME_NAMES else reached]
    if taking.to == STRUCK.code:
        outcome = STRUCK.name
    return {
        "title": _("%(title)s：%(step)s——%(outcome)s")
        % {"title": matter.title, "step": said(step.name), "outcome": said(outcome)},
        "description": _("%(place)s，%(body)s；接下来：%(onward)s。")
        % {"place": place_name(matter.unit), "body": said(_actor(taking)), "onward": said(onward)},
        "link": absolute(f"/m/{matter.number}/#t{taking.seq}"),
        "unique_id": f"{settings.YUANBA_BASE_URL}/m/{matter.number}/#t{taking.seq}",
        "pubdate": taking.at,
        "updateddate": taking.at,
    }


def entries(code: str) -> list[dict[str, Any]]:
    """Entries of a place, the newest first; three queries."""
    latest = list(matters.scoped(code, "main").values_list("pk", flat=True)[:MATTERS])
    steps = Taking.objects.filter(matter__in=latest).exclude(to="").select_related("matter__unit")
    posted = notices.scoped(code).filter(board__in=notices.open_boards()).select_related("unit")
    found = [_taking(one) for one in steps.order_by("-pk")[:ENTRIES]]
    found += [_notice(one) for one in posted[:ENTRIES]]
    return sorted(found, key=lambda entry: entry["pubdate"], reverse=True)[:ENTRIES]


@kept
def feed(request: HttpRequest, place: Place) -> HttpResponse:
    notice, host = words.demo_notice(), pack().settings["host"]
    written = Atom1Feed(
        title=_("%(place)s 村务公开") % {"place": place_name(place)},
        link=absolute(f"/p/{place.code}/"),
        description="",
        subtitle=said(notice) if notice else "",
        language="en" if language() == "en" else "zh-Hans",
        feed_url=absolute(f"/p/{place.code}/feed.atom"),
        author_name=said(Text(host["name"], host["name_en"])),
    )
    for entry in entries(place.code):
        # Django writes a summary as HTML, and what people wrote is none.
        written.add_item(**{**entry, "description": escape(entry["description"])})
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
