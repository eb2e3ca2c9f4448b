"""Refusals of adopting, spreading and suspending institutions."""

ADOPTION: dict[str, tuple[str, str]] = {
    "adoption-backdated": (
        "{place}已定从 {day} 起采用，不能再定更早的；还没有开始的，可以先撤回。",
        "{place_en} has an adoption that begins on {day}, none may be put before it; one that has not begun may be "
        "revoked first.",
    ),
    "adoption-past": (
        "采用、推广、暂停从今天或者以后起。补记过去的日子，只能是采用，并且那时以来这里没有施行过。",
        "Adopting, spreading and suspending begin today or later. Only an adoption may be written down late, of what "
        "has not been in force here since then.",
    ),
    "adoption-too-far": (
        "日期写得太远了，请核对：采用、推广、暂停最晚可以写 {last}。",
        "This day lies too far ahead, please check it: adopting, spreading and suspending begin by {last}.",
    ),
    "adoption-not-standing": (
        "{day} 那一天{place}没有自己采用的这项制度在施行，不用暂停；还没有开始的采用可以撤回。",
        "On {day} no adoption of its own is in force in {place_en}, so that there is nothing to suspend; one that has "
        "not begun may be revoked.",
    ),
    "nothing-planned": (
        "{place}没有定在 {day} 开始、现在还没有开始的采用，没有可以撤回的。",
        "{place_en} has no adoption that is still to begin on {day}; there is nothing to revoke.",
    ),
    "adoption-stands": ("{place}已经在这一天采用。", "{place_en} has adopted it from that day already."),
    "adoption-without-bodies": (
        "{place}不能采用：“{procedure}”要由这里设不了的组织来办，走不到头。",
        "{place_en} cannot adopt it: “{procedure_en}” needs bodies that cannot exist there to come to an end.",
    ),
    "not-adopted": ("{place}没有采用这项制度。", "{place_en} has not adopted this institution."),
    "not-yours-to-adopt": (
        "{place}的制度由{bodies}采用、调整和暂停。",
        "In {place_en} institutions are adopted, changed and suspended by: {bodies_en}.",
    ),
    "spread-to-itself": (
        "推广要从一个地方到另一个地方，不能还是{place}。",
        "To spread is to go from one place to another, not from {place_en} to itself.",
    ),
}
