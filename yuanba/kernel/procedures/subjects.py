"""What people come for: procedures in the order in which somebody looks for them, the common ones first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from yuanba.kernel.procedures.definitions import Text, name_of, strings
from yuanba.kernel.procedures.forms import fit
from yuanba.kernel.procedures.pack_forms import SUBJECT

T = TypeVar("T")
OTHER = Text("其他", "Other matters")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with its procedures; `number` is its place among the subjects."""

    code: str
    number: int
    name: Text
    procedures: tuple[str, ...]


def read_subject(raw: Mapping[str, Any]) -> Subject:
    fit(raw, SUBJECT)
    return Subject(raw["code"], raw["number"], name_of(raw, ""), strings(raw, "procedures"))


def by_subject(found: Iterable[T], subjects: Iterable[Subject], code: Callable[[T], str]) -> list[tuple[Text, list[T]]]:
    """Things by the subject of their procedure, in the subjects' order and within one in its procedures' order.

    `code` says of which procedure a thing is; what no subject names comes last.
    """
    shelves = sorted(subjects, key=lambda one: one.number)
    ranks = {procedure: (n, m) for n, one in enumerate(shelves) for m, procedure in enumerate(one.procedures)}
    last = (len(shelves), 0)
    groups: dict[int, list[T]] = {}
    for thing in sorted(found, key=lambda one: ranks.get(code(one), last)):
        groups.setdefault(ranks.get(code(thing), last)[0], []).append(thing)
    return [(shelves[n].name if n < len(shelves) else OTHER, things) for n, things in groups.items()]


def in_order(codes: Iterable[str], subjects: Iterable[Subject]) -> list[str]:
    """Codes of procedures as one looks for them."""
    return [code for _, group in by_subject(codes, subjects, lambda one: one) for code in group]
