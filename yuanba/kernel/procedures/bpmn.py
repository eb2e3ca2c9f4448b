"""BPMN 2.0 export with diagram interchange: for an official's modelling tool, never for running.

Every step is a user task in the lane of its body. A step with several outcomes is followed by an exclusive gateway
whose flows ask for the variable `outcome`; every outcome keeps a flow of its own. One start event: a process with
several plain start events would start at all of them at once in some engines, so an exclusive gateway on the variable
`start` (the code of a step) stands for several ways in. An end that several steps lead to is an end event for each.
Deadlines are told in the documentation only: a timer on a task would change what the process means.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from yuanba.kernel.procedures.chart import METADATA
from yuanba.kernel.procedures.definitions import Procedure, Step
from yuanba.kernel.procedures.drawing import Point
from yuanba.kernel.procedures.lanes import Diagram, Flow, Node, process, safe
from yuanba.kernel.procedures.outcomes import body_label

_MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SPACES = {None: _MODEL, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_TAGS = {"start": "startEvent", "task": "userTask", "gateway": "exclusiveGateway", "end": "endEvent"}
_STRIP = 30  # the strip that holds the name of a pool or a lane
_MARGIN = 12


def export(procedure: Procedure, *, language: str = "zh-hans", bodies: Mapping[str, str] | None = None) -> bytes:
    """The procedure as a BPMN 2.0 file, UTF-8. `bodies` are names by code; a code stands where none is given.

    The same call always gives the same bytes.
    """
    return _Export(procedure, language, bodies or {}).write()


class _Export:
    def __init__(self, procedure: Procedure, language: str, bodies: Mapping[str, str]) -> None:
        self.procedure, self.language, self.bodies = procedure, language, bodies
        self.english = language.startswith("en")
        self.process = process(procedure, language)
        self.diagram = Diagram(self.process)
        self.id = f"{safe(procedure.code)}.v{procedure.version}"

    def write(self) -> bytes:
        root = etree.Element(f"{{{_MODEL}}}definitions", nsmap=_SPACES)
        root.set("id", f"definitions_{self.id}")
        root.set("targetNamespace", "urn:yuanba:procedures")
        root.set("exporter", "Yuanba")
        self._collaboration(root)
        self._process(root)
        self._diagram(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _add(self, parent: Any, tag: str, space: str = _MODEL, text: str | None = None, **attributes: str) -> Any:
        child = etree.SubElement(parent, f"{{{space}}}{tag}")
        for name, value in attributes.items():
            child.set(name, value)
        child.text = text
        return child

    def _collaboration(self, root: Any) -> None:
        outer = self._add(root, "collaboration", id=f"collaboration_{self.id}")
        pool = {"id": "pool", "name": self.procedure.name[self.language], "processRef": self._process_id()}
        self._add(outer, "participant", **pool)

    def _process_id(self) -> str:
        return f"process_{self.id}"

    def _process(self, root: Any) -> None:
        name = self.procedure.name[self.language]
        made = self._add(root, "process", id=self._process_id(), name=name, isExecutable="true")
        self._add(made, "documentation", text=self.procedure.summary[self.language])
        if self.procedure.sha256:
            # The digest of the deployed file: a model can be held against what runs.
            self._add(made, "documentation", text=METADATA.format(self.procedure))
        lanes = self._add(made, "laneSet", id="lanes")
        for by in self.process.lanes:
            label = body_label(by, self.language, self.bodies) or by
            lane = self._add(lanes, "lane", id=self._lane_id(by), name=label)
            for node in self.process.nodes:
                if node.lane == by:
                    self._add(lane, "flowNodeRef", text=node.id)
        for node in self.process.nodes:
            self._node(made, node)
        for flow in self.process.flows:
            self._flow(made, flow)

    @staticmethod
    def _lane_id(by: str) -> str:
        return f"lane_{safe(by)}"

    def _node(self, parent: Any, node: Node) -> None:
        element = self._add(parent, _TAGS[node.kind], id=node.id)
        if node.name:
            element.set("name", node.name)
        if node.kind == "task":
            self._add(element, "documentation", text=self._about(self.procedure.steps[node.code]))
        if node.kind == "gateway":
            element.set("gatewayDirection", "Diverging")
        for flow in self.process.flows:
            if flow.target == node.id:
                self._add(element, "incoming", text=flow.id)
        for flow in self.process.flows:
            if flow.source == node.id:
                self._add(element, "outgoing", text=flow.id)

    def _about(self, step: Step) -> str:
        """Who holds a step, on what basis, and how long it may take."""
        words = ("Held by", "Basis", "unverified", "Due") if self.english else ("承办", "依据", "未核实", "期限")
        held, basis, unverified, due = words
        colon = ": " if self.english else "："
        lines = [f"{held}{colon}{body_label(step.by, self.language, self.bodies) or step.by}"]
        if step.law:
            lines.append(f"{basis}{colon}{', '.join(map(str, step.law))}")
        if step.unverified:
            lines.append(f"{basis} ({unverified}){colon}{step.unverified[self.language]}")
        if step.due is not None:
            lines.append(f"{due}{colon}{self._due(step.due)}")
        return "\n".join(lines)

    def _due(self, due: int | str) -> str:
        if isinstance(due, int):
            return f"{due} days" if self.english else f"{due} 天"
        if param := self.procedure.params.get(due):
            return f"{param.name[self.language]} ({param.min}–{param.max}, {param.default})"
        return f"by law ({due})" if self.english else f"法定（{due}）"

    def _flow(self, parent: Any, flow: Flow) -> None:
        element = self._add(parent, "sequenceFlow", id=flow.id, sourceRef=flow.source, targetRef=flow.target)
        if flow.name:
            element.set("name", flow.name)
        if flow.condition:
            variable, value = flow.condition
            condition = self._add(element, "conditionExpression", text=f"{variable} == '{value}'")
            condition.set(f"{{{_XSI}}}type", "tFormalExpression")

    def _diagram(self, root: Any) -> None:
        outer = self._add(root, "BPMNDiagram", _DI, id="diagram")
        plane = self._add(outer, "BPMNPlane", _DI, id="plane", bpmnElement=f"collaboration_{self.id}")
        plan = self.diagram.plan
        wide = plan.width + 2 * _MARGIN
        self._shape(plane, "pool", (0, 0), (wide + 2 * _STRIP, plan.height), isHorizontal="true")
        for by in self.process.lanes:
            top, bottom = self.diagram.lane_span(by)
            self._shape(plane, self._lane_id(by), (_STRIP, top), (wide + _STRIP, bottom - top), isHorizontal="true")
        for node in self.process.nodes:
            more = {"isMarkerVisible": "true"} if node.kind == "gateway" else {}
            self._shape(plane, node.id, self._shift(self.diagram.corner(node.id)), self.diagram.size(node.id), **more)
        for flow in self.process.flows:
            self._edge(plane, flow)

    @staticmethod
    def _shift(point: Point) -> Point:
        return point[0] + 2 * _STRIP + _MARGIN, point[1]

    def _bounds(self, parent: Any, corner: Point, size: tuple[int, int]) -> None:
        numbers = dict(zip(("x", "y", "width", "height"), map(str, (*corner, *size)), strict=True))
        self._add(parent, "Bounds", _DC, **numbers)

    def _shape(self, plane: Any, key: str, corner: Point, size: tuple[int, int], **more: str) -> None:
        shape = self._add(plane, "BPMNShape", _DI, id=f"{key}_shape", bpmnElement=key, **more)
        self._bounds(shape, corner, size)

    def _edge(self, plane: Any, flow: Flow) -> None:
        edge = self._add(plane, "BPMNEdge", _DI, id=f"{flow.id}_edge", bpmnElement=flow.id)
        for point in self.diagram.points(flow):
            x, y = self._shift(point)
            self._add(edge, "waypoint", _DD, x=str(x), y=str(y))
        if size := self.diagram.label_size.get(flow.id):
            label = self._add(edge, "BPMNLabel", _DI)
            self._bounds(label, self._shift(self.diagram.words(flow)), size)
