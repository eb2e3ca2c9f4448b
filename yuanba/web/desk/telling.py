"""What a press of the button will bring about, said before it is pressed."""

from django.utils.translation import gettext as _

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import SHORT, Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.web import formats
from yuanba.web.asking import body


def target(case: Case, outcome: str) -> str:
    """Where an arrow leads, as a sentence."""
    to = case.step.on[outcome]
    if to in case.procedure.steps:
        step = case.procedure.steps[to]
        words = {"step": formats.text(step.name), "body": body(case, step)}
        return _("转到“%(step)s”，由%(body)s办理。") % words
    return _("这件事就此结束：%(end)s。") % {"end": formats.text(case.procedure.ends[to].name)}


def effect(case: Case, act: Act) -> list[str]:
    """The sentences under a form: where the matter goes, what becomes public, and that nothing is edited later."""
    told = []
    if act.code == "count":
        told.append(_("通过与否由系统按法律计算，谁也不能填写。"))
        told += [_("通过：%(where)s") % {"where": target(case, "pass")}]
        told += [_("未通过：%(where)s") % {"where": target(case, "reject")}]
    elif act.code in case.step.on:
        told.append(_("提交后%(where)s") % {"where": target(case, act.code)})
        if act.code == case.step.forward and SHORT in case.step.on:
            told.append(_("系统按票数算出名额未满的，%(where)s") % {"where": target(case, SHORT)})
    elif act.code == "submit":
        told.append(_("提交后%(where)s") % {"where": target(case, case.step.forward)})
    elif act.code == "open":
        told.append(_("提交后这件事从“%(step)s”开始。") % {"step": formats.text(case.step.name)})
    else:
        told.append(_("提交后事项仍在“%(step)s”这一步。") % {"step": formats.text(case.step.name)})
    told += further(case, act)
    told.append(_("提交后不能修改，写错了只能另作更正，原来的记录保留。"))
    return told


def further(case: Case, act: Act) -> list[str]:
    """What an act brings about beyond its own matter's steps."""
    if act.code in ("post", "amend") and case.step.posting:
        days = case.params[case.step.posting]
        return [_("公示 %(days)s 天；期间村民（居民）可以提异议，期满自动往下走。") % {"days": days}]
    match case.procedure.role, case.step.on.get(act.code):
        case "objection", "upheld":
            return [_("被异议的公示随即撤下，原来的事项退回重办。")]
        case "objection", "ordered":
            return [_("原来的决议不动，公示要限期更正。")]
    return []


def as_whom(by: Actor) -> str:
    """In whose name an act is done: in a post, for another by her authority, or one's own. Phones are shared."""
    if by.agent and by.resident is not None:
        return _("以%(name)s的名义，由您代办") % {"name": by.resident.name}
    if by.tenure is None:
        return _("以%(name)s本人的名义") % {"name": by.person.name if by.person else ""}
    kind = pack().bodies[by.tenure.body.kind]
    words = {
        "place": formats.name(by.tenure.body.place),
        "body": formats.text(kind.title(by.tenure.body.place.kind)),
        "post": formats.text(kind.posts[by.tenure.post].name),
    }
    return _("以%(place)s%(body)s%(post)s的身份") % words


def beside(about: str) -> list[str]:
    """What follows from an objection, a question or a correction."""
    match about:
        case "object":
            return [
                _("异议没有处理完，被异议的事项不能往下办。"),
                _("公开页面只写“一名村民（居民）”，不写您的姓名。"),
                _("提交后不能修改。"),
            ]
        case "ask":
            return [
                _("被质询的组织要在期限内答复；逾期由乡镇督促。"),
                _("质询和答复都会公开。提交后不能修改。"),
            ]
        case "contest":
            return [
                _("由监督委员会核实，逾期转乡镇；经手录入、代办的人不参加。"),
                _("查实的，这一笔作废、不再计数，原来的记录和账本都保留，旁边写明已撤销。"),
                _("公开页面不写您的姓名。"),
            ]
        case _:
            return [_("原来的记录保留，更正写在它旁边，并写明理由。")]


def before(one: Field, value: object) -> Text:
    """The hint under a blank that mends: what was written."""
    if one.type == "items" and isinstance(value, list):
        rows = "；".join(f"{row['name']} {row['income']}/{row['expense']}" for row in value)
        return Text(f"原来写的（收入/支出）：{rows}", f"As written (income/expense): {rows}")
    if one.type == "choice":
        named = one.choices.get(str(value), Text(str(value), str(value)))
        return Text(f"原来写的：{named.zh}", f"As written: {named.en}")
    return Text(f"原来写的：{value}", f"As written: {value}")
