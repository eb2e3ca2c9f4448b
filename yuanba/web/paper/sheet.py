"""What is printed, as plain frozen data; every string arrives in the reader's language, dates and money formatted."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["notice", "record", "form", "ballot-sheet", "chart", "certificate"]
Size = Literal["a4", "a3"]
Language = Literal["zh-hans", "en"]
Align = Literal["left", "center", "right"]
State = Literal["done", "current", "ahead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `width` is its share of the line, 0 for as wide as its content. Numbers align right."""

    title: str
    align: Align = "left"
    width: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Line items with their total row; an empty cell stays empty, `empty` is printed when there is no row at all.

    `blank_rows` adds ruled rows to be filled in by hand, numbered in the first column when `numbered`.
    Raises ValueError when a row has not one cell a column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, ...] = ()
    caption: str = ""
    empty: str = ""
    blank_rows: int = 0
    numbered: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("A table needs a column.")
        for row in (*self.rows, *([self.total] if self.total else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"A row has {len(row)} cells where the table has {len(self.columns)} columns: {row}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the procedure: its name, the body that takes it, when it was taken (or is due), and its state."""

    name: str
    body: str = ""
    on: str = ""
    state: State = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long the sheet hangs: first and last day, and a sentence on what a reader may do meanwhile."""

    since: str
    until: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The ledger leaf's SHA-256 in 64 hexadecimal digits, and what to do to check it. Raises ValueError otherwise."""

    leaf: str
    how: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{64}", self.leaf):
            raise ValueError("A ledger leaf hash is 64 lower-case hexadecimal digits.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on: who signs, what is already known of her, and whether the line also asks for the date."""

    label: str
    value: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One printed sheet. What is left empty is not printed, save where an empty value is a blank to fill in.

    kind            which template: a public notice, the record of a step, a resident's form, a meeting's count
                    sheet, a certificate
    place           county, township and unit, as a line above the title
    facts           label and value; in a form an empty value is a ruled blank
    materials       what a step left behind: papers, photographs, scanned sheets
    ticks           questions of a form, each with the boxes a resident ticks; a question may be empty
    writing         labels of areas to write on, each with its number of ruled lines
    scan            the words under the QR code, where it leads elsewhere than to a public page
    tally           label and count of each choice; an empty count is written by hand beside its 正 strokes
    agent, agent_note   the lines of who wrote on a resident's behalf, and when that is allowed
    url             the public page, as QR and as text
    chart           a drawing as SVG, which fills the sheet
    landscape       whether the sheet of a chart lies on its side
    demo            the disclaimer printed at the head of every page and across it as a watermark; None in earnest use
    Raises ValueError for a kind, size or language that has no template.
    """

    kind: Kind
    title: str
    place: str = ""
    subtitle: str = ""
    number: str = ""
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    steps: tuple[Step, ...] = ()
    materials: tuple[str, ...] = ()
    ticks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    writing: tuple[tuple[str, int], ...] = ()
    scan: str = ""
    tally: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    issuer: str = ""
    issued_on: str = ""
    seal_area: bool = False
    signature_lines: tuple[Signature, ...] = ()
    agent: tuple[Signature, ...] = ()
    agent_note: str = ""
    telephone: str = ""
    url: str = ""
    fingerprint: Fingerprint | None = None
    law: tuple[str, ...] = ()
    language: Language = "zh-hans"
    demo: str | None = None
    size: Size = "a4"
    printed_on: str = ""
    chart: str = ""
    landscape: bool = False

    def __post_init__(self) -> None:
        for value, allowed in ((self.kind, Kind), (self.size, Size), (self.language, Language)):
            if value not in get_args(allowed):
                raise ValueError(f"No template prints {value!r}; choose one of {', '.join(get_args(allowed))}.")
