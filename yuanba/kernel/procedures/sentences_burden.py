"""Refusals of the burden account: what may be asked of villages, and what may not. Part of `sentences.SENTENCES`."""

BURDEN: dict[str, tuple[str, str]] = {
    "not-admitted": (
        "这件事没有列入{place}的事务准入目录，不能交给村（社区）办。请部门先向县里申报准入，写明依据和经费。",
        "This is not in the register of admitted tasks for {place_en} and may not be handed to villages. "
        "The department files it with the county first, with its basis and money.",
    ),
    "basis-without-article": (
        "依据要写到第几条：写法条编号，如 vcol-2026:43，或者《某某法》第几条。说不出依据的事不能压给村里。",
        "Name the article: a citation such as vcol-2026:43, or a statute with its article. "
        "What has no basis is not put on villages.",
    ),
    "admission-span": (
        "准入要有起止日期，止日不早于起日，最长 {days} 天；到期再评估。",
        "An admission has a first and a last day, in this order, {days} days at most; then it is looked at again.",
    ),
    "task-unpaid": (
        "部门委托村里（社区）的工作要带经费，写 0 不能申报。写明每村每年给多少；给不出经费的，部门自己办。",
        "Work that a department hands to villages comes with money; 0 cannot be filed. "
        "State the money for each village and year, or do it without them.",
    ),
    "held-already": (
        "系统里已经有这些栏目：{columns}（在“{forms}”里自动生成），不能再要村里填。",
        "The house holds these columns already: {columns} (derived in: {forms}); villages are not asked again.",
    ),
    "village-objected": (
        "{place}已经以同一理由提出异议，一个村（社区）同一理由算一件。",
        "{place_en} has objected on this ground already; a village counts once for each ground.",
    ),
    "sealed-already": (
        "这一期台账已经封存。",
        "The ledger of this period is sealed already.",
    ),
    "ledger-not-yours": (
        "“{ledger}”的内部栏目只给办这件事的组织看：{bodies}。您不在这些组织任职。",
        "What is inside “{ledger_en}” is open to the bodies whose work it is: {bodies_en}. You hold no post in them.",
    ),
    "period-open": (
        "这一期还没有结束，结束以后才能封存。",
        "This period is not over; it can be sealed when it is.",
    ),
}
