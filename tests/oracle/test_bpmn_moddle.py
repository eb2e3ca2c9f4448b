"""bpmn-io's own reader (the one in bpmn-js and Camunda's modeller) reads what we export without a warning."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from yuanba.kernel.procedures import bpmn
from yuanba.kernel.procedures.pack import load

ROOT = Path(__file__).resolve().parents[2]
PROCEDURES = load(ROOT / "county" / "santai")[0].procedures
HINT = "bpmn-moddle is missing: `make setup` installs it with bpmn-js."

pytestmark = pytest.mark.oracle


def node() -> str:
    """Node, beside its package; without them the test is skipped, and a run that calls itself CI fails."""
    found = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    if found and (ROOT / "node_modules" / "bpmn-moddle").is_dir():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(HINT)
    pytest.skip(HINT)


def judge(paths: list[Path]) -> list[dict[str, object]]:
    command = [node(), str(ROOT / "tests" / "oracle" / "bpmn_moddle.mjs"), *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_every_procedure_is_read_without_a_warning_and_drawn_whole(tmp_path: Path) -> None:
    paths = []
    for key, procedure in PROCEDURES.items():
        for language in ("zh-hans", "en"):
            paths.append(tmp_path / f"{key}-{language}.bpmn")
            paths[-1].write_bytes(bpmn.export(procedure, language=language))
    for path, found in zip(paths, judge(paths), strict=True):
        procedure = PROCEDURES[path.stem.rsplit("-", 1)[0].removesuffix("-zh")]
        choices = sum(len(step.on) > 1 for step in procedure.steps.values()) + (len(procedure.starts) > 1)
        assert found["warnings"] == []
        assert found["undrawn"] == []
        assert isinstance(found["kinds"], dict)
        assert found["kinds"]["bpmn:UserTask"] == len(procedure.steps)
        assert found["kinds"].get("bpmn:ExclusiveGateway", 0) == choices
        assert found["lanes"] == len({step.by for step in procedure.steps.values()})


def test_the_judge_sees_a_flow_to_nowhere(tmp_path: Path) -> None:
    whole = bpmn.export(PROCEDURES["objection.v1"])
    broken = whole.replace(b'targetRef="step_examine"', b'targetRef="step_nowhere"', 1)
    path = tmp_path / "broken.bpmn"
    path.write_bytes(broken)
    (found,) = judge([path])
    assert found["warnings"] == ["unresolved reference <step_nowhere>"]
