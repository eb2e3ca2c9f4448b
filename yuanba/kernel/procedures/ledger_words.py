"""The closed vocabulary in which a pack says what a ledger is derived from: its rows, and each of its columns.

`matters:<procedure>`, `notices:<board>`, `assemblies`, `tenures` and `takings:oversight` are what rows can be. A column
is one of the words below or, of matters, `typed:<field>`: what was written in a blank of the procedure. Each word is a
small function (`institutions/ledgers/`); there is nothing to program in a pack.
"""

from collections.abc import Iterator, Mapping

from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.pack import Pack
from yuanba.kernel.procedures.problems import Problem, problem
from yuanba.kernel.procedures.shape import Names
from yuanba.kernel.procedures.vocabulary import GUARDS

FORMS, COLUMNS = "ledger-forms", "ledger-columns"
TYPED = "typed"
WORDS: Mapping[str, tuple[str, ...]] = {
    "matters": (
        "closed", "holder", "number", "opened", "parent", "posted", "resident", "state", "title", "votes",
    ),
    "notices": ("body", "expense", "income", "number", "since", "state", "title", "until", "what"),
    "assemblies": ("body", "due", "meets", "number", "passed", "present", "title", "venue", "votes"),
    "tenures": ("body", "person", "post", "since", "until", "warrant"),
    "takings": ("act", "at", "body", "number", "step", "title"),
}  # fmt: skip
# Words that name a resident or may quote her: never on a public page.
INSIDE = ("resident",)
# The cell that names the bodies whose work a ledger is.
READERS = "readers"
# What makes a ledger one about money: those who supervise see it always.
_MONEY_WORDS, _MONEY_TYPES = ("income", "expense"), ("money", "items")
# Blanks of a kind of step itself, which no procedure declares.
_OF_VERBS = ("opinion", "held_on", "attended")


def parted(source: str) -> tuple[str, str]:
    """(word, what it is about), such as ("matters", "wish") or ("assemblies", "")."""
    word, _, about = source.partition(":")
    return word, about


def problems(pack: Pack) -> Iterator[Problem]:
    """Every form and column whose source the house does not know, or that nobody reads; columns without a basis."""
    if FORMS not in pack.registers or COLUMNS not in pack.registers:
        return
    forms: dict[str, tuple[str, str]] = {}
    for table in pack.registers[FORMS].tables:
        for line, row in table.numbered():
            rows = parted(row.get("source") or "")
            forms[row.get("code", "")] = rows
            if row.get("source") and not _rows_known(pack, *rows):
                yield problem(table.file, "ledger-source-unknown", f"line {line}, source", name=row["source"])
            yield from _readers(pack, table.file, f"line {line}, {READERS}", row)
    for table in pack.registers[COLUMNS].tables:
        for line, row in table.numbered():
            where, source = f"line {line} ({row.get('code', '')})", row.get("source") or ""
            form = forms.get(row.get("form", ""))
            if form is None:
                yield problem(table.file, "ledger-form-unknown", f"{where}, form", name=row.get("form", ""))
            elif source and not _column_known(pack, form, source):
                yield problem(table.file, "ledger-source-unknown", f"{where}, source", name=source)
            elif not source and not (row.get("basis") or row.get("unverified")):
                yield problem(table.file, "ledger-column-baseless", f"{where}, basis")


def _readers(pack: Pack, file: str, where: str, row: Mapping[str, str | None]) -> Iterator[Problem]:
    """Bodies that the pack does not know; a derived ledger that is nobody's work; money kept from oversight."""
    readers, columns = parts(row.get(READERS)), pack.registers[COLUMNS].rows
    own = [one.get("source") or "" for one in columns if one.get("form") == row.get("code")]
    for code in readers:
        if not Names(pack).has("bodies", code):
            yield problem(file, "ledger-reader-unknown", where, name=code)
    if own and row.get("source") and not readers:
        yield problem(file, "ledger-unread", where)
    overseen = any(code not in pack.bodies or pack.bodies[code].oversight for code in readers)
    if readers and not overseen and any(_about_money(pack, parted(row.get("source") or ""), one) for one in own):
        yield problem(file, "ledger-money-unseen", where)


def _about_money(pack: Pack, rows: tuple[str, str], source: str) -> bool:
    word, code = parted(source)
    if word != TYPED:
        return word in _MONEY_WORDS
    steps = (step for one in pack.procedures.values() if one.code == rows[1] for step in one.steps.values())
    return any(field.code == code and field.type in _MONEY_TYPES for step in steps for field in step.fields)


def _rows_known(pack: Pack, word: str, about: str) -> bool:
    match word:
        case "matters":
            return Names(pack).has("procedures", about)
        case "notices":
            return Names(pack).has("boards", about)
        case "takings":
            return about == "oversight"
        case "assemblies" | "tenures":
            return not about
        case _:
            return False


def _column_known(pack: Pack, form: tuple[str, str], source: str) -> bool:
    rows, procedure = form
    word, about = parted(source)
    if word != TYPED:
        return not about and word in WORDS.get(rows, ())
    versions = [one for one in pack.procedures.values() if one.code == procedure]
    # A procedure that is there but cannot be read is told of by itself.
    return rows == "matters" and (not versions or any(about in typed_in(one) for one in versions))


def typed_in(procedure: Procedure) -> set[str]:
    """Codes of the blanks that a procedure can have filled: its own, those of its verbs, and its guards' by name."""
    own = {field.code for step in procedure.steps.values() for field in step.fields}
    guards = {code for step in procedure.steps.values() for code in step.guards if code in GUARDS}
    meets = any(step.kind == "meet" for step in procedure.steps.values())
    return own | guards | (set(_OF_VERBS) if meets else set())
