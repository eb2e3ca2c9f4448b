"""Refusals about the editions of the lists of powers."""

EDITIONS: dict[str, tuple[str, str]] = {
    "edition-list-unknown": ("没有“{catalogue}”这张清单。", "There is no list “{catalogue}”."),
    "edition-list-fixed": (
        "负面清单只由县里修改，乡镇和村（社区）照此执行，不能放宽。",
        "The negative list is changed by the county alone; towns and villages keep it as it stands.",
    ),
    "edition-village-decides": (
        "依法自治事项由村（居）民自己决定，乡镇不能修改这张清单，只能照原文施行。",
        "Matters of self-governance are the villagers' own; a town may put this list in force, not edit it.",
    ),
    "edition-items-fixed": (
        "在这里不能增加或者终止清单事项（{item}），请向县里提出。",
        "Items may not be added or ended here ({item}); propose it to the county.",
    ),
    "edition-column-fixed": (
        "{item} 的“{column}”由法律或者县里规定，在这里只能改文字、材料、时限、公开和监督。",
        "In {item} “{column}” is fixed by law or by the county; here only wording, papers, time, disclosure and "
        "supervision may change.",
    ),
    "edition-item-unknown": ("清单里没有 {item} 这一项。", "The list has no item {item}."),
    "edition-item-twice": (
        "{item} 已经在清单里，或者改了两次。",
        "{item} is in the list already, or is changed twice.",
    ),
    "edition-item-missing": (
        "请写明哪一项和新的文字；照原文施行的，选“照现在的文本施行”。",
        "Say which item and its new words; to change nothing, choose to put the list in force as it stands.",
    ),
    "edition-line": (
        "“{line}”读不出是哪一栏，请一栏写一行，例如“需要的材料：三家报价”。",
        "“{line}” names no column; write one column a line, such as “Papers needed: three offers”.",
    ),
    "edition-unlawful": ("{item} 这样改不行：{fault_zh}", "{item} may not be changed so: {fault}"),
    "edition-backdated": (
        "{place}这张清单已有同一天或者更晚的版本，也不能从过去的日子施行。",
        "{place_en} has an edition of this list from that day or later, and none begins in the past.",
    ),
    "edition-planned": (
        "{place}这张清单已有从 {day} 起施行的版本，这一次要从那一天以后的日子起施行。",
        "{place_en} has an edition of this list that begins on {day}; this one begins on a day after it.",
    ),
    "edition-nothing": (
        "{place}施行的就是这样一份清单，没有什么可改。",
        "This is what is in force in {place_en} already; nothing would change.",
    ),
    "edition-empty": ("清单里至少要有一项。", "A list needs at least one item."),
}
