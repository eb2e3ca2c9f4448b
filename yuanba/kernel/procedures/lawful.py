"""Whether a procedure keeps to the law: floors and ceilings, who votes, what must be posted first, who supervises."""

from collections.abc import Iterator
from datetime import date

from yuanba.kernel.procedures.definitions import Procedure, Step
from yuanba.kernel.procedures.law import AssemblyLaw, Rule, Threshold
from yuanba.kernel.procedures.pack import BodyKind, Pack
from yuanba.kernel.procedures.paths import arrows, reached
from yuanba.kernel.procedures.problems import Problem, problem
from yuanba.kernel.procedures.shape import Names

POSTING_RULE, TERM_RULE = "posting_min_days", "term_years"


def rules_in_force(pack: Pack, code: str, on: date) -> list[Rule]:
    """The rule of that code in every statute in force (villages and communities have their own); our default last."""
    statutes = sorted(pack.law.statutes.values(), key=lambda statute: statute.ours)
    return [s.rules[code] for s in statutes if s.in_force(on) and code in s.rules]


def assemblies_in_force(pack: Pack, code: str, on: date) -> list[AssemblyLaw]:
    """What each statute in force says of an assembly."""
    return [s.assemblies[code] for s in pack.law.statutes.values() if s.in_force(on) and code in s.assemblies]


def lawful(pack: Pack, procedure: Procedure, on: date) -> Iterator[Problem]:
    """Every fault of one procedure against the law of a day. Older versions keep the law they were made under."""
    file = pack.files[f"procedures/{procedure.key}"]
    if Names(pack).law_is_whole():
        yield from _bounds(pack, procedure, file, on)
        for step in procedure.steps.values():
            if step.kind == "vote":
                yield from _vote(pack, step, file, on)
    yield from _urgent(procedure, file)
    yield from _carrying_out(pack, procedure, file, on)
    for step in procedure.steps.values():
        yield from _supervision(pack, step, file)


def _bounds(pack: Pack, procedure: Procedure, file: str, on: date) -> Iterator[Problem]:
    posting = {step.posting for step in procedure.steps.values() if step.kind == "publish"}
    for param in procedure.params.values():
        where = f"params.{param.code}"
        if param.rule is not None and not rules_in_force(pack, param.rule, on):
            yield problem(file, "rule-unknown", f"{where}.rule", name=param.rule)
        if param.code in posting:
            floor = max(rules_in_force(pack, POSTING_RULE, on), key=lambda rule: rule.value, default=None)
            if floor is not None and param.min < floor.value:
                yield problem(
                    file, "posting-too-short", f"{where}.min", days=param.min, least=floor.value, basis=floor.basis
                )
            continue
        for rule in rules_in_force(pack, param.rule, on) if param.rule else ():
            if (rule.bound == "min" and param.min < rule.value) or (rule.bound == "max" and param.max > rule.value):
                yield problem(file, "param-beyond-law", where, name=param.code, value=rule.value, basis=rule.basis)
                break


def _vote(pack: Pack, step: Step, file: str, on: date) -> Iterator[Problem]:
    where = f"step.{step.code}.by"
    if step.by == "@deciding-body":
        return
    laws = assemblies_in_force(pack, step.by, on)
    if not laws:
        yield problem(file, "vote-without-body", where, name=step.by)
    elif not all(law.binding for law in laws):
        yield problem(file, "vote-not-binding", where, name=step.by, basis=laws[0].basis)
    elif step.by in pack.bodies:
        for citation in step.law:
            statute = pack.law.statutes.get(citation.statute)
            allowed = pack.law.deciders(citation, on)
            here = statute is not None and any(statute.governs(place) for place in pack.bodies[step.by].at)
            if here and allowed is not None and step.by not in allowed:
                yield problem(
                    file,
                    "decider-wrong",
                    where,
                    matter=citation,
                    deciders="/".join(allowed),
                    name=step.by,
                    basis=citation,
                )


def _urgent(procedure: Procedure, file: str) -> Iterator[Problem]:
    urgent = {step.code for step in procedure.steps.values() if step.urgent}
    for start in procedure.starts:
        if start.step in urgent:
            yield problem(file, "urgent-bypass", f"start.{start.step}", name=start.step)
    for step, outcome, target in arrows(procedure):
        if outcome != "urgent" and target in urgent:
            yield problem(file, "urgent-bypass", f"step.{step.code}.on", name=target)
        if outcome == "urgent" and target not in urgent and (target in procedure.steps or target in procedure.ends):
            yield problem(file, "urgent-arrow", f"step.{step.code}.on", name=target)


def carries_out(step: Step) -> bool:
    """Whether a step carries a decision out: done by the executor of a power, or with a checklist of works.

    Averting danger is not (it precedes any decision), nor is filing in the archive, which has neither.
    """
    return step.kind == "do" and not step.urgent and (step.by == "@executor" or bool(step.tasks))


def _carrying_out(pack: Pack, procedure: Procedure, file: str, on: date) -> Iterator[Problem]:
    """After a vote only a posted decision whose period ran out, with no objection upheld, may be carried out."""
    votes = [step.code for step in procedure.steps.values() if step.kind == "vote"]
    unposted = reached(procedure, votes, lambda step, outcome: not (step.posts == "decision" and outcome == "elapsed"))
    starts = [start.step for start in procedure.starts]
    undecided = reached(procedure, starts, lambda step, outcome: not (step.kind == "vote" and outcome == "pass"))
    basis = next((rule.basis for rule in rules_in_force(pack, POSTING_RULE, on)), None)
    for step in procedure.steps.values():
        if carries_out(step) and step.code in unposted:
            yield problem(file, "implementation-unposted", f"step.{step.code}", name=step.code, basis=basis)
        if carries_out(step) and step.by == "@executor" and step.code in undecided:
            yield problem(file, "implementation-undecided", f"step.{step.code}", name=step.code)


def _supervision(pack: Pack, step: Step, file: str) -> Iterator[Problem]:
    where = f"step.{step.code}"
    body = pack.bodies.get(step.by)
    supervising = body is not None and body.oversight
    if body is not None and supervising and (not step.oversight or step.kind not in ("draft", "review")):
        yield problem(file, "supervisor-acts", where, name=step.by, basis=next(iter(body.law), None))
    if step.oversight and not supervising and (body is not None or step.by.startswith("@")):
        yield problem(file, "oversight-by-other", where, name=step.by)


def supervisors(pack: Pack) -> Iterator[Problem]:
    """A supervising body bars the committee and its kin, and is part of no other body (VCOL 37, RCOL 36)."""
    for body in pack.bodies.values():
        file = pack.files[f"bodies/{body.code}"]
        basis = next(iter(body.law), None)
        if body.oversight:
            for bar in ("committee_member", "near_relative_of_committee_member"):
                if bar not in body.bars:
                    yield problem(file, "oversight-unbarred", "bars", name=bar, basis=basis)
            if body.made_of or body.acts_through:
                yield problem(file, "oversight-cross-posted", "", name=body.code, basis=basis)
        for where, codes in (("made_of", body.made_of), ("acts_through", (body.acts_through,))):
            for code in codes:
                other = pack.bodies.get(code)
                if other is not None and other.oversight:
                    yield problem(file, "oversight-cross-posted", where, name=code, basis=next(iter(other.law), None))


def majorities(pack: Pack, on: date) -> Iterator[Problem]:
    """The county's own quorum or majority of an assembly may only be stricter than the law's."""
    for body in pack.bodies.values():
        file = pack.files[f"bodies/{body.code}"]
        for law in assemblies_in_force(pack, body.code, on):
            yield from _weaker(body, law, file)


def terms(pack: Pack, on: date) -> Iterator[Problem]:
    """No term is longer than the longest that a statute in force gives: five years of a committee (VCOL 14, RCOL 14).

    The Party's organisations, the collective and the representatives have no longer one by any rule that we have read.
    """
    longest = max(rules_in_force(pack, TERM_RULE, on), key=lambda rule: rule.value, default=None)
    for body in pack.bodies.values():
        if longest is not None and body.term_years is not None and body.term_years > longest.value:
            file = pack.files[f"bodies/{body.code}"]
            told = {"name": body.code, "years": body.term_years, "most": longest.value}
            yield problem(file, "term-too-long", "term_years", **told, basis=longest.basis)


def _weaker(body: BodyKind, law: AssemblyLaw, file: str) -> Iterator[Problem]:
    def stricter(own: Threshold, theirs: Threshold) -> bool:
        return own.of == theirs.of and own.at_least_as_strict_as(theirs)

    # Every majority of the law must still be asked for; each way to a quorum must be one that the law knows.
    if body.pass_all and not all(any(stricter(own, fixed) for own in body.pass_all) for fixed in law.pass_all):
        yield problem(file, "majority-weaker", "pass", name=body.code, basis=law.basis)
    if law.quorum_any and not all(any(stricter(own, way) for way in law.quorum_any) for own in body.quorum_any):
        yield problem(file, "quorum-weaker", "quorum_any", name=body.code, basis=law.basis)
