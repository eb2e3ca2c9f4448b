"""What the arrows are called, and what stands for a body whose name is only known in a matter."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from yuanba.kernel.procedures.definitions import Text

# One name for each outcome of `definitions.OUTCOMES`, short enough to stand beside an arrow.
OUTCOME_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "agree": Text("同意", "agreed"),
        "close": Text("截止", "closed"),
        "decline": Text("不同意", "declined"),
        "dismiss": Text("异议不成立", "not upheld"),
        "done": Text("完成", "done"),
        "elapsed": Text("期满", "period over"),
        "fail": Text("无法完成", "cannot be done"),
        "joined": Text("已汇合", "joined"),
        "lapse": Text("逾期", "deadline passed"),
        "order": Text("责令改正", "correction ordered"),
        "pass": Text("通过", "passed"),
        "reached": Text("达到人数", "number reached"),
        "refer": Text("移送", "referred"),
        "reject": Text("未通过", "rejected"),
        "report": Text("出具报告", "reported"),
        "return": Text("退回", "returned"),
        "short": Text("名额未满", "seats left"),
        "submit": Text("提交", "submitted"),
        "upheld": Text("异议成立", "objection upheld"),
        "uphold": Text("异议成立", "upheld"),
        "urgent": Text("紧急排险", "urgent"),
        "withdraw": Text("撤回", "withdrawn"),
    }
)
# Outcomes that no person chooses: time, an upheld objection, a number reached or missed brings them about.
CLOCKS = ("lapse", "elapsed", "upheld", "joined", "reached", "short")
# The roles of `definitions.ROLES`, as they are called where no single matter tells which body it is.
ROLE_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "@resident": Text("村（居）民", "Residents"),
        "@deciding-body": Text("有权决议的会议", "The assembly with the power"),
        "@executor": Text("实施单位", "Whoever carries it out"),
        "@answering-body": Text("负责答复的组织", "The body that must answer"),
    }
)


def outcome_label(outcomes: Iterable[str], language: str) -> str:
    """The words beside an arrow that several outcomes may share, such as "不同意、逾期" or "declined, deadline passed"."""
    return (", " if language.startswith("en") else "、").join(OUTCOME_NAMES[code][language] for code in outcomes)


def body_label(by: str, language: str, bodies: Mapping[str, str]) -> str:
    """Who holds a step: the name in `bodies`, else the name of a role, else nothing (a code is no name)."""
    if by in bodies:
        return bodies[by]
    return ROLE_NAMES[by][language] if by in ROLE_NAMES else ""
