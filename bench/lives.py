"""The lives that seeded matters have led, as the acts of the county's own procedures: pure data, no Django."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: step, act and step or end reached; `body` is a kind, "@resident" for a resident, "" for the clock."""

    step: str
    act: str
    to: str
    body: str
    days: int  # after the deed before
    public: dict[str, Any] = field(default_factory=dict)
    posts: str = ""


ACCOUNTS = [
    {"name": "集体资金", "income": "180000.00", "expense": "0.00", "note": ""},
    {"name": "水泥和砂石", "income": "0.00", "expense": "96500.00", "note": "三家比价"},
    {"name": "施工费", "income": "0.00", "expense": "78200.00", "note": ""},
]
# "@day", "@until" and "@meets" stand for the day of the deed, the end of its posting and the hour of its meeting.
MEETING = {"held_on": "@day", "opinion": "同意，按程序提交下一步。"}
CALL = {
    "basis": "vcol-2026:30",
    "body": "villager_rep_assembly",
    "mandated": True,
    "meets_at": "@meets",
    "meets_on": "@day",
    "meets_time": "19:30",
    "motion": "是否同意用集体收入硬化入组道路",
    "venue": "村委会院坝",
}
COUNT = {"basis": "vcol-2026:30", "body": "villager_rep_assembly", "needed": 13, "present": 24, "recused": 0}
PASSED = {**COUNT, "votes_for": 21, "against": 2, "abstain": 1, "passed": True}
FAILED = {**COUNT, "votes_for": 9, "against": 13, "abstain": 2, "passed": False}
POSTING = {"days": 15, "until": "@until"}
TOTALS = {"accounts": ACCOUNTS, "total_income": "180000.00", "total_expense": "174700.00"}
WISH = Deed("wish", "submit", "propose", "@resident", 0)
PROPOSED = (
    WISH,
    Deed(
        "propose",
        "agree",
        "confer",
        "party_org",
        6,
        {"proposal": "硬化到各组的道路，方便群众出行和农产品运输，资金从集体收入中列支。", "budget": "180000.00"},
    ),
)
REVIEWED = (
    *PROPOSED,
    Deed("confer", "agree", "review", "two_committees", 5, {**MEETING, "attended": 4, "due": 4}),
    Deed("review", "agree", "resolve", "party_member_meeting", 9, {**MEETING, "attended": 15, "due": 20}),
)
CALLED = (*REVIEWED, Deed("resolve", "convene", "", "villager_assembly", 3, CALL))
SEATED = (
    *CALLED,
    Deed("resolve", "sign-in", "", "villager_assembly", 6, {"present": 24, "proxies": 0, "recused": 0}),
)
DECIDED = (*SEATED, Deed("resolve", "count", "publish-decision", "villager_assembly", 0, PASSED))
POSTED = (*DECIDED, Deed("publish-decision", "post", "", "committee", 1, POSTING, posts="decision"))
CARRIED = (
    *POSTED,
    Deed("publish-decision", "elapsed", "carry-out", "", 16),
    Deed("carry-out", "evidence", "", "committee", 30, {"task": "contract"}),
    Deed("carry-out", "done", "publish-result", "committee", 60),
)
SHOWN = (
    *CARRIED,
    Deed("publish-result", "post", "", "committee", 2, {**POSTING, **TOTALS}, posts="result"),
)

ARCHIVED = (
    *SHOWN,
    Deed("publish-result", "elapsed", "supervise", "", 16),
    Deed("supervise", "report", "archive", "supervision_committee", 8, {"report": "程序合规，账目清楚，无异议。"}),
    Deed("archive", "done", "archived", "committee", 5),
)
REJECTED = (*SEATED, Deed("resolve", "count", "rejected", "villager_assembly", 0, FAILED))
DROPPED = (
    WISH,
    Deed("propose", "decline", "petition", "party_org", 9, {"reason": "已列入明年的计划，今年不再安排资金。"}),
    Deed("petition", "lapse", "not-taken-up", "", 60),
)
OBJECTED = (
    Deed("lodge", "submit", "answer", "@resident", 0, {"ground": "money"}),
    Deed("answer", "dismiss", "examine", "committee", 4, {"answer": "账目已经逐项核对，票据可以到村委会查看。"}),
    Deed("examine", "dismiss", "dismissed", "supervision_committee", 5, {"opinion": "核对了票据，与公示一致。"}),
)

# Of twenty matters that have ended: four archived, three rejected, thirteen not taken up.
ENDED = (*[ARCHIVED] * 4, *[REJECTED] * 3, *[DROPPED] * 13)
# Where matters that still run stand, by turns; the first two wait for the Party organisation.
RUNNING = ((WISH,), PROPOSED, (WISH,), PROPOSED, REVIEWED, POSTED, CARRIED, SHOWN)
TITLES = (
    "硬化入组道路",
    "整修灌溉渠堰",
    "安装路灯",
    "修缮村文化室",
    "发包集体果园",
    "清理河道",
    "新建晒坝",
    "改造饮水管道",
)
