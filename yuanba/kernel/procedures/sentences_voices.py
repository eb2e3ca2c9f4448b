"""Refusals about whose voice something is, and about forms that say more than they ask. Part of `SENTENCES`."""

VOICES: dict[str, tuple[str, str]] = {
    "signed-for-already": (
        "这位村（居）民本人已经签过名（线上或者纸上），每人只算一次。",
        "This resident has signed already, online or on paper; each person counts once.",
    ),
    "joined-for-already": (
        "这位村（居）民已经就这个理由提过异议，不用再提。",
        "This resident has already objected on this ground.",
    ),
    "person-not-here": (
        "所选的人不在这里的名册上，请重新选。",
        "Whoever was chosen is not on the roll here; please choose again.",
    ),
    "agent-not-found": (
        "本村（社区）名册上查不到这位代办人，或者同名的不止一位：请写全名；有同名的，空一格再写户号，如“张三 012”。",
        "No agent of this name is on the roll of this unit, or more than one is: write the full name, and where two "
        "share it a space and the number of the household, as in “张三 012”.",
    ),
    "blank-unknown": (
        "这一步没有“{blank}”这一栏。可以填的是：{known}。",
        "This act has no blank “{blank}”. It has: {known_en}.",
    ),
}
