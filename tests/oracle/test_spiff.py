"""SpiffWorkflow runs the export and our engine the table: on every walk they must agree, arrow for arrow."""

import random
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from yuanba.kernel.procedures import bpmn, engine
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.lanes import safe
from yuanba.kernel.procedures.outline import end_id
from yuanba.kernel.procedures.pack import load

ROOT = Path(__file__).resolve().parents[2]
PROCEDURES: Mapping[str, Procedure] = load(ROOT / "county" / "santai")[0].procedures
WALKS, LONGEST = 200, 40  # of each procedure: thousands in all

pytestmark = pytest.mark.oracle


def read(procedure: Procedure, exported: bytes) -> Any:
    """A process as SpiffWorkflow reads it."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(BytesIO(exported)))
    return parser.get_spec(f"process_{safe(procedure.code)}.v{procedure.version}")


@cache
def spec(key: str) -> Any:
    """What we export of a procedure, as SpiffWorkflow reads it."""
    return read(PROCEDURES[key], bpmn.export(PROCEDURES[key]))


class Walk:
    """One matter in SpiffWorkflow's hands."""

    def __init__(self, process: Any, start: str) -> None:
        self.workflow = BpmnWorkflow(process)
        self.workflow.task_tree.data["start"] = start
        self.workflow.do_engine_steps()

    def enabled(self) -> set[str]:
        """The ids of the user tasks that could be done now."""
        return {task.task_spec.bpmn_id for task in self.workflow.get_tasks(state=TaskState.READY, manual=True)}

    def take(self, outcome: str) -> None:
        (task,) = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        task.data["outcome"] = outcome
        task.run()
        self.workflow.do_engine_steps()

    def ended_at(self) -> set[str]:
        """The ids of the end events reached."""
        done = self.workflow.get_tasks(state=TaskState.COMPLETED)
        return {task.task_spec.bpmn_id for task in done if type(task.task_spec).__name__ == "EndEvent"}


@pytest.mark.parametrize("key", sorted(PROCEDURES))
def test_random_walks_in_another_engine_agree_arrow_for_arrow(key: str) -> None:
    procedure, chance = PROCEDURES[key], random.Random(key)
    walked: set[tuple[str, str]] = set()
    for _ in range(WALKS):
        step = engine.start_at(procedure, chance.choice(procedure.starts).step)
        walk = Walk(spec(key), step.code)
        for _ in range(LONGEST):
            assert walk.enabled() == {f"step_{safe(step.code)}"}
            outcome = chance.choice(list(step.on))
            walked.add((step.code, outcome))
            walk.take(outcome)
            move = engine.advance(procedure, step, outcome, open_objections=0)
            if move.step is None:
                assert move.end
                assert walk.workflow.is_completed()
                assert walk.ended_at() == {f"end_{safe(end_id(step.code, move.end.code))}"}
                break
            assert not walk.workflow.is_completed()
            step = move.step
    assert walked == {(step.code, outcome) for step in procedure.steps.values() for outcome in step.on}


@pytest.mark.parametrize("key", sorted(PROCEDURES))
def test_an_outcome_that_is_not_in_the_table_leads_nowhere(key: str) -> None:
    procedure = PROCEDURES[key]
    step = procedure.steps[procedure.starts[0].step]
    reached = Walk(spec(key), step.code)
    while len(step.on) == 1:  # an exclusive choice begins where more than one arrow does
        reached.take(step.forward)
        step = procedure.steps[step.on[step.forward]]
        assert reached.enabled() == {f"step_{safe(step.code)}"}
    with pytest.raises(Exception, match=r"No conditions satisfied|default"):
        reached.take("no-such-outcome")


def test_the_judge_sees_a_wrong_arrow() -> None:
    """A file with one arrow bent must not agree: otherwise the walks above prove nothing."""
    procedure = PROCEDURES["four-two-one.v1"]
    bent = bpmn.export(procedure).replace(
        b'sourceRef="choice_review" targetRef="step_resolve"', b'sourceRef="choice_review" targetRef="step_archive"'
    )
    walk = Walk(read(procedure, bent), "propose")
    for _ in range(3):
        walk.take("agree")
    assert walk.enabled() == {"step_archive"}
