"""Refusals about representatives: whose seat it is, and whether those who choose have chosen."""

REPRESENTATIVES: dict[str, tuple[str, str]] = {
    "seat-under-way": (
        "这个代表名额已经在办：{number}。先把那件事办完。",
        "{number} is about this seat already: finish that first.",
    ),
    "group-not-agreed": (
        "到会 {present} 人，赞成 {votes} 票，没有过半数，请选“无法完成”。",
        "{votes} of the {present} present agree, which is not more than half; choose “cannot be done”.",
    ),
    "households-behind-seat": (
        "每 {least} 至 {most} 户推选一名代表，这里写的是 {homes} 户。",
        "One representative is chosen by {least} to {most} households; these are {homes}.",
    ),
    "households-not-agreed": (
        "推选户 {homes} 户，参加 {voted} 户，赞成 {votes} 户：要过半数的户参加、参加的过半数赞成，请选“无法完成”。"
        "法律没有写各户之间怎样算（未核实），这是本系统的默认做法。",
        "{voted} of {homes} households took part and {votes} agree: more than half must take part, and more than half "
        "of those agree; choose “cannot be done”. The law fixes no number among households (unverified): our default.",
    ),
}
