"""Rows of what was done in somebody's name by others: with whom, in which office, when, and how to contest it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yuanba.kernel.matters.models import Authorisation, Taking
from yuanba.kernel.matters.purposes import purposes
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.county import pack
from yuanba.web import formats
from yuanba.web.desk.home import post
from yuanba.web.public.wording import act_name


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry made in her name. `state` says whether it was struck or is being looked into."""

    number: str
    seq: int
    title: str
    what: str
    at: datetime
    who: str
    office: str
    how: str
    state: str


def entries(takings: Iterable[Taking]) -> list[Entry]:
    """Rows of takings that come from `statement.in_her_name`."""
    return [_entry(one) for one in takings]


def _entry(taking: Taking) -> Entry:
    struck, contested = getattr(taking, "struck", False), getattr(taking, "contested", False)
    return Entry(
        number=taking.matter.number,
        seq=taking.seq,
        title=taking.matter.title,
        what=what(taking),
        at=taking.at,
        who=taking.person.name if taking.person else "",
        office=office(taking.tenure),
        how=how(taking),
        state=_("已撤销") if struck else _("正在核实") if contested else "",
    )


def what(taking: Taking) -> str:
    """The step and the act, in the reader's words."""
    matter = taking.matter
    procedure = pack().procedure(matter.procedure, matter.version)
    step = formats.text(procedure.steps[taking.step].name)
    return step if taking.act in ("submit", "open") else f"{step}{_('：')}{act_name(taking.act)}"


def how(taking: Taking) -> str:
    """By which authority an entry was made."""
    if taking.authorisation is not None:
        return _("凭委托书 %(number)s 代办") % {"number": taking.authorisation.number}
    return _("凭本人签名的纸质材料录入")


def office(tenure: Tenure | None) -> str:
    """The post of who acted; a person whom she named has none."""
    return post(tenure.body, tenure.post)[0] if tenure is not None else _("本人指定的亲友")


def purpose_name(row: Authorisation) -> str:
    """What an authorisation is for, in the reader's words."""
    for one in purposes(pack().procedure(row.purpose.split(".")[0])):
        if one.code == row.purpose:
            return f"{formats.text(one.procedure.name)}{_('：')}{formats.text(one.name)}"
    return row.purpose


def state_of(row: Authorisation, at: datetime) -> tuple[str, str]:
    """(words, tone) of where an authorisation stands."""
    if hasattr(row, "taking"):
        return _("已经用过"), "good"
    if row.ended_at is not None:
        return (_("本人已收回") if row.ended_because == "revoked" else _("已撤销")), "bad"
    if formats.days_left(_noon(row), at) < 0:
        return _("已过期"), "neutral"
    return _("可以用"), "now"


def _noon(row: Authorisation) -> datetime:
    last = row.last_day
    return datetime(last.year, last.month, last.day, 12, tzinfo=formats.SHANGHAI)
