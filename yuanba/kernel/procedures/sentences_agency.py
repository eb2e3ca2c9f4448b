"""Refusals about acting for a resident: authorisations, agents, contests. Part of `sentences.SENTENCES`."""

AGENCY: dict[str, tuple[str, str]] = {
    "authorisation-unknown": (
        "没有查到给您的这份委托书：可能是给别人的，或者不是这个村（社区）、这位村（居）民的。",
        "No such authorisation was given to you: it may be another agent's, or for another place or resident.",
    ),
    "authorisation-spent": (
        "委托书 {number} 已经用过了。一份委托书只能办一次，要再办请她另签一份。",
        "Authorisation {number} has been used. Each serves once; for another act she signs another.",
    ),
    "authorisation-ended": (
        "委托书 {number} 已经收回或者撤销，不能再用。",
        "Authorisation {number} was taken back or struck; it can no longer be used.",
    ),
    "authorisation-expired": (
        "委托书 {number} 已经过期，请她另签一份。",
        "Authorisation {number} has expired; she would have to sign another.",
    ),
    "authorisation-purpose": (
        "委托书 {number} 不是为办这件事写的。委托办什么，就只能办什么。",
        "Authorisation {number} was not given for this; it serves its own purpose only.",
    ),
    "authorisation-too-long": (
        "委托书的最后一天要在今天以后、{days} 天以内。",
        "The last day of an authorisation lies between today and {days} days from now.",
    ),
    "authorisation-papers": ("材料最多写 {most} 项。", "At most {most} papers can be listed."),
    "authorisation-by-clerk": (
        "委托书由本人在网上签，或者由本村（社区）委员会、网格队伍的人凭她签名的纸录入。",
        "An authorisation is given by the resident's own account, or taken down from her signed paper by the committee "
        "or the grid team.",
    ),
    "agent-is-herself": ("委托人和代办人是同一个人，不用委托。", "Nobody needs an authorisation to act for herself."),
    "agent-not-of-age": (
        "代办人要年满十八周岁，而且在册。",
        "An agent must be eighteen or older and on record.",
    ),
    "agent-out-of-office": (
        "代办人不在村（居）委会或者网格队伍任职，或者任期已经结束；职务没有了，委托也就终止。",
        "The agent holds no post in the committee or grid team, or no longer does; the authority ends with the post.",
    ),
    "agent-conflict": (
        "这件事针对您任职的组织，您不能代办。请网格员、亲友代办，或者由本人交纸质材料。",
        "This is directed against the body you serve in, so you cannot act as agent. A grid worker or a person of her "
        "own choice can, or she hands in a paper.",
    ),
    "agent-interested": (
        "这件事关系到您本人的利益，您不能替别人办。请网格员、其他亲友代办，或者由本人交纸质材料。",
        "You have an interest in this matter yourself, so you cannot act in it for somebody else. A grid worker or "
        "another person of her choice can, or she hands in a paper.",
    ),
    "purpose-unknown": ("{place}没有这种可以委托的事。", "There is no such act to authorise in {place_en}."),
    "purpose-matter": (
        "请写明是哪一件事（事项编号），而且要是本村（社区）正在办的这一类事；新提一件事的，不用写编号。",
        "Name the matter by its number: a running one of this place and kind. To begin a new matter, name none.",
    ),
    "nothing-handed-over": (
        "这份委托没有交材料，不用退还。",
        "Nothing was handed over with this authorisation, so nothing has to come back.",
    ),
    "not-your-matter": (
        "这件事是别人提的，由提出的人自己评价、答复。",
        "Somebody else began this matter; rating it and answering in it are hers.",
    ),
    "contest-not-yours": (
        "只有本人能对别人以自己名义办的记录提出异议。",
        "Only she in whose name others made an entry can contest it.",
    ),
    "contest-own": (
        "这笔记录是您经手的，异议要由别人录入、由别人核实。",
        "You made this entry: others must take down and look into what is said against it.",
    ),
    "contest-too-late": (
        "已经过了 {days} 天，不能再这样提；仍可以向乡镇反映。",
        "More than {days} days have passed; you can still turn to the township.",
    ),
    "contested-already": (
        "这笔记录已经有异议在查，或者已经撤销。",
        "This entry is being looked into already, or has been struck.",
    ),
    "statement-by-office": (
        "只有本村（社区）委员会和乡镇的人能替本人打印。",
        "Only the committee of the unit and officers of the township print this for her.",
    ),
}
