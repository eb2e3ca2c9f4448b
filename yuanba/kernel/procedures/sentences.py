"""Every refusal in a sentence fit for a villager, Chinese first. Blanks are filled from the refusal's facts."""

from yuanba.kernel.procedures.sentences_adoption import ADOPTION
from yuanba.kernel.procedures.sentences_agency import AGENCY
from yuanba.kernel.procedures.sentences_bounds import BOUNDS
from yuanba.kernel.procedures.sentences_burden import BURDEN
from yuanba.kernel.procedures.sentences_editions import EDITIONS
from yuanba.kernel.procedures.sentences_elections import ELECTIONS
from yuanba.kernel.procedures.sentences_guards import GUARDS
from yuanba.kernel.procedures.sentences_lacking import LACKING
from yuanba.kernel.procedures.sentences_matters import MATTERS
from yuanba.kernel.procedures.sentences_posts import POSTS
from yuanba.kernel.procedures.sentences_redrawing import REDRAWING
from yuanba.kernel.procedures.sentences_registers import REGISTERS
from yuanba.kernel.procedures.sentences_representatives import REPRESENTATIVES
from yuanba.kernel.procedures.sentences_roster import ROSTER
from yuanba.kernel.procedures.sentences_voices import VOICES

SENTENCES: dict[str, tuple[str, str]] = {
    # Places.
    "place-code-malformed": (
        "“{place}”不是地方代码：县 6 位、乡镇 9 位、村和社区 12 位，更小的地方在后面加点和两三位数字。",
        '"{place}" is no place code: 6 digits for a county, 9 for a township, 12 for a village or community, '
        "then a dot and two or three digits for smaller places.",
    ),
    "place-code-kind": (
        "代码 {place} 与这类地方不符，请检查代码或地方的类别。",
        "The code {place} does not fit this kind of place; check the code or the kind.",
    ),
    "place-code-taken": (
        "代码 {place} 已经给了“{name}”，同一个代码不能给两个地方。",
        'The code {place} belongs to "{name}"; no code is given twice.',
    ),
    "place-name-empty": ("请写上这个地方的名称。", "Please give the place a name."),
    "place-parent-missing": (
        "代码 {place} 所属的上一级 {parent} 在这一天不存在，请先登记上一级。",
        "On that day the place {parent} that {place} lies in does not stand; record it first.",
    ),
    "place-nesting": (
        "{place} 不能放在它的上一级里：小组、小区在村或社区下，院落在它们之下，楼栋在最下。",
        "{place} cannot lie there: groups and compounds lie in a unit, courtyards in these, buildings last.",
    ),
    "place-county-changed": (
        "这份文件与已登记的地方不一样（新增：{added}；少了：{gone}；改名：{renamed}）。"
        "设立、合并、更名要一件一件办理，不能用导入代替，这次什么也没有改动。",
        "This file differs from the places on record (new: {added}; gone: {gone}; renamed: {renamed}). "
        "Founding, merging and renaming are acts of their own; nothing was changed.",
    ),
    "place-county-other": (
        "这份文件是代码为 {found} 的县，不是 {place}。",
        "This file is that of county {found}, not {place}.",
    ),
    "place-succession-merge": (
        "合并是几个地方并成一个，请选一个接续的地方，并至少选一个被并入的地方。",
        "A merger makes several places one: choose one that takes over and at least one that joins it.",
    ),
    "place-succession-split": (
        "拆分是一个地方分成几个，请只选一个原来的地方和至少两个接续的地方。",
        "A split makes one place several: choose one old place and at least two that take over.",
    ),
    "place-succession-rename": (
        "更名改码是一个地方换成一个新代码的地方，请各选一个。",
        "A renaming replaces one place by one under a new code: choose one of each.",
    ),
    "place-not-standing": (
        "“{name}”（{place}）在 {day} 不存在，不能办理接续。",
        '"{name}" ({place}) does not stand on {day}, so it can neither hand over nor take over.',
    ),
    "place-not-alike": (
        "“{name}”（{place}）与原来的地方不是同一级，不能接续。",
        '"{name}" ({place}) is not on the same level as the old place and cannot take over from it.',
    ),
    "place-holds-others": (
        "“{name}”下面还有 {count} 个地方（如 {first}），请先给它们办理接续。",
        '"{name}" still holds {count} places (such as {first}); let others take these over first.',
    ),
    # Forms, people, registers.
    "form-unfilled": (
        "有 {count} 处没有填好，请看红字。",
        "{count} blank(s) need your attention; see the marked ones.",
    ),
    "blank-missing": ("请填写“{field}”。", "Please fill in “{field_en}”."),
    "blank-too-long": ("写得太长了，最多 {longest} 个字。", "This is too long: at most {longest} characters."),
    "blank-personal-id-number": (
        "这里会公开，不能写身份证号码。",
        "This will be public: an ID number may not be written here.",
    ),
    "blank-personal-phone": (
        "这里会公开，不能写手机号码或银行账号。",
        "This will be public: no mobile phone or account number may be written here.",
    ),
    "blank-personal-bank-account": (
        "这里会公开，不能写银行账号。",
        "This will be public: no bank account may be written here.",
    ),
    "blank-not-money": ("请填写金额，例如 1200.50，单位是元。", "Please write an amount in yuan, such as 1200.50."),
    "blank-not-number": ("请填写一个数字。", "Please write a whole number."),
    "blank-not-date": ("请填写日期，例如 2026-12-01。", "Please write a date, such as 2026-12-01."),
    "blank-not-a-choice": ("请从列出的选项里选一项。", "Please choose one of the options listed."),
    "blank-not-items": ("明细写法不对，最多 {most} 行。", "The line items cannot be read; at most {most} lines."),
    "blank-item-unnamed": ("每一笔金额都要写明项目名称。", "Every amount needs the name of its item."),
    "blank-not-a-file": ("请附上照片或扫描件。", "Please attach a photo or a scan."),
    "names-a-resident": (
        "公开的文字里出现了村民的姓名，请改用“某户”“相关农户”等说法。",
        "The public words contain a resident's name; please write “a household” instead.",
    ),
    "barred-own-post": (
        "在“{other}”任职的人，不能同时在“{body}”任职。",
        "Someone who holds a post in “{other_en}” may not hold one in “{body_en}”.",
    ),
    "barred-near-relative": (
        "“{other}”成员的近亲属不能在“{body}”任职。",
        "A near relative of a member of “{other_en}” may not hold a post in “{body_en}”.",
    ),
    "post-unknown": ("“{body}”没有这个职务。", "“{body_en}” has no such post."),
    "post-full": ("“{post}”只有 {seats} 个名额，已经满了。", "“{post_en}” has {seats} seat(s), and all are taken."),
    "body-not-here": ("{place}不能设立这个组织。", "This body cannot be set up in {place_en}."),
    "body-stands": ("“{body}”已经设立，不用再设。", "“{body_en}” has been set up already."),
    "body-ended": ("这个组织已经撤销。", "This body has been dissolved."),
    "body-missing": (
        "{place}还没有设立“{body}”，这件事办不下去，请先设立。",
        "{place_en} has no “{body_en}” yet; set it up first.",
    ),
    "tenure-ended": ("这个任期已经结束。", "This term of office has ended already."),
    "tenure-over": (
        "您的任期没有开始或者已经结束，不能办这件事。",
        "Your term of office has not begun or is over, so you cannot do this.",
    ),
    "kin-unknown": (
        "近亲属只包括配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女。",
        "Near relatives are spouse, parents, children, siblings, grandparents and grandchildren.",
    ),
    "private-absent": ("没有登记这项信息。", "This is not on record."),
    "register-unknown": ("没有名为“{register}”的登记册。", "There is no register named “{register}”."),
    "record-closed": ("这条记录已经终止。", "This record has been closed already."),
    "institution-unknown": ("没有名为“{institution}”的制度。", "There is no institution named “{institution}”."),
    "not-adopted-here": ("{place}还没有采用“{procedure}”。", "{place_en} has not adopted “{procedure_en}”."),
    "param-unknown": ("没有名为“{param}”的参数。", "There is no parameter named “{param}”."),
    "param-out-of-bounds": (
        "参数“{param}”要在 {low} 到 {high} 之间。",
        "The parameter “{param_en}” must lie between {low} and {high}.",
    ),
    "param-below-law": (
        "参数“{param}”不能少于法律规定的 {least} 天。",
        "The parameter “{param_en}” may not be under the {least} days of the law.",
    ),
    "param-below-above": (
        "参数“{param}”不能少于上级已定的 {least} 天，只能更长。",
        "The parameter “{param_en}” may not be under the {least} days set above; it may only grow.",
    ),
    **ADOPTION,
    **AGENCY,
    **BURDEN,
    **LACKING,
    **MATTERS,
    **EDITIONS,
    **ELECTIONS,
    **POSTS,
    **BOUNDS,
    **ROSTER,
    **VOICES,
    **REDRAWING,
    **GUARDS,
    **REGISTERS,
    **REPRESENTATIVES,
}
