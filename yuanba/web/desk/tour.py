"""`/tour/`: the main job in short stops, along the newest matter its guide began; its state tells the next stop."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yuanba import clock
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Account, Person
from yuanba.web import formats, links
from yuanba.web.desk.demo import DemoView
from yuanba.web.desk.tour_stops import STOPS, Stop

GUIDE = "chen"  # the resident with whom the tour begins
# Steps that are one stop each; the others are told apart by what has happened in them.
PLAIN = {"propose": "propose", "confer": "confer", "review": "review", "carry-out": "carry-out", "archive": "archive"}


@dataclass(frozen=True, slots=True)
class Where:
    """The stop a matter has come to ("" off the tour's road) and the matter its page is about."""

    stop: str
    matter: Matter | None = None


def guided(guide: Person) -> Matter | None:
    """The newest matter that the guide began."""
    began = Taking.objects.filter(person=guide, resident__isnull=True, seq=1, matter__role="main")
    first = began.select_related("matter").order_by("-pk").first()
    return first.matter if first else None


def standing(matter: Matter) -> Where:
    """Which stop is next for a matter; three queries at most."""
    if matter.step in PLAIN:
        return Where(PLAIN[matter.step], matter)
    if matter.step == "resolve":
        called = Assembly.objects.filter(
            matter=matter, called_at__gte=matter.entered_at, adjourned_at__isnull=True, counted_at__isnull=True
        ).exists()
        return Where("count" if called else "convene", matter)
    children = list(Matter.objects.filter(parent=matter).order_by("-pk"))
    if matter.step in ("publish-decision", "publish-result"):
        result = matter.step == "publish-result"
        hangs = Notice.objects.filter(
            matter=matter, since__gte=matter.entered_at, taken_down_at__isnull=True, taking__step=matter.step
        ).exists()
        if not hangs:
            return Where("accounts" if result else "post", matter)
        return _question(matter, children) if result else _objection(matter, children)
    if matter.step == "supervise":
        return _question(matter, children) if any(one.step for one in children) else Where("report", matter)
    return Where("", matter)


def _objection(matter: Matter, children: list[Matter]) -> Where:
    objection = next((one for one in children if one.role == "objection"), None)
    if objection is None:
        return Where("object", matter)
    if objection.step:
        return Where({"answer": "answer", "examine": "examine"}.get(objection.step, ""), objection)
    # Settled: what is left is to wait until the posting is over.
    return Where("carry-out", matter)


def _question(matter: Matter, children: list[Matter]) -> Where:
    query = next((one for one in children if one.role == "query"), None)
    if query is None:
        return Where("ask", matter)
    return Where("reply" if query.step == "answer" else "report", query if query.step == "answer" else matter)


def href(stop: Stop, where: Where, unit: str) -> str:
    """Where the stop's button leads, when the matter has come to it; the first can always be begun again."""
    if stop.page == "new":
        return reverse("new", args=[unit])
    return reverse(stop.page, args=[where.matter.number]) if stop.code == where.stop and where.matter else ""


class Tour(DemoView):
    """The stops with their buttons; those behind are marked as done."""

    def get(self, request: HttpRequest) -> HttpResponse:
        accounts = {
            account.username: account.person
            for account in Account.objects.filter(username__in={stop.who for stop in STOPS}).select_related("person")
        }
        guide = accounts.get(GUIDE)
        matter = guided(guide) if guide else None
        where = standing(matter) if matter else Where("wish")
        reached = next((number for number, stop in enumerate(STOPS) if stop.code == where.stop), len(STOPS))
        stops = [
            {
                "number": number + 1,
                "who": stop.who,
                "name": person.name if (person := accounts.get(stop.who)) else "",
                "title": formats.text(stop.title),
                "words": formats.text(stop.words),
                "href": href(stop, where, guide.unit) if guide else "",
                "clock": stop.clock and stop.code == where.stop,
                "state": "now" if number == reached else "done" if number < reached and where.stop else "",
            }
            for number, stop in enumerate(STOPS if guide else ())
        ]
        context = {
            "stops": stops,
            "now": clock.now(),
            "matter": matter,
            "ended": matter is not None and not matter.step,
            "place": links.place(guide.unit) if guide else "",
        }
        return render(request, "desk/tour.html", context)
