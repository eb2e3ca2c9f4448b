"""Refusals in mergers and splits of units. Part of `sentences.SENTENCES`."""

REDRAWING: dict[str, tuple[str, str]] = {
    "place-closed": (
        "{place}已经撤并，不能在这里办新的事，请到接续它的村、社区办理。",
        "{place_en} stands no longer; begin new matters in the unit that took over.",
    ),
    "redraw-units-only": (
        "{place} 不是现有的村、社区；合并、拆分只在村、社区之间办理。",
        "{place} is no village or community that stands; only these are merged and split here.",
    ),
    "redraw-quasi": (
        "{place}是类似单位（代码第十位是 4 或者 5），不是村也不是社区，没有村（居）民会议。合并、拆分、换代码要由会议同意，"
        "没有人能替它同意，所以不在这里办。由谁同意，没有查到条文（未核实）。",
        "{place_en} is a similar unit (digit 10 of its code is 4 or 5), neither a village nor a community, and has no "
        "assembly. The assembly has to agree to a merger, a split or a new code, and nobody can in its stead: so it is "
        "not done here. Who would have to, no article that we found says (unverified).",
    ),
    "redraw-past": (
        "{day} 已经过去，合并、拆分不能倒填日期。",
        "{day} is over; a merger or split cannot be backdated.",
    ),
    "redraw-not-today": (
        "生效的日子是 {day}，还没有到；可以先下达命令，到那一天自动办理。",
        "It takes effect on {day}, which has not come: give the order now, and it is done on the day.",
    ),
    "redraw-new-today": (
        "{place}当天才设立或者才换代码，一天里不能两次变动，请第二天再办。",
        "{place_en} was founded, or took its code, only on that day: a place cannot change twice in one day.",
    ),
    "redraw-not-yours": (
        "合并、拆分由乡镇提出、县级人民政府批准，由这个乡镇或者县里负责指导村民自治的部门登记，不归您的职务办理。",
        "A merger or split is proposed by the township and approved by the county, and recorded by this township's "
        "office or the county's department for self-governance; it is not for your post.",
    ),
    "redraw-unapproved": (
        "请填写县级人民政府批准的文号；没有批准不能合并、拆分。",
        "Please give the number of the county's approval; without it no village is merged or split.",
    ),
    "redraw-not-agreed": (
        "{place}的村民会议还没有同意：由乡镇在村里提出方案，村民会议通过、公示期满、报县以后才能办理。",
        "The villagers' assembly of {place_en} has not agreed: the township proposes it there, and once the assembly "
        "has passed it, and it was posted and reported to the county, this can be done.",
    ),
    "redraw-community-not-agreed": (
        "{place}还没有居民会议（居民代表会议）表决同意的记录：请填写表决通过的事项编号。社区适用哪一条法律，未核实。",
        "There is no record that the assembly of {place_en} agreed: give the number of the matter that it passed. "
        "Which article applies to communities is unverified.",
    ),
    "redraw-consent-open": (
        "{place}村民会议同意的事项 {number} 还没有办结，现在在“{step}”；公示期满、没有未答复的异议、报县以后才能办理。",
        "The consent of {place_en}, {number}, is not complete: it stands at “{step_en}”. The posting must have run out "
        "with no objection open, and the township must have reported it.",
    ),
    "redraw-consent-differs": (
        "这次办理的和{place}村民会议同意的（{number}）不一样：{what}。请照同意的办，或者请村民会议重新表决。",
        "This is not what the assembly of {place_en} agreed to ({number}): {what_en}. Keep to what was agreed, or let "
        "the assembly vote again.",
    ),
    "redraw-facts-fixed": (
        "方案已经提交村民会议，不能再改；要改，另外提一件新的。",
        "The proposal is before the assembly and can no longer be changed: propose another one instead.",
    ),
    "redraw-fact-elsewhere": (
        "{place}不在涉及的村里，请到涉及的村提出。",
        "{place_en} is not among the villages concerned; propose it in one of these.",
    ),
    "redraw-fact-kind": (
        "办的种类和写的村对不上：以后的村都是现有的，是调整范围；有新设立的，是拆分。现有的村只写代码，不写名称。",
        "The kind does not fit the villages: where all of them stand already it is a new boundary, where one is "
        "founded a split. Give the code alone of a village that stands.",
    ),
    "redraw-rest-missing": (
        "请写没有写明的归哪个村：到生效那天还会有新的户、新的事，都要有着落。",
        "Say who takes what is not named: until the day there will be new households and new matters.",
    ),
    "redraw-undecided": (
        "还有 {number} 样没有说定归谁（如 {first}），请逐样选定，或者选定其余的归谁。",
        "For {number} thing(s) nobody has said who takes them (such as {first}); decide each, or who takes the rest.",
    ),
    "redraw-choice-unknown": (
        "{place} 不在接续的村、社区里，请检查。",
        "{place} is not among the units that take over; please check.",
    ),
    "redraw-choice-idle": (
        "“{first}”不是要分的东西，请检查写法。",
        "“{first}” is nothing that there is to assign; please check how it is written.",
    ),
    "redraw-changed": (
        "预览以后情况有了变化，这次没有办理；请再看一遍下面的预览，再确认。",
        "Something has changed since the preview, so nothing was done; look at the preview again, then confirm.",
    ),
    "redraw-order-stands": (
        "{place}已经有一个 {day} 生效的命令；要另外办理，请县里先撤回它。",
        "For {place_en} there is an order that takes effect on {day}; the county has to revoke it first.",
    ),
    "redraw-order-over": (
        "这个命令已经办完或者已经撤回，不能再撤回。",
        "This order was carried out or revoked already; it can no longer be revoked.",
    ),
    "redraw-revoke-not-yours": (
        "命令只能由县里负责指导村民自治的部门撤回。",
        "Only the county's department for self-governance revokes an order.",
    ),
    "redraw-broke": (
        "到了生效的日子系统没有办成，什么都没有改动；请联系维护人员，明天会再办一次。",
        "On its day the program failed and nothing was changed; call whoever maintains it. It is tried again tomorrow.",
    ),
}
