"""Matters of the villages and communities around, so that the township and the county have something to show."""

from datetime import datetime, time

from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.models import Place
from yuanba.ops.demo.telling import Story, Teller, days, officer

# unit, title, words of the wish, how many days ago, how far it has come
NEIGHBOURS = (
    ("510722101204", "维修提灌站水泵", "栽秧要用水，水泵坏了两年。", 26, "review"),
    ("510722101206", "新建便民桥", "过河要绕三里路。", 9, "confer"),
    ("510722101212", "聘请两名保洁员", "垃圾池没人清。", 16, "resolve"),
    ("510722101222", "整修晒坝", "晒坝开裂了，谷子都漏进去。", 3, "propose"),
    ("510722101002", "楼栋加装扶手", "老人上下楼没有抓的。", 12, "review"),
    ("510722101005", "小区停车划线", "消防通道经常被堵。", 2, "propose"),
)
POWERS = {"village": "M13", "community": "A10"}


def begin(teller: Teller, units: dict[str, Place], now: datetime) -> None:
    """Set the matters of those neighbours that are in this demonstration on their days."""
    morning = datetime.combine(local_day(now), time(10), SHANGHAI)
    for code, title, words, ago, step in NEIGHBOURS:
        if code in units:
            teller.begin(_proceed(teller, units[code], title, words, step), morning - days(ago))


def _proceed(teller: Teller, unit: Place, title: str, words: str, step: str) -> Story:
    """A wish that has come as far as a step."""
    resident = Tenure.objects.filter(body__place=unit, post="representative").order_by("pk")[3].person
    secretary, director = officer(unit, "party_org", "secretary"), officer(unit, "committee", "director")
    matter = teller.wish(unit, resident, title, words)
    if step == "propose":
        return
    yield days(3)
    teller.take(
        matter, secretary, "agree", power=POWERS[unit.kind], proposal=f"{title}，先做预算再议。", budget="30000"
    )
    if step == "confer":
        return
    yield days(4)
    teller.take(matter, director, "agree", held_on=teller.today, attended=5, opinion="同意。")
    if step == "review":
        return
    yield days(3)
    teller.take(matter, secretary, "agree", held_on=teller.today, attended=6, opinion="同意提交会议决议。")
