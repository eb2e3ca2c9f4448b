"""The golden matrix of ledgers: which posts of a village open the inside of which ledger, and seal it.

`ledgers.txt` is generated from the pack and committed. Write it anew with
`YUANBA_TEST_GOLDEN=write .venv/bin/pytest tests/matrix`.
"""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cast import FOUNDED, Village, village
from yuanba.institutions.ledgers.forms import Form, forms
from yuanba.institutions.ledgers.reading import look, permit
from yuanba.institutions.ledgers.sealing import seal
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal

GOLDEN = Path(__file__).with_name("ledgers.txt")
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SPAN = (date(2026, 1, 1), date(2026, 1, 31))
pytestmark = pytest.mark.django_db


def posts(place: Village) -> dict[str, Actor]:
    """One holder for each post of every kind of body, in the village where it can stand there, else above it."""
    found = {"resident": Actor(place.villagers[19])}
    above = {"village": place.unit, "township": place.unit.parent, "county": Place.objects.get(code="510722")}
    for kind in sorted(pack().bodies.values(), key=lambda one: one.code):
        where = next((above[level] for level in above if level in kind.at), None)
        if where is None:
            continue
        body, _ = Body.objects.get_or_create(kind=kind.code, place=where, until=None, defaults={"since": FOUNDED})
        for post in kind.posts:
            someone = Person.objects.create(
                name=f"{kind.code}{post}", place=where, unit=where.code[:12], adult_on=date(1980, 1, 1), since=FOUNDED
            )
            tenure = Tenure.objects.create(body=body, post=post, person=someone, since=FOUNDED)
            found[f"{kind.code}.{post}"] = Actor(someone, tenure)
    return found


def _may(form: Form, unit: Place, by: Actor) -> bool:
    try:
        permit(form, unit, by, AT)
    except Refusal:
        return False
    return True


def test_who_opens_which_ledger_is_as_reviewed() -> None:
    place = village()
    people = posts(place)
    lines = [
        f"{form.code} {form.name.en}: {' '.join(name for name, by in people.items() if _may(form, place.unit, by))}"
        for form in forms().values()
        if form.word
    ]
    found = "\n".join(lines) + "\n"
    if os.environ.get("YUANBA_TEST_GOLDEN") == "write":
        GOLDEN.write_text(found)
    assert found == GOLDEN.read_text()


def test_those_who_supervise_open_every_ledger_about_money_and_no_one_above_the_village_opens_any() -> None:
    lines = dict(line.split(" ", 1) for line in GOLDEN.read_text().splitlines())
    for money in ("L01", "L04", "L06", "L13"):
        assert "supervision_committee.member" in lines[money]
    for line in lines.values():
        assert "township" not in line
        assert "county" not in line
        assert "resident " not in line
    assert "committee.director" not in lines["L20"].replace("supervision_committee", ""), (
        "those objected to do not look"
    )


def test_a_post_that_is_over_or_of_another_village_or_somebody_elses_opens_nothing() -> None:
    place = village()
    form, clerk = forms()["L01"], place.actor("li", "committee")
    permit(form, place.unit, clerk, AT)
    assert clerk.tenure is not None
    town = place.unit.parent
    other = Place.objects.create(code="510722101202", kind="village", name="白鹤村", parent=town, since=FOUNDED)
    for unit, by in ((other, clerk), (place.unit, Actor(place.villagers[3], clerk.tenure))):
        with pytest.raises(Refusal) as refused:
            permit(form, unit, by, AT)
        assert refused.value.code == "ledger-not-yours"
    clerk.tenure.until = AT.date() - timedelta(days=1)
    with pytest.raises(Refusal) as refused:
        permit(form, place.unit, clerk, AT)
    assert refused.value.code == "tenure-over"


def test_the_same_rule_holds_for_looking_and_for_sealing() -> None:
    place = village()
    span = Span(place.unit.code, *SPAN, AT, inside=True)
    with pytest.raises(Refusal) as refused:
        look(form=forms()["L20"], unit=place.unit, span=span, by=place.actor("li", "committee"), at=AT)
    said = refused.value.sentence("zh-hans")
    assert "村务监督委员会" in said
    with pytest.raises(Refusal):
        seal(form="L20", unit=place.unit, first=SPAN[0], last=SPAN[1], by=place.actor("li", "committee"), at=AT,
             key=uuid4())  # fmt: skip
    wang = place.actor("wang", "supervision_committee")
    assert (
        seal(form="L20", unit=place.unit, first=SPAN[0], last=SPAN[1], by=wang, at=AT, key=uuid4()).place == place.unit
    )
