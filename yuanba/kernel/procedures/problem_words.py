"""The sentences of every fault of a pack, by code: Chinese first, English beside it."""

from collections.abc import Mapping

# code -> (Chinese, English). The blanks are codes as they stand in the files, so that they can be found there.
PROBLEMS: Mapping[str, tuple[str, str]] = {
    # Names, codes and references
    "file-name": ("文件名应当是“{expected}”。", 'The file should be called "{expected}".'),
    "code-form": (
        "编码“{name}”写法不对，应当用小写字母、数字和“{joint}”。",
        'Write the code "{name}" in small letters, digits and "{joint}".',
    ),
    "code-twice": ("编码“{name}”用了两次。", 'The code "{name}" is used twice.'),
    "number-twice": ("序号 {number} 已经用在“{other}”。", 'Number {number} is already used by "{other}".'),
    "county-code": ("县的代码“{name}”应当是 6 位数字。", 'The county\'s code "{name}" must be six digits.'),
    "body-unknown": ("bodies/ 里没有“{name}”这个组织。", 'There is no body "{name}" in bodies/.'),
    "board-unknown": ("boards/ 里没有“{name}”这个公开栏。", 'There is no board "{name}" in boards/.'),
    "register-unknown": ("registers/ 里没有“{name}”这个名册。", 'There is no register "{name}" in registers/.'),
    "procedure-unknown": ("procedures/ 里没有“{name}”这个程序。", 'There is no procedure "{name}" in procedures/.'),
    "step-unknown": ("程序“{procedure}”里没有“{name}”这一步。", 'The procedure "{procedure}" has no step "{name}".'),
    "field-unknown": ("这个名册没有“{name}”这一栏。", 'The register has no field "{name}".'),
    "param-unknown": (
        "“{name}”既不是本程序的参数，也不是法律里的期限。",
        '"{name}" is neither a parameter of this procedure nor a rule of the law.',
    ),
    "rule-unknown": ("law/ 里没有“{name}”这条规则。", 'There is no rule "{name}" in law/.'),
    "bar-unknown": ("不认识的任职限制“{name}”。", 'Unknown bar "{name}".'),
    "relation-to-itself": ("“{name}”不能和自己是这种关系。", '"{name}" cannot stand in this relation to itself.'),
    "relation-circular": (
        "“{name}”绕了一圈又在自己上面。",
        '"{name}" stands above itself by way of others.',
    ),
    "oversight-of-nobody": ("监督机构“{name}”没有写明监督谁。", 'The supervising body "{name}" supervises nobody.'),
    "post-not-there": ("这个组织没有“{name}”这个职务。", 'The body has no post "{name}".'),
    "place-kind-unknown": ("不认识的地方类型“{name}”。", 'Unknown kind of place "{name}".'),
    "visibility-unknown": ("不认识的可见范围“{name}”。", 'Unknown visibility "{name}".'),
    "register-unwritten": (
        "名册说由程序“{name}”写进来，可是这个程序没有一步写它。",
        'The register is said to be written by "{name}", and no step of that procedure writes it.',
    ),
    "param-clash": (
        "同一制度的两个程序都有参数“{name}”，范围却不同。",
        'Two procedures of this institution have a parameter "{name}" with different bounds.',
    ),
    "body-cannot-act": (
        "组织“{name}”没有能办事的职务，也没有写明由谁代办。",
        'Nobody can act for the body "{name}": no post acts, and no acting body is named.',
    ),
    # A procedure by itself
    "kind-unknown": ("不认识的步骤类型“{name}”。", 'Unknown kind of step "{name}".'),
    "outcome-unknown": ("“{kind}”类步骤没有“{name}”这种结果。", 'A step of kind "{kind}" has no outcome "{name}".'),
    "role-unknown": ("不认识的程序角色“{name}”。", 'Unknown role of a procedure "{name}".'),
    "tone-unknown": ("终点的 tone 只能是 good、bad、neutral。", "The tone of an end is good, bad or neutral."),
    "posts-unknown": (
        "公示要写明公示的是决议（decision）还是结果（result）。",
        "A posting must say whether it posts the decision or the result.",
    ),
    "threshold-unknown": ("联名要写 threshold = “petition”。", 'A petition needs threshold = "petition".'),
    "key-misplaced": ("“{kind}”类步骤不能写“{name}”。", 'A step of kind "{kind}" cannot have "{name}".'),
    "guard-unknown": ("系统里没有“{name}”这道关口。", 'The house has no guard "{name}".'),
    "effect-unknown": ("系统里没有“{name}”这种后果。", 'The house has no effect "{name}".'),
    "entry-clash": (
        "“{name}”在程序里和在名册“{register}”里不是同一类，录入时对不上。",
        'The blank "{name}" is of another type in this procedure than in the register "{register}" that it enters.',
    ),
    "board-missing": ("公示没有写明贴在哪个公开栏。", "The posting names no board."),
    "posting-missing": ("公示没有写明公示天数用哪个参数。", "The posting names no parameter for its days."),
    "start-missing": ("程序没有入口。", "The procedure has no way in."),
    "start-unknown": ("入口“{name}”不是任何一步。", 'The way in "{name}" is no step.'),
    "arrow-dangling": (
        "箭头“{outcome}”指向“{name}”，没有这一步，也没有这个终点。",
        'The arrow "{outcome}" leads to "{name}", which is no step and no end.',
    ),
    "outcome-missing": (
        "“{kind}”类步骤必须写“{name}”的去向。",
        'A step of kind "{kind}" must say where "{name}" leads.',
    ),
    "upheld-missing": (
        "公示必须写明异议成立（upheld）以后去哪一步。",
        "A posting must say where an upheld objection leads.",
    ),
    "due-missing": (
        "写了“{outcome}”的去向，却没有期限 due，永远不会发生。",
        'The outcome "{outcome}" can never happen: the step has no "due".',
    ),
    "step-unreachable": ("从任何入口都走不到这一步。", "No way in leads to this step."),
    "end-unused": ("没有箭头通到这个终点。", "No arrow leads to this end."),
    "step-endless": ("这一步只会回到自己，永远办不完。", "This step leads only to itself and can never end."),
    "loop-without-exit": (
        "这几步只在彼此之间打转，没有出口：{names}。",
        "These steps lead only to each other, with no way out: {names}.",
    ),
    "loop-of-neglect": (
        "没有人办的时候，逾期的箭头会让事情在这几步里一直打转：{names}。",
        "Where nobody acts, deadlines lead a matter round these steps for ever: {names}.",
    ),
    "param-default": (
        "参数的 default 不在 min 和 max 之间。",
        "The default of the parameter is not between min and max.",
    ),
    "param-unused": (
        "参数“{name}”没有哪一步用，采用的地方改了它也不起作用。",
        'Nothing uses the parameter "{name}": a place that sets it changes nothing.',
    ),
    "upholds-nothing": (
        "这个程序没有终点“{names}”，异议就是成立了，也什么都不会改变。",
        'No end of this procedure is called "{names}": an objection that is right would change nothing.',
    ),
    "vote-without-body": (
        "表决没有写明由哪个会议决定，或者法律没有规定“{name}”怎样表决。",
        'The vote has no deciding body, or no statute says how "{name}" votes.',
    ),
    "vote-not-binding": ("“{name}”只能审议或者协商，不能作出决定。", '"{name}" deliberates; it cannot decide.'),
    "power-unbound": (
        "走到这一步时，可能还没有选定行使哪项权力，不知道由谁办。",
        "This step can be reached before a power is chosen, so nobody is known to act.",
    ),
    # Law
    "statute-unknown": ("law/ 里没有“{name}”。", 'There is no statute "{name}" in law/.'),
    "article-unknown": ("“{name}”在 law/ 里没有这一条（项）。", 'The article or item "{name}" is not in law/.'),
    "law-not-in-force": ("“{name}”在 {on} 没有效力。", '"{name}" is not in force on {on}.'),
    "unverified-as-law": (
        "“{name}”没有核实原文，不能当作法律写，要写进 unverified。",
        'The text of "{name}" was not read: it cannot stand as law; write it under "unverified".',
    ),
    "default-as-law": (
        "“{name}”不是法律规定：没有依据的数字只能标 L，并写在默认值文件里。",
        '"{name}" is not law: a number without a basis is marked L and stands in the file of defaults.',
    ),
    "basis-missing": ("没有写依据。", "No basis is given."),
    "posting-too-short": (
        "公示可以短到 {days} 天，法律要求不少于 {least} 天。",
        "The posting may be as short as {days} days; the law asks for at least {least}.",
    ),
    "param-beyond-law": (
        "参数“{name}”的范围超出了法律的 {value}。",
        'The bounds of "{name}" go past the law\'s {value}.',
    ),
    "term-too-long": (
        "“{name}”的任期是 {years} 年，法律规定的任期最长 {most} 年。",
        'The term of "{name}" is {years} years; the longest that the law gives is {most}.',
    ),
    "majority-weaker": ("“{name}”的通过比例低于法律规定。", 'The majority of "{name}" is weaker than the law\'s.'),
    "quorum-weaker": ("“{name}”的到会比例低于法律规定。", 'The quorum of "{name}" is weaker than the law\'s.'),
    "urgent-bypass": (
        "“{name}”是紧急排险，只能从“urgent”这个结果进入。",
        '"{name}" averts danger; only the outcome "urgent" may lead to it.',
    ),
    "urgent-arrow": (
        "“urgent”只能通向标明紧急的步骤，不能通向“{name}”。",
        'The outcome "urgent" may lead only to an urgent step, not to "{name}".',
    ),
    "implementation-unposted": (
        "决议没有公示、或者异议还没有了结，就可以走到“{name}”这一步组织实施。",
        'Carrying out ("{name}") can be reached before the decision is posted, or while an objection may be open.',
    ),
    "implementation-undecided": (
        "没有经过表决就可以走到“{name}”这一步组织实施。",
        'Carrying out ("{name}") can be reached without a vote.',
    ),
    "decider-wrong": (
        "“{matter}”只能由 {deciders} 决定，不能由“{name}”决定。",
        '"{matter}" may be decided only by {deciders}, not by "{name}".',
    ),
    "delegation-barred": ("“{matter}”不能授权“{name}”决定。", '"{matter}" may not be delegated to "{name}".'),
    "power-without-decider": (
        "这项权力没有写明由哪个会议决定（{column}）。",
        "The power names no deciding body ({column}).",
    ),
    "assist-decides": (
        "依清单协助的事，村里不能在“{name}”作决定、表决或者审批。",
        'What only assists may not be decided, voted on or approved by the village ("{name}").',
    ),
    "assist-unsaid": ("协助事项没有写“{name}”。", 'An item of assistance must say "{name}".'),
    "forbids-unbased": (
        "“{name}”不在这一项的法律依据里，不能说它本身就禁止。",
        '"{name}" is no basis of this item, so it cannot forbid it by itself.',
    ),
    "body-not-there": ("“{kind}”没有“{name}”这个组织。", 'A {kind} has no body "{name}".'),
    "supervisor-acts": (
        "监督机构“{name}”只能监督，不能办它所监督的事。",
        'The supervising body "{name}" may only supervise, not act in what it supervises.',
    ),
    "oversight-by-other": (
        "这一步是监督，“{name}”不是监督机构。",
        'This is a step of supervision, and "{name}" is no supervising body.',
    ),
    "oversight-unbarred": ("监督机构没有写任职限制“{name}”。", 'The supervising body lacks the bar "{name}".'),
    "oversight-cross-posted": (
        "监督机构“{name}”不能和被监督的组织合在一起。",
        'The supervising body "{name}" may not be part of, or act through, another body.',
    ),
    # Rows of registers, published versions, places
    "row-ragged": ("这一行的格数和表头不一样。", "This row has not as many cells as the header."),
    "row-unknown-column": ("表头里的“{name}”不是这个名册的栏目。", 'The column "{name}" is no field of this register.'),
    "row-misfit": ("“{name}”填的“{value}”不合这一栏的要求。", 'The value "{value}" does not fit the field "{name}".'),
    "column-missing": ("表头缺少“{name}”一列。", 'The header lacks the column "{name}".'),
    "name-missing": (
        "“{name}”没有填写，中文和英文名称都要有。",
        '"{name}" is empty: a name is needed in Chinese and in English.',
    ),
    "citation-malformed": (
        "法条引用“{name}”写法不对，例如 vcol-2026:28(3)。",
        'Write the citation "{name}" as in vcol-2026:28(3).',
    ),
    "row-twice": ("编码“{name}”在前面已经用过。", 'The code "{name}" is already used above.'),
    "count-differs": (
        "“{name}”声明有 {declared} 行，实际有 {found} 行。",
        '"{name}" is declared to have {declared} rows and has {found}.',
    ),
    "ledger-source-unknown": (
        "台账不能从“{name}”生成，系统里没有这个来源。",
        'A ledger cannot be derived from "{name}": the house knows no such source.',
    ),
    "ledger-form-unknown": ("没有编码为“{name}”的台账。", 'There is no ledger "{name}".'),
    "ledger-column-baseless": (
        "这一栏要手工填，却没有写依据。",
        "This column is filled in by hand, and no basis says why.",
    ),
    "ledger-reader-unknown": (
        "“{name}”不是这个县的一种组织，不能看台账。",
        '"{name}" is no kind of body of this county and reads no ledger.',
    ),
    "ledger-unread": (
        "这本台账没有写明内部栏目给哪些组织看。",
        "This ledger does not say which bodies see what is inside.",
    ),
    "ledger-money-unseen": (
        "涉及钱的台账，监督委员会一定看得到。",
        "A ledger about money is always open to those who supervise.",
    ),
    "published-changed": (
        "这个版本已经采用，不能再改；要改就写一个新版本。",
        "This version was adopted and may not change; write a new version instead.",
    ),
    "published-missing": ("这个版本已经采用，文件却不见了。", "This version was adopted, and its file is missing."),
    "lock-malformed": ("这一行应当是“校验值  文件”。", 'This line should be "digest  file".'),
    "places-other-county": (
        "这个文件里是 {found} 的区划，不是 {expected} 的。",
        "The file holds the divisions of {found}, not of {expected}.",
    ),
}
