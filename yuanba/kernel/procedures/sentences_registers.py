"""Refusals about registers that only matters write, and about mandates."""

REGISTERS: dict[str, tuple[str, str]] = {
    "register-through-matter": (
        "“{register}”不能直接登记，由“{procedure}”这项程序办成以后写进来：请在本村（社区）“我要办事”里开始办这项程序。"
        "采用以前已经决定、有纸质文件的，只在还没有一条由程序写进来时才能照文件录入。",
        "“{register_en}” is not written by hand; “{procedure_en}” writes it once it is done: begin that under “Begin” "
        "on the page of this village or community. What was decided on paper before it was adopted can be entered with "
        "that paper only as long as no matter has written here.",
    ),
    "mandate-not-delegable": (
        "“{power}”不能授权代表会议决定，请只写本地清单里可以授权、并且由同一个会议决定的事项编码。",
        "“{power}” cannot be given to the representatives: write only codes of this place's lists that may be "
        "delegated and that the same assembly decides.",
    ),
    "mandate-ends-before": (
        "授权截止日期应当在今天以后。",
        "A mandate must last beyond today.",
    ),
    "mandate-by-assembly": (
        "给不给代表会议授权、收不收回，只能由“{body}”自己决定。",
        "Whether the representatives get a mandate, or lose it, only “{body_en}” itself decides.",
    ),
}
