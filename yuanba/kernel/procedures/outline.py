"""The reading order of a procedure: its main road from the first way in, with every side road told under its fork."""

from collections.abc import Iterator
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Procedure, Step


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of the drawing: the outcomes of a step that lead to the same place."""

    source: str
    target: str  # the id of a Spot
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on the drawing: a step, or an end as seen from one step (an end is drawn anew for each way into it)."""

    id: str
    code: str
    end: bool
    depth: int  # 0 on the main road, 1 on a road that leaves it, and so on
    parent: str  # the step it is told under: its forerunner on the road, or the step it forks from; "" at a road's head
    forks: bool  # whether the arrow from `parent` leaves the road
    main: bool  # on the main road


def end_id(step: str, end: str) -> str:
    """The id of an end as seen from a step."""
    return f"{step}.{end}"


def targets(procedure: Procedure, step: Step) -> dict[str, tuple[str, ...]]:
    """Outcomes by where they lead, in the order of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for outcome, target in step.on.items():
        found[target] = (*found.get(target, ()), outcome)
    return found


def arrows(procedure: Procedure) -> tuple[Arrow, ...]:
    """Every arrow, those of one step to one target as one."""
    return tuple(
        Arrow(step.code, target if target in procedure.steps else end_id(step.code, target), outcomes)
        for step in procedure.steps.values()
        for target, outcomes in targets(procedure, step).items()
    )


class _Walk:
    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.taken: set[str] = set()

    def road(self, code: str) -> list[str]:
        """The steps from `code` on, always by the way forward, until a step already told or an end."""
        found: list[str] = []
        while code in self.procedure.steps and code not in self.taken:
            self.taken.add(code)
            found.append(code)
            step = self.procedure.steps[code]
            code = step.on[step.forward] if step.on else ""
        return found

    def tell(self, road: list[str], depth: int, parent: str, *, main: bool = False) -> Iterator[Spot]:
        steps = self.procedure.steps
        for index, code in enumerate(road):
            before = road[index - 1] if index else parent
            yield Spot(code, code, False, depth, before, forks=not index and bool(parent), main=main)
            after = road[index + 1] if index + 1 < len(road) else ""
            ending = ""
            for target in targets(self.procedure, steps[code]):
                if target in steps:
                    later = any(target in steps[step].on.values() for step in road[index + 1 :])
                    if target != after and not later and (side := self.road(target)):
                        yield from self.tell(side, depth + 1, code)
                elif index + 1 == len(road) and target == steps[code].on[steps[code].forward]:
                    ending = target
                else:
                    yield Spot(end_id(code, target), target, True, depth + 1, code, forks=True, main=False)
            if ending:
                yield Spot(end_id(code, ending), ending, True, depth, code, forks=False, main=main)


def outline(procedure: Procedure) -> tuple[Spot, ...]:
    """Every step once and every end once for each step that leads to it, in the order in which one would tell them.

    A side road is told under the last step of a road that leads to it, so that fewer arrows point back.
    A further way in that no fork reaches is told before the step where it joins.
    """
    walk = _Walk(procedure)
    heads = [start.step for start in procedure.starts] or list(procedure.steps)
    main = walk.road(heads[0])
    spots = list(walk.tell(main, 0, "", main=True))
    for head in [*heads[1:], *procedure.steps]:
        if not (road := walk.road(head)):
            continue
        last = procedure.steps[road[-1]]
        join = last.on[last.forward] if last.on else ""
        at = next((index for index, spot in enumerate(spots) if spot.id == join), len(spots))
        depth = spots[at].depth + 1 if at < len(spots) else 1
        spots[at:at] = walk.tell(road, depth, "")
    return tuple(spots)
