"""Who leads, guides, supervises and elects whom, and who sits in which meeting: typed arrows between bodies, pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.pack import ELECTORATES, BodyKind

# In the order in which they are drawn and told.
RELATIONS: Mapping[str, Text] = {
    "leads": Text("领导", "leads"),
    "guides": Text("指导", "guides"),
    "supervises": Text("监督", "supervises"),
    "elects": Text("选举产生", "elects"),
    "sits-in": Text("参加", "sits in"),
}
# The same seen from the other end.
INVERSE: Mapping[str, Text] = {
    "leads": Text("由谁领导", "is led by"),
    "guides": Text("由谁指导", "is guided by"),
    "supervises": Text("由谁监督", "is supervised by"),
    "elects": Text("由谁选举产生", "is elected by"),
    "sits-in": Text("由谁组成", "is made up of"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A body, an electorate, or all bodies of one kind in the places below. `kind` is a code of the pack."""

    id: str
    kind: str
    title: str
    lines: tuple[str, ...] = ()  # posts with their holders, then what is vacant
    href: str = ""
    short: bool = False  # something is vacant


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one node to another."""

    source: str
    target: str
    relation: str


def edges(nodes: Sequence[Node], kinds: Mapping[str, BodyKind]) -> list[Edge]:
    """Every arrow between these nodes that the kinds of their bodies declare, in the order of the nodes."""
    found = []
    for one in nodes:
        kind = kinds.get(one.kind)
        for relation, targets in _outward(one.kind, kind, kinds).items():
            found += [Edge(one.id, other.id, relation) for other in nodes if other.kind in targets and other is not one]
    return found


def _outward(code: str, kind: BodyKind | None, kinds: Mapping[str, BodyKind]) -> dict[str, frozenset[str]]:
    """Kinds of bodies at the other end of each relation of a kind."""
    elected = frozenset(other.code for other in kinds.values() if code in other.elected_by)
    meetings = frozenset(other.code for other in kinds.values() if code in other.made_of)
    if kind is None:  # an electorate
        return {"elects": elected}
    return {
        "leads": frozenset(kind.leads),
        "guides": frozenset(kind.guides),
        "supervises": frozenset(kind.supervises),
        "elects": elected,
        "sits-in": meetings,
    }


def electorates(shown: Sequence[str], kinds: Mapping[str, BodyKind]) -> list[str]:
    """The electorates that elect one of these kinds."""
    return [code for code in ELECTORATES if any(code in kinds[one].elected_by for one in shown)]


def rank(code: str, kinds: Mapping[str, BodyKind]) -> int:
    """Where a kind stands from top to bottom: who elects, who leads, what must be there, who supervises, the others."""
    kind = kinds.get(code)
    if kind is None:
        return 0
    if any(code in other.elected_by for other in kinds.values()):
        return 1
    if kind.leads:
        return 2
    if kind.oversight or kind.supervises:
        return 4
    if kind.made_of:
        return 6
    return 3 if kind.required else 5
