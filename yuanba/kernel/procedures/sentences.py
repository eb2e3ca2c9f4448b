"""Every refusal in a sentence fit for a villager, Chinese first. Blanks are filled from the refusal's facts."""

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
}
