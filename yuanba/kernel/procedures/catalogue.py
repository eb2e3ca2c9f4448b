"""Whether the rows of registers fit their fields, and whether each power has a lawful decider."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from yuanba.kernel.procedures.blanks import LONGEST
from yuanba.kernel.procedures.bounded import MOST, day
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.citing import cited
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.lawful import assemblies_in_force
from yuanba.kernel.procedures.pack import Pack, RegisterKind
from yuanba.kernel.procedures.problems import Problem, problem
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.shape import PLACE_KINDS, Names
from yuanba.kernel.procedures.spreadsheet import Table

# Columns that every row has beside the declared fields.
OWN_COLUMNS = ("code", "name", "name_en")
# How far a row has come (`Record.stage`); a table may leave the column out, and its rows are then in force.
STAGE, STAGES = "stage", ("drafting", "consulting", "in-force", "repealed")
# The column that names who decides in each kind of unit.
DECIDER_COLUMNS: Mapping[str, str] = {"village": "decider", "community": "decider_community", "group": "decider"}
# Places whose bodies may settle what a unit only prepares, such as an application.
_ABOVE = {"county", "township"}
POWERS_FILE = "powers"
# Columns that make a register a catalogue of powers.
POWER_COLUMNS = frozenset(("basis", "at", "holder", "procedure", "decider", "executor"))


def fits(field: Field, value: str) -> bool:
    """Whether a cell can be read as its field: whole numbers, yuan with a point, ISO dates, yes or no."""
    if not value:
        return not field.required
    match field.type:
        case "number":
            return re.fullmatch(r"[0-9]{1,9}", value) is not None and int(value) <= (field.most or MOST)
        case "money":
            try:
                return Decimal(value).is_finite()
            except InvalidOperation:
                return False
        case "date":
            try:
                return bool(day(value))
            except Refusal:
                return False
        case "choice":
            return value in field.choices
        case "yes":
            return value in ("yes", "no")
        case "file" | "items":
            return False
        case "text" | "long":
            return len(value) <= LONGEST[field.type]
        case _:
            return True


def rows(pack: Pack) -> Iterator[Problem]:
    """Every row of every register against the register's declared fields."""
    for register in pack.registers.values():
        seen: set[str] = set()
        for table in register.tables:
            if table.columns:
                yield from _rows(register, table, seen)


def _rows(register: RegisterKind, table: Table, seen: set[str]) -> Iterator[Problem]:
    fields, file = {field.code: field for field in register.fields}, table.file
    # A column without a name is told of where something stands in it.
    unnamed = [""] if any("" in row for row in table.rows) else []
    for name in (*table.columns, *unnamed):
        if name not in fields and name not in (*OWN_COLUMNS, STAGE):
            yield problem(file, "row-unknown-column", "line 1", name=name)
    for name in (*OWN_COLUMNS, *(code for code, field in fields.items() if field.required)):
        if name not in table.columns:
            yield problem(file, "column-missing", "line 1", name=name)
    for line, row in table.numbered():
        where = f"line {line}"
        if None in row or None in row.values():
            yield problem(file, "row-ragged", where)
            continue
        code = row.get("code", "")
        if code in seen:
            yield problem(file, "row-twice", where, name=code)
        seen.add(code)
        for name in OWN_COLUMNS:
            if name in row and not row[name].strip():
                yield problem(file, "name-missing", where, name=name)
        if row.get(STAGE, STAGES[0]) not in STAGES:
            yield problem(file, "row-misfit", f"{where}, {STAGE}", name=STAGE, value=row[STAGE])
        for name, field in fields.items():
            if name in row and not fits(field, row[name].strip()):
                yield problem(file, "row-misfit", f"{where}, {name}", name=name, value=row[name])


@dataclass(frozen=True, slots=True)
class Miscount:
    """A value of which a register has other than the declared number of rows; `file` is where its rows stand."""

    file: str
    value: str
    declared: int
    found: int


def miscounts(register: RegisterKind) -> Iterator[Miscount]:
    """Every value that the register declares to have other than its rows; a pack may declare none.

    A code that stands twice is one row, and a column with a cell that does not fit is not counted: that is told anyway.
    """
    rows = [(table.file, row) for table in register.tables for row in table.rows]
    for field in register.fields:
        declared = register.counts.get(field.code, {})
        if not all(fits(field, (row.get(field.code) or "").strip()) for _, row in rows):
            continue
        for value, number in declared.items():
            holding = {row.get("code", ""): file for file, row in rows if row.get(field.code) == value}
            if len(holding) != number:
                files = sorted(set(holding.values())) or [f"registers/{register.code}.toml"]
                yield Miscount("、".join(files), value, number, len(holding))


def counts(pack: Pack) -> Iterator[Problem]:
    """Every register has as many rows of each value as it says."""
    for register in pack.registers.values():
        fields = {field.code for field in register.fields}
        for column in register.counts.keys() - fields:
            yield problem(pack.files[f"registers/{register.code}"], "field-unknown", "count", name=column)
        for one in miscounts(register):
            yield problem(one.file, "count-differs", one.value, name=one.value, declared=one.declared, found=one.found)


def powers(pack: Pack, on: date) -> Iterator[Problem]:
    """Every power: its basis, its procedure, who decides it (and to whom it may be delegated), who carries it out.

    Rows of other registers that cite a basis are only asked whether it is law.
    """
    for register in pack.registers.values():
        codes = {field.code for field in register.fields}
        for table in register.tables:
            for line, row in table.numbered():
                if None in row or None in row.values():
                    continue
                where = f"line {line} ({row.get('code', '')})"
                if codes >= POWER_COLUMNS and {"holder", "at"} <= row.keys():
                    yield from _power(pack, row, table.file, where, on)
                elif row.get("basis"):
                    yield from _cited(pack, row, _basis(row), table.file, where, on)


def lawful(pack: Pack, row: Mapping[str, str], on: date) -> Iterator[Problem]:
    """The faults of one power that is not, or not yet, in a file."""
    yield from _power(pack, {"at": "", **row}, POWERS_FILE, row.get("code", ""), on)


def _basis(row: Mapping[str, str]) -> list[Citation]:
    """The citations of a row, without those that cannot be read."""
    found = []
    for text in parts(row.get("basis")):
        try:
            found.append(Citation.parse(text))
        except ValueError:
            continue
    return found


def _cited(
    pack: Pack, row: Mapping[str, str], basis: list[Citation], file: str, where: str, on: date
) -> Iterator[Problem]:
    read = {str(citation) for citation in basis}
    for text in parts(row.get("basis")):
        if text not in read:
            yield problem(file, "citation-malformed", f"{where}, basis", name=text)
    for citation in basis:
        yield from cited(pack, citation, file, f"{where}, basis", on, marked=bool(row.get("unverified")))


def _power(pack: Pack, row: Mapping[str, str], file: str, where: str, on: date) -> Iterator[Problem]:
    basis = _basis(row)
    yield from _cited(pack, row, basis, file, where, on)
    if not any(row.get(column, "").strip() for column in ("basis", "unverified", "document")):
        yield problem(file, "basis-missing", f"{where}, basis")
    if not Names(pack).has("bodies", row["holder"]):
        yield problem(file, "body-unknown", f"{where}, holder", name=row["holder"])
    places = parts(row.get("at"))
    for place in places:
        if place not in PLACE_KINDS:
            yield problem(file, "place-kind-unknown", f"{where}, at", name=place)
    if row.get("guard") and not row.get("procedure"):
        return  # a prohibition: a guard keeps it, and nobody decides or carries it out
    yield from _bound(pack, row, file, where)
    if row.get("step"):
        return
    called = {role for code in procedures_of(row) for role in _roles(pack, code)}
    for place in places:
        if place in DECIDER_COLUMNS and ("@deciding-body" in called or row.get(DECIDER_COLUMNS[place], "").strip()):
            yield from _decider(pack, row, basis, place, file, where, on, votes="@deciding-body" in called)
    yield from _executor(pack, row, file, where, needed="@executor" in called)


def procedures_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """The procedures by which a power may be exercised, the regular one first."""
    return tuple(code for code in (row.get("procedure", ""), *parts(row.get("also"))) if code)


def _roles(pack: Pack, procedure: str) -> set[str]:
    """Who holds the steps of the newest version of a procedure."""
    if not any(one.code == procedure for one in pack.procedures.values()):
        return set()
    return {step.by for step in pack.procedure(procedure).steps.values()}


def _bound(pack: Pack, row: Mapping[str, str], file: str, where: str) -> Iterator[Problem]:
    """The procedure that exercises the power, and the step where it is exercised inside one."""
    named = row.get("procedure", "")
    for column, other in (("procedure", named), *(("also", one) for one in parts(row.get("also")))):
        if not Names(pack).has("procedures", other):
            yield problem(file, "procedure-unknown", f"{where}, {column}", name=other)
    if not Names(pack).has("procedures", named):
        return
    code = row.get("step")
    if not code or not any(procedure.code == named for procedure in pack.procedures.values()):
        return
    step = pack.procedure(named).steps.get(code)
    holder = pack.bodies.get(row["holder"])
    if step is None:
        yield problem(file, "step-unknown", f"{where}, step", procedure=named, name=code)
    elif holder is not None and holder.oversight and not step.oversight:
        yield problem(file, "supervisor-acts", f"{where}, step", name=row["holder"], basis=next(iter(holder.law), None))


def _decider(
    pack: Pack,
    row: Mapping[str, str],
    basis: list[Citation],
    place: str,
    file: str,
    where: str,
    on: date,
    *,
    votes: bool,
) -> Iterator[Problem]:
    """`votes`: the procedure has a step in which an assembly votes; else a body settles it in its daily work."""
    column = DECIDER_COLUMNS[place]
    where = f"{where}, {column}"
    code = row.get(column, "").strip()
    if not code:
        yield problem(file, "power-without-decider", where, column=column)
        return
    body = pack.bodies.get(code)
    if body is None:
        if not Names(pack).has("bodies", code):
            yield problem(file, "body-unknown", where, name=code)
        return
    if place not in body.at and (votes or not _ABOVE & set(body.at)):
        yield problem(file, "body-not-there", where, name=code, kind=place)
        return
    laws = assemblies_in_force(pack, code, on)
    if votes and not laws and Names(pack).law_is_whole():
        yield problem(file, "vote-without-body", where, name=code)
    if not all(law.binding for law in laws):
        yield problem(file, "vote-not-binding", where, name=code)
    delegates = [kind.code for kind in pack.bodies.values() if kind.stands_for == code]
    delegable = row.get("delegable") == "yes"
    if delegable and not delegates and not pack.unread:
        yield problem(file, "delegation-barred", where, matter=row.get("code", ""), name=code)
    for citation in basis:
        statute = pack.law.statutes.get(citation.statute)
        allowed = pack.law.deciders(citation, on)
        if statute is None or allowed is None or not statute.governs(place):
            continue
        if code not in allowed:
            deciders = "/".join(allowed)
            yield problem(file, "decider-wrong", where, matter=citation, deciders=deciders, name=code, basis=citation)
            continue
        for delegate in delegates if delegable else ():
            if delegate not in allowed:
                yield problem(file, "delegation-barred", where, matter=citation, name=delegate, basis=citation)


def _executor(pack: Pack, row: Mapping[str, str], file: str, where: str, *, needed: bool) -> Iterator[Problem]:
    where = f"{where}, executor"
    code = row.get("executor", "").strip()
    if not code:
        if needed:
            yield problem(file, "row-misfit", where, name="executor", value="")
        return
    body = pack.bodies.get(code)
    if body is None:
        if not Names(pack).has("bodies", code):
            yield problem(file, "body-unknown", where, name=code)
    elif body.oversight:
        yield problem(file, "supervisor-acts", where, name=code, basis=next(iter(body.law), None))
