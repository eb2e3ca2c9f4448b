"""The ledgers that the pack declares, with their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.ledger_words import COLUMNS, FORMS, INSIDE, READERS, TYPED, parted
from yuanba.kernel.procedures.pack import Pack


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the word it is derived from with what that is about, or the basis for typing it by hand."""

    code: str
    name: Text
    source: str
    basis: str
    fields: tuple[Field, ...] = ()  # blanks of the procedure that carry this code, where it is `typed`

    @property
    def derived(self) -> bool:
        return bool(self.source)

    @property
    def word(self) -> str:
        return parted(self.source)[0]

    @property
    def about(self) -> str:
        return parted(self.source)[1]

    @property
    def public(self) -> bool:
        """Whether anybody may read it: never who the resident is, and no blank that stays inside."""
        return self.word not in INSIDE and (self.word != TYPED or all(field.public for field in self.fields))


@dataclass(frozen=True, slots=True)
class Form:
    """One ledger: what its rows are, its columns, and the kinds of bodies whose work it is."""

    code: str
    name: Text
    source: str
    verdict: str
    columns: tuple[Column, ...]
    readers: tuple[str, ...]

    @property
    def word(self) -> str:
        return parted(self.source)[0]

    @property
    def about(self) -> str:
        return parted(self.source)[1]

    @property
    def public(self) -> bool:
        """Whether its rows are for everybody: those of a board for members or the village are not."""
        return self.word != "notices" or pack().boards[self.about].visibility == "public"

    def shown(self, *, inside: bool) -> tuple[Column, ...]:
        """The columns that this reader sees."""
        return tuple(column for column in self.columns if inside or column.public)


def declared(county: Pack) -> dict[str, Form]:
    """Every ledger of a pack that is still kept, by code, in the pack's order; one without columns is merged away."""
    if FORMS not in county.registers or COLUMNS not in county.registers:
        return {}
    columns: dict[str, list[Column]] = {}
    about = {row["code"]: parted(row.get("source", "")) for row in county.registers[FORMS].rows}
    for row in county.registers[COLUMNS].rows:
        form, source = row["form"], row.get("source", "")
        fields = _blanks(county, about[form][1], parted(source)[1]) if parted(source)[0] == TYPED else ()
        basis = row.get("basis") or row.get("unverified") or ""
        columns.setdefault(form, []).append(
            Column(row["code"].removeprefix(f"{form}-"), Text(row["name"], row["name_en"]), source, basis, fields)
        )
    return {
        row["code"]: Form(
            row["code"],
            Text(row["name"], row["name_en"]),
            row.get("source", ""),
            row["verdict"],
            tuple(columns[row["code"]]),
            tuple(parts(row.get(READERS))),
        )
        for row in county.registers[FORMS].rows
        if row["code"] in columns
    }


def _blanks(county: Pack, procedure: str, code: str) -> tuple[Field, ...]:
    versions = (one for one in county.procedures.values() if one.code == procedure)
    return tuple(
        field for one in versions for step in one.steps.values() for field in step.fields if field.code == code
    )


@cache
def forms() -> Mapping[str, Form]:
    """The ledgers of the deployed pack, read once in a process."""
    return declared(pack())
