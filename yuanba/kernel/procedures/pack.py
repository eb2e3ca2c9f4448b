"""The county pack: what a county owns, read from a folder of TOML and CSV. Data only; no code runs from it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from yuanba.kernel.procedures import definitions
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import (
    Field,
    Procedure,
    Text,
    citations,
    name_of,
    read_field,
    span,
    strings,
    text_of,
)
from yuanba.kernel.procedures.forms import Malformed, fit
from yuanba.kernel.procedures.law import AssemblyLaw, Law, Threshold
from yuanba.kernel.procedures.pack_forms import BOARD, BODY, COUNTY, INSTITUTION, REGISTER
from yuanba.kernel.procedures.spreadsheet import Table, read_table
from yuanba.kernel.procedures.statutes import read_statute, read_thresholds
from yuanba.kernel.procedures.subjects import Subject, read_subject

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PostKind:
    """A kind of post in a body. `acts`: its holder acts for the body; `public`: the holder is named on public pages."""

    code: str
    name: Text
    seats: tuple[int, int]
    acts: bool = False
    public: bool = True


# Who elects without being a body of the pack: all registered voters, or the households that choose a representative.
VOTERS, HOUSEHOLDS = "@voters", "@households"
ELECTORATES: Mapping[str, Text] = {
    VOTERS: Text("登记选民", "Registered voters"),
    HOUSEHOLDS: Text("各户", "Households"),
}


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body. `at`: kinds of places that have one; `made_of`: bodies that sit together (a joint meeting)."""

    code: str
    name: Text
    at: tuple[str, ...]
    posts: Mapping[str, PostKind]
    names: Mapping[str, Text] = field(default_factory=dict)  # by kind of place, where it differs
    law: tuple[Citation, ...] = ()
    size: tuple[int, int] | None = None
    women_min: int = 0
    term_years: int | None = None
    elected_by: tuple[str, ...] = ()
    filled_by: str = ""  # who enters its people, where no assembly elects them and nobody above appoints them
    bars: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    acts_through: str = ""  # the body whose officers convene and record for it
    oversight: bool = False
    required: bool = False  # every place of its kinds must have one: the coverage page
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # by kind of place, where it differs
    quorum_any: tuple[Threshold, ...] = ()  # this county's own word, never below the law's: empty leaves it to the law
    pass_all: tuple[Threshold, ...] = ()
    stands_for: str = ""  # the assembly whose powers it exercises by mandate
    leads: tuple[str, ...] = ()  # bodies it leads (the Party organisation); leading is not deciding for them
    guides: tuple[str, ...] = ()  # bodies it guides and helps without a power over them (VCOL 6)
    supervises: tuple[str, ...] = ()  # bodies whose work it supervises
    odd: tuple[str, ...] = ()  # posts whose holders together must be odd in number
    aliases: tuple[str, ...] = ()  # what else it is called in the lists that offices keep
    hands_over: bool = False  # whoever leaves an acting post hands over within the law's days

    def size_at(self, place_kind: str) -> tuple[int, int] | None:
        """How many members, at least and at most, it has in a kind of place; None where nothing is fixed."""
        return self.sizes.get(place_kind, self.size)

    def title(self, place_kind: str) -> Text:
        return self.names.get(place_kind, self.name)


@dataclass(frozen=True, slots=True)
class BoardKind:
    """A kind of board: where postings of one class are shown, for whom, and under which law."""

    code: str
    name: Text
    at: tuple[str, ...]
    law: tuple[Citation, ...]
    visibility: str = "public"  # "public", "village", "members"
    unverified: Text | None = None  # a basis with certainty mark C: shown only with the word "unverified"


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """A kind of register: the declared fields of its records. `kept_by`: the body whose officers write in it.

    `through`: the procedures whose matters write it. Nobody then writes in it by hand, but for what was decided on
    paper before the procedure was adopted. `counts`: how many of its rows hold a value of a field, where the pack says
    so: a row that was lost, or is one too many, is then told.
    Rows of the pack stand in `<code>.csv` and in any `<code>.<part>.csv` beside it.
    """

    code: str
    name: Text
    fields: tuple[Field, ...]
    indexed: tuple[str, ...] = ()
    visibility: str = "public"
    tables: tuple[Table, ...] = ()
    kept_by: str = ""
    through: tuple[str, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # field -> value -> rows

    @property
    def rows(self) -> tuple[Mapping[str, str], ...]:
        """The rows of all its files, in the order of the files' names."""
        return tuple(row for table in self.tables for row in table.rows)


@dataclass(frozen=True, slots=True)
class Institution:
    """Four clauses: is (bodies), does (procedures), keeps (registers), shows (boards)."""

    code: str
    number: int
    name: Text
    bodies: tuple[str, ...]
    procedures: tuple[str, ...]
    registers: tuple[str, ...]
    boards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A county pack that could be read; `checks.check` says whether it is sound and lawful."""

    root: Path
    code: str
    name: Text
    law: Law
    bodies: Mapping[str, BodyKind]
    boards: Mapping[str, BoardKind]
    registers: Mapping[str, RegisterKind]
    procedures: Mapping[str, Procedure]  # by key "code.vN"
    institutions: Mapping[str, Institution]
    settings: Mapping[str, Any]
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # "folder/code" -> file, relative to the root
    unread: frozenset[str] = frozenset()  # "folder/name" of files that are there but could not be read

    def assembly(self, code: str, on: date, *, at: str | None = None) -> AssemblyLaw:
        """How an assembly sits and decides on a day: the law's thresholds, and the county's own where it is stricter.

        KeyError where no statute in force speaks of such an assembly.
        """
        law = self.law.assembly(code, on, at=at)
        kind = self.bodies.get(code)
        if kind is None:
            return law
        return replace(law, quorum_any=kind.quorum_any or law.quorum_any, pass_all=kind.pass_all or law.pass_all)

    def procedure(self, code: str, version: int | None = None) -> Procedure:
        """A version of a procedure; the newest without `version`. KeyError where the pack has none."""
        versions = [p for p in self.procedures.values() if p.code == code and version in (None, p.version)]
        if not versions:
            raise KeyError(code)
        return max(versions, key=lambda p: p.version)


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of the pack that could not be read at all; `code` is a code of `problems`."""

    file: str
    where: str
    message: str
    message_zh: str
    code: str = "malformed"


def read_body(raw: Mapping[str, Any]) -> BodyKind:
    fit(raw, BODY)
    if "size" in raw and raw.get("women_min", 0) > raw["size"][1]:
        raise Malformed("women_min", "'women_min' is more than its whole size", "“women_min”比总人数还多")
    posts = {}
    for code, value in raw.get("post", {}).items():
        where = f"post.{code}"
        low, high = value.get("seats", (0, 9999))
        posts[code] = PostKind(
            code, name_of(value, where), (low, high), value.get("acts", False), value.get("public", True)
        )
    return BodyKind(
        code=raw["code"],
        name=name_of(raw, ""),
        at=strings(raw, "at"),
        posts=posts,
        names={kind: name_of(value, f"names.{kind}") for kind, value in raw.get("names", {}).items()},
        law=citations(raw.get("law", ()), "law"),
        size=span(raw, "size"),
        women_min=raw.get("women_min", 0),
        term_years=raw.get("term_years"),
        elected_by=strings(raw, "elected_by"),
        filled_by=raw.get("filled_by", ""),
        bars=strings(raw, "bars"),
        made_of=strings(raw, "made_of"),
        acts_through=raw.get("acts_through", ""),
        oversight=raw.get("oversight", False),
        required=raw.get("required", False),
        sizes={kind: (low, high) for kind, (low, high) in raw.get("sizes", {}).items()},
        quorum_any=read_thresholds(raw.get("quorum_any", ()), "quorum_any"),
        pass_all=read_thresholds(raw.get("pass", ()), "pass"),
        stands_for=raw.get("stands_for", ""),
        leads=strings(raw, "leads"),
        guides=strings(raw, "guides"),
        supervises=strings(raw, "supervises"),
        odd=strings(raw, "odd"),
        aliases=strings(raw, "aliases"),
        hands_over=raw.get("hands_over", False),
    )


def read_board(raw: Mapping[str, Any]) -> BoardKind:
    fit(raw, BOARD)
    return BoardKind(
        code=raw["code"],
        name=name_of(raw, ""),
        at=strings(raw, "at"),
        law=citations(raw.get("law", ()), "law"),
        visibility=raw.get("visibility", "public"),
        unverified=text_of(raw, "", "unverified", required=False),
    )


def read_register(raw: Mapping[str, Any], tables: tuple[Table, ...] = ()) -> RegisterKind:
    fit(raw, REGISTER)
    fields = tuple(read_field(code, value, f"field.{code}") for code, value in raw.get("field", {}).items())
    return RegisterKind(
        code=raw["code"],
        name=name_of(raw, ""),
        fields=fields,
        indexed=strings(raw, "index"),
        visibility=raw.get("visibility", "public"),
        tables=tables,
        kept_by=raw.get("kept_by", ""),
        through=strings(raw, "through"),
        counts=raw.get("count", {}),
    )


def read_institution(raw: Mapping[str, Any]) -> Institution:
    fit(raw, INSTITUTION)
    return Institution(
        raw["code"],
        raw["number"],
        name_of(raw, ""),
        strings(raw, "is"),
        strings(raw, "does"),
        strings(raw, "keeps"),
        strings(raw, "shows"),
    )


def _tables(path: Path) -> tuple[Table, ...]:
    """The CSV files beside a register's TOML file: its own, then its parts (one list of a catalogue each)."""
    whole = path.with_suffix(".csv")
    parts = sorted(path.parent.glob(f"{path.stem}.*.csv"))
    return tuple(read_table(file) for file in (whole, *parts) if file.exists())


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no TOML, or no UTF-8
        raise Malformed(
            "", f"cannot be read as TOML: {error}", f"不是可读的 TOML 文件：{error}", code="unreadable"
        ) from error


class _Reader:
    """Reads the folders of a pack one by one, and remembers what was found where and what could not be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self.files: dict[str, str] = {}
        self.unread: set[str] = set()

    def one(self, path: Path, read: Callable[[Mapping[str, Any]], T]) -> T | None:
        """What one file holds; None, and a fault, where it cannot be read."""
        file = path.relative_to(self.root).as_posix()
        try:
            return read(_table(path))
        except Malformed as error:
            fault = Fault(error.file or file, error.where, error.message, error.message_zh, error.code)
        self.faults.append(fault)
        self.unread.add(file.removesuffix(".toml"))
        return None

    def folder(self, name: str, read: Callable[[Mapping[str, Any], Path], T], key: Callable[[T], str]) -> dict[str, T]:
        """Every file of a folder, by the code it declares."""
        found: dict[str, T] = {}

        def read_new(raw: Mapping[str, Any], path: Path) -> T:
            item = read(raw, path)
            if key(item) in found:
                raise Malformed("code", f"'{key(item)}' is declared twice", f"“{key(item)}”重复定义", code="code-twice")
            return item

        for path in sorted((self.root / name).glob("[!.]*.toml")):
            item = self.one(path, partial(read_new, path=path))
            if item is not None:
                found[key(item)] = item
                self.files[f"{name}/{key(item)}"] = path.relative_to(self.root).as_posix()
        return found


def _procedure(raw: Mapping[str, Any], path: Path) -> Procedure:
    """A procedure with the SHA-256 of its file, which every chart drawn from it carries."""
    return replace(definitions.read(raw), sha256=sha256(path.read_bytes()).hexdigest())


def _county(raw: Mapping[str, Any]) -> tuple[str, Text, Mapping[str, Any]]:
    fit(raw, COUNTY)
    return raw["code"], name_of(raw, ""), raw


def load(root: Path) -> tuple[Pack, list[Fault]]:
    """Read a pack folder. What cannot be read is left out and named in the faults: every fault is told at once."""
    reader = _Reader(root)
    code, name, settings = reader.one(root / "county.toml", _county) or ("", Text("", ""), {})
    pack = Pack(
        root=root,
        code=code,
        name=name,
        law=Law(reader.folder("law", lambda raw, _: read_statute(raw), lambda s: s.code).values()),
        bodies=reader.folder("bodies", lambda raw, _: read_body(raw), lambda b: b.code),
        boards=reader.folder("boards", lambda raw, _: read_board(raw), lambda b: b.code),
        registers=reader.folder("registers", lambda raw, path: read_register(raw, _tables(path)), lambda r: r.code),
        procedures=reader.folder("procedures", _procedure, lambda p: p.key),
        institutions=reader.folder("institutions", lambda raw, _: read_institution(raw), lambda i: i.code),
        settings=settings,
        subjects=reader.folder("subjects", lambda raw, _: read_subject(raw), lambda s: s.code),
        files=reader.files,
        unread=frozenset(reader.unread),
    )
    return pack, reader.faults
