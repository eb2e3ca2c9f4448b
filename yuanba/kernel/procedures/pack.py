"""The county pack: what a county owns, read from a folder of TOML and CSV. Data only; no code runs from it."""

import csv
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from yuanba.kernel.procedures import definitions
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import (
    Field,
    Malformed,
    Procedure,
    Text,
    citations,
    known,
    name_of,
    read_field,
    text_of,
)
from yuanba.kernel.procedures.law import Law, Threshold
from yuanba.kernel.procedures.statutes import read_statute, read_thresholds

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PostKind:
    """A kind of post in a body. `acts`: its holder acts for the body; `public`: the holder is named on public pages."""

    code: str
    name: Text
    seats: tuple[int, int]
    acts: bool = False
    public: bool = True


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
    bars: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    acts_through: str = ""  # the body whose officers convene and record for it
    oversight: bool = False
    required: bool = False  # every place of its kinds must have one: the coverage page
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # by kind of place, where it differs
    quorum_any: tuple[Threshold, ...] = ()  # this county's own word, never below the law's: empty leaves it to the law
    pass_all: tuple[Threshold, ...] = ()
    stands_for: str = ""  # the assembly whose powers it exercises by mandate

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
    """A kind of register: the declared fields of its records."""

    code: str
    name: Text
    fields: tuple[Field, ...]
    indexed: tuple[str, ...] = ()
    visibility: str = "public"
    rows: tuple[Mapping[str, str], ...] = ()


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

    def procedure(self, code: str, version: int | None = None) -> Procedure:
        """A version of a procedure; the newest without `version`. KeyError where the pack has none."""
        versions = [p for p in self.procedures.values() if p.code == code and version in (None, p.version)]
        if not versions:
            raise KeyError(code)
        return max(versions, key=lambda p: p.version)


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of the pack that could not be read at all."""

    file: str
    where: str
    message: str
    message_zh: str


def _strings(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in raw.get(key, ()))


def read_body(raw: Mapping[str, Any]) -> BodyKind:
    known(
        raw,
        frozenset(
            "code name name_en names at post law size women_min term_years elected_by bars made_of acts_through oversight "
            "required sizes quorum_any pass stands_for".split()
        ),
        "",
    )
    posts = {}
    for code, value in raw.get("post", {}).items():
        where = f"post.{code}"
        known(value, frozenset("name name_en seats acts public".split()), where)
        low, high = value.get("seats", (0, 9999))
        posts[code] = PostKind(
            code, name_of(value, where), (low, high), value.get("acts", False), value.get("public", True)
        )
    return BodyKind(
        code=raw["code"],
        name=name_of(raw, ""),
        at=_strings(raw, "at"),
        posts=posts,
        names={kind: name_of(value, f"names.{kind}") for kind, value in raw.get("names", {}).items()},
        law=citations(raw.get("law", ()), "law"),
        size=tuple(raw["size"]) if "size" in raw else None,
        women_min=raw.get("women_min", 0),
        term_years=raw.get("term_years"),
        elected_by=_strings(raw, "elected_by"),
        bars=_strings(raw, "bars"),
        made_of=_strings(raw, "made_of"),
        acts_through=raw.get("acts_through", ""),
        oversight=raw.get("oversight", False),
        required=raw.get("required", False),
        sizes={kind: (int(low), int(high)) for kind, (low, high) in raw.get("sizes", {}).items()},
        quorum_any=read_thresholds(raw.get("quorum_any", ()), "quorum_any"),
        pass_all=read_thresholds(raw.get("pass", ()), "pass"),
        stands_for=raw.get("stands_for", ""),
    )


def read_board(raw: Mapping[str, Any]) -> BoardKind:
    known(raw, frozenset("code name name_en at law visibility unverified unverified_en".split()), "")
    return BoardKind(
        code=raw["code"],
        name=name_of(raw, ""),
        at=_strings(raw, "at"),
        law=citations(raw.get("law", ()), "law"),
        visibility=raw.get("visibility", "public"),
        unverified=text_of(raw, "", "unverified", required=False),
    )


def read_register(raw: Mapping[str, Any], rows: tuple[Mapping[str, str], ...] = ()) -> RegisterKind:
    known(raw, frozenset("code name name_en field index visibility".split()), "")
    fields = tuple(read_field(code, value, f"field.{code}") for code, value in raw.get("field", {}).items())
    return RegisterKind(
        raw["code"], name_of(raw, ""), fields, _strings(raw, "index"), raw.get("visibility", "public"), rows
    )


def read_institution(raw: Mapping[str, Any]) -> Institution:
    known(raw, frozenset("code number name name_en is does keeps shows".split()), "")
    return Institution(
        raw["code"],
        raw["number"],
        name_of(raw, ""),
        _strings(raw, "is"),
        _strings(raw, "does"),
        _strings(raw, "keeps"),
        _strings(raw, "shows"),
    )


def _rows(path: Path) -> tuple[Mapping[str, str], ...]:
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return tuple(csv.DictReader(handle))


def load(root: Path) -> tuple[Pack, list[Fault]]:
    """Read a pack folder. What cannot be read is left out and named in the faults, so that every fault is told at once."""
    faults: list[Fault] = []

    def folder(name: str, read: Callable[[Mapping[str, Any], Path], T], key: Callable[[T], str]) -> dict[str, T]:
        found: dict[str, T] = {}
        for path in sorted((root / name).glob("*.toml")):
            file = path.relative_to(root).as_posix()
            try:
                item = read(tomllib.loads(path.read_text(encoding="utf-8")), path)
                if key(item) in found:
                    raise Malformed("code", f"'{key(item)}' is declared twice", f"“{key(item)}”重复定义")
                found[key(item)] = item
            except Malformed as error:
                faults.append(Fault(file, error.where, error.message, error.message_zh))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                faults.append(Fault(file, "", f"not readable as TOML: {error}", f"不是可读的 TOML 文件：{error}"))
            except (KeyError, ValueError, TypeError) as error:
                faults.append(Fault(file, "", f"missing or ill-typed entry: {error}", f"缺少条目或类型不对：{error}"))
        return found

    statutes = folder("law", lambda raw, _: read_statute(raw), lambda s: s.code)
    county: Mapping[str, Any] = {}
    try:
        county = tomllib.loads((root / "county.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault("county.toml", "", f"cannot be read: {error}", f"无法读取：{error}"))
    pack = Pack(
        root=root,
        code=str(county.get("code", "")),
        name=text_of(county, "", required=False) or Text("", ""),
        law=Law(statutes.values()),
        bodies=folder("bodies", lambda raw, _: read_body(raw), lambda b: b.code),
        boards=folder("boards", lambda raw, _: read_board(raw), lambda b: b.code),
        registers=folder(
            "registers", lambda raw, path: read_register(raw, _rows(path.with_suffix(".csv"))), lambda r: r.code
        ),
        procedures=folder("procedures", lambda raw, _: definitions.read(raw), lambda p: p.key),
        institutions=folder("institutions", lambda raw, _: read_institution(raw), lambda i: i.code),
        settings=county,
    )
    return pack, faults
