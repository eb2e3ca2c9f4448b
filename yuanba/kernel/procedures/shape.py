"""Whether a pack hangs together: codes, file names, and that everything named is there."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Protocol

from yuanba.kernel.procedures import naming
from yuanba.kernel.procedures.pack import ELECTORATES, BodyKind, Institution, Pack, RegisterKind
from yuanba.kernel.procedures.problems import Problem, problem
from yuanba.kernel.procedures.vocabulary import WRITES

PLACE_KINDS = ("county", "township", "village", "community", "quasi", "group", "compound", "courtyard", "building")
# "officers": only those in office for the place, such as a register of people that stands on their consent.
VISIBILITIES = ("public", "village", "members", "officers")
# Who may not sit in a body: what a `bars` entry may say.
BARS = (
    "committee_member",
    "near_relative_of_committee_member",
    "collective_director",
    "near_relative_of_collective_director",
)
_KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class _Located(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def at(self) -> tuple[str, ...]: ...


class Names:
    """The codes a pack declares, with those of files that are there but cannot be read: they are not missing."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def has(self, folder: str, code: str) -> bool:
        """Whether a folder holds something of this code."""
        declared: dict[str, Container[str]] = {
            "bodies": self.pack.bodies,
            "boards": self.pack.boards,
            "registers": self.pack.registers,
            "law": self.pack.law.statutes,
            "procedures": {procedure.code for procedure in self.pack.procedures.values()},
        }
        unread = (name.removeprefix(f"{folder}/") for name in self.pack.unread if name.startswith(f"{folder}/"))
        return code in declared[folder] or code in {re.sub(r"\.v\d+$", "", name) for name in unread}

    def law_is_whole(self) -> bool:
        """Whether every statute could be read: else a number that is not found may stand in the one that was not."""
        return not any(name.startswith("law/") for name in self.pack.unread)


def _form(file: str, code: str, where: str, *, joint: str) -> Iterator[Problem]:
    if not (_KEBAB if joint == "-" else _SNAKE).fullmatch(code):
        yield problem(file, "code-form", where, name=code, joint=joint)


def adopters(pack: Pack) -> Iterator[Problem]:
    """The bodies that adopt institutions, by kind of place, are bodies of such places."""
    for kind, code in pack.settings.get("adopts", {}).items():
        where = f"adopts.{kind}"
        if kind not in PLACE_KINDS:
            yield problem("county.toml", "place-kind-unknown", where, name=kind)
        elif not Names(pack).has("bodies", code):
            yield problem("county.toml", "body-unknown", where, name=code)
        elif code in pack.bodies and kind not in pack.bodies[code].at:
            yield problem("county.toml", "body-not-there", where, name=code, kind=kind)


def codes(pack: Pack) -> Iterator[Problem]:
    """Codes are kebab-case (procedures, steps, boards) or snake_case (bodies, posts, fields), files too."""
    for key, file in pack.files.items():
        folder, code = key.split("/", 1)
        plain = re.sub(r"\.v\d+$", "", code)
        yield from _form(file, plain, "code", joint="_" if folder == "bodies" else "-")
        if file != f"{folder}/{code}.toml":
            yield problem(file, "file-name", "code", expected=f"{code}.toml")
    for body in pack.bodies.values():
        for code in body.posts:
            yield from _form(pack.files[f"bodies/{body.code}"], code, f"post.{code}", joint="_")
    for register in pack.registers.values():
        for field in register.fields:
            yield from _form(pack.files[f"registers/{register.code}"], field.code, f"field.{field.code}", joint="_")
    for procedure in pack.procedures.values():
        file = pack.files[f"procedures/{procedure.key}"]
        for code in (*procedure.steps, *procedure.ends):
            yield from _form(file, code, code, joint="-")
        for code in procedure.params:
            yield from _form(file, code, f"params.{code}", joint="_")
        for step in procedure.steps.values():
            for code in (*(field.code for field in step.fields), *step.tasks):
                yield from _form(file, code, f"step.{step.code}.{code}", joint="_")
    if "county" not in pack.unread and not re.fullmatch(r"[0-9]{6}", pack.code):
        yield problem("county.toml", "county-code", "code", name=pack.code)


def _places(file: str, kind: _Located) -> Iterator[Problem]:
    for place in kind.at:
        if place not in PLACE_KINDS:
            yield problem(file, "place-kind-unknown", "at", name=place)


def bodies(pack: Pack) -> Iterator[Problem]:
    """Bodies name bodies that exist, kinds of places and bars that are known, and somebody who acts."""
    names = Names(pack)
    for body in pack.bodies.values():
        file = pack.files[f"bodies/{body.code}"]
        yield from _places(file, body)
        yield from _relations(names, file, body)
        acting = pack.bodies.get(body.acts_through or body.code)
        if acting is not None and not any(post.acts for post in acting.posts.values()):
            yield problem(file, "body-cannot-act", "acts_through" if body.acts_through else "post", name=body.code)


def chain(pack: Pack) -> Iterator[Problem]:
    """Nobody leads, or supervises, whoever stands above it in the same chain; supervision is said by who oversees."""
    for relation in ("leads", "supervises"):
        for body in pack.bodies.values():
            seen, ahead = {body.code}, list(getattr(body, relation))
            while ahead:
                code = ahead.pop()
                if code == body.code:
                    if body.code not in getattr(body, relation):
                        file = pack.files[f"bodies/{body.code}"]
                        yield problem(file, "relation-circular", relation, name=body.code)
                    break
                if code not in seen and code in pack.bodies:
                    seen.add(code)
                    ahead += getattr(pack.bodies[code], relation)
    for body in pack.bodies.values():
        if body.oversight and not body.supervises:
            yield problem(pack.files[f"bodies/{body.code}"], "oversight-of-nobody", "supervises", name=body.code)


def _relations(names: Names, file: str, body: BodyKind) -> Iterator[Problem]:
    related = {
        "made_of": body.made_of,
        "elected_by": tuple(code for code in body.elected_by if code not in ELECTORATES),
        "filled_by": (body.filled_by,) if body.filled_by else (),
        "leads": body.leads,
        "guides": body.guides,
        "supervises": body.supervises,
        "acts_through": (body.acts_through,) if body.acts_through else (),
        "stands_for": (body.stands_for,) if body.stands_for else (),
    }
    for where, codes_named in related.items():
        for code in codes_named:
            if not names.has("bodies", code):
                yield problem(file, "body-unknown", where, name=code)
    for where in ("leads", "guides", "supervises", "elected_by", "made_of", "acts_through", "stands_for"):
        if body.code in related[where]:
            yield problem(file, "relation-to-itself", where, name=body.code)
    for code in body.odd:
        if code not in body.posts:
            yield problem(file, "post-not-there", "odd", name=code)
    for bar in body.bars:
        if bar not in BARS:
            yield problem(file, "bar-unknown", "bars", name=bar)


def boards(pack: Pack) -> Iterator[Problem]:
    """Boards and registers are shown to somebody we know of; an index names fields; every table is of a register."""
    for board in pack.boards.values():
        file = pack.files[f"boards/{board.code}"]
        yield from _places(file, board)
        if board.visibility not in VISIBILITIES:
            yield problem(file, "visibility-unknown", "visibility", name=board.visibility)
        if not board.law and board.unverified is None:
            yield problem(file, "basis-missing", "law")
    for path in sorted((pack.root / "registers").glob("[!.]*.csv")):
        name = path.name.partition(".")[0]
        if not Names(pack).has("registers", name):
            yield problem(f"registers/{path.name}", "register-unknown", name=name)
    for register in pack.registers.values():
        file = pack.files[f"registers/{register.code}"]
        if register.visibility not in VISIBILITIES:
            yield problem(file, "visibility-unknown", "visibility", name=register.visibility)
        if register.kept_by and not Names(pack).has("bodies", register.kept_by):
            yield problem(file, "body-unknown", "kept_by", name=register.kept_by)
        yield from _through(pack, register, file)
        for code in register.indexed:
            if code not in {field.code for field in register.fields}:
                yield problem(file, "field-unknown", "index", name=code)
        for field in register.fields:
            yield from _holds(pack, file, f"field.{field.code}.of", field.of)


def _holds(pack: Pack, file: str, where: str, of: str) -> Iterator[Problem]:
    """What a field holds codes of is known: a folder of the pack, a register or one of its choices, or a way to say."""
    register, _, field = of.partition(".")
    if not of or of in naming.KINDS:
        return
    if not Names(pack).has("registers", register):
        yield problem(file, "register-unknown", where, name=register)
    elif field and register in pack.registers and field not in {one.code for one in pack.registers[register].fields}:
        yield problem(file, "field-unknown", where, name=field)


# What a record that was decided on paper before is entered with: the day of the decision, and the paper.
DECIDED_ON, PAPER = "resolved_on", "paper"


def _through(pack: Pack, register: RegisterKind, file: str) -> Iterator[Problem]:
    """A register that matters write names the procedures that do, and has a day and a paper for what is older."""
    for code in register.through:
        found = [one for one in pack.procedures.values() if one.code == code]
        if not Names(pack).has("procedures", code):
            yield problem(file, "procedure-unknown", "through", name=code)
        elif found and not any(
            register.code in (step.enters, WRITES.get(step.effect or ""))
            for one in found
            for step in one.steps.values()
        ):
            yield problem(file, "register-unwritten", "through", name=code)
    types = {field.code: field.type for field in register.fields}
    for code, kind in ((DECIDED_ON, "date"), (PAPER, "file")):
        if register.through and types.get(code) != kind:
            yield problem(file, "field-unknown", f"field.{code}", name=code)


def institutions(pack: Pack) -> Iterator[Problem]:
    """The four clauses of an institution name what exists; numbers are given once; its parameters do not clash."""
    names = Names(pack)
    numbers: dict[int, str] = {}
    for institution in pack.institutions.values():
        file = pack.files[f"institutions/{institution.code}"]
        clauses: Iterable[tuple[str, str, str, tuple[str, ...]]] = (
            ("is", "bodies", "body-unknown", institution.bodies),
            ("does", "procedures", "procedure-unknown", institution.procedures),
            ("keeps", "registers", "register-unknown", institution.registers),
            ("shows", "boards", "board-unknown", institution.boards),
        )
        for where, folder, fault, named in clauses:
            for code in named:
                if not names.has(folder, code):
                    yield problem(file, fault, where, name=code)
        first = numbers.setdefault(institution.number, institution.code)
        if first != institution.code:
            yield problem(file, "number-twice", "number", number=institution.number, other=first)
        yield from _params(pack, file, institution)


def subjects(pack: Pack) -> Iterator[Problem]:
    """Subjects name procedures of the pack, each under one of them; numbers are given once."""
    numbers: dict[int, str] = {}
    shelved: set[str] = set()
    for subject in pack.subjects.values():
        file = pack.files[f"subjects/{subject.code}"]
        for code in subject.procedures:
            if not Names(pack).has("procedures", code):
                yield problem(file, "procedure-unknown", "procedures", name=code)
            if code in shelved:
                yield problem(file, "code-twice", "procedures", name=code)
            shelved.add(code)
        first = numbers.setdefault(subject.number, subject.code)
        if first != subject.code:
            yield problem(file, "number-twice", "number", number=subject.number, other=first)


def _params(pack: Pack, file: str, institution: Institution) -> Iterator[Problem]:
    seen: dict[str, set[tuple[int, int, int]]] = {}
    for procedure in pack.procedures.values():
        if procedure.code in institution.procedures and procedure == pack.procedure(procedure.code):
            for code, param in procedure.params.items():
                seen.setdefault(code, set()).add((param.min, param.max, param.default))
    for code, bounds in seen.items():
        if len(bounds) > 1:
            yield problem(file, "param-clash", "does", name=code)
