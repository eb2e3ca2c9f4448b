"""As whom an act is taken: what is open to residents is hers, whatever post is named; a body's step is a body's."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.cast import Village, village
from tests.kernel.matters.lists import file, guarded
from tests.kernel.matters.test_certificates import ASKED
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.matters.turned_away import BODIES, RESIDENTS
from yuanba.kernel.people.actors import Actor, tenures
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db

# Mere members, representatives and officers: whoever holds any post.
HOLDERS = ("chen", "xiu", "wang", "wu", "zhou")


def posts(made: Village, key: str) -> Iterator[Actor]:
    """Somebody in each of her posts, as a careless caller would name them."""
    yield from (Actor(made.people[key], tenure) for tenure in tenures(made.people[key], made.today))


def ask(made: Village, by: Actor, certificate: str) -> Taking:
    return open_matter(
        procedure="seal-use", start="ask", unit=made.unit, by=by, title="一件事",
        data={"certificate": certificate, **ASKED}, at=made.now, key=uuid4(),
    )  # fmt: skip


@pytest.mark.parametrize("key", HOLDERS)
def test_what_a_resident_is_refused_is_a_number_and_in_no_bodys_name_in_whichever_post_she_is_named(key: str) -> None:
    made = guarded()
    named = list(posts(made, key))
    assert named
    for by in named:
        with pytest.raises(Refusal) as refused:
            ask(made, by, "Z12")
        assert refused.value.code == "certificate-barred"
    assert not Record.objects.filter(register=BODIES).exists()
    assert Record.objects.filter(register=RESIDENTS).count() == 1


@pytest.mark.parametrize("key", HOLDERS)
def test_what_a_resident_begins_is_stored_without_a_post_and_enters_the_ledger_without_a_body(key: str) -> None:
    made = guarded()
    for by in posts(made, key):
        entries = Entry.objects.count()
        taking = ask(made, by, "Z21")
        assert (taking.person, taking.tenure, taking.body, taking.leaf) == (made.people[key], None, "", "")
        assert json.loads(taking.public)["body"] == ""
        assert Entry.objects.count() == entries


def test_whoever_signs_or_joins_in_a_named_post_does_so_for_herself() -> None:
    from tests.api.asking import road
    from yuanba.kernel.matters.opening import object_to

    made, matter = road()
    for by in (made.actor("wu", "committee"), made.actor("chen", "villager_rep_assembly")):
        taking = object_to(parent=matter.pk, by=by, ground="money", words="钱从哪里来？", at=made.now, key=uuid4())
        assert (taking.act, taking.tenure, taking.body) == ("join", None, "")


def test_a_paper_keeps_the_clerk_who_entered_it_and_a_bodys_step_its_post() -> None:
    made = village()
    clerk = made.actor("li", "committee")
    paper = Actor(clerk.person, clerk.tenure, made.people["chen"])
    scan = {"sha256": "cd" * 32, "name": "p.jpg", "size": 9, "media": "image/jpeg"}
    taking = open_matter(
        procedure="four-two-one", start="wish", unit=made.unit, by=paper, title="装路灯",
        data={"words": "太黑", "paper": scan}, at=made.now, key=uuid4(),
    )  # fmt: skip
    assert (taking.tenure, taking.resident, taking.body) == (clerk.tenure, made.people["chen"], "")
    done = made.take(taking.matter, "zhou", "party_org", "decline", reason="今年没有钱")
    assert (done.tenure, done.body) == (made.actor("zhou", "party_org").tenure, "party_org")


def test_what_a_body_is_refused_still_stands_in_its_name() -> None:
    made = guarded()
    with pytest.raises(Refusal) as refused:
        file(made, "seal-use", "own", "wu", "committee", purpose="给企业用", paper="guarantee")
    assert refused.value.facts.get("item")
    assert Record.objects.get(register=BODIES).code.endswith("committee")
    assert not Record.objects.filter(register=RESIDENTS).exists()
