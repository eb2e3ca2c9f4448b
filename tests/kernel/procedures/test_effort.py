"""How much one matter asks of people: computed from the procedure, on the shortest and the longest way forward."""

import pytest

from tests.kernel.procedures.packs import SANTAI
from yuanba.kernel.procedures.definitions import Field, Procedure, Text, read
from yuanba.kernel.procedures.effort import Asked, effort, of, ways
from yuanba.kernel.procedures.pack import load

NAME = {"name": "步", "name_en": "step"}
STEPS = {
    "ask": {**NAME, "kind": "draft", "by": "committee", "on": {"submit": "look"}},
    "look": {
        **NAME, "kind": "review", "by": "committee", "due": 5,
        "on": {"agree": "post", "report": "done", "return": "ask", "lapse": "done"},
    },
    "post": {**NAME, "kind": "publish", "by": "committee", "on": {"elapsed": "done", "upheld": "look"}},
}  # fmt: skip
ASKED = {"ask": Asked(2, 1, 1), "look": Asked(1, 0, 1), "post": Asked(0, 1, 1)}


def small() -> Procedure:
    return read(
        {
            "code": "small", "version": 1, **NAME, "summary": "小", "summary_en": "small", "start": {"ask": NAME},
            "step": STEPS, "end": {"done": {**NAME, "tone": "good"}},
        }
    )  # fmt: skip


def test_the_shortest_and_the_longest_way_forward_are_summed() -> None:
    found = effort(small(), ASKED)
    assert found.shortest == Asked(3, 1, 2)
    assert found.longest == Asked(3, 2, 3)


def test_what_turns_back_and_what_only_lapses_is_no_plain_way() -> None:
    assert [[step.code for step in way] for way in sorted(ways(small()), key=len)] == [
        ["ask", "look"],
        ["ask", "look", "post"],
    ]


def test_a_blank_asked_twice_in_one_form_is_one_blank() -> None:
    once = Field("words", Text("话", "Words"), "long")
    assert of((once, once, Field("note", Text("注", "Note"), "text", False))) == Asked(1, 1, 1)


def test_every_procedure_of_the_pack_has_a_plain_way_to_an_end() -> None:
    pack, _ = load(SANTAI)
    for procedure in pack.procedures.values():
        assert ways(procedure), procedure.key


@pytest.mark.django_db
def test_the_house_says_what_421_asks_and_compares_it_with_what_was_filled_in() -> None:
    from tests.web.public.scene import archived
    from yuanba.institutions.burden.own import computed, measured, panel
    from yuanba.kernel.places.county import pack

    scene = archived()
    asked, real = computed(pack().procedure("four-two-one")), measured(["four-two-one", "wish"])
    assert set(real) == {"four-two-one"}
    assert real["four-two-one"].matters == 1
    assert asked.shortest.required <= real["four-two-one"].fields <= asked.longest.required + asked.longest.optional + 9
    acts = scene.matter.takings.filter(person__isnull=False).count()
    assert real["four-two-one"].forms == acts
    made = panel(pack().institutions["four-two-one"])
    assert made is not None
    assert not any(person.name in str(made) for person in scene.place.people.values())


@pytest.mark.django_db
def test_the_api_says_how_much_a_procedure_asks() -> None:
    from django.test import Client

    told = Client().get("/api/v1/procedures/four-two-one").json()["effort"]
    assert told["shortest"]["required"] > 0
    assert told["longest"]["forms"] >= told["shortest"]["forms"]
