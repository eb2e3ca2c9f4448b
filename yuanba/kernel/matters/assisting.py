"""Assistance only: what a village may be asked to do under an item of the list, by whom it is led, with which money."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.guards import register
from yuanba.kernel.matters.prohibitions import cite
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.reasons import REASONS
from yuanba.kernel.procedures.refusal import Refusal

# Ways to help, by the codes in which an item of the list says what it may mean; then what no item may.
DOES = Field(
    "does",
    Text("要村里怎样协助", "How the village is to assist"),
    "choice",
    choices={
        "publicise": Text("宣传、张贴、提醒、转告", "Explain, post, remind, pass on"),
        "organise": Text("组织、动员志愿者", "Organise volunteers"),
        "patrol": Text("巡查", "Go round and look"),
        "report": Text("发现后报告", "Report what is seen"),
        "visit": Text("走访、关心、劝导", "Visit, care, persuade"),
        "apply": Text("帮助申请、登记、联系", "Help to apply, enter, get in touch"),
        "attend": Text("到场、带路、评议、疏散", "Be there, show the way, assess, evacuate"),
        "enforce": Text("执法、处罚、拆除", "Enforce, fine, pull down"),
        "approve": Text("审批、许可、决定给不给", "Approve, license, decide who gets what"),
        "letter": Text("签责任书、当责任主体", "Sign for it, be responsible for it"),
        "app": Text("打卡、排名、装应用、加台账牌子", "Check-ins, rankings, apps, ledgers, signboards"),
        "certificate": Text("出具清单以外的证明", "Certificates off the list"),
        "collect": Text("多收集或者公开个人信息", "Gather or publish more personal data than needed"),
        "guarantee": Text("担保、垫资", "Guarantee, advance money"),
        "fine": Text("罚款、扣物、停发待遇", "Fine, seize, stop benefits"),
    },
)


class AssistOnly:
    """A request under an assist item names a way to help that the item knows, a lead department and money.

    Refusals: `assist-unled`, `assist-exceeds`, `assist-unpaid`.
    """

    code = "assist-only"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (DOES,) if case.step.kind == "draft" else ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        power = case.matter.power
        item = json.loads(power.data) if power is not None else {}
        if power is None or item.get("list") != "assist":
            return
        facts = {"item": power.code, "name": power.name, "name_en": power.name_en or power.name}
        facts |= {key: item.get(key, "") for key in ("may", "may_en", "may_not", "may_not_en", "holder")}
        if not item.get("lead"):
            raise Refusal("assist-unled", law=cite(case, case.step.law), **facts)
        told = {**typed(case.matter), **data}
        if told.get("does") not in parts(item.get("does")):
            raise Refusal("assist-exceeds", law=cite(case, case.procedure.law), **facts)
        if Decimal(told.get("money", 0)) == 0:
            raise Refusal("assist-unpaid", law=cite(case, REASONS["assist-unpaid"].law), **facts)


register(AssistOnly())
