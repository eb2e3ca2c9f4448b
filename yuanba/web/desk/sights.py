"""What is worth a visit in the demonstration beside the tour: links to what happened there, each found by asking."""

from dataclasses import dataclass

from django.urls import reverse

from yuanba.kernel.matters.certifying import ISSUED, check_part
from yuanba.kernel.matters.models import Contest, Matter, Taking
from yuanba.kernel.matters.turned_away import BODIES as REFUSED
from yuanba.kernel.people.models import Account
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.registers.editions import EDITIONS
from yuanba.kernel.registers.models import Record
from yuanba.web import links
from yuanba.web.formats import text
from yuanba.web.public.editions import edition_of


@dataclass(frozen=True, slots=True)
class Sight:
    """A page to visit, and what it shows."""

    title: str
    words: str
    href: str


def sights() -> list[Sight]:
    """The pages, only those that this demonstration has; eight queries."""
    found = [*_errand(), *_contested(), *_certificates(), *_lists(), *_above()]
    refused = Record.objects.filter(register=REFUSED).exists()
    title = Text("按清单不受理的", "Turned away by the lists")
    words = Text(
        "部门要村里签责任书，在门口就退了，公开记一笔。", "A letter of responsibility that no village may sign."
    )
    return [*found, Sight(text(title), text(words), reverse("refused"))] if refused else found


def _errand() -> list[Sight]:
    ran = Taking.objects.filter(authorisation__isnull=False).select_related("matter").order_by("pk").first()
    title = Text("没有手机的老人，托人办一件事", "A resident without a phone has an errand run")
    words = Text(
        "凭书面委托代办，用一次；公开页只写“凭委托书代办”。文书和经办的网格员能打印带二维码的回执。",
        "On written authority, used once, naming nobody. Clerk and grid worker can print the receipt with its QR code.",
    )
    return [Sight(text(title), text(words), links.matter(ran.matter.number))] if ran else []


def _contested() -> list[Sight]:
    rows = Contest.objects.filter(struck_at__isnull=False).select_related("taking__matter")
    struck = rows.order_by("pk").first()
    title = Text("“这不是我签的”", "“This was not me”")
    words = Text(
        "一位老人名下的一笔签名，核实后撤销，原来写的还看得到；另一笔监委会正在核实。",
        "A signature in an old man's name was looked into and struck, and stays readable; another is under way.",
    )
    return [Sight(text(title), text(words), links.matter(struck.taking.matter.number))] if struck else []


def _certificates() -> list[Sight]:
    found = []
    for title, words, ended in (
        (
            Text("一份真的证明", "A certificate that stands"),
            Text(
                "扫证明上的二维码，看到的就是这一页：不写是谁。", "What its QR code leads to: the person is not named."
            ),
            False,
        ),
        (
            Text("一份作废的证明", "A certificate that was revoked"),
            Text("同样的一页，写明哪天作废。", "The same page says on which day."),
            True,
        ),
    ):
        row = Record.objects.filter(register=ISSUED, until__isnull=not ended).order_by("pk").first()
        if row is not None:
            found.append(
                Sight(text(title), text(words), reverse("verify-certificate", args=[row.code, check_part(row)]))
            )
    return found


def _lists() -> list[Sight]:
    found = []
    later = Record.objects.filter(register=EDITIONS, code__endswith="-2").select_related("place").order_by("pk").first()
    if later is not None:
        title = Text("清单的第二版", "The second edition of a list")
        words = Text("和第一版逐字对照，改在哪里一眼看到。", "Set beside the first, word by word.")
        found.append(Sight(text(title), text(words), edition_of(later).href))
    posted = Matter.objects.filter(procedure__startswith="catalogue-edition", step="consult").order_by("pk").first()
    if posted is not None:
        title = Text("正在征求意见的清单改动", "A change of a list, open for opinions")
        words = Text(
            "公示期内谁都可以提异议，村委会可以用村里的名义提。", "Anybody may object, and a village in its own name."
        )
        found.append(Sight(text(title), text(words), links.matter(posted.number)))
    return found


def _above() -> list[Sight]:
    """What only the offices of the town and the county can do, where somebody of the town has an account."""
    officers = Account.objects.filter(person__tenures__body__kind="township_office").order_by("pk")
    town = officers.values_list("person__unit", flat=True).first()
    if town is None:
        return []
    report = Text("试点前后对照", "A pilot before and after")
    counts = Text(
        "试点的镇和别的乡镇，只比件数和天数，不排名。", "The pilot town and the others: counts and days, no ranking."
    )
    redraw = Text("合并、拆分村和社区", "Merge and split villages")
    preview = Text(
        "换成邓干事或者郝科长来看：先预览哪些跟着走，再办。", "As an officer of town or county: seen first, then done."
    )
    return [
        Sight(text(report), text(counts), links.pilot("four-two-one", town)),
        Sight(text(redraw), text(preview), reverse("redraw", args=[town])),
    ]
