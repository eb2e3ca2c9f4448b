"""The chart in words: a list of steps as data for a page, and as plain text for a terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.outcomes import body_label, outcome_label
from yuanba.kernel.procedures.outline import outline, targets

State = Literal["past", "current", "future"]


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow in words. `forward` is the way ahead, `end` tells that the matter ends there, in `tone`."""

    outcome: str  # "同意" or, where several outcomes lead to the same place, "不同意、逾期"
    target: str  # the code of a step or an end
    name: str
    forward: bool
    end: bool
    tone: str  # "good", "bad" or "neutral" for an end, "" for a step


@dataclass(frozen=True, slots=True)
class Row:
    """One step in words. `number` counts the main road from 1; None on a side road. `depth` is 0 on the main road."""

    code: str
    name: str
    body: str
    state: State
    number: int | None
    depth: int
    oversight: bool
    way_in: str
    ways: tuple[Way, ...]


def _state(code: str, current: str | None, done: Sequence[str]) -> State:
    if code == current:
        return "current"
    return "past" if code in done else "future"


def steps(
    procedure: Procedure,
    *,
    language: str,
    current: str | None = None,
    done: Sequence[str] = (),
    bodies: Mapping[str, str] | None = None,
) -> list[Row]:
    """Every step in reading order: the main road, and each side road after the step it leaves."""
    ways_in = {start.step: start.name[language] for start in procedure.starts}
    rows: list[Row] = []
    for spot in outline(procedure):
        if spot.end:
            continue
        step = procedure.steps[spot.code]
        rows.append(
            Row(
                code=step.code,
                name=step.name[language],
                body=body_label(step.by, language, bodies or {}),
                state=_state(step.code, current, done),
                number=1 + sum(row.number is not None for row in rows) if spot.main else None,
                depth=spot.depth,
                oversight=step.oversight,
                way_in=ways_in.get(step.code, ""),
                ways=tuple(
                    _way(procedure, target, outcomes, language, forward=step.forward in outcomes)
                    for target, outcomes in targets(procedure, step).items()
                ),
            )
        )
    return rows


def _way(procedure: Procedure, target: str, outcomes: tuple[str, ...], language: str, *, forward: bool) -> Way:
    end = procedure.ends.get(target)
    name = end.name if end else procedure.steps[target].name
    return Way(outcome_label(outcomes, language), target, name[language], forward, bool(end), end.tone if end else "")


def text(
    procedure: Procedure,
    language: str,
    *,
    current: str | None = None,
    done: Sequence[str] = (),
    bodies: Mapping[str, str] | None = None,
) -> str:
    """The chart for a terminal or a screen reader: a line for each step, a line for each arrow."""
    english = language.startswith("en")
    marks = {"past": "✓", "current": "▶", "future": "·"}
    now, start = ("now", "start") if english else ("现在", "开始")
    lines = [procedure.name[language]]
    for row in steps(procedure, language=language, current=current, done=done, bodies=bodies):
        indent = "  " * row.depth
        number = f"{row.number}. " if row.number else ""
        held = (f" — {row.body}" if english else f"（{row.body}）") if row.body else ""
        notes = [f"{start}: {row.way_in}" if english else f"{start}：{row.way_in}"] if row.way_in else []
        notes += [now] if row.state == "current" else []
        note = "".join(f" [{word}]" for word in notes)
        lines.append(f"{indent}{marks[row.state]} {number}{row.name}{held}{note}")
        lines += [f"{indent}    {way.outcome} → {way.name}{' ■' if way.end else ''}" for way in row.ways]
    return "\n".join(lines) + "\n"
