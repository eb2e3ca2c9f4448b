"""Ways through a procedure: which steps can be reached, and from which an end can be."""

from collections.abc import Callable, Iterable, Iterator

from yuanba.kernel.procedures.definitions import Procedure, Step

Arrow = tuple[Step, str, str]  # step, outcome, where it leads


def arrows(procedure: Procedure) -> Iterator[Arrow]:
    """Every arrow, in the order of the file."""
    for step in procedure.steps.values():
        for outcome, target in step.on.items():
            yield step, outcome, target


def reached(
    procedure: Procedure, sources: Iterable[str], open_to: Callable[[Step, str], bool] = lambda *_: True
) -> set[str]:
    """Steps and ends that can be reached from `sources` (themselves among them) over arrows that are `open_to` one."""
    found = set(sources)
    waiting = list(found)
    while waiting:
        step = procedure.steps.get(waiting.pop())
        for outcome, target in step.on.items() if step else ():
            if target not in found and step is not None and open_to(step, outcome):
                found.add(target)
                waiting.append(target)
    return found


def ending(procedure: Procedure) -> set[str]:
    """Steps and ends from which an end can be reached."""
    found = set(procedure.ends)
    while True:
        more = {step.code for step, _, target in arrows(procedure) if target in found} - found
        if not more:
            return found
        found |= more


def traps(procedure: Procedure) -> list[list[str]]:
    """Groups of steps that lead only to each other, so that no end can be reached; each in the order of the file."""
    stuck = [code for code in procedure.steps if code not in ending(procedure)]
    inside = {code: reached(procedure, procedure.steps[code].on.values()) for code in stuck}
    groups: list[list[str]] = []
    for code in stuck:
        # A step lies in the trap itself, and not on the way into it, when every step it reaches leads back to it.
        if inside[code] and all(code in inside[other] for other in inside[code]):
            group = sorted(inside[code], key=stuck.index)
            if group not in groups:
                groups.append(group)
    return groups


def neglected(procedure: Procedure) -> list[str]:
    """The first loop of steps round which time alone leads a matter that nobody touches, in the order of the way."""
    for start in procedure.steps:
        way: list[str] = []
        code = start
        while code in procedure.steps and code not in way:
            way.append(code)
            code = procedure.steps[code].on.get("lapse", "")
        if code in way:
            return way[way.index(code) :]
    return []
