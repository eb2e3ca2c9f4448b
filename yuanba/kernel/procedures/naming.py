"""What the codes in a field are codes of (`of` of a field), so that a page says names and never a code.

Beside these a field may hold codes of rows of a register (`departments`), or of the choices of a field (`powers.list`).
"""

from collections.abc import Mapping

from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.pack import Pack, RegisterKind

# Codes of places are names of the database; articles are cited by the pages; moments and alternatives are only spelt.
BODIES, BOARDS, PROCEDURES, PLACES, PLACE_KINDS, LAW = "bodies", "boards", "procedures", "places", "place-kinds", "law"
MOMENTS, ALTERNATIVES = "moments", "alternatives"
WIRING = "wiring"  # for the software: no page shows it
KINDS = frozenset((BODIES, BOARDS, PROCEDURES, PLACES, PLACE_KINDS, LAW, MOMENTS, ALTERNATIVES, WIRING))

PLACE_KIND_NAMES: Mapping[str, Text] = {
    "county": Text("县", "county"),
    "township": Text("乡镇", "township"),
    "village": Text("村", "village"),
    "community": Text("社区", "community"),
    "quasi": Text("类似单位", "similar unit"),
    "group": Text("小组", "group"),
    "compound": Text("小区", "compound"),
    "courtyard": Text("院落", "courtyard"),
    "building": Text("楼栋", "building"),
}


def name_of(pack: Pack, of: str, code: str, place_kind: str = "") -> Text | None:
    """The name of a code; None where the pack has none, so that what was written stands as it was."""
    if of == BODIES:
        return pack.bodies[code].title(place_kind) if code in pack.bodies else None
    if of == BOARDS:
        return pack.boards[code].name if code in pack.boards else None
    if of == PLACE_KINDS:
        return PLACE_KIND_NAMES.get(code)
    if of == PROCEDURES:
        return next((one.name for one in pack.procedures.values() if one.code == code), None)
    return _rows(pack.registers.get(of.partition(".")[0]), of.partition(".")[2]).get(code)


def _rows(register: RegisterKind | None, field: str) -> Mapping[str, Text]:
    """Names of a register's rows in the pack, or of the choices of one of its fields."""
    if register is None:
        return {}
    if field:
        return next((one.choices for one in register.fields if one.code == field), {})
    return {row["code"]: _numbered(row) for row in register.rows}


def _numbered(row: Mapping[str, str]) -> Text:
    """A row's name, after its number where it has one."""
    number = f"{row['code']} " if is_number(row["code"]) else ""
    return Text(number + row["name"], number + (row.get("name_en") or row["name"]))


def is_number(code: str) -> bool:
    """Whether a code is a number that people write and say, such as M13, and no inner name such as `land`."""
    return any(sign.isdigit() for sign in code)
