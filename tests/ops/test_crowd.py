"""Matters strewn for load are what the acts would have written, each with its ledger entries."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.forms.models import model_to_dict

from tests.cast import power, village
from yuanba.kernel.ledger.acts import opens
from yuanba.kernel.ledger.audit import audit_dir
from yuanba.kernel.ledger.publish import export
from yuanba.kernel.matters.models import Counter, Matter, Taking
from yuanba.kernel.procedures.canonical import encode
from yuanba.ops import ticking
from yuanba.ops.demo import casts, crowd
from yuanba.ops.demo.telling import Teller

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
# What differs from one matter to the next.
OWN = {"id", "number", "title", "matter", "key", "entry", "leaf"}


def shape(row: object) -> dict[str, object]:
    """A row without what is its own, times reduced to whether they are set."""
    values = model_to_dict(row)
    return {k: bool(v) if k.endswith("_at") or k == "at" else v for k, v in values.items() if k not in OWN}


def test_a_copy_has_the_rows_of_the_act_that_it_was_cast_from() -> None:
    place = village()
    power(place.unit.parent.parent, "M01", NOW)
    ticking.found_ledger("510722", at=NOW)
    crowd.strew([place.unit], 40, NOW)
    assert Matter.objects.count() == 40
    assert Counter.objects.get(unit=place.unit.code, year=2026).last == 40
    numbers = list(Matter.objects.order_by("opened_at", "pk").values_list("number", flat=True))
    assert numbers == sorted(numbers)

    tell = Teller(NOW, "by hand")
    acted = casts.DEAL[-1].make(tell, place.unit)
    copy = Matter.objects.filter(step=acted.step, role="main").exclude(pk=acted.pk).order_by("pk")[0]
    assert shape(copy) == shape(acted)
    pairs = list(zip(acted.takings.order_by("seq"), copy.takings.order_by("seq"), strict=True))
    assert len(pairs) == 3
    for mine, theirs in pairs:
        a, b = shape(mine), shape(theirs)
        for row, taking in ((a, mine), (b, theirs)):
            row["data"] = set(json.loads(taking.data))
            row["public"] = set(json.loads(taking.public)) | set(json.loads(taking.public)["data"])
        assert a == b


def test_every_copied_taking_opens_its_commitment_and_the_ledger_verifies(tmp_path: Path) -> None:
    place = village()
    power(place.unit.parent.parent, "M01", NOW)
    ticking.found_ledger("510722", at=NOW)
    crowd.strew([place.unit], 20, NOW)
    for taking in Taking.objects.all():
        public = json.loads(taking.public)
        secret = encode({**public, "data": json.loads(taking.data), "key": str(taking.key)})
        assert opens(entry=taking.entry, position=0, payload=secret)
    ticking.once(NOW)
    export(tmp_path)
    report = audit_dir(tmp_path)
    assert report.sound
    assert report.units[place.unit.code] >= Taking.objects.count()


def test_the_casts_leave_no_trace() -> None:
    place = village()
    power(place.unit.parent.parent, "M01", NOW)
    made = casts.make_casts(place.unit, NOW)
    assert {len(cast.takings) for cast in made.values()} == {1, 2, 3}
    assert not Matter.objects.exists()
    assert not Taking.objects.exists()
