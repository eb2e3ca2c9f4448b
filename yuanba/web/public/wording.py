"""What acts and figures are called on a page, where the procedure itself does not name them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from yuanba.kernel.boards.publishing import REASONS
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.law import Threshold
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES
from yuanba.web.formats import text

# What people do inside a step; arrows have names of their own.
ACTS = {
    "open": N_("提出"),
    "post": N_("张榜公布"),
    "amend": N_("更正公示"),
    "ordered": N_("乡镇责令改正"),
    "convene": N_("召集会议"),
    "sign-in": N_("会议签到"),
    "declare": N_("登记利害关系人"),
    "confirm-interest": N_("确认利害关系"),
    "confirm-above": N_("上一级确认利害关系"),
    "adjourn": N_("休会，另行召集"),
    "count": N_("计票"),
    "evidence": N_("交材料"),
    "sign": N_("签名联署"),
    "join": N_("附议"),
    "correct": N_("更正"),
    "struck": N_("撤销一笔记录"),
}
# What a threshold is a share of.
WHOLES = {
    "present": N_("到会人数"),
    "present_members": N_("到会人数"),
    "all_members": N_("全体成员"),
    "members": N_("全体成员"),
    "all_representatives": N_("全体代表"),
    "representatives": N_("全体代表"),
    "composition": N_("全体组成人员"),
    "villagers": N_("全体村民（十八周岁以上）"),
    "adult_villagers": N_("全体村民（十八周岁以上）"),
    "adult_residents": N_("全体居民（十八周岁以上）"),
    "household_reps": N_("全体户的代表"),
    "adult_group_villagers": N_("本组村民（十八周岁以上）"),
    "group_household_reps": N_("本组户的代表"),
    "women_representatives": N_("妇女代表"),
    "voters": N_("登记选民"),
    "ballots": N_("投出的选票"),
    "directors": N_("到会理事"),
    "all_directors": N_("全体理事"),
    "area": N_("建筑物专有部分面积"),
    "owners": N_("业主人数"),
    "participating_area": N_("参与表决的专有部分面积"),
    "participating_owners": N_("参与表决的业主人数"),
}


def act_name(act: str) -> str:
    """The name of an act; an arrow has its outcome's name."""
    if act in ACTS:
        return _(ACTS[act])
    return text(OUTCOME_NAMES[act]) if act in OUTCOME_NAMES else act


def share(threshold: Threshold) -> str:
    """A share in words: more than half of those present, at least two thirds of all members."""
    whole = _(WHOLES.get(threshold.of, N_("法定人数")))
    facts = {"whole": whole, "num": threshold.num, "den": threshold.den}
    if (threshold.num, threshold.den) == (1, 2) and threshold.cmp == "gt":
        return _("%(whole)s的过半数") % facts
    if threshold.cmp == "gt":
        return _("超过%(whole)s的 %(num)s/%(den)s") % facts
    return _("%(whole)s的 %(num)s/%(den)s 以上") % facts


def verdict(data: dict[str, object], basis: str, body: str) -> str:
    """What a count came to, in a sentence: who came, how they voted, what the law asked, whether it is enough."""
    facts = {
        "present": data["present"],
        "votes_for": data["votes_for"],
        "against": data["against"],
        "abstain": data["abstain"],
        "needed": data["needed"],
        "share": share_asked(basis, body),
    }
    said = _("到会 %(present)s 人，赞成 %(votes_for)s 票，反对 %(against)s 票，弃权 %(abstain)s 票。") % facts
    if data.get("recused"):
        recused = int(str(data["recused"]))
        said += ngettext("另有 %(n)s 人因利害关系回避，不计票。", "另有 %(n)s 人因利害关系回避，不计票。", recused) % {
            "n": recused
        }
    asked = _("须 %(needed)s 票以上（%(share)s），") % facts if facts["share"] else _("须 %(needed)s 票以上，") % facts
    return said + asked + (_("通过。") if data["passed"] else _("未通过。"))


def share_asked(basis: str, body: str) -> str:
    """The majority that the article asks of an assembly; nothing where the pack has no such article."""
    statute = pack().law.statutes.get(Citation.parse(basis).statute)
    law = statute.assemblies.get(body) if statute else None
    return share(law.pass_all[0]) if law and law.pass_all else ""


def came(data: dict[str, object]) -> str:
    """Who came to a meeting, as numbers."""
    facts = {key: data.get(key, 0) for key in ("present", "proxies", "recused")}
    said = _("本人到会 %(present)s 人") % facts
    if facts["proxies"]:
        said += _("，书面委托 %(proxies)s 人") % facts
    if facts["recused"]:
        said += _("，其中回避 %(recused)s 人") % facts
    return said + _("。")


def down_because(reason: str) -> str:
    """Why a posting came down early."""
    return text(REASONS[reason]) if reason in REASONS else reason


def struck(data: Mapping[str, Any]) -> str:
    """What an upheld contest came to: the entry falls, and how a petition stands without it."""
    said = _("查实不是本人办的，这一笔作废，不再计数；原来的记录保留。")
    if "signed" in data:
        left = ngettext("现在有 %(n)s 人签名", "现在有 %(n)s 人签名", data["signed"]) % {"n": data["signed"]}
        said += left + (_("，仍达到法定人数。") if data["holds"] else _("，没有达到法定人数。"))
    return said


def declared(data: Mapping[str, Any]) -> str:
    """What a record of an interest comes to: at once where she said it herself."""
    if data.get("own", True):
        return _("登记了一名利害关系人，姓名不公开；本人和近亲属不参加表决。")
    return _("登记了一名利害关系人，姓名不公开；不是本人说的，要监督委员会（或者乡镇）确认以后才回避。")


def confirmed(data: Mapping[str, Any]) -> str:
    """What was said of an interest that others had recorded."""
    if data["verdict"] == "yes":
        return _("第 %(seq)s 笔登记的利害关系属实：本人和近亲属不参加表决。") % {"seq": data["declared"]}
    return _("第 %(seq)s 笔登记的利害关系没有认定：照常参加表决。") % {"seq": data["declared"]}
