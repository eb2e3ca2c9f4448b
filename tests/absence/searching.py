"""Searches for what 国办函〔2026〕12号 forbids (certainty B), each a function of what it looks through."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.effort import ways
from yuanba.kernel.procedures.pack import Pack


@dataclass(frozen=True, slots=True)
class Feature:
    """A forbidden thing: what it is called in names of fields, tables and addresses, and how code does it."""

    code: str
    words: str  # Chinese words in names, as a regular expression
    names: str  # identifiers and addresses
    scripts: str = ""  # calls in a page or script


FEATURES = (
    Feature("check_in", "打卡|签到次数|接龙", r"check_?-?ins?\b|checkin|punch|attendance_rate"),
    Feature("points_ranking", "积分|排名|排行|名次|得分", r"\bpoints?\b|leader_?board|rank(ing|ed)?\b|score(s|board)?\b"),
    Feature(
        "online_time_stats", "在线时长|学习时长|活跃度", r"online_time|last_seen|dwell|heart_?beat|duration_online|activity_score",
        r"sendBeacon|visibilitychange|beforeunload",
    ),
    Feature(
        "forced_install", "必须安装|强制安装|安装应用", r"install_?app|must_install|app_?store",
        r"beforeinstallprompt|apps\.apple\.com|play\.google\.com",
    ),
    Feature("install_rate_report", "安装率|激活率|注册率", r"install_?rate|activation_?rate|registration_?rate"),
    Feature("forced_login", "强制登录|登录率", r"login_?rate|forced_?login|last_login"),
    Feature("likes_as_appraisal", "点赞数|点赞量|阅读量|转发量", r"\blikes?\b|like_count|shares_count|view_count|hits\b"),
    Feature("votes_as_appraisal", "投票数排|拉票", r"vote_ranking|popularity|most_voted"),
    Feature(
        "compulsory_photo_track", "轨迹|定位|人脸", r"geo_?location|\bgps\b|latitude|longitude|\btracks?\b|face_id",
        r"geolocation|getUserMedia|watchPosition|capture\s*=",
    ),
    Feature("commercial_activity", "广告|商城|推广费|会员费|打赏", r"\bads?\b|advert|sponsor|shop\b|cart\b|vip\b|donate_button"),
)  # fmt: skip
# The eleventh, repeated_form_filling, is searched in the procedures themselves.
ALSO = "repeated_form_filling"


def named(feature: Feature, names: Iterable[str]) -> list[str]:
    """Those of these names that name the forbidden thing."""
    found = re.compile(f"{feature.words}|(?i:{feature.names})")
    # An underscore is no border of a word to a regular expression, and to a reader it is one.
    return [name for name in names if found.search(name) or found.search(name.replace("_", " ").replace("-", " "))]


def called(feature: Feature, text: str) -> list[str]:
    """Calls in a page or script that do the forbidden thing."""
    return re.findall(feature.scripts, text) if feature.scripts else []


def asked(pack: Pack) -> Iterator[str]:
    """The names of every blank that anybody is asked to fill, with where it stands."""
    for procedure in pack.procedures.values():
        for step in procedure.steps.values():
            for field in step.fields:
                yield f"{procedure.code}/{step.code}/{field.code} {field.name.zh}"
            for code, name in step.tasks.items():
                yield f"{procedure.code}/{step.code}/{code} {name.zh}"
    for register in pack.registers.values():
        for field in register.fields:
            yield f"{register.code}/{field.code} {field.name.zh}"


def forced_files(procedure: Procedure) -> list[str]:
    """Files and places that a resident must hand in."""
    return [
        f"{procedure.code}.{step.code}.{field.code}"
        for step in procedure.steps.values()
        if step.by == "@resident"
        for field in step.fields
        if field.type in ("file", "place") and field.required
    ]


def asked_twice(procedure: Procedure) -> list[str]:
    """What two steps of one plain way both ask for, by its name."""
    found = set()
    for way in ways(procedure):
        steps: dict[str, set[str]] = defaultdict(set)
        for step in way:
            for field in step.fields:
                steps[field.name.zh].add(step.code)
        found |= {f"{procedure.code}: {name}" for name, codes in steps.items() if len(codes) > 1}
    return sorted(found)


def kept_twice(pack: Pack) -> list[str]:
    """What two registers, both written by hand, ask for of the same keeper: of one fact there is one register."""
    keepers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for register in pack.registers.values():
        for field in register.fields if register.kept_by else ():
            keepers[register.kept_by, field.name.zh].add(register.code)
    return sorted(f"{name}: {', '.join(sorted(codes))}" for (_, name), codes in keepers.items() if len(codes) > 1)


def ordered_by_numbers(source: str) -> list[int]:
    """Lines that sort a query by a count or a sum: how a ranking is made."""
    counting = re.compile(r"-?(n|count|total|number_of|hours|amount|matters|likes|score|done)$")
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by"
        for one in node.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and counting.match(one.value)
    ]


def outside(text: str) -> list[str]:
    """Addresses of other sites from which a page would load something."""
    return re.findall(r"""(?:src|href|action)\s*=\s*["']\s*((?:https?:)?//[^"']+)""", text)
