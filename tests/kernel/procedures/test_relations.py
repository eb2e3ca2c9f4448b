"""Who leads, supervises and elects whom: the arrows of the pack, and a drawing in which no two lines merge."""

import re
from itertools import combinations

import pytest
from lxml import etree

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import relation_chart, relations
from yuanba.kernel.procedures.drawing import Shape
from yuanba.kernel.procedures.measure import width
from yuanba.kernel.procedures.pack import ELECTORATES
from yuanba.kernel.procedures.relations import Edge, Node

SHAPES: tuple[Shape, ...] = ("tall", "wide")


def nodes(at: str) -> list[Node]:
    """Every body that a kind of place may have, with the electorates and the township above."""
    kinds = [k for k in pack().bodies.values() if at in k.at or "township" in k.at]
    chosen = relations.electorates([k.code for k in kinds], pack().bodies)
    found = [Node(code, code, ELECTORATES[code].zh) for code in chosen]
    found += [Node(k.code, k.code, k.title(at).zh, ("主任：某某",), f"/bodies/{n}/") for n, k in enumerate(kinds)]
    return sorted(found, key=lambda node: relations.rank(node.kind, pack().bodies))


def arrows(at: str) -> list[Edge]:
    return relations.edges(nodes(at), pack().bodies)


def test_the_arrows_of_a_village_are_those_of_the_law() -> None:
    said = {(edge.source, edge.relation, edge.target) for edge in arrows("village")}
    assert ("party_org", "leads", "committee") in said
    assert ("township_office", "guides", "committee") in said
    assert ("supervision_committee", "supervises", "committee") in said
    assert ("@voters", "elects", "committee") in said
    assert ("villager_rep_assembly", "elects", "supervision_committee") in said
    assert ("committee", "sits-in", "two_committees") in said
    assert not [edge for edge in arrows("village") if edge.target == "committee" and edge.relation == "leads"][1:]
    assert not {s for s, relation, target in said if relation == "elects" and target == "party_org"}


def test_nobody_above_elects_or_leads_the_committee_but_its_party_organisation() -> None:
    assert {e.source for e in arrows("community") if e.target == "committee" and e.relation in ("leads", "elects")} == {
        "party_org",
        "@voters",
    }


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("at", ["village", "community", "compound", "township", "county"])
def test_the_drawing_is_sound_and_every_body_is_a_link_with_its_name(at: str, shape: Shape) -> None:
    drawn = relation_chart.svg(nodes(at), arrows(at), language="zh-hans", shape=shape, title="图")
    root = etree.fromstring(drawn.encode())
    links = root.findall(".//{*}a")
    assert [link.get("href") for link in links] == [node.href for node in nodes(at) if node.href]
    assert all("".join(link.itertext()).strip() for link in links)
    assert float(root.get("width")) <= (360 if shape == "tall" else 1120)
    assert drawn == relation_chart.svg(nodes(at), arrows(at), language="zh-hans", shape=shape, title="图")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("at", ["village", "community", "compound", "township", "county"])
def test_no_two_buses_run_over_each_other_and_nothing_leaves_the_sheet(at: str, shape: Shape) -> None:
    drawn = relation_chart.svg(nodes(at), arrows(at), language="en", shape=shape, title="chart")
    width = relation_chart.SIZES[shape].width
    upright = [
        (int(x), *sorted((int(top), int(bottom))))
        for x, top, bottom in re.findall(
            r'<g class="relation-[a-z-]+" aria-hidden="true"><path d="M(\d+) (\d+)V(\d+)', drawn
        )
    ]
    assert len(upright) == len({(e.relation, e.target if e.relation == "sits-in" else e.source) for e in arrows(at)})
    assert all(0 < x < width for x, _, _ in upright)
    for one, other in combinations(upright, 2):
        assert one[0] != other[0] or one[2] < other[1] or other[2] < one[1], (one, other)
    stubs = re.findall(r"M(\d+) (\d+)H(\d+)", drawn)
    assert len(set(stubs)) == len(stubs)


LONG = Node(
    "long", "committee", "Village (residents') affairs supervision committee",
    ("主任：某某、某某某", "委员：某某某、某某、某某某、某某某、某某", "Member: " + "某某某, " * 9, "没有副主任"), "/bodies/99/", True,
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("at", ["village", "county"])
def test_words_stand_inside_their_boxes_and_apart(at: str, shape: Shape) -> None:
    """Widths as `measure` reckons them; on a wide sheet a name and its lines stand beside each other."""
    drawn = relation_chart.svg([*nodes(at), LONG], arrows(at), language="en", shape=shape, title="chart")
    told = 0
    for text in etree.fromstring(drawn.encode()).iterfind(".//{*}rect/../{*}g/{*}text"):
        (box,) = text.iterfind("../../{*}rect")
        left, top, wide, high = (int(box.get(side, "")) for side in ("x", "y", "width", "height"))
        x, y, size = (int(text.get(name, "")) for name in ("x", "y", "font-size"))
        reach = width("".join(text.itertext()), size * (1.06 if text.get("font-weight") else 1))
        limit = wide * relation_chart.SIZES[shape].beside if text.get("font-weight") else wide
        assert left < x < x + reach <= left + limit
        assert top < y - size * 0.8 < y + size * 0.2 < top + high
        told += 1
    assert told > 2 * len(nodes(at))
