"""Refusals of adopting, spreading and suspending institutions."""

ADOPTION: dict[str, tuple[str, str]] = {
    "adoption-backdated": (
        "{place}已有更晚生效的采用，不能倒回去。",
        "{place_en} has a later adoption; it cannot be put before that.",
    ),
    "adoption-past": (
        "采用、推广、暂停从今天或者以后起，不能写过去的日子。",
        "Adopting, spreading and suspending begin today or later, never on a day that is over.",
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
