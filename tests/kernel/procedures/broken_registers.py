"""Packs whose registers say wrongly what writes them: (what is broken, the code that must tell it, how to break it)."""

from tests.kernel.procedures.packs import Breaking, swap

REGISTERS: list[tuple[str, str, Breaking]] = [
    (
        "a register written by a procedure that is not there",
        "procedure-unknown",
        swap("registers/village-rules.toml", '"village-rules"]', '"rules"]'),
    ),
    (
        "a register written by a procedure that writes another",
        "register-unwritten",
        swap("registers/village-rules.toml", '"village-rules"]', '"mandate"]'),
    ),
    (
        "a list with an item fewer than it declares",
        "count-differs",
        lambda pack: pack.cut("registers/powers.micro.csv", -1),
    ),
    ("a list that declares another number", "count-differs", swap("registers/powers.toml", "self = 21", "self = 22")),
    ("a count of no field", "field-unknown", swap("registers/powers.toml", "count.list", "count.lists")),
    (
        "a register of matters without a paper for what is older",
        "field-unknown",
        swap("registers/village-rules.toml", "[field.paper]", "[field.scan]"),
    ),
]
