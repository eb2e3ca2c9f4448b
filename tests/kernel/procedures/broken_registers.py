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
        "a register of matters without a paper for what is older",
        "field-unknown",
        swap("registers/village-rules.toml", "[field.paper]", "[field.scan]"),
    ),
]
