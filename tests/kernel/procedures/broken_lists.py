"""Packs whose lists of powers or ledgers do not keep what they say, broken in one place."""

from tests.kernel.procedures.broken_ledgers import LEDGERS
from tests.kernel.procedures.broken_registers import REGISTERS
from tests.kernel.procedures.packs import Breaking, power, swap

ASSIST = "procedures/assist.v1.toml"
LISTS: list[tuple[str, str, Breaking]] = [
    (
        "a village that judges as it assists",
        "assist-decides",
        swap(ASSIST, "return =", 'decline = "refused", return ='),
    ),
    ("an assist item that nobody leads", "assist-unsaid", power("B01", lead="")),
    ("an assist item that may mean anything", "assist-unsaid", power("B01", may_not="")),
    ("a prohibition resting on what is no basis of it", "forbids-unbased", power("N2", forbids="vcol-2026:6")),
    ("a subject of no procedure", "procedure-unknown", swap("subjects/ask.toml", '"agency"', '"agent"')),
    ("a procedure under two subjects", "code-twice", swap("subjects/raise.toml", '"convene"', '"wish"')),
    ("two subjects of one number", "number-twice", swap("subjects/raise.toml", "number = 2", "number = 1")),
    ("codes of no register", "register-unknown", swap("registers/partners.toml", 'of = "partner-kinds"', 'of = "kin"')),
    ("choices of no field", "field-unknown", swap("registers/editions.toml", '"powers.list"', '"powers.lists"')),
    *LEDGERS,
    *REGISTERS,
]
