"""Ledgers that were sealed before a merger are derived afterwards as they were, at the old unit and at its heir."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.institutions.redrawing.test_merger import carry_out
from tests.institutions.redrawing.two import A, B, into_b, two
from yuanba.institutions.ledgers.forms import forms
from yuanba.institutions.ledgers.lying import lay_in
from yuanba.institutions.ledgers.sealing import SNAPSHOTS, compare, digests, seal
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
SEALED = ("L01", "L02", "L05")


def test_what_was_sealed_before_a_merger_is_derived_as_it_was() -> None:
    scene = two()
    scene.wait(1)
    first, last = date(scene.today.year, 1, 1), scene.today - timedelta(days=1)
    for form in SEALED:
        seal(form=form, unit=scene.a.unit, first=first, last=last, by=scene.a.actor("wu", "committee"), at=scene.a.now,
             key=uuid4())  # fmt: skip
    assert compare("510722") == (len(SEALED), [])
    assert Matter.objects.filter(unit__code=A, procedure="four-two-one", closed_at__isnull=True).exists()
    before = {
        (place, form): digests(forms()[form], Span(place, first, last, scene.a.now))
        for place in (A, B)
        for form in SEALED
    }
    carry_out(scene, into_b(scene.today))
    assert compare("510722") == (len(SEALED), [])
    assert set(Record.objects.filter(register=SNAPSHOTS).values_list("place__code", flat=True)) == {A}
    assert Matter.objects.filter(unit__code=B, number__startswith=A).exists(), "what runs has followed"
    for (place, form), told in before.items():
        assert digests(forms()[form], Span(place, first, last, scene.a.now)) == told, (place, form)


def test_what_a_matter_that_followed_brings_about_later_is_the_heirs() -> None:
    scene = two()
    carry_out(scene, into_b(scene.today))
    moved = Matter.objects.filter(unit__code=B, number__startswith=A).first()
    assert moved is not None
    scene.wait(1)
    notice = Notice.objects.create(
        matter=moved, unit=Place.objects.get(code=B), township=B[:9], board="village-affairs", title="公示",
        data="{}", since=scene.a.now, until=scene.a.now + timedelta(days=15), posts="result", body="committee",
        taking=moved.takings.earliest("seq"),
    )  # fmt: skip
    paths = {"unit": "unit__code", "number": "matter__number", "since": "since"}
    assert Notice.objects.filter(lay_in(B, **paths), pk=notice.pk).exists()
    assert not Notice.objects.filter(lay_in(A, **paths), pk=notice.pk).exists()
