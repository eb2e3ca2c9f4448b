"""Whether a procedure is sound by itself: a closed vocabulary, arrows that lead somewhere, steps that can end."""

from collections.abc import Iterator, Mapping

from yuanba.kernel.procedures.definitions import OUTCOMES, ROLES, Procedure, Step
from yuanba.kernel.procedures.pack import Pack
from yuanba.kernel.procedures.paths import arrows, neglected, reached, traps
from yuanba.kernel.procedures.problems import Problem, problem
from yuanba.kernel.procedures.shape import PLACE_KINDS, Names
from yuanba.kernel.procedures.vocabulary import (
    ACTED,
    ASKING_NOTHING,
    EFFECTS,
    GUARDS,
    READ_ALWAYS,
    READ_BY_EFFECT,
    READ_OF,
    UPHOLDING,
)

# Outcomes whose arrow a step must have; a posting's `upheld` is told apart.
MANDATORY: Mapping[str, tuple[str, ...]] = {
    "draft": ("submit",),
    "meet": ("agree",),
    "vote": ("pass", "reject"),
    "publish": ("elapsed",),
    "collect": ("reached", "lapse"),
    "do": ("done",),
}
# Keys that belong to one kind of step only.
OWN_KEYS: Mapping[str, str] = {
    "board": "publish",
    "posts": "publish",
    "posting": "publish",
    "threshold": "collect",
    "tasks": "do",
    "urgent": "do",
}
PROCEDURE_ROLES = ("main", "objection", "query", "contest")
TONES = ("good", "bad", "neutral")


def sound(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    """Every fault of one procedure that needs no law to see. Ways are followed once every arrow leads somewhere."""
    file = pack.files[f"procedures/{procedure.key}"]
    if procedure.role not in PROCEDURE_ROLES:
        yield problem(file, "role-unknown", "role", name=procedure.role)
    for place in procedure.at:
        if place not in PLACE_KINDS:
            yield problem(file, "place-kind-unknown", "at", name=place)
    for end in procedure.ends.values():
        if end.tone not in TONES:
            yield problem(file, "tone-unknown", f"end.{end.code}")
        if end.code in procedure.steps:
            yield problem(file, "code-twice", f"end.{end.code}", name=end.code)
    upholding = UPHOLDING.get(procedure.role)
    if upholding and not any(code in procedure.ends for code in upholding):
        yield problem(file, "upholds-nothing", "end", names="/".join(upholding))
    yield from _params(procedure, file)
    for step in procedure.steps.values():
        yield from _step(pack, procedure, step, file)
        yield from _entry(pack, procedure, step, file)
    broken = [*_arrows(procedure, file)]
    yield from broken
    if not broken:
        yield from _ways(procedure, file)


def _params(procedure: Procedure, file: str) -> Iterator[Problem]:
    """A default within its bounds, and somebody who reads the number: a step, or the house by its name."""
    steps = procedure.steps.values()
    read = {*READ_ALWAYS, READ_OF.get(procedure.code), *(READ_BY_EFFECT.get(step.effect or "") for step in steps)}
    read |= {name for step in steps for name in (step.due, step.posting) if isinstance(name, str)}
    for param in procedure.params.values():
        if not param.min <= param.default <= param.max:
            yield problem(file, "param-default", f"params.{param.code}")
        if param.code not in read:
            yield problem(file, "param-unused", f"params.{param.code}", name=param.code)


def _step(pack: Pack, procedure: Procedure, step: Step, file: str) -> Iterator[Problem]:
    where = f"step.{step.code}"
    if step.kind not in OUTCOMES:
        yield problem(file, "kind-unknown", f"{where}.kind", name=step.kind)
        return
    for outcome in step.on:
        if outcome not in OUTCOMES[step.kind]:
            yield problem(file, "outcome-unknown", f"{where}.on", kind=step.kind, name=outcome)
    for outcome in MANDATORY.get(step.kind, ()):
        if outcome not in step.on:
            yield problem(file, "outcome-missing", f"{where}.on", kind=step.kind, name=outcome)
    if not step.on and step.kind not in MANDATORY:
        yield problem(file, "outcome-missing", f"{where}.on", kind=step.kind, name="/".join(OUTCOMES[step.kind]))
    for outcome in ("lapse", "elapsed"):
        # A posting runs out by its own days, every other kind of step only by its `due`.
        if outcome in step.on and step.due is None and step.kind != "publish":
            yield problem(file, "due-missing", f"{where}.due", outcome=outcome)
    for key, kind in OWN_KEYS.items():
        if getattr(step, key) and step.kind != kind:
            yield problem(file, "key-misplaced", f"{where}.{key}", kind=step.kind, name=key)
    if step.kind == "collect" and step.threshold != "petition":
        yield problem(file, "threshold-unknown", f"{where}.threshold")
    if step.kind == "publish":
        yield from _posting(step, file, where)
    yield from _named(Names(pack), procedure, step, file, where)
    yield from _beyond(Names(pack), step, file, where)


def _beyond(names: Names, step: Step, file: str, where: str) -> Iterator[Problem]:
    """What a step guards and brings about is known to the house, and somebody is there to be asked for it."""
    for guard in step.guards:
        if guard not in GUARDS:
            yield problem(file, "guard-unknown", f"{where}.guards", name=guard)
    if step.effect is not None and step.effect not in EFFECTS:
        yield problem(file, "effect-unknown", f"{where}.effect", name=step.effect)
    if step.enters is not None and not names.has("registers", step.enters):
        yield problem(file, "register-unknown", f"{where}.enters", name=step.enters)
    for key in ("effect", "enters"):
        acted = (*ACTED, "vote") if key == "effect" and step.effect in ASKING_NOTHING else ACTED
        if getattr(step, key) is not None and step.kind not in acted:
            yield problem(file, "key-misplaced", f"{where}.{key}", kind=step.kind, name=key)


def _entry(pack: Pack, procedure: Procedure, step: Step, file: str) -> Iterator[Problem]:
    """What a matter types goes into the register's blank of the same code, so both must be of one type."""
    register = pack.registers.get(step.enters or "")
    declared = {field.code: field for field in register.fields} if register else {}
    for typing in procedure.steps.values():
        for field in typing.fields:
            other = declared.get(field.code)
            if register and other and (field.type != other.type or not field.choices.keys() <= other.choices.keys()):
                yield problem(
                    file,
                    "entry-clash",
                    f"step.{typing.code}.field.{field.code}",
                    name=field.code,
                    register=register.code,
                )


def _posting(step: Step, file: str, where: str) -> Iterator[Problem]:
    if "upheld" not in step.on:
        yield problem(file, "upheld-missing", f"{where}.on")
    if step.posts not in ("decision", "result"):
        yield problem(file, "posts-unknown", f"{where}.posts")
    if step.board is None:
        yield problem(file, "board-missing", f"{where}.board")
    if step.posting is None:
        yield problem(file, "posting-missing", f"{where}.posting")


def _named(names: Names, procedure: Procedure, step: Step, file: str, where: str) -> Iterator[Problem]:
    if step.by not in ROLES and not names.has("bodies", step.by) and (step.by or step.kind != "vote"):
        yield problem(file, "body-unknown", f"{where}.by", name=step.by)
    if step.board is not None and not names.has("boards", step.board):
        yield problem(file, "board-unknown", f"{where}.board", name=step.board)
    if step.binds is not None and not names.has("registers", step.binds):
        yield problem(file, "register-unknown", f"{where}.binds", name=step.binds)
    if step.posting is not None and step.posting not in procedure.params:
        yield problem(file, "param-unknown", f"{where}.posting", name=step.posting)
    if isinstance(step.due, str) and step.due not in procedure.params and names.law_is_whole():
        rules = {code for statute in names.pack.law.statutes.values() for code in statute.rules}
        if step.due not in rules:
            yield problem(file, "param-unknown", f"{where}.due", name=step.due)


def _arrows(procedure: Procedure, file: str) -> Iterator[Problem]:
    if not procedure.starts:
        yield problem(file, "start-missing", "start")
    for start in procedure.starts:
        if start.step not in procedure.steps:
            yield problem(file, "start-unknown", f"start.{start.step}", name=start.step)
    for step, outcome, target in arrows(procedure):
        if target not in procedure.steps and target not in procedure.ends:
            yield problem(file, "arrow-dangling", f"step.{step.code}.on", outcome=outcome, name=target)


def _ways(procedure: Procedure, file: str) -> Iterator[Problem]:
    found = reached(procedure, [start.step for start in procedure.starts])
    for code in procedure.steps:
        if code not in found:
            yield problem(file, "step-unreachable", f"step.{code}")
    targets = {target for _, _, target in arrows(procedure)}
    for code in procedure.ends:
        if code not in targets:
            yield problem(file, "end-unused", f"end.{code}")
    for group in traps(procedure):
        if len(group) == 1:
            yield problem(file, "step-endless", f"step.{group[0]}")
        else:
            yield problem(file, "loop-without-exit", f"step.{group[0]}", names=", ".join(group))
    if loop := neglected(procedure):
        yield problem(file, "loop-of-neglect", f"step.{loop[0]}", names=", ".join(loop))
    unbound = reached(procedure, [start.step for start in procedure.starts], _leaves_unbound)
    for step in procedure.steps.values():
        if step.code in unbound and step.by in ("@deciding-body", "@executor"):
            yield problem(file, "power-unbound", f"step.{step.code}.by")


def _leaves_unbound(step: Step, outcome: str) -> bool:
    """Whether a matter may leave by this arrow with no power chosen: a draft may, other steps only sideways."""
    return step.binds is None or step.kind == "draft" or outcome != step.forward
