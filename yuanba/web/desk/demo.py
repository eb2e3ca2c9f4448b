"""The demonstration only: change into another of the cast, wind the clock to the next due date."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.db.models import Min, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views import View

from yuanba import clock
from yuanba.institutions.due import bring_about
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import officers
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Account, Tenure
from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.definitions import Text
from yuanba.web import formats
from yuanba.web.asked import number
from yuanba.web.desk.home import post
from yuanba.web.desk.login import safe
from yuanba.web.desk.sights import sights

BACKEND = "django.contrib.auth.backends.ModelBackend"
JUST_AFTER = timedelta(minutes=1)
ROUNDS = 5  # what time brings about can bring about more, such as an objection's end and then its parent's
# What the holder of an acting post can try, by kind of body; the first that fits is told.
TRY = {
    "supervision_committee": Text("对任何一步提出质询，写监督报告", "question any step, write the supervision report"),
    "party_org": Text("研究村民的意愿，提出提议，主持商议和审议", "study wishes, propose, chair the joint meeting"),
    "committee": Text("召集会议、计票、张榜、交材料、录入纸质材料", "call meetings, count votes, post, hand in papers"),
    "collective": Text("执行集体的决议，交材料", "carry out what the collective resolved"),
    "grid_team": Text("走访时记意愿，凭委托书替人代办", "take down wishes, act for others on written authority"),
    "township_office": Text(
        "采用和推广制度、合并拆分村和社区、改清单、核实没有答复的异议",
        "adopt and spread institutions, merge and split units, change lists, look into unanswered objections",
    ),
    "county_guidance": Text(
        "改县里的清单，采用和推广制度，看试点，核实对县里公示的异议",
        "change the county's lists, adopt and spread institutions, look into objections to the county's postings",
    ),
    "county_gate": Text(
        "给部门要村里做的事把关，定牌子去留", "admit or refuse what departments ask, decide on signboards"
    ),
    "county_department": Text(
        "申报要村里协助的事，提检查计划，兑现经费", "file what villages are asked for, plan inspections, pay"
    ),
}
RESIDENT = Text("提出意愿、联名提议、对公示提异议", "state a wish, sign a petition, object to a posting")


class DemoView(View):
    """A page that only a demonstration has."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.YUANBA_DEMO:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response


def next_date(now: datetime) -> datetime | None:
    """The earliest deadline or meeting after now, in all matters that run."""
    dates = Matter.objects.filter(closed_at__isnull=True).aggregate(
        due=Min("due_at", filter=Q(due_at__gt=now)), rings=Min("rings_at", filter=Q(rings_at__gt=now))
    )
    sittings = Assembly.objects.filter(adjourned_at__isnull=True, counted_at__isnull=True, meets_at__gt=now)
    meets = sittings.aggregate(meets=Min("meets_at"))["meets"]
    return min((day for day in (dates["due"], dates["rings"], meets) if day is not None), default=None)


def wind(to: datetime) -> int:
    """Wind the clock and let time do what it brings about; returns how many acts that were."""
    now, done = clock.wind(to), 0
    for _ in range(ROUNDS):
        acts = bring_about(now=now)
        if not acts:
            break
        done += acts
    return done


# Where one of the cast is at home, by the length of the code of that place.
LEVELS = {
    UNIT: Text("村里的人", "In the village"),
    TOWNSHIP: Text("镇上的人", "In the town"),
    COUNTY: Text("县里的人", "In the county"),
}


def cast() -> list[tuple[str, list[dict[str, Any]]]]:
    """The accounts by where they are at home, with their posts and a word on what to try; three queries."""
    on = local_day(clock.now())
    accounts = Account.objects.filter(person__isnull=False, is_active=True).select_related("person").order_by("pk")
    held: dict[int, list[Tenure]] = {}
    standing = Tenure.objects.filter(valid_on(on), person__account__isnull=False).select_related("body__place")
    for tenure in standing.order_by("pk"):
        held.setdefault(tenure.person_id, []).append(tenure)
    told: dict[int, list[dict[str, Any]]] = {length: [] for length in LEVELS}
    for account in accounts:
        assert account.person is not None
        posts = held.get(account.person.pk, [])
        kinds = {tenure.body.kind for tenure in posts}
        hint = next((TRY[kind] for kind in TRY if kind in kinds), RESIDENT)
        told[len(account.person.unit)].append(
            {
                "username": account.username,
                "name": account.person.name,
                "posts": [post(tenure.body, tenure.post)[0] for tenure in told_posts(posts)],
                "hint": formats.text(hint),
            }
        )
    return [(formats.text(name), told[length]) for length, name in LEVELS.items() if told[length]]


def told_posts(posts: list[Tenure]) -> list[Tenure]:
    """The posts worth telling: those that act, else those that not everybody has."""
    acting = [one for one in posts if one.post in officers(one.body.kind)]
    return acting or [one for one in posts if one.post != "member"]


class Demo(DemoView):
    """`/demo/`: the cast, the clock, and what is worth a visit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        acts = request.GET.get("acts", "")
        context = {
            "cast": cast(),
            "sights": sights(),
            "now": now,
            "next": next_date(now),
            "acts": number(acts),
            "back": request.GET.get("next", ""),
        }
        return render(request, "desk/demo.html", context)


class Switch(DemoView):
    """POST `/demo/as/`: become another of the cast, and be led to `next`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = Account.objects.filter(person__isnull=False, is_active=True)
        account = get_object_or_404(rows, username=request.POST.get("username", ""))
        auth.logout(request)
        auth.login(request, account, backend=BACKEND)
        return HttpResponseRedirect(safe(request, request.POST.get("next"), reverse("desk")), status=303)


class Wind(DemoView):
    """POST `/demo/clock/`: `to=due` winds just past the next date, `to=day` by one day."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        day = next_date(now) if request.POST.get("to") == "due" else now + timedelta(days=1)
        acts = wind(day + JUST_AFTER if request.POST.get("to") == "due" else day) if day else 0
        back = safe(request, request.POST.get("next"), f"{reverse('demo')}?acts={acts}")
        return HttpResponseRedirect(back, status=303)
