"""Names that a procedure may give to what Python does: guards, which let nothing unlawful pass, and effects.

Data names them, code implements them (`matters/guards.py`, `matters/effects.py`); nothing in them is configured.
"""

from collections.abc import Mapping
from types import MappingProxyType

from yuanba.kernel.procedures.definitions import Text

# What may not pass a step, whoever acts.
GUARDS: Mapping[str, Text] = MappingProxyType(
    {
        "right-electors": Text("由有权的会议产生", "Chosen by the body that elects it"),
        "delegable": Text("可以授权代表会议决定的事项", "Powers that the representatives may be given"),
        "standing-mandate": Text("指明现在有效的授权", "Names a mandate that stands"),
        "assembly-itself": Text("只能由会议本身决定", "Decided by the assembly itself alone"),
        "filled-here": Text("由村（居）委会登记的队伍", "A team whose people the committee enters"),
        "ends-body": Text("由有权的会议撤销", "Ended by the body that elects it"),
        "eligible": Text("能够担任职务", "May hold the post"),
        "office-holder": Text("指明职务", "Names a post that is held"),
        "vacant-post": Text("指明空缺职务", "Names a vacant post"),
        "vacant-seat": Text("指明代表缺额", "Names a representative's vacant seat"),
        "seat-held": Text("指明代表", "Names a representative"),
        "chosen-here": Text("由原来推选的人推选、表决", "Chosen by those who chose before"),
        "list-change": Text("这里可以这样改清单", "A change of a list that may be made here"),
        "redraw-facts": Text("写明哪些村、怎样合并拆分", "Says which villages, and how they are redrawn"),
        "ballot-plan": Text("选举方式和名额合法", "A lawful manner of election, and number of seats"),
        "candidates": Text("候选人合格，多于名额", "Candidates who may stand, more than there are seats"),
        "valid-ballot": Text("投票有效", "A valid ballot"),
        "admitted": Text("只办准入目录里的事", "Only what stands admitted"),
        "listed-item": Text("清理登记过的牌子和台账", "About a signboard or ledger on record"),
        "task-filing": Text("有依据、有期限、不重复要栏目", "With an article and a span, asking nothing twice"),
        "negative-list": Text("负面清单上的事不受理", "Nothing that the negative list forbids"),
        "guarantee": Text("不得担保", "No guarantees"),
        "no-fines": Text("规约和决定不得罚款扣物", "No fines and no seizures in rules and decisions"),
        "certificate": Text("只开清单上依法可以开的证明", "Only certificates that the list allows"),
        "assist-only": Text("只协助，不代替审批和执法", "Assistance only, never approval or enforcement"),
    }
)
# What the way forward of a step brings about beyond its own matter.
EFFECTS: Mapping[str, Text] = MappingProxyType(
    {
        "seat": Text("当选人到任，或者组织撤销", "Those chosen take their posts, or the body ends"),
        "give-mandate": Text("授权写进登记册，或者收回", "The mandate is entered, or withdrawn"),
        "list-edition": Text("清单的新版本施行", "A new edition of a list is in force"),
        "stand": Text("候选人和近亲属回避", "Candidates and their near relatives withdraw"),
        "unseat": Text("结果有误的，到任撤销", "Who came in by a faulty result leaves"),
        "end-tenure": Text("职务终止", "The post is vacated"),
        "end-if-unfit-twice": Text("连续两次不称职的，职务终止", "Twice in a row “not competent” ends the post"),
        "verdict-drop": Text("结论写进登记簿：取消", "The register says: dropped"),
        "verdict-keep": Text("结论写进登记簿：保留", "The register says: kept"),
        "verdict-merge": Text("结论写进登记簿：合并", "The register says: merged"),
        "issue-certificate": Text("编号出具证明", "A numbered certificate is issued"),
        "revoke-certificate": Text("作废证明", "A certificate is revoked"),
    }
)
# Registers that an effect writes, beside those that a step `enters`.
WRITES: Mapping[str, str] = MappingProxyType({"give-mandate": "mandates"})
# Effects that ask nobody anything, so that a count may bring them about as well.
ASKING_NOTHING = ("end-tenure",)
# Parameters that the house reads by their names: of every procedure, of one that it knows, of one with an effect.
READ_ALWAYS = ("most_open",)
READ_OF: Mapping[str, str] = MappingProxyType({"agency": "authorisation_days", "contest": "contest_days"})
READ_BY_EFFECT: Mapping[str, str] = MappingProxyType({"issue-certificate": "valid_days"})
# Ends that do something to what a matter of this role is about: a posting is taken down, an entry is struck.
UPHOLDING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"objection": ("upheld", "ordered"), "contest": ("upheld",)}
)
# Steps whose way forward a person takes: only there can what is still missing be asked for.
ACTED = ("draft", "review", "meet", "do")
