"""The burden account for everybody: hours asked and saved, money attached, each number with the rows that make it up.

Places and departments stand in the order of their codes; nobody is ranked, and nothing here is about a person.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from yuanba import clock
from yuanba.institutions.burden.reading import burden
from yuanba.institutions.burden.sums import ASKED, DERIVED, DROPPED, TURNED, Account, Line
from yuanba.kernel.places.codes import COUNTY, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.registers.imposed import Imposed
from yuanba.web import cache, links
from yuanba.web.formats import name, text
from yuanba.web.speaking import language
from yuanba.web.speaking import word as _


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an account, its words ready."""

    name: str
    href: str
    kind: str
    asker: str
    asker_href: str
    hours: int
    units: int
    whole: int
    money: str
    verdict: str
    unverified: str
    line: Line


@dataclass(frozen=True, slots=True)
class Sum:
    """One place or department of a list."""

    href: str
    name: str
    account: Account


def department_name(code: str) -> str:
    """The name of a department of the county's list; the words themselves where they name none."""
    row = next((row for row in pack().registers["departments"].rows if row["code"] == code), None)
    return text(Text(row["name"], row["name_en"])) if row else code


def _words(register: str, field: str, value: str) -> str:
    declared = next((one for one in pack().registers[register].fields if one.code == field), None)
    chosen = declared.choices.get(value) if declared else None
    return text(chosen) if chosen else ""


def _row(line: Line) -> Row:
    row: Imposed = line.row
    register = row.record.register
    kind = _words(register, "asks", str(row.data.get("asks", ""))) or text(pack().registers[register].name)
    admitted = "-" in row.record.code and row.record.code[:6].isdigit()
    known = row.asker in {one["code"] for one in pack().registers["departments"].rows}
    return Row(
        name=name(row.record),
        href=links.matter(row.record.code) if admitted else "",
        kind=kind,
        asker=department_name(row.asker),
        asker_href=f"{links.prefix()}/burden/departments/{row.asker}/" if known else "",
        hours=row.hours,
        units=line.units,
        whole=line.hours,
        money=f"{line.money:,.2f}" if line.money else "",
        verdict=_("不予准入") if row.data.get("refused") else _words(register, "verdict", row.verdict),
        unverified=str(row.data.get("unverified_en" if language() == "en" else "unverified", "")),
        line=line,
    )


def _parts(account: Account) -> list[tuple[str, list[Row]]]:
    """The rows of an account in its four columns, in the order of their codes."""
    titles = {
        ASKED: _("要村里做的"),
        DERIVED: _("不用再填的台账（系统自动生成）"),
        DROPPED: _("以前要做、已经取消或者合并的"),
        TURNED: _("部门想要、没有准入的（村里没有做过）"),
    }
    return [
        (title, [_row(line) for line in sorted(account.of(why), key=lambda line: line.row.record.code)])
        for why, title in titles.items()
    ]


def county(request: HttpRequest) -> HttpResponse:
    """`/burden/`: the county, its townships and its departments."""
    cache.declare(request, prefix=pack().code)
    today = local_date(clock.now())
    found = burden(today)
    towns = Place.objects.filter(valid_on(today), kind=Place.Kind.TOWNSHIP).order_by("code")
    return render(
        request,
        "public/burden.html",
        {
            "place": get_object_or_404(Place, code=pack().code),
            "account": found.of(pack().code),
            "below": [Sum(_href(one.code), name(one), found.of(one.code)) for one in towns],
            "departments": _departments(found.departments),
            "parts": _parts(found.of(pack().code)),
        },
    )


def _departments(accounts: dict[str, Account]) -> list[Sum]:
    known = {row["code"] for row in pack().registers["departments"].rows}
    return [
        Sum(
            f"{links.prefix()}/burden/departments/{code}/" if code in known else "",
            department_name(code),
            accounts[code],
        )
        for code in sorted(accounts)
    ]


def _href(code: str) -> str:
    return f"{links.place(code)}burden/"


def of_place(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/burden/`: a township with its units, or a unit."""
    cache.declare(request, prefix=pack().code)
    today = local_date(clock.now())
    place = get_object_or_404(Place.objects.select_related("parent__parent"), code=code)
    if not COUNTY < len(code) <= UNIT:
        raise Http404
    found = burden(today)
    below = [] if len(code) == UNIT else list(Place.objects.filter(valid_on(today), parent=place).order_by("code"))
    account = found.of(code)
    return render(
        request,
        "public/burden.html",
        {
            "place": place,
            "account": account,
            "below": [Sum(_href(one.code), name(one), found.of(one.code)) for one in below],
            "departments": [],
            "parts": _parts(account),
        },
    )


def department(request: HttpRequest, code: str) -> HttpResponse:
    """`/burden/departments/<code>/`: what one department asks of villages."""
    if code not in {row["code"] for row in pack().registers["departments"].rows}:
        raise Http404
    cache.declare(request, prefix=pack().code)
    found = burden(local_date(clock.now()))
    account = found.departments.get(code) or Account(len(found.units))
    context = {"title": department_name(code), "account": account, "parts": _parts(account)}
    return render(request, "public/burden_department.html", context)
