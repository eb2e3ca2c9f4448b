"""Refusals about posts and bodies: who may be chosen, by whom, for how long."""

POSTS: dict[str, tuple[str, str]] = {
    "not-chosen": (
        "“{body}”由{electors}产生和撤换，任何组织和个人都不能指定。请先办选举、推选的程序，由它登记结果。",
        "“{body_en}” is chosen, and ended, by: {electors_en}. Nobody may appoint; "
        "take up the procedure that records it.",
    ),
    "size-wrong": (
        "“{body}”应当有 {least} 至 {most} 人，现在是 {members} 人。",
        "“{body_en}” has {least} to {most} members; these are {members}.",
    ),
    "number-even": (
        "“{body}”的人数应当是单数，现在是 {members} 人。",
        "“{body_en}” has an odd number of members; these are {members}.",
    ),
    "post-held": ("{person}已经担任这个职务。", "{person} already holds this post."),
    "must-withdraw": (
        "这件事涉及您本人或者您的近亲属，您应当回避，请由同一组织的其他人办。",
        "This matter concerns you or a near relative of yours: please withdraw and let another officer act.",
    ),
    "post-minor": (
        "{person}未满十八周岁，不能担任这个职务。",
        "{person} is under eighteen and cannot hold this post.",
    ),
    "seat-not-on-roll": (
        "名册上没有成年人叫“{name}”，请照名册写姓名。",
        "No grown person on the roll is called “{name}”; write the name as on the roll.",
    ),
    "seat-many": (
        "名册上有 {count} 个“{name}”，请在姓名后面写户号。",
        "{count} people on the roll are called “{name}”; add the household's number.",
    ),
}
