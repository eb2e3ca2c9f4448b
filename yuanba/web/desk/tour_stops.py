"""The stops of the guided tour: the main job from the wish to the archive."""

from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Text


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: whom to be, what to press, where. `code` is its name in `standing`; `clock` offers to wind it first."""

    code: str
    who: str
    title: Text
    words: Text
    page: str = "take"
    clock: bool = False


STOPS = (
    Stop(
        "wish",
        "chen",
        Text("陈伯说出意愿", "Chen states a wish"),
        Text(
            "按“村民提出意愿”，写上想修的路，提交。姓名不会出现在公开页面上。",
            "Choose “A resident states a wish”, name the road and submit. The public page will not name him.",
        ),
        "new",
    ),
    Stop(
        "propose",
        "zhou",
        Text("党组织研究提议", "The Party organisation proposes"),
        Text(
            "周书记按“同意”，行使的权力选“大额资金使用”，写提议和预算。不同意也要写理由，村民还可以联名。",
            "Secretary Zhou agrees, chooses the power “Use of a large sum” and writes proposal and budget. "
            "A refusal needs a reason, and villagers may petition.",
        ),
    ),
    Stop(
        "confer",
        "wu",
        Text("两委商议", "The two committees confer"),
        Text(
            "吴主任填开会日期、实到人数和会议意见。应到人数由系统数，写不多。",
            "Director Wu enters the date, who came and the opinion. The house counts who was due.",
        ),
    ),
    Stop(
        "review",
        "zhou",
        Text("党员大会审议", "Party members review"),
        Text("周书记填审议的日期、人数和意见。", "Secretary Zhou enters date, number and opinion of the review."),
    ),
    Stop(
        "convene",
        "wu",
        Text("召集会议", "The meeting is called"),
        Text(
            "吴主任召集会议。代表会议要有村民会议的授权记录，通知天数不够会被挡回，并写明依据。",
            "Director Wu calls the meeting. Representatives need a recorded mandate, "
            "and a notice that is too short is refused.",
        ),
    ),
    Stop(
        "count",
        "li",
        Text("签到和计票", "Sign-in and count"),
        Text(
            "先把时钟拨到开会之后。李会计在名册上签到，再填票数、附计票单照片；通过与否由系统按法律算。",
            "Wind the clock past the meeting. Clerk Li signs people in, "
            "enters the votes with a photo of the sheet; the house computes the result.",
        ),
        clock=True,
    ),
    Stop(
        "post",
        "li",
        Text("张榜公布决议", "The decision is posted"),
        Text("李会计按“张榜公布”，至少挂 15 天。", "Clerk Li posts the decision; it hangs for at least 15 days."),
    ),
    Stop(
        "object",
        "xiu",
        Text("阿秀提异议", "Xiu objects"),
        Text(
            "公示期间任何村民都能提异议；异议没有了结，事情不能往下办。",
            "While it hangs any villager may object; until that is settled the matter may not go on.",
        ),
        "object",
    ),
    Stop(
        "answer",
        "wu",
        Text("答复异议", "The objection is answered"),
        Text(
            "吴主任答复：不成立的，监督委员会还要复核。",
            "Director Wu answers; what he does not uphold goes to the supervisors.",
        ),
    ),
    Stop(
        "examine",
        "wang",
        Text("监督委员会复核", "The supervisors look into it"),
        Text("王婶写复核意见。", "Wang, chair of the supervisors, writes her opinion."),
    ),
    Stop(
        "carry-out",
        "li",
        Text("实施并交材料", "Work is carried out"),
        Text(
            "把时钟拨到公示期满。李会计逐项交合同、凭据、验收记录，缺一样都不能按“完成”。",
            "Wind the clock past the posting. Clerk Li hands in contract, vouchers and acceptance; "
            "“done” waits for all three.",
        ),
        clock=True,
    ),
    Stop(
        "accounts",
        "li",
        Text("公开收支明细", "The accounts are posted"),
        Text("李会计逐项逐笔填收支，张榜。", "Clerk Li enters income and expense item by item and posts them."),
    ),
    Stop(
        "ask",
        "wang",
        Text("监督质询", "A question from the supervisors"),
        Text(
            "王婶对任何一步都能质询，被问的组织要在期限内答复。",
            "Wang may question any step; the body asked must answer in time.",
        ),
        "ask",
    ),
    Stop(
        "reply",
        "li",
        Text("答复质询", "The question is answered"),
        Text("李会计在期限内答复；质询和答复都会公开。", "Clerk Li answers in time; question and answer are public."),
    ),
    Stop(
        "report",
        "wang",
        Text("监督报告", "The supervision report"),
        Text(
            "把时钟拨到公示期满，质询答复齐了，王婶出具报告。",
            "Wind the clock past the posting; when all questions are answered Wang reports.",
        ),
        clock=True,
    ),
    Stop(
        "archive",
        "li",
        Text("立卷归档", "Filed in the archive"),
        Text(
            "李会计归档。打开公开页面，看每一步、依据和账本指纹。",
            "Clerk Li files it. Open the public page: every step, its article, its ledger fingerprint.",
        ),
    ),
)
