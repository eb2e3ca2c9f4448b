"""`/tour/`: the main job in short stops. Each stop finds its matter by the step it stands in, never by a number."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yuanba import clock
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Account
from yuanba.kernel.procedures.definitions import Text
from yuanba.web import formats, links
from yuanba.web.desk.demo import DemoView

PROCEDURE = "four-two-one"
GUIDE = "chen"  # the resident with whom the tour begins: the unit she lives in is where it goes on
LATEST = 200


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: whom to be, what to press, where. `steps` are those whose newest matter the page is about."""

    who: str
    title: Text
    words: Text
    page: str = "take"
    steps: tuple[str, ...] = ()
    role: str = "main"
    clock: bool = False


STOPS = (
    Stop(
        "chen",
        Text("陈伯说出意愿", "Chen states a wish"),
        Text(
            "按“村民提出意愿”，写上想修的路，提交。姓名不会出现在公开页面上。",
            "Choose “A resident states a wish”, name the road and submit. The public page will not name him.",
        ),
        "new",
    ),
    Stop(
        "zhou",
        Text("党组织研究提议", "The Party organisation proposes"),
        Text(
            "周书记按“同意”，选定行使的权力（如 M13），写提议和预算。不同意也要写理由，村民还可以联名。",
            "Secretary Zhou agrees, chooses the power exercised and writes proposal and budget. A refusal needs a reason, and villagers may petition.",
        ),
        steps=("propose",),
    ),
    Stop(
        "wu",
        Text("两委商议", "The two committees confer"),
        Text(
            "吴主任填开会日期、实到人数和会议意见。应到人数由系统数，写不多。",
            "Director Wu enters the date, who came and the opinion. The house counts who was due.",
        ),
        steps=("confer",),
    ),
    Stop(
        "zhou",
        Text("党员大会审议", "Party members review"),
        Text("周书记填审议的日期、人数和意见。", "Secretary Zhou enters date, number and opinion of the review."),
        steps=("review",),
    ),
    Stop(
        "wu",
        Text("召集会议", "The meeting is called"),
        Text(
            "吴主任召集会议。代表会议要有村民会议的授权记录，通知天数不够会被挡回，并写明依据。",
            "Director Wu calls the meeting. Representatives need a recorded mandate, and a notice that is too short is refused.",
        ),
        steps=("resolve",),
    ),
    Stop(
        "li",
        Text("签到和计票", "Sign-in and count"),
        Text(
            "先把时钟拨到开会之后。李会计在名册上签到，再填票数、附计票单照片；通过与否由系统按法律算。",
            "Wind the clock past the meeting. Clerk Li signs people in, enters the votes with a photo of the sheet; the house computes the result.",
        ),
        steps=("resolve",),
        clock=True,
    ),
    Stop(
        "li",
        Text("张榜公布决议", "The decision is posted"),
        Text("李会计按“张榜公布”，至少挂 15 天。", "Clerk Li posts the decision; it hangs for at least 15 days."),
        steps=("publish-decision",),
    ),
    Stop(
        "xiu",
        Text("阿秀提异议", "Xiu objects"),
        Text(
            "公示期间任何村民都能提异议；异议没有了结，事情不能往下办。",
            "While it hangs any villager may object; until that is settled the matter may not go on.",
        ),
        "object",
        steps=("publish-decision",),
    ),
    Stop(
        "wu",
        Text("答复异议", "The objection is answered"),
        Text(
            "吴主任答复：不成立的，监督委员会还要复核。",
            "Director Wu answers; what he does not uphold goes to the supervisors.",
        ),
        steps=("answer",),
        role="objection",
    ),
    Stop(
        "wang",
        Text("监督委员会复核", "The supervisors look into it"),
        Text("王婶写复核意见。", "Wang, chair of the supervisors, writes her opinion."),
        steps=("examine",),
        role="objection",
    ),
    Stop(
        "li",
        Text("实施并交材料", "Work is carried out"),
        Text(
            "把时钟拨到公示期满。李会计逐项交合同、凭据、验收记录，缺一样都不能按“完成”。",
            "Wind the clock past the posting. Clerk Li hands in contract, vouchers and acceptance; “done” waits for all three.",
        ),
        steps=("carry-out",),
        clock=True,
    ),
    Stop(
        "li",
        Text("公开收支明细", "The accounts are posted"),
        Text("李会计逐项逐笔填收支，张榜。", "Clerk Li enters income and expense item by item and posts them."),
        steps=("publish-result",),
    ),
    Stop(
        "wang",
        Text("监督质询", "A question from the supervisors"),
        Text(
            "王婶对任何一步都能质询；被问的组织 10 天内答复（李会计在办事台答）。",
            "Wang may question any step; the body asked answers within ten days (Clerk Li, on her desk).",
        ),
        "ask",
        steps=("publish-result", "supervise"),
    ),
    Stop(
        "wang",
        Text("监督报告", "The supervision report"),
        Text(
            "把时钟拨到公示期满，质询答复齐了，王婶出具报告。",
            "Wind the clock past the posting; when all questions are answered Wang reports.",
        ),
        steps=("supervise",),
        clock=True,
    ),
    Stop(
        "li",
        Text("立卷归档", "Filed in the archive"),
        Text(
            "李会计归档。打开公开页面，看每一步、依据和账本指纹。",
            "Clerk Li files it. Open the public page: every step, its article, its ledger fingerprint.",
        ),
        steps=("archive",),
    ),
)


def found(unit: str) -> dict[str, Matter]:
    """The newest running matter of the unit in each step, by "role step"; one query."""
    rows = Matter.objects.filter(unit__code=unit, closed_at__isnull=True).order_by("-pk")[:LATEST]
    newest: dict[str, Matter] = {}
    for matter in rows:
        if matter.role != "main" or matter.procedure == PROCEDURE:
            newest.setdefault(f"{matter.role} {matter.step}", matter)
    return newest


def href(stop: Stop, newest: dict[str, Matter], posted: set[int], unit: str) -> str:
    """Where the stop's button leads; empty while no matter has come that far."""
    if stop.page == "new":
        return reverse("new", args=[unit])
    for step in stop.steps:
        matter = newest.get(f"{stop.role} {step}")
        if matter is not None and (stop.page != "object" or matter.pk in posted):
            return reverse(stop.page, args=[matter.number])
    return ""


class Tour(DemoView):
    """The stops with their buttons."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        accounts = {
            account.username: account.person
            for account in Account.objects.filter(username__in={stop.who for stop in STOPS}).select_related("person")
        }
        guide = accounts.get(GUIDE)
        unit = guide.unit if guide else ""
        newest = found(unit)
        standing = Notice.objects.filter(matter__in=newest.values(), taken_down_at__isnull=True, until__gt=now)
        posted = set(standing.values_list("matter_id", flat=True))
        stops = [
            {
                "number": number,
                "who": stop.who,
                "name": person.name if (person := accounts.get(stop.who)) else "",
                "title": formats.text(stop.title),
                "words": formats.text(stop.words),
                "href": href(stop, newest, posted, unit) if guide else "",
                "clock": stop.clock,
            }
            for number, stop in enumerate(STOPS, 1)
        ]
        return render(
            request, "desk/tour.html", {"stops": stops, "now": now, "place": links.place(unit) if guide else ""}
        )
