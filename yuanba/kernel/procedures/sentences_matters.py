"""Refusals in matters and assemblies. Part of `sentences.SENTENCES`."""

MATTERS: dict[str, tuple[str, str]] = {
    "too-many-open": (
        "在{place}还有 {count} 件“{procedure}”没有办完（{numbers}），同时最多 {most} 件。办完一件，再提一件；急事请直接找村（居）委会。",
        "In {place_en} {count} matters of “{procedure_en}” are still open ({numbers_en}); {most} at once at most. "
        "When one is done another can be begun; if it presses, speak to the committee.",
    ),
    "upheld-before": (
        "{body}在这件事里已经认定过一次异议，这一次不再自己认定：请选“移送”，写明理由，转到“{step}”。",
        "The {body_en} has upheld one objection in this matter; it does not uphold another itself: refer it, "
        "with reasons, to “{step_en}”.",
    ),
    "no-such-arrow": ("“{step}”这一步不能这样办。", "The step “{step_en}” cannot end this way."),
    "procedure-not-here": ("“{procedure}”不在{place}办理。", "“{procedure_en}” is not done in {place_en}."),
    "no-such-start": ("“{procedure}”不能从这里开始。", "“{procedure_en}” cannot begin here."),
    "objection-open": (
        "还有 {number} 件异议没有处理完，现在不能往下办。",
        "{number} objection(s) are still open, so this cannot go on yet.",
    ),
    "power-unbound": (
        "还没有选定这件事属于哪项权力。",
        "It has not yet been chosen which power this matter exercises.",
    ),
    "matter-ended": ("这件事已经办结，不能再办。", "This matter has ended; nothing more can be done in it."),
    "stale": (
        "刚才有人已经办了一步，请刷新页面再看。",
        "Somebody has acted meanwhile; please reload the page and look again.",
    ),
    "act-not-open": ("“{step}”这一步现在不能这样办。", "This cannot be done in the step “{step_en}” now."),
    "key-reused": ("这个请求编号已经用在别的事情上。", "This request number has been used for something else."),
    "clock-only": (
        "这一步由期限自动触发，不能由人来点。",
        "This happens by itself when the time comes; nobody can trigger it.",
    ),
    "not-a-resident": ("只有{place}的村民、居民可以这样办。", "Only residents of {place_en} can do this."),
    "paper-by-clerk": (
        "纸质材料要由本村（社区）委员会的人代为录入。",
        "A paper is entered by an officer of the unit's own committee.",
    ),
    "not-your-step": ("“{step}”这一步不归您的职务办理。", "The step “{step_en}” is not for your post."),
    "supervisor-acts": (
        "监督委员会成员只监督，不能办理被监督的事项。",
        "Members of the supervision committee supervise; they may not act in what they supervise.",
    ),
    "queries-open": (
        "还有 {number} 件监督质询没有答复，监督报告要等答复齐了再写。",
        "{number} supervision question(s) are unanswered; the report waits for them.",
    ),
    "correct-not-yours": ("这一步不能更正。", "This entry cannot be corrected."),
    "correct-nothing": ("没有写要更正的内容。", "Nothing to correct was written."),
    "correct-count": (
        "计票结果不能在这里更正，要由会议重新计票。",
        "A count cannot be corrected here; the meeting must count again.",
    ),
    "nothing-posted": (
        "现在没有正在公示的内容，不能提异议；可以向监督委员会反映。",
        "Nothing is posted now to object to; you may turn to the supervision committee.",
    ),
    "joined-already": ("您已经就这个理由提过异议，不用再提。", "You have already objected on this ground."),
    "not-of-age": ("年满十八周岁才能联署。", "Only those aged eighteen or over may sign."),
    "signed-already": ("您已经签过名，每人只算一次。", "You have signed already; each person counts once."),
    "meeting-day": (
        "开会日期要在 {since} 到 {until} 之间。",
        "The date of the meeting must lie between {since} and {until}.",
    ),
    "attendance-impossible": (
        "实到人数要在 1 到应到 {due} 人之间。",
        "The number attending must lie between 1 and the {due} who are due.",
    ),
    "evidence-missing": ("还缺材料：{tasks}。", "Still missing: {tasks_en}."),
    "not-deciding-body": ("这件事不能由这个会议决定。", "This assembly may not decide this matter."),
    "mandate-missing": (
        "没有查到村民（居民、成员）会议的授权记录，代表会议不能决定这件事。",
        "There is no recorded mandate of the full assembly, so the representatives may not decide this.",
    ),
    "notice-too-short": ("应当提前 {days} 天通知。", "Notice must be given {days} days before the meeting."),
    "notice-below-default": (
        "请至少提前 {days} 天通知（本系统默认值，不是本省规定）；情况紧急的请写明理由。",
        "Please give at least {days} days' notice (our default, not this province's rule), or state why it is urgent.",
    ),
    "meeting-too-far": (
        "开会日期请定在 {days} 天以内（本系统默认值，不是本省规定）。",
        "Please set the meeting within {days} days (our default, not a rule of this province).",
    ),
    "meeting-in-the-past": ("开会时间已经过去了。", "The meeting would lie in the past."),
    "signed-in-already": (
        "名单里有人已经签到过，每人只算一次。",
        "Somebody on the list has signed in already; each person counts once.",
    ),
    "not-on-roll": ("名单里有人不在应到名册上。", "Somebody on the list is not on the roll."),
    "proxy-other-household": (
        "书面委托只能委托本户到会的成员。",
        "A written proxy may only be given to a member of the same household who is present.",
    ),
    "quorum-missing": (
        "到会 {present}，应到 {whole}，至少要 {least} 才能开会表决。",
        "{present} of {whole} are present; at least {least} are needed to decide.",
    ),
    "count-includes-recused": (
        "计票共 {cast} 票，能投票的只有 {may} 人；有 {recused} 人因利害关系或近亲属关系应当回避。",
        "{cast} votes were counted, but only {may} may vote; {recused} must stand aside (interest or near relative).",
    ),
    "count-too-many": (
        "计票共 {cast} 票，超过能投票的 {may} 人。",
        "{cast} votes were counted, more than the {may} who may vote.",
    ),
    "majority-unknown": (
        "法律没有规定这个会议怎样通过决议。",
        "The law does not say how this body passes a resolution.",
    ),
    "recorders-same": ("计票人和监票人要是两个人。", "The two recorders must be two persons."),
    "recorders-not-present": (
        "计票人和监票人要到会，而且不需要回避。",
        "Both recorders must be present and not recused.",
    ),
    "file-too-large": ("文件太大，最多 {megabytes} MB。", "The file is too large: at most {megabytes} MB."),
    "file-kind": ("只能交照片（JPG、PNG、WebP）或 PDF。", "Only photos (JPG, PNG, WebP) or PDF can be handed in."),
    "erase-in-office": (
        "还在任职，公开的职务信息要等离任后才能删除。",
        "Someone in office cannot be erased; the post comes first.",
    ),
    "not-your-register": ("“{register}”不归您的职务登记。", "The register “{register_en}” is not kept by your post."),
}
