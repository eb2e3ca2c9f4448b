"""Whether what is cited is law: in the pack, in force, and read. What was not read stands only as "unverified"."""

from collections.abc import Iterator
from datetime import date

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.law import Statute
from yuanba.kernel.procedures.pack import Pack
from yuanba.kernel.procedures.problems import Problem, problem
from yuanba.kernel.procedures.shape import PLACE_KINDS, Names


def cited(pack: Pack, citation: Citation, file: str, where: str, on: date, *, marked: bool) -> Iterator[Problem]:
    """Faults of one citation. `marked` says that "unverified" stands beside it, as an article not read must have."""
    statute = pack.law.statutes.get(citation.statute)
    if statute is None:
        if not Names(pack).has("law", citation.statute):
            yield problem(file, "statute-unknown", where, name=citation.statute)
        return
    article = pack.law.article(citation)
    if article is None:
        yield problem(file, "article-unknown", where, name=citation)
    elif not statute.in_force(on):
        yield problem(file, "law-not-in-force", where, name=citation, on=on, basis=citation)
    elif statute.ours:
        yield problem(file, "default-as-law", where, name=citation)
    elif article.cert == "C" and not marked:
        yield problem(file, "unverified-as-law", where, name=citation, basis=citation)


def citing(pack: Pack, on: date) -> Iterator[Problem]:
    """Every citation of bodies, boards and procedures. An older version of a procedure keeps the law of its time."""
    for body in pack.bodies.values():
        for citation in body.law:
            yield from cited(pack, citation, pack.files[f"bodies/{body.code}"], "law", on, marked=False)
    for board in pack.boards.values():
        for citation in board.law:
            file = pack.files[f"boards/{board.code}"]
            yield from cited(pack, citation, file, "law", on, marked=board.unverified is not None)
    for procedure in pack.procedures.values():
        if procedure != pack.procedure(procedure.code):
            continue
        file = pack.files[f"procedures/{procedure.key}"]
        for citation in procedure.law:
            yield from cited(pack, citation, file, "law", on, marked=False)
        for step in procedure.steps.values():
            for citation in step.law:
                marked = step.unverified is not None
                yield from cited(pack, citation, file, f"step.{step.code}.law", on, marked=marked)


def statutes(pack: Pack, on: date) -> Iterator[Problem]:
    """Every statute in force: its own citations, and that our defaults and unread rules do not pass for law."""
    for statute in pack.law.statutes.values():
        if statute.in_force(on):
            yield from _statute(pack, statute, pack.files[f"law/{statute.code}"], on)


def _statute(pack: Pack, statute: Statute, file: str, on: date) -> Iterator[Problem]:
    names = Names(pack)
    for place in statute.at:
        if place not in PLACE_KINDS:
            yield problem(file, "place-kind-unknown", "at", name=place)
    for rule in statute.rules.values():
        where = f"rule.{rule.code}"
        if rule.basis is not None:
            yield from cited(pack, rule.basis, file, where, on, marked=False)
        if (rule.basis is None) != statute.ours or (rule.cert == "L") != statute.ours:
            yield problem(file, "default-as-law", where, name=rule.code)
    for law in statute.assemblies.values():
        where = f"assembly.{law.body}"
        if law.basis is not None:
            yield from cited(pack, law.basis, file, where, on, marked=law.unverified is not None)
        if law.unverified is None and (law.basis is None or law.cert == "C"):
            yield problem(file, "unverified-as-law", where, name=law.body)
        if law.convened_by and not names.has("bodies", law.convened_by):
            yield problem(file, "body-unknown", f"{where}.convened_by", name=law.convened_by)
    for manner in statute.elections.values():
        where = f"election.{manner.mode}"
        yield from cited(pack, manner.basis, file, where, on, marked=False)
        if manner.cert == "C":
            yield problem(file, "unverified-as-law", where, name=manner.mode)
    for index, reserved in enumerate(statute.reserved):
        where = f"reserved.{index}"
        yield from cited(pack, reserved.matter, file, where, on, marked=False)
        for code in reserved.deciders:
            if not names.has("bodies", code):
                yield problem(file, "body-unknown", f"{where}.deciders", name=code)
