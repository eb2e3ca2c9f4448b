"""A resident asks to be forgotten: her words go, every proof stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Village, village
from tests.kernel.matters.mandates import authorise, scan
from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.ledger import note, publish, sequence
from yuanba.kernel.ledger.audit import audit_dir
from yuanba.kernel.ledger.models import Salt
from yuanba.kernel.matters.erasing import erase
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people import private
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person, Private
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


def wish(place: Village, who: Person) -> Taking:
    return open_matter(
        procedure="four-two-one",
        start="wish",
        unit=place.unit,
        by=Actor(who),
        title="路灯",
        data={"words": "我家门口很黑"},
        at=place.now,
        key=uuid4(),
    )


def test_words_and_numbers_go_and_the_mirror_stays_sound(tmp_path: Path) -> None:
    place = village()
    resident = place.villagers[15]
    private.keep(person=resident, field="phone", value="13900000000")
    taking = wish(place, resident)
    signer = note.generate(tmp_path / "key")
    sequence.found(host="testserver", county="510722", at=place.now, signer=signer)
    assert sequence.seal_days(now=place.now + timedelta(days=1)) == 1
    sequence.sequence(now=place.now + timedelta(days=1), signer=signer)
    publish.export(tmp_path / "before")
    before = {path.name: path.read_bytes() for path in (tmp_path / "before").rglob("*") if path.is_file()}

    assert erase(person=resident, at=place.now) == 1
    taking.refresh_from_db()
    resident.refresh_from_db()
    assert (taking.data, resident.name, Private.objects.count()) == ("{}", "—", 0)
    assert taking.pending is not None
    assert not ledger.opens_resident(pending=taking.pending, payload=b"anything")
    publish.export(tmp_path / "after")
    assert {path.name: path.read_bytes() for path in (tmp_path / "after").rglob("*") if path.is_file()} == before
    assert audit_dir(tmp_path / "after").sound
    sequence.sequence(now=place.now + timedelta(days=2), signer=signer)
    publish.export(tmp_path / "after")
    assert audit_dir(tmp_path / "after", previous=before["checkpoint"].decode()).sound


def test_what_she_signed_for_an_agent_goes_too(settings: Any, tmp_path: Path) -> None:
    place = village()
    resident = place.villagers[15]
    row = authorise(place, resident, place.villagers[16], signed=scan(settings, tmp_path), papers=["户口簿"])
    erase(person=resident, at=place.now)
    row.refresh_from_db()
    assert (row.papers, row.scan, row.receipt) == ("[]", "{}", "{}")
    assert not Salt.objects.filter(pending_id=row.pending).exists(), "the ledger's commitment opens for nobody"


def test_an_office_holder_is_not_erased() -> None:
    place = village()
    with pytest.raises(Refusal, match="in office"):
        erase(person=place.people["zhou"], at=place.now)
