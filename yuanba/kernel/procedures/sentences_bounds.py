"""Refusals of days and numbers that reach too far."""

BOUNDS: dict[str, tuple[str, str]] = {
    "blank-too-early": (
        "日期写得太早了，请核对：最早可以写 {first}。",
        "This day lies too far back, please check it: the earliest that may be written is {first}.",
    ),
    "blank-too-late": (
        "日期写得太远了，请核对：最晚可以写 {last}。",
        "This day lies too far ahead, please check it: the latest that may be written is {last}.",
    ),
    "blank-too-many": (
        "数字写得太大了，请核对：最多 {most}。",
        "This number is too large, please check it: at most {most}.",
    ),
}
