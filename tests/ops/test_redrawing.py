"""Merging and splitting villages from the terminal: the preview changes nothing, the act does what it said."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.institutions.redrawing.two import NEW, A, B, Two, into_new, two
from yuanba import cli, clock
from yuanba.institutions.redrawing.order import Choices, Heir, Order
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.models import Place, Redrawing
from yuanba.ops import ticking

pytestmark = pytest.mark.django_db
HEIRS = (Heir(A), Heir(NEW, "凤尾村"))


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Two:
    settings.YUANBA_DATA = tmp_path
    made = two(into_new, lambda on: Order("split", (A,), HEIRS, on, Choices({f"{A}.01": NEW}, rest=A)))
    monkeypatch.setattr(clock, "now", lambda: made.a.now)
    return made


def merge(scene: Two, *more: str) -> list[str]:
    return ["places", "merge", A, B, "--into", NEW, "--name", "凤桥村", "--on", scene.today.isoformat(), *more]


def test_a_dry_run_shows_what_the_act_then_does(scene: Two, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(merge(scene, "--dry-run", "--json")) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["done"], seen["undecided"]) == (False, [])
    assert not Redrawing.objects.exists()
    paper = tmp_path / "approval.pdf"
    paper.write_bytes(b"%PDF-1.4 the county approves")
    assert cli.main(merge(scene, "--json", "--approval", "三府函〔2026〕7号", "--paper", str(paper))) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["done"]
    assert {**done, "done": False, "leaf": ""} == seen
    assert Redrawing.objects.get().leaf == done["leaf"]
    assert Matter.objects.filter(unit__code=NEW).count() == seen["counts"]["matters"] == 4


def test_the_preview_on_a_terminal_names_what_has_to_be_done_again(
    scene: Two, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(merge(scene, "--dry-run")) == 0
    said = capsys.readouterr().out
    assert f"{NEW} supervision_committee: to be elected or appointed (villager_assembly, villager_rep_assembly)" in said
    assert "Nothing was changed." in said
    assert Place.objects.get(code=A).until is None


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--approval", "三府函〔2026〕7号", "--name", "长凤村"], "agreed “凤桥村”, ordered “长凤村”"),
        ([], "county's approval"),
    ],
)
def test_without_the_papers_nothing_is_done(
    scene: Two, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    assert cli.main(merge(scene, *more)) == 1
    assert words in capsys.readouterr().err
    assert not Redrawing.objects.exists()


def test_a_split_lists_what_is_undecided_and_then_follows_the_choices(
    scene: Two, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["places", "split", A, "--into", A, "--name", f"{NEW}=凤尾村", "--on", scene.today.isoformat(), "--json"]
    assert cli.main([*words, "--into", NEW, "--dry-run"]) == 1
    undecided = json.loads(capsys.readouterr().out)["undecided"]
    assert {"key": f"{A}.01", "what": "place", "name": "一组"} in undecided
    approval = ["--approval", "三府函〔2026〕7号"]
    assert cli.main([*words, "--into", f"{NEW}={A}.01", "--rest", A, *approval]) == 0
    assert Person.objects.filter(unit=NEW, place__code=f"{NEW}.01").count() == 4


def test_a_name_without_its_code_is_bad_use(scene: Two, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["places", "split", A, "--into", A, "--into", NEW, "--name", "凤尾村", "--on", scene.today.isoformat()]
    assert cli.main(words) == 2
    assert "CODE=NAME" in capsys.readouterr().err


def test_a_later_day_makes_an_order_that_is_listed_and_revoked(scene: Two, capsys: pytest.CaptureFixture[str]) -> None:
    later = (scene.today + timedelta(days=9)).isoformat()
    words = [later if word == scene.today.isoformat() else word for word in merge(scene, "--json", "--approval", "7")]
    assert cli.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["ordered"]) == (False, True)
    assert Place.objects.get(code=A).until is None
    assert cli.main(["places", "orders", "--json"]) == 0
    [order] = json.loads(capsys.readouterr().out)["orders"]
    assert (order["on"], order["old"], order["new"], order["held"]) == (later, [A, B], [NEW], None)
    assert cli.main(["places", "revoke", str(order["order"]), "--because", "县里还要再议"]) == 0
    assert cli.main(["places", "revoke", str(order["order"]), "--because", "县里还要再议"]) == 1
    assert cli.main(["places", "revoke", "999", "--because", "没有这个"]) == 2
    capsys.readouterr()
    assert cli.main(["places", "orders"]) == 0
    assert "No order is pending." in capsys.readouterr().out


def test_the_tick_does_an_order_on_its_day(
    scene: Two, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUANBA_SIGNING_KEY_FILE", str(tmp_path / "ledger.key"))
    later = (scene.today + timedelta(days=2)).isoformat()
    words = [later if word == scene.today.isoformat() else word for word in merge(scene, "--approval", "7")]
    assert cli.main(words) == 0
    assert f"Ordered for {later}" in capsys.readouterr().out
    ticking.found_ledger("510722", at=scene.a.now)
    scene.wait(1)
    ticking.once(scene.a.now)
    assert Place.objects.get(code=A).until is None
    scene.wait(1)
    ticking.once(scene.a.now)
    assert Place.objects.get(code=A).until == scene.today
