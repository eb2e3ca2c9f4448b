"""The BPMN file says what the table says, names everything safely, and draws everything it says."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.house.tree import ROOT
from tests.kernel.procedures.any_procedure import procedures
from yuanba.kernel.procedures import bpmn
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.lanes import safe
from yuanba.kernel.procedures.outline import end_id
from yuanba.kernel.procedures.pack import load

PACK = load(ROOT / "county" / "santai")[0]
ROAD = PACK.procedures["four-two-one.v1"]
NS = {
    "b": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "dd": "http://www.omg.org/spec/DD/20100524/DI",
}
every_procedure = pytest.mark.parametrize("key", sorted(PACK.procedures))
Rect = tuple[int, int, int, int]


def exported(procedure: Procedure, language: str = "zh-hans") -> Any:
    return etree.fromstring(bpmn.export(procedure, language=language))


def find(root: Any, path: str) -> Any:
    return root.xpath(path, namespaces=NS)


def shapes(root: Any) -> dict[str, Rect]:
    """x, y, width and height of everything drawn, by the id of what it draws."""
    found = {}
    for shape in find(root, "//di:BPMNShape"):
        bounds = find(shape, "dc:Bounds")[0]
        x, y, w, h = (int(bounds.get(name)) for name in ("x", "y", "width", "height"))
        found[shape.get("bpmnElement")] = (x, y, w, h)
    return found


@every_procedure
def test_every_arrow_of_the_table_is_a_flow_with_its_condition(key: str) -> None:
    procedure = PACK.procedures[key]
    root = exported(procedure)
    flows = {
        (f.get("sourceRef"), f.get("targetRef"), find(f, "string(b:conditionExpression)"))
        for f in find(root, "//b:sequenceFlow")
    }
    for step in procedure.steps.values():
        many = len(step.on) > 1
        source = f"choice_{safe(step.code)}" if many else f"step_{safe(step.code)}"
        for outcome, target in step.on.items():
            goal = f"step_{safe(target)}" if target in procedure.steps else f"end_{safe(end_id(step.code, target))}"
            assert (source, goal, f"outcome == '{outcome}'" if many else "") in flows
    arrows = sum(len(step.on) for step in procedure.steps.values())
    gateways = sum(len(step.on) > 1 for step in procedure.steps.values())
    ways_in = 1 + len(procedure.starts) if len(procedure.starts) > 1 else 1
    assert len(flows) == arrows + gateways + ways_in


def test_one_start_event_asks_which_of_several_ways_in() -> None:
    root = exported(ROAD)
    assert len(find(root, "//b:startEvent")) == 1
    asked = find(root, "//b:sequenceFlow[@sourceRef='ways-in']/b:conditionExpression/text()")
    assert asked == [f"start == '{start.step}'" for start in ROAD.starts]
    assert len(find(exported(PACK.procedures["objection.v1"]), "//b:sequenceFlow[@sourceRef='start']")) == 1


@every_procedure
def test_every_id_is_there_once_and_every_reference_leads_somewhere(key: str) -> None:
    root = exported(PACK.procedures[key])
    ids = [element.get("id") for element in root.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    for attribute in ("sourceRef", "targetRef", "bpmnElement", "processRef"):
        assert set(find(root, f"//@{attribute}")) <= set(ids)
    inner = find(root, "//b:incoming/text() | //b:outgoing/text() | //b:flowNodeRef/text()")
    assert set(inner) <= set(ids)
    nodes = set(
        find(
            root,
            "//b:process/*[self::b:startEvent or self::b:userTask or self::b:exclusiveGateway or self::b:endEvent]/@id",
        )
    )
    assert sorted(find(root, "//b:flowNodeRef/text()")) == sorted(nodes)
    assert set(shapes(root)) >= nodes
    assert set(find(root, "//di:BPMNEdge/@bpmnElement")) == set(find(root, "//b:sequenceFlow/@id"))


def faults(root: Any) -> list[str]:
    """What a reader of the diagram would trip over."""
    found = []
    drawn = shapes(root)
    nodes = {key: rect for key, rect in drawn.items() if not key.startswith(("pool", "lane_"))}
    for (one, a), (other, b) in combinations(nodes.items(), 2):
        if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]:
            found.append(f"{one} and {other} overlap")
    for edge in find(root, "//di:BPMNEdge"):
        points = [(int(point.get("x")), int(point.get("y"))) for point in find(edge, "dd:waypoint")]
        name = edge.get("bpmnElement")
        (flow,) = find(root, f"//b:sequenceFlow[@id='{name}']")
        own = {flow.get("sourceRef"), flow.get("targetRef")}
        for (x1, y1), (x2, y2) in pairwise(points):
            if x1 != x2 and y1 != y2:
                found.append(f"{name} runs askew")
            (west, east), (north, south) = sorted((x1, x2)), sorted((y1, y2))
            for key, (x, y, w, h) in nodes.items():
                if key not in own and west < x + w and east > x and north < y + h and south > y:
                    found.append(f"{name} runs through {key}")
        for point, key in ((points[0], flow.get("sourceRef")), (points[-1], flow.get("targetRef"))):
            x, y, w, h = nodes[key]
            if not (x <= point[0] <= x + w and y <= point[1] <= y + h):
                found.append(f"{name} does not touch {key}")
    for lane in find(root, "//b:lane"):
        _, top, _, high = drawn[lane.get("id")]
        for key in find(lane, "b:flowNodeRef/text()"):
            if not (top <= nodes[key][1] and nodes[key][1] + nodes[key][3] <= top + high):
                found.append(f"{key} lies outside its lane")
    return found


@every_procedure
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_diagram_has_lanes_and_nothing_in_it_overlaps(key: str, language: str) -> None:
    assert faults(exported(PACK.procedures[key], language)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(procedure=procedures(12))
def test_any_procedure_can_be_exported_and_drawn(procedure: Procedure) -> None:
    assert faults(exported(procedure)) == []


def test_a_task_tells_who_holds_it_on_what_basis_and_what_is_unverified() -> None:
    names = {code: body.name.zh for code, body in PACK.bodies.items()}
    root = etree.fromstring(bpmn.export(ROAD, bodies=names))
    (about,) = find(root, "//b:userTask[@id='step_propose']/b:documentation/text()")
    assert f"承办：{names['party_org']}" in about
    assert "依据：vcol-2026:28, rcol-2026:30, rceo-2025:26" in about
    assert "依据 (未核实)：《中国共产党农村基层组织工作条例》第十九条" in about
    assert "期限：党组织研究的天数 (5–30, 15)" in about
    assert not find(root, "//b:timerEventDefinition")


def test_the_same_procedure_has_the_same_bytes_and_the_other_language_other_names_only() -> None:
    chinese, english = exported(ROAD), exported(ROAD, "en")
    assert bpmn.export(ROAD) == bpmn.export(ROAD)
    assert find(chinese, "//b:process//@id") == find(english, "//b:process//@id")
    assert (
        find(english, "string(//b:userTask[@id='step_confer']/@name)") == "Joint meeting of the two committees confers"
    )


def test_a_code_becomes_a_safe_id_and_two_codes_never_the_same() -> None:
    assert safe("publish-decision") == "publish-decision"
    assert safe("a.b") == "a_2e_b"
    assert len({safe(code) for code in ("a.b", "a_2e_b", "a_b", "村")}) == 4
